/// Numbers that YAML writes and JSON does not, as JSON text with every digit kept.
enum Numeral {
    /// `+5`, `007`, `.5` and `5.` of the core schema as `5`, `7`, `0.5` and `5.0`.
    static func json(decimal text: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count + 2)
        var offset = 0
        if text[0] == UInt8(ascii: "-") { result.append(text[0]) }
        if text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") { offset += 1 }
        while offset + 1 < text.count, text[offset] == UInt8(ascii: "0"), isDigit(text[offset + 1]) { offset += 1 }
        if !isDigit(text[offset]) { result.append(UInt8(ascii: "0")) }
        while offset < text.count {
            let byte = text[offset]
            result.append(byte)
            offset += 1
            if byte == UInt8(ascii: "."), offset == text.count || !isDigit(text[offset]) {
                result.append(UInt8(ascii: "0"))
            }
        }
        return result
    }

    /// The decimal digits of octal or hexadecimal ones, of any size, which follow `0o` or `0x`.
    ///
    /// - Complexity: O(*n*²) in the digits.
    static func json(radix: Int, _ text: Span<UInt8>) -> [UInt8] {
        let base: UInt64 = 1_000_000_000
        var limbs: [UInt64] = [0]  // Base 10^9, least significant first.
        for offset in 2..<text.count {
            var carry = UInt64(value(of: text[offset]) ?? 0)
            for index in limbs.indices {
                let part = limbs[index] * UInt64(radix) + carry
                limbs[index] = part % base
                carry = part / base
            }
            if carry > 0 { limbs.append(carry) }
        }
        var result = Array(String(limbs[limbs.count - 1]).utf8)
        for limb in limbs.dropLast().reversed() {
            let digits = String(limb).utf8
            result.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 9 - digits.count))
            result.append(contentsOf: digits)
        }
        return result
    }

    /// The value of a hexadecimal digit.
    static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
}
