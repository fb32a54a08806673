import Diagnostics
import RegularExpressions

extension ExpressionCompiler {
    /// A call, behind its opening parenthesis.
    mutating func call(_ name: String, at start: Int) throws(ExpressionError) -> Part {
        guard let function = ExpressionFunction.named(name) else {
            let names = ExpressionFunction.all.map(\.name)
            let all = names.joined(separator: ", ")
            throw ExpressionError(
                .unknownFunction,
                LocalizedText("there is no function '\(name)'", zh: "没有函数“\(name)”"),
                at: start,
                remedy: EditDistance.nearest(to: name, among: names)
                    .map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
                    ?? LocalizedText("known are \(all)", zh: "可用的有 \(all)")
            )
        }
        switch function.kind {
        case .choose: return try choose(function, at: start)
        case .coalesce: return try coalesce(function, at: start)
        case .matches: return try matches(function, at: start)
        case .operation, .number, .date, .daysBetween, .concat: break
        }
        let count = try arguments(of: function, at: start)
        switch function.kind {
        case .operation(let operation): _ = try emit(.call(operation, argumentCount: count))
        case .number: _ = try emit(.convert(.number, depth: 0))
        case .date: _ = try emit(.convert(.day, depth: 0))
        case .daysBetween: _ = try emit(.daysBetween)
        case .concat: _ = try emit(.join(count))
        case .choose, .coalesce, .matches: break
        }
        return Part(type: function.result ?? .nothing, start: start)
    }

    /// Reads the arguments and the closing parenthesis; says how many there are.
    private mutating func arguments(
        of function: ExpressionFunction,
        at start: Int
    ) throws(ExpressionError) -> Int {
        var count = 0
        if try !take(sign: ")") {
            repeat {
                var part = try expression()
                switch function.parameters {
                case .several(let type): if let type { try convert(&part, to: type, depth: 0) }
                case .fixed(let parameters, _):
                    guard count < parameters.count else { throw wrongCount(function, at: start) }
                    try convert(&part, to: parameters[count].type, depth: 0)
                }
                count += 1
            } while try take(sign: ",")
            try expect(")")
        }
        switch function.parameters {
        case .several: if count == 0 { throw wrongCount(function, at: start) }
        case .fixed(let parameters, let optional):
            if count < parameters.count - optional { throw wrongCount(function, at: start) }
        }
        return count
    }

    private func wrongCount(_ function: ExpressionFunction, at start: Int) -> ExpressionError {
        ExpressionError(
            .syntax,
            LocalizedText("'\(function.name)' takes other arguments", zh: "“\(function.name)”的参数个数不对"),
            at: start,
            remedy: LocalizedText("write \(function.signature)", zh: "请写 \(function.signature)")
        )
    }

    private mutating func choose(_ function: ExpressionFunction, at start: Int) throws(ExpressionError) -> Part {
        let condition = try expression()
        try need(condition, .flag)
        guard try take(sign: ",") else { throw wrongCount(function, at: start) }
        let jump = try emit(.jumpUnless(0))
        let first = try expression()
        guard try take(sign: ",") else { throw wrongCount(function, at: start) }
        let end = try emit(.jump(0))
        land(jump)
        let second = try expression()
        land(end)
        guard try take(sign: ")") else { throw wrongCount(function, at: start) }
        guard let type = first.type.joined(with: second.type) else { throw conflict(second, first.type) }
        // Behind both, where a value that is of the type already stays as it is.
        if first.type == .cell || second.type == .cell, type == .number || type == .day {
            _ = try emit(.convert(type, depth: 0))
        }
        return Part(type: type, start: start)
    }

    private mutating func coalesce(_ function: ExpressionFunction, at start: Int) throws(ExpressionError) -> Part {
        if scanner.token == .sign(")") { throw wrongCount(function, at: start) }
        var type = ExpressionType.nothing
        var hasCell = false
        var jumps: [Int] = []
        while true {
            let part = try expression()
            guard let joined = type.joined(with: part.type) else { throw conflict(part, type) }
            type = joined
            if part.type == .cell { hasCell = true }
            guard try take(sign: ",") else { break }
            jumps.append(try emit(.keepFilled(0)))
        }
        try expect(")")
        for jump in jumps { land(jump) }
        if hasCell, type == .number || type == .day { _ = try emit(.convert(type, depth: 0)) }
        return Part(type: type, start: start)
    }

    private mutating func matches(_ function: ExpressionFunction, at start: Int) throws(ExpressionError) -> Part {
        var text = try expression()
        try convert(&text, to: .text, depth: 0)
        guard try take(sign: ",") else { throw wrongCount(function, at: start) }
        let place = scanner.start
        guard case .text(let bytes) = scanner.token else {
            throw ExpressionError(
                .syntax,
                LocalizedText("the pattern has to be written out", zh: "正则表达式须直接写出"),
                at: place,
                remedy: LocalizedText("write matches(s, 'pattern')", zh: "请写 matches(s, 'pattern')")
            )
        }
        try advance()
        try expect(")")
        let pattern = String(decoding: bytes, as: UTF8.self)
        let number: Int
        do throws(RegularExpressionError) {
            // Alone first, so that a bracket too many is found.
            try RegularExpression.check(pattern)
            number = addPattern(try RegularExpression("^(?:\(pattern))$", limits: limits.patterns))
        } catch {
            throw ExpressionError(.badPattern, error.message, at: place, remedy: error.remedy)
        }
        _ = try emit(.matches(number))
        return Part(type: .flag, start: start)
    }
}
