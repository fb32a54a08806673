/// The exact value of a decimal number of any size: significand × 10^exponent.
///
/// The significand has no trailing zeros; up to 19 digits live in one integer, more in `wideDigits`. Nothing is ever
/// rounded, so `1e400` and thirty-digit integers compare and divide correctly.
package struct ExactDecimal: Sendable {
    package let isNegative: Bool
    let significand: UInt64
    /// Power of ten; an absurd exponent is held at ±10^15, far beyond any other number.
    let exponent: Int
    /// The digits, each 0 to 9, of a significand with more than 19 of them; otherwise empty.
    let wideDigits: [UInt8]

    private static let narrowDigitCount = 19
    private static let exponentBound = 1_000_000_000_000_000

    /// Reads a number's text, which must follow RFC 8259.
    package init(_ text: Span<UInt8>, from start: Int, count: Int) {
        var narrow: UInt64 = 0
        var wide: [UInt8] = []
        var digitCount = 0
        var fractionCount = 0
        var inFraction = false
        var offset = start
        let end = start + count
        let isNegative = count > 0 && text[offset] == UInt8(ascii: "-")
        if isNegative { offset += 1 }
        while offset < end, text[offset] | 0x20 != UInt8(ascii: "e") {
            let byte = text[offset]
            offset += 1
            if byte == UInt8(ascii: ".") {
                inFraction = true
                continue
            }
            let digit = byte &- UInt8(ascii: "0")
            if inFraction { fractionCount += 1 }
            if digitCount == 0, digit == 0 { continue }
            digitCount += 1
            if digitCount <= Self.narrowDigitCount {
                narrow = narrow &* 10 &+ UInt64(digit)
            } else {
                if wide.isEmpty { wide = Self.digits(of: narrow) }
                wide.append(digit)
            }
        }
        var power = 0
        if offset < end { power = Self.exponent(text, from: offset + 1, end: end) }
        self.init(isNegative: isNegative, narrow: narrow, wide: wide, exponent: power - fractionCount)
    }

    /// A whole number.
    package init(_ value: Int) {
        self.init(isNegative: value < 0, narrow: value.magnitude.asUInt64, wide: [], exponent: 0)
    }

    private init(isNegative: Bool, narrow: UInt64, wide: [UInt8], exponent: Int) {
        var narrow = narrow
        var wide = wide
        var exponent = exponent
        while wide.last == 0 {
            wide.removeLast()
            exponent += 1
        }
        if !wide.isEmpty, wide.count <= Self.narrowDigitCount {
            narrow = wide.reduce(0) { $0 * 10 + UInt64($1) }
            wide = []
        }
        while wide.isEmpty, narrow != 0, narrow.isMultiple(of: 10) {
            narrow /= 10
            exponent += 1
        }
        let isZero = wide.isEmpty && narrow == 0
        self.isNegative = isNegative && !isZero
        significand = wide.isEmpty ? narrow : 0
        self.exponent = isZero ? 0 : max(-Self.exponentBound, min(Self.exponentBound, exponent))
        wideDigits = wide
    }

    private static func exponent(_ text: Span<UInt8>, from start: Int, end: Int) -> Int {
        var value = 0
        var isNegative = false
        for offset in start..<end {
            switch text[offset] {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "+"): break
            default: value = min(exponentBound, value * 10 + Int(text[offset] &- UInt8(ascii: "0")))
            }
        }
        return isNegative ? -value : value
    }

    private static func digits(of value: UInt64) -> [UInt8] { String(value).utf8.map { $0 - UInt8(ascii: "0") } }

    var isZero: Bool { significand == 0 && wideDigits.isEmpty }

    /// Whether the value is a whole number, whatever its syntax.
    package var isInteger: Bool { exponent >= 0 }

    /// The value as an `Int`, when it is whole and fits.
    package var integer: Int? {
        guard wideDigits.isEmpty, exponent >= 0, exponent <= 18 else { return nil }
        var value = significand
        for _ in 0..<exponent {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product
        }
        if isNegative { return value <= UInt64(Int.max) ? -Int(value) : value == 1 << 63 ? Int.min : nil }
        return Int(exactly: value)
    }

    private var digitCount: Int {
        if !wideDigits.isEmpty { return wideDigits.count }
        var count = 0
        var rest = significand
        while rest > 0 {
            rest /= 10
            count += 1
        }
        return count
    }

    /// How many digits are left without the zeros at both ends; 0 for zero.
    package var significantDigitCount: Int { digitCount }

    /// The digits without the zeros at both ends, each 0 to 9.
    var digits: [UInt8] { wideDigits.isEmpty ? Self.digits(of: significand) : wideDigits }
}

extension ExactDecimal: Comparable {
    package static func == (left: Self, right: Self) -> Bool {
        left.isNegative == right.isNegative && left.exponent == right.exponent
            && left.significand == right.significand && left.wideDigits == right.wideDigits
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isSmallerInMagnitude(than: left) : left.isSmallerInMagnitude(than: right)
    }

    private func isSmallerInMagnitude(than other: Self) -> Bool {
        if isZero || other.isZero { return isZero && !other.isZero }
        let count = digitCount
        let otherCount = other.digitCount
        if count + exponent != otherCount + other.exponent { return count + exponent < otherCount + other.exponent }
        guard wideDigits.isEmpty, other.wideDigits.isEmpty else {
            return digits.lexicographicallyPrecedes(other.digits)
        }
        // Both have at most 19 digits, and so has the shorter one once it is padded with zeros.
        return significand * Self.power(max(0, otherCount - count))
            < other.significand * Self.power(max(0, count - otherCount))
    }

    private static func power(_ exponent: Int) -> UInt64 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}

extension ExactDecimal {
    /// Whether the value is a whole multiple of a divisor above zero.
    ///
    /// With value = m·10^e, divisor = d·10^f and k = e−f: for k < 0 the answer is no, since m has no factor ten left to
    /// give. Otherwise 10^k can only cancel twos and fives of d, at most k of each; the rest of d must divide m.
    package func isMultiple(of divisor: Self) -> Bool {
        if isZero { return true }
        if divisor.isZero { return false }
        let shift = exponent - divisor.exponent
        if shift < 0 { return false }
        var rest = LongInteger(digits: divisor.digits)
        // The rest never becomes zero: it is a product of the divisor's other factors.
        for factor: UInt32 in [2, 5] {
            var cancelled = 0
            while cancelled < shift, rest.isMultiple(of: factor) {
                rest.divide(by: factor)
                cancelled += 1
            }
        }
        return rest.divides(digits: digits)
    }
}

extension UInt {
    fileprivate var asUInt64: UInt64 { UInt64(self) }
}
