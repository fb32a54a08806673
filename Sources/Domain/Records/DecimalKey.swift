/// Numbers as bytes in numeric order, exact for any size.
///
/// A number is ±0.d₁d₂… × 10^p. Its bytes are the sign, p, then the digits in pairs without trailing zeros; below zero
/// everything after the sign is inverted and closed by a byte above all others.
enum DecimalKey {
    private enum Sign {
        static let negative: UInt8 = 0
        static let zero: UInt8 = 1
        static let positive: UInt8 = 2
    }

    /// Powers up to here take one byte; beyond it nine.
    private static let nearPower = 60
    /// An absurd exponent is held here, far beyond any other number.
    private static let exponentBound = 1_000_000_000_000_000

    /// Appends the key of a number's text, which must follow RFC 8259.
    static func append(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
        let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
        var digits: [UInt8] = []
        var fractionCount = 0
        var isFraction = false
        var offset = isNegative ? 1 : 0
        while offset < text.count, text[offset] | 0x20 != UInt8(ascii: "e") {
            let byte = text[offset]
            offset += 1
            if byte == UInt8(ascii: ".") {
                isFraction = true
                continue
            }
            if isFraction { fractionCount += 1 }
            if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte &- UInt8(ascii: "0")) }
        }
        let power = digits.count - fractionCount + exponent(text, from: offset + 1)
        while digits.last == 0 { digits.removeLast() }
        guard !digits.isEmpty else {
            bytes.append(Sign.zero)
            return
        }
        bytes.append(isNegative ? Sign.negative : Sign.positive)
        let start = bytes.count
        append(power: power, to: &bytes)
        for first in stride(from: 0, to: digits.count, by: 2) {
            let second = first + 1 < digits.count ? digits[first + 1] : 0
            bytes.append(digits[first] &* 10 &+ second &+ 1)
        }
        guard isNegative else { return }
        for index in start..<bytes.count { bytes[index] = ~bytes[index] }
        bytes.append(0xFF)
    }

    private static func append(power: Int, to bytes: inout [UInt8]) {
        if power.magnitude <= nearPower {
            bytes.append(UInt8(0x80 + power))
            return
        }
        bytes.append(power > 0 ? 0xC0 : 0x40)
        let biased = UInt64(bitPattern: Int64(power)) ^ (1 << 63)
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: biased >> shift)) }
    }

    private static func exponent(_ text: Span<UInt8>, from start: Int) -> Int {
        guard start < text.count else { return 0 }
        var value = 0
        var isNegative = false
        for offset in start..<text.count {
            switch text[offset] {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "+"): break
            default: value = min(exponentBound, value * 10 + Int(text[offset] &- UInt8(ascii: "0")))
            }
        }
        return isNegative ? -value : value
    }
}
