import Diagnostics
import RegularExpressions

/// Reads an expression and writes its steps while it reads.
///
/// ```
/// expression = or
/// or         = and {"or" and}
/// and        = not {"and" not}
/// not        = ["not"] comparison
/// comparison = join [("==" | "!=" | "<" | "<=" | ">" | ">=") join | ["not"] "in" "(" expression {"," expression} ")"]
/// join       = sum {"&" sum}
/// sum        = product {("+" | "-") product}
/// product    = sign {("*" | "/" | "%") sign}
/// sign       = ["-"] operand
/// operand    = number | text | "true" | "false" | "empty" | "today" | column | function "(" [arguments] ")" | "(" expression ")"
/// ```
struct ExpressionCompiler {
    /// A part that has been read: its value is on top of the stack.
    struct Part {
        var type: ExpressionType
        /// Where it begins.
        let start: Int
        /// The text, when the part is one that is written out.
        var literal: [UInt8]?
    }

    var instructions: [ExpressionInstruction] = []
    private(set) var columns: [Expression.Column] = []
    private(set) var patterns: [RegularExpression] = []
    private var columnNumbers: [String: Int] = [:]
    var scanner: ExpressionScanner
    let limits: ExpressionLimits
    var nodeCount = 0
    private var depth = 0

    static let words = ["and", "or", "not", "in", "true", "false", "empty", "today"]

    init(_ text: String, limits: ExpressionLimits) throws(ExpressionError) {
        scanner = try ExpressionScanner(text)
        self.limits = limits
    }

    /// Reads all of it.
    mutating func compile() throws(ExpressionError) -> ExpressionType {
        let part = try expression()
        guard scanner.token == .end else { throw unexpected() }
        return part.type
    }

    // MARK: - Operators

    mutating func expression() throws(ExpressionError) -> Part {
        depth += 1
        defer { depth -= 1 }
        if depth > limits.maximumDepth {
            throw ExpressionError(
                .syntax,
                LocalizedText("the expression nests too deeply", zh: "表达式嵌套过深"),
                at: scanner.start,
                remedy: LocalizedText("at most \(limits.maximumDepth) levels", zh: "最多 \(limits.maximumDepth) 层")
            )
        }
        var left = try conjunction()
        while try take(word: "or") {
            try need(left, .flag)
            let jump = try emit(.keepIf(true, 0))
            let right = try conjunction()
            try need(right, .flag)
            instructions[jump] = .keepIf(true, instructions.count)
            left.type = .flag
        }
        return left
    }

    private mutating func conjunction() throws(ExpressionError) -> Part {
        var left = try negation()
        while try take(word: "and") {
            try need(left, .flag)
            let jump = try emit(.keepIf(false, 0))
            let right = try negation()
            try need(right, .flag)
            instructions[jump] = .keepIf(false, instructions.count)
            left.type = .flag
        }
        return left
    }

    private mutating func negation() throws(ExpressionError) -> Part {
        var start: Int?
        var isNegated = false
        while scanner.token == .word("not") {
            start = start ?? scanner.start
            isNegated.toggle()
            try scanner.advance()
        }
        let part = try comparison()
        guard let start else { return part }
        try need(part, .flag)
        _ = try emit(.not)
        if !isNegated { _ = try emit(.not) }
        return Part(type: .flag, start: start)
    }

    private mutating func comparison() throws(ExpressionError) -> Part {
        var left = try join()
        if scanner.token == .word("in") { return try membership(of: left, isNegated: false) }
        if scanner.token == .word("not") {
            try scanner.advance()
            guard scanner.token == .word("in") else { throw unexpected() }
            return try membership(of: left, isNegated: true)
        }
        guard case .sign(let sign) = scanner.token else { return left }
        guard let comparison = ExpressionInstruction.Comparison(rawValue: sign) else {
            if let meant = Self.mistaken[sign] { throw unexpected(meant) }
            return left
        }
        try scanner.advance()
        var right = try join()
        try compare(&left, &right, isOrder: comparison != .equal && comparison != .notEqual)
        _ = try emit(.compare(comparison))
        return Part(type: .flag, start: left.start)
    }

    private static let mistaken = ["=": "==", "<>": "!=", "&&": "and", "||": "or", "!": "not"]

    /// Brings two values to a type that can be compared.
    private mutating func compare(_ left: inout Part, _ right: inout Part, isOrder: Bool) throws(ExpressionError) {
        guard let type = left.type.joined(with: right.type) else { throw conflict(right, left.type) }
        if isOrder {
            guard type != .flag else { throw conflict(right, .number) }
            // As texts 9 would be greater than 10.
            guard type != .cell else {
                throw ExpressionError(
                    .typeConflict,
                    LocalizedText("it is not said how these cells compare", zh: "没有说明如何比较这两个单元格"),
                    at: right.start,
                    remedy: LocalizedText("write number(…), date(…) or trim(…)", zh: "请写 number(…)、date(…) 或 trim(…)")
                )
            }
        }
        try convert(&left, to: type, depth: 1)
        try convert(&right, to: type, depth: 0)
    }

    private mutating func membership(of value: Part, isNegated: Bool) throws(ExpressionError) -> Part {
        try scanner.advance()
        try expect("(")
        var parts = [value]
        var type = value.type
        repeat {
            let element = try expression()
            parts.append(element)
            guard let joined = type.joined(with: element.type) else { throw conflict(element, type) }
            type = joined
        } while try take(sign: ",")
        try expect(")")
        let count = parts.count - 1
        for index in parts.indices { try convert(&parts[index], to: type, depth: count - index) }
        _ = try emit(.isOneOf(count))
        if isNegated { _ = try emit(.not) }
        return Part(type: .flag, start: value.start)
    }

    private mutating func join() throws(ExpressionError) -> Part {
        var left = try sum()
        var count = 1
        while try take(sign: "&") {
            _ = try sum()
            count += 1
        }
        if count > 1 {
            _ = try emit(.join(count))
            left = Part(type: .text, start: left.start)
        }
        return left
    }

    private mutating func sum() throws(ExpressionError) -> Part {
        var left = try product()
        while case .sign(let sign) = scanner.token, sign == "+" || sign == "-" {
            try scanner.advance()
            var right = try product()
            left = try add(&left, &right, isSum: sign == "+")
        }
        return left
    }

    /// Numbers, a day and days, or two days.
    private mutating func add(_ left: inout Part, _ right: inout Part, isSum: Bool) throws(ExpressionError) -> Part {
        if !isSum, left.type == .day || right.type == .day, left.type != .number, right.type != .number,
            left.type == right.type || left.type == .cell
        {
            try convert(&left, to: .day, depth: 1)
            // From the right one to the left one.
            _ = try emit(.daysBetween)
            _ = try emit(.negate)
            return Part(type: .number, start: left.start)
        }
        if left.type == .day {
            if !isSum, right.type == .cell {
                throw ExpressionError(
                    .typeConflict,
                    LocalizedText("it is not said what this cell is", zh: "没有说明这个单元格的类型"),
                    at: right.start,
                    remedy: LocalizedText(
                        "write date(…) for the days between, number(…) for an earlier day",
                        zh: "求相差天数请写 date(…)，求之前的日期请写 number(…)"
                    )
                )
            }
            try convert(&right, to: .number, depth: 0)
            _ = try emit(.addDays(sign: isSum ? 1 : -1))
            return Part(type: .day, start: left.start)
        }
        try convert(&left, to: .number, depth: 1)
        try convert(&right, to: .number, depth: 0)
        _ = try emit(.arithmetic(isSum ? .add : .subtract))
        return Part(type: .number, start: left.start)
    }

    private mutating func product() throws(ExpressionError) -> Part {
        var left = try sign()
        while case .sign(let sign) = scanner.token, let operation = Self.products[sign] {
            try scanner.advance()
            var right = try self.sign()
            try convert(&left, to: .number, depth: 1)
            try convert(&right, to: .number, depth: 0)
            _ = try emit(.arithmetic(operation))
            left = Part(type: .number, start: left.start)
        }
        return left
    }

    private static let products: [String: ExpressionInstruction.Arithmetic] = [
        "*": .multiply, "/": .divide, "%": .remainder,
    ]

    private mutating func sign() throws(ExpressionError) -> Part {
        let start = scanner.start
        var isNegative = false
        var isSigned = false
        while try take(sign: "-") {
            isNegative.toggle()
            isSigned = true
        }
        var part = try operand()
        guard isSigned else { return part }
        try convert(&part, to: .number, depth: 0)
        if isNegative { _ = try emit(.negate) }
        return Part(type: .number, start: start)
    }

    // MARK: - Operands

    private mutating func operand() throws(ExpressionError) -> Part {
        let start = scanner.start
        switch scanner.token {
        case .number(let number):
            _ = try emit(.number(number))
            try scanner.advance()
            return Part(type: .number, start: start)
        case .text(let text):
            _ = try emit(text.isEmpty ? .empty : .text(text))
            try scanner.advance()
            return Part(type: text.isEmpty ? .nothing : .text, start: start, literal: text)
        case .column(let name):
            try scanner.advance()
            return try column(name, at: start)
        case .word(let word):
            try scanner.advance()
            return try self.word(word, at: start)
        case .sign("("):
            try scanner.advance()
            let part = try expression()
            try expect(")")
            return part
        case .sign, .end: throw unexpected()
        }
    }

    private mutating func word(_ word: String, at start: Int) throws(ExpressionError) -> Part {
        switch word {
        case "true", "false":
            _ = try emit(.flag(word == "true"))
            return Part(type: .flag, start: start)
        case "empty":
            _ = try emit(.empty)
            return Part(type: .nothing, start: start)
        case "today":
            _ = try emit(.today)
            return Part(type: .day, start: start)
        case "and", "or", "not", "in": throw unexpected(at: start, word)
        default: break
        }
        if try take(sign: "(") { return try call(word, at: start) }
        return try column(word, at: start)
    }

    private mutating func column(_ name: String, at start: Int) throws(ExpressionError) -> Part {
        var number = columnNumbers[name]
        if number == nil {
            number = columns.count
            columnNumbers[name] = columns.count
            columns.append(Expression.Column(name: name, offset: start))
        }
        _ = try emit(.cell(number ?? 0))
        return Part(type: .cell, start: start)
    }

    mutating func addPattern(_ pattern: RegularExpression) -> Int {
        patterns.append(pattern)
        return patterns.count - 1
    }
}
