import JSON

/// All that a schema asks of a number.
struct NumberRule: Sendable {
    var needsInteger = false
    var needsIntegerSyntax = false
    /// The least and greatest integers that the bounds admit.
    private(set) var least = Int.min
    private(set) var greatest = Int.max
    private(set) var bounds: [NumberBound] = []
    /// The divisors; those in `integerDivisors` are whole.
    private(set) var divisors: [ExactDecimal] = []
    private(set) var integerDivisor = 0

    /// Beyond any integer that the tape holds inline.
    private static let inlineMagnitude = 100_000_000_000_000_000

    var isEmpty: Bool { !needsInteger && !needsIntegerSyntax && bounds.isEmpty && divisors.isEmpty }

    mutating func add(_ bound: NumberBound) {
        bounds.append(bound)
        // The integers that a bound admits are all those beyond one of them, which halving finds.
        var low = -Self.inlineMagnitude
        var high = Self.inlineMagnitude
        guard bound.admits(ExactDecimal(bound.isUpper ? low : high)) else {
            least = 1
            greatest = 0
            return
        }
        while low < high {
            let middle = low + (high - low + (bound.isUpper ? 1 : 0)) / 2
            let isAdmitted = bound.admits(ExactDecimal(middle))
            if bound.isUpper {
                if isAdmitted { low = middle } else { high = middle - 1 }
            } else {
                if isAdmitted { high = middle } else { low = middle + 1 }
            }
        }
        if bound.isUpper { greatest = min(greatest, low) } else { least = max(least, low) }
    }

    mutating func add(divisor: ExactDecimal) {
        divisors.append(divisor)
        integerDivisor = divisors.count == 1 ? divisor.integer ?? 0 : 0
    }

    /// What decides about most numbers.
    var range: NumberRange {
        NumberRange(
            least: least,
            greatest: greatest,
            divisor: divisors.isEmpty ? 1 : integerDivisor,
            isIntegerEnough: bounds.isEmpty && divisors.isEmpty
        )
    }

    /// The instruction for this rule, which has an index in the tables.
    func instruction(_ index: UInt32) -> Instruction {
        let isInRange = { (bound: Int) in bound > Int(Int32.min) && bound < Int(Int32.max) }
        let isOpen = (below: least <= -Self.inlineMagnitude, above: greatest >= Self.inlineMagnitude)
        guard divisors.isEmpty, isOpen.below || isInRange(least), isOpen.above || isInRange(greatest) else {
            return Instruction(.number, index)
        }
        return Instruction(
            .numberBetween,
            UInt32(bitPattern: isOpen.below ? .min : Int32(least)),
            UInt32(bitPattern: isOpen.above ? .max : Int32(greatest)),
            index
        )
    }

    @inline(never)
    func admitsExactly(_ node: TapeNode, _ bytes: [UInt8]) -> Bool {
        if needsIntegerSyntax, !node.hasIntegerSyntax { return false }
        if bounds.isEmpty, divisors.isEmpty, node.hasIntegerSyntax { return true }
        let value = ExactDecimal(bytes.span, from: node.offset, count: node.length)
        if needsInteger, !value.isInteger { return false }
        return bounds.allSatisfy { $0.admits(value) } && divisors.allSatisfy { value.isMultiple(of: $0) }
    }
}

/// The part of a ``NumberRule`` that decides about integers, without references to count.
struct NumberRange: Sendable, BitwiseCopyable {
    let least: Int
    let greatest: Int
    /// 0 when a divisor is no integer, or there are several.
    let divisor: Int
    /// Whether any number in integer syntax is admitted.
    let isIntegerEnough: Bool

    /// Nil when only the exact value can tell.
    @inline(__always)
    func admits(_ node: TapeNode) -> Bool? {
        guard node.hasInlineInteger else { return isIntegerEnough && node.hasIntegerSyntax ? true : nil }
        let value = node.inlineInteger
        if value < least || value > greatest { return false }
        if divisor == 1 { return true }
        return divisor > 0 ? value % divisor == 0 : nil
    }
}

/// The numbers of `const` and `enum`.
struct NumberSet: Sendable {
    private let integers: [Int]
    private let values: [ExactDecimal]

    init(_ nodes: [JSONNode]) {
        values = nodes.map(\.exactNumber)
        integers = values.compactMap(\.integer).sorted()
    }

    var count: Int { values.count }

    @inline(never)
    func contains(_ node: TapeNode, _ bytes: [UInt8]) -> Bool {
        guard node.hasInlineInteger else {
            let value = ExactDecimal(bytes.span, from: node.offset, count: node.length)
            return values.contains { $0 == value }
        }
        let value = node.inlineInteger
        var low = 0
        var high = integers.count
        while low < high {
            let middle = (low + high) / 2
            if integers[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < integers.count && integers[low] == value
    }
}
