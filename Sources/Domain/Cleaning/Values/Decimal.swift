/// An exact decimal number of at most 28 digits.
struct Decimal: Hashable, Sendable, BitwiseCopyable, Comparable {
    /// All digits, without the point.
    private(set) var digits: Int128
    /// How many of them stand behind the point; 0 to 28.
    private(set) var scale: Int

    static let maximumDigitCount = 28

    init(_ digits: Int128, scale: Int = 0) {
        self.digits = digits
        self.scale = scale
    }

    /// Reads a plain number: an optional sign, digits, and a point with digits.
    init?(_ text: Span<UInt8>) {
        var reader = DecimalReader()
        let start = text.count > 0 && (text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+")) ? 1 : 0
        reader.isNegative = start == 1 && text[0] == UInt8(ascii: "-")
        guard let end = reader.read(text, from: start, point: UInt8(ascii: "."), grouping: nil), end == text.count,
            let value = reader.value
        else { return nil }
        self = value
    }

    static func power(_ exponent: Int) -> Int128 {
        var power: Int128 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    static func < (left: Self, right: Self) -> Bool {
        if left.scale == right.scale { return left.digits < right.digits }
        // The whole parts first: 28 digits and 28 more zeros are beyond 128 bits.
        let (leftWhole, leftPart) = left.digits.quotientAndRemainder(dividingBy: power(left.scale))
        let (rightWhole, rightPart) = right.digits.quotientAndRemainder(dividingBy: power(right.scale))
        if leftWhole != rightWhole { return leftWhole < rightWhole }
        return leftPart * power(maximumDigitCount - left.scale) < rightPart * power(maximumDigitCount - right.scale)
    }

    /// The product; nil when it has too many digits.
    func times(_ other: Decimal) -> Decimal? {
        let (product, overflow) = digits.multipliedReportingOverflow(by: other.digits)
        guard !overflow else { return nil }
        var result = Decimal(product, scale: scale + other.scale)
        result.dropZeros()
        return result.isInRange ? result : nil
    }

    /// Whether it has no more digits than there may be.
    var isInRange: Bool {
        scale <= Self.maximumDigitCount && digits.magnitude < Self.power(Self.maximumDigitCount).magnitude
    }

    /// Removes the zeros at the end of the fraction.
    mutating func dropZeros() {
        while scale > 0, digits % 10 == 0 {
            digits /= 10
            scale -= 1
        }
    }

    /// How a number with too many decimals is brought to fewer.
    enum Rounding: String, Sendable, CaseIterable, BitwiseCopyable {
        /// It is not: the cell is refused.
        case refuse
        case halfUp = "half-up"
        case halfEven = "half-even"
    }

    /// The number with exactly so many decimals; nil when that would change it and it may not be rounded.
    func scaled(to count: Int, rounding: Rounding) -> Decimal? {
        if count >= scale {
            let (scaled, overflow) = digits.multipliedReportingOverflow(by: Self.power(count - scale))
            let result = Decimal(scaled, scale: count)
            return overflow || !result.isInRange ? nil : result
        }
        let unit = Self.power(scale - count)
        let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: unit)
        if remainder == 0 { return Decimal(quotient, scale: count) }
        let twice = remainder.magnitude * 2
        let goesAway: Bool
        switch rounding {
        case .refuse: return nil
        case .halfUp: goesAway = twice >= unit.magnitude
        case .halfEven: goesAway = twice > unit.magnitude || (twice == unit.magnitude && quotient % 2 != 0)
        }
        return Decimal(goesAway ? quotient + (digits < 0 ? -1 : 1) : quotient, scale: count)
    }

    /// Writes it without an exponent, with as many decimals as it has.
    func write(into output: inout CellBuffer) {
        if digits < 0 { output.append(UInt8(ascii: "-")) }
        let (whole, part) = digits.magnitude.quotientAndRemainder(dividingBy: Self.power(scale).magnitude)
        Self.write(whole, count: 1, into: &output)
        if scale > 0 {
            output.append(UInt8(ascii: "."))
            Self.write(part, count: scale, into: &output)
        }
    }

    private static func write(_ number: UInt128, count: Int, into output: inout CellBuffer) {
        var power: UInt128 = 1
        var length = 1
        while length < count || number / power >= 10 {
            power *= 10
            length += 1
        }
        while power > 0 {
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / power % 10))
            power /= 10
        }
    }
}

/// Reads the digits of a number.
struct DecimalReader {
    var isNegative = false
    private(set) var digits: Int128 = 0
    private(set) var wholeCount = 0
    private(set) var fractionCount = 0
    private var significantCount = 0

    /// Reads digits, separators of groups among the whole ones, and a point with at least one digit.
    ///
    /// - Returns: Where the number ends; nil when there is no digit, or none behind the point.
    mutating func read(_ text: Span<UInt8>, from start: Int, point: UInt8, grouping: UInt8?) -> Int? {
        var offset = start
        var groupStart: Int?
        while offset < text.count {
            if let digit = text.digit(at: offset) {
                take(digit)
                wholeCount += 1
            } else if let grouping, text[offset] == grouping, wholeCount > 0 {
                // Groups are of three digits, the first one of one to three, or a point would be taken for a group.
                if let groupStart { guard wholeCount - groupStart == 3 else { return nil } }
                guard wholeCount <= 3 || groupStart != nil else { return nil }
                groupStart = wholeCount
            } else {
                break
            }
            offset += 1
        }
        if let groupStart { guard wholeCount - groupStart == 3 else { return nil } }
        guard wholeCount > 0 else { return nil }
        guard offset < text.count, text[offset] == point else { return offset }
        offset += 1
        while let digit = text.digit(at: offset) {
            take(digit)
            fractionCount += 1
            offset += 1
        }
        return fractionCount > 0 ? offset : nil
    }

    private mutating func take(_ digit: Int) {
        if significantCount > 0 || digit > 0 { significantCount += 1 }
        if significantCount <= Decimal.maximumDigitCount { digits = digits * 10 + Int128(digit) }
    }

    /// What was read; nil when it has too many digits.
    var value: Decimal? {
        guard significantCount <= Decimal.maximumDigitCount, fractionCount <= Decimal.maximumDigitCount else {
            return nil
        }
        return Decimal(isNegative ? -digits : digits, scale: fractionCount)
    }
}
