import RegularExpressions

/// Finds the values of expressions, record by record, with storage that is used again.
struct ExpressionEvaluator: Sendable {
    /// The day that `today` is.
    var today: Int
    /// The texts of the record at hand: its cells, and what was made of them.
    var texts: [UInt8] = []
    private var cells: [Range<Int>] = []
    var stack: [ExpressionValue] = []
    var buffer = CellBuffer()
    /// What one record may make in `texts`.
    var maximumByteCount = 0
    /// How many bytes of texts may still be compared to find one in another.
    var comparisonsLeft = 0

    init(today: Int) { self.today = today }

    /// Forgets the record before.
    mutating func begin() {
        texts.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }

    /// Takes the cell of the expression's next column.
    mutating func load(_ cell: Span<UInt8>) {
        let start = texts.count
        // SAFETY: The buffer is read before the closure ends and does not leave it.
        unsafe cell.withUnsafeBufferPointer { unsafe texts.append(contentsOf: $0) }
        cells.append(start..<texts.count)
    }

    /// The same for a cell in a buffer.
    mutating func load(_ buffer: CellBuffer, _ range: Range<Int>) { load(buffer.bytes.span.extracting(range)) }

    /// The value of an expression whose columns have been loaded.
    ///
    /// - Throws: ``ExpressionFailure`` when it has none.
    /// - Complexity: Each step runs at most once; texts grow by at most ``ExpressionLimits/maximumTextByteCount``.
    mutating func evaluate(_ expression: Expression) throws(ExpressionFailure) -> ExpressionValue {
        stack.removeAll(keepingCapacity: true)
        maximumByteCount = texts.count + expression.limits.maximumTextByteCount
        comparisonsLeft = expression.limits.maximumComparisonCount
        var next = 0
        while next < expression.instructions.count {
            let instruction = expression.instructions[next]
            next += 1
            switch instruction {
            case .cell(let index): stack.append(value(of: cells[index]))
            case .text(let bytes): stack.append(.text(try write(bytes)))
            case .number(let number): stack.append(.number(number))
            case .flag(let flag): stack.append(.flag(flag))
            case .empty: stack.append(.empty)
            case .today: stack.append(.day(today))
            case .jump(let target): next = target
            case .jumpUnless(let target): if !isTrue(pop()) { next = target }
            case .keepIf(let flag, let target):
                let value = pop()
                if isTrue(value) == flag {
                    stack.append(.flag(flag))
                    next = target
                }
            case .keepFilled(let target):
                let value = pop()
                if !isEmpty(value) {
                    stack.append(value)
                    next = target
                }
            case .matches(let index): try matches(expression.patterns[index])
            default: try apply(instruction)
            }
        }
        return stack.last ?? .empty
    }

    /// The steps that compute.
    private mutating func apply(_ instruction: ExpressionInstruction) throws(ExpressionFailure) {
        switch instruction {
        case .convert(let type, let depth):
            let index = stack.count - 1 - depth
            stack[index] = try converted(stack[index], to: type)
        case .negate:
            if case .number(let number) = pop() { stack.append(.number(-number)) } else { stack.append(.empty) }
        case .not: stack.append(.flag(!isTrue(pop())))
        case .arithmetic(let operation): try compute(operation)
        case .addDays(let sign):
            let (day, count) = (pop(below: 1), pop())
            guard case .day(let day) = day, case .number(let count) = count else { return stack.append(.empty) }
            guard let count = count.integer else { throw .badArgument }
            stack.append(.day(try checked(day, plus: count, sign)))
        case .daysBetween:
            let (first, second) = (pop(below: 1), pop())
            guard case .day(let first) = first, case .day(let second) = second else { return stack.append(.empty) }
            stack.append(.number(Decimal(Int128(second - first))))
        case .compare(let comparison):
            let (left, right) = (pop(below: 1), pop())
            stack.append(.flag(holds(comparison, left, right)))
        case .isOneOf(let count):
            let value = stack[stack.count - 1 - count]
            let isMember = stack.suffix(count).contains { areEqual(value, $0) }
            stack.removeLast(count + 1)
            stack.append(.flag(isMember))
        case .join(let count): try join(count)
        case .call(let operation, let count): try call(operation, count)
        default: break
        }
    }

    // MARK: - Values

    mutating func pop() -> ExpressionValue { stack.popLast() ?? .empty }

    /// Takes the value so far below the top away.
    mutating func pop(below depth: Int) -> ExpressionValue {
        stack.count > depth ? stack.remove(at: stack.count - 1 - depth) : .empty
    }

    func value(of range: Range<Int>) -> ExpressionValue { range.isEmpty ? .empty : .text(range) }

    /// Whether a value is true; what is empty is not.
    func isTrue(_ value: ExpressionValue) -> Bool {
        if case .flag(true) = value { return true }
        return false
    }

    func isEmpty(_ value: ExpressionValue) -> Bool {
        switch value {
        case .empty: true
        case .text(let range): range.isEmpty
        case .flag, .number, .day: false
        }
    }

    private func converted(
        _ value: ExpressionValue,
        to type: ExpressionType
    ) throws(ExpressionFailure) -> ExpressionValue {
        guard case .text(let range) = value, !range.isEmpty else { return value }
        let text = texts.span.extracting(range)
        if type == .number {
            guard let number = Decimal(text) else { throw .notANumber }
            return .number(number)
        }
        guard type == .day else { return value }
        guard let moment = DateReader.iso(text) else { throw .notADay }
        return .day(moment.dayNumber)
    }

    /// The days of years 0 to 9999.
    private static let days: ClosedRange<Int> = {
        let first = Moment(year: 0, month: 1, day: 1)
        let last = Moment(year: 9999, month: 12, day: 31)
        return first.dayNumber...last.dayNumber
    }()

    private func checked(_ day: Int, plus count: Int, _ sign: Int) throws(ExpressionFailure) -> Int {
        let (product, isLarge) = count.multipliedReportingOverflow(by: sign)
        let (sum, overflow) = day.addingReportingOverflow(product)
        guard !isLarge, !overflow, Self.days.contains(sum) else { throw .badArgument }
        return sum
    }

    private mutating func compute(_ operation: ExpressionInstruction.Arithmetic) throws(ExpressionFailure) {
        let (left, right) = (pop(below: 1), pop())
        guard case .number(let left) = left, case .number(let right) = right else { return stack.append(.empty) }
        let result: Decimal?
        switch operation {
        case .add: result = left.plus(right)
        case .subtract: result = left.minus(right)
        case .multiply: result = left.product(right)
        case .divide:
            if right.isZero { throw .divisionByZero }
            result = left.divided(by: right)
        case .remainder:
            if right.isZero { throw .divisionByZero }
            result = left.remainder(right)
        }
        guard let result else { throw .tooManyDigits }
        stack.append(.number(result))
    }

    // MARK: - Comparisons

    private func holds(
        _ comparison: ExpressionInstruction.Comparison,
        _ left: ExpressionValue,
        _ right: ExpressionValue
    ) -> Bool {
        switch comparison {
        case .equal: areEqual(left, right)
        case .notEqual: !areEqual(left, right)
        case .less: isLess(left, right)
        case .greater: isLess(right, left)
        case .lessOrEqual: isLess(left, right) || (!isEmpty(left) && areEqual(left, right))
        case .greaterOrEqual: isLess(right, left) || (!isEmpty(left) && areEqual(left, right))
        }
    }

    private func areEqual(_ left: ExpressionValue, _ right: ExpressionValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left.equals(right)
        case (.day(let left), .day(let right)): left == right
        case (.flag(let left), .flag(let right)): left == right
        case (.text(let left), .text(let right)): order(left, right) == 0
        default: isEmpty(left) && isEmpty(right)
        }
    }

    /// What is empty is neither less nor greater.
    private func isLess(_ left: ExpressionValue, _ right: ExpressionValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.day(let left), .day(let right)): left < right
        case (.text(let left), .text(let right)): !left.isEmpty && !right.isEmpty && order(left, right) < 0
        default: false
        }
    }

    /// Less than 0, 0 or greater; texts compare by their code points, as their bytes do.
    private func order(_ left: Range<Int>, _ right: Range<Int>) -> Int {
        for offset in 0..<min(left.count, right.count) {
            let difference = Int(texts[left.lowerBound + offset]) - Int(texts[right.lowerBound + offset])
            if difference != 0 { return difference }
        }
        return left.count - right.count
    }
}
