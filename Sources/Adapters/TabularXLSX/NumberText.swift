/// Numbers of a workbook as text.
enum NumberText {
    /// Appends the shortest text that means the same number, without an exponent below 10²¹.
    ///
    /// Whole numbers, and others of at most 15 digits, stay as they are written, but for zeros that say nothing. What is
    /// no number stays.
    static func appendShortest(_ written: [UInt8], to text: inout [UInt8]) {
        if appendPlain(written, to: &text) || appendLong(written, to: &text) { return }
        guard let number = Double(String(decoding: written, as: UTF8.self)), number.isFinite else {
            text += written
            return
        }
        text += Array(shortest(number).utf8)
    }

    /// Appends a whole number without, any other with so many decimals, rounded to the nearest, ties to even.
    static func append(_ written: [UInt8], decimals: Int, to text: inout [UInt8]) {
        if appendLong(written, to: &text) { return }
        guard let number = Double(String(decoding: written, as: UTF8.self)), number.isFinite else {
            text += written
            return
        }
        if number == number.rounded() {
            text += Array(shortest(number).utf8)
            return
        }
        text += Array(fixed(number, decimals: min(15, max(0, decimals))).utf8)
    }

    /// Digits of the largest number that a workbook's programs can hold.
    private static let longestCount = 309

    /// Appends a whole number of more digits than a `Double` tells apart, such as the number of a card; false when it is
    /// anything else.
    private static func appendLong(_ written: [UInt8], to text: inout [UInt8]) -> Bool {
        guard written.count > 15, written.count <= longestCount + 1 else { return false }
        let hasSign = written[0] == UInt8(ascii: "-") || written[0] == UInt8(ascii: "+")
        let digits = written.dropFirst(hasSign ? 1 : 0)
        guard digits.count <= longestCount, digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
        let significant = digits.drop { $0 == 0x30 }
        guard !significant.isEmpty else { return false }
        if written[0] == UInt8(ascii: "-") { text.append(written[0]) }
        text += significant
        return true
    }

    /// Appends digits as they are written; false when they need a closer look.
    private static func appendPlain(_ written: [UInt8], to text: inout [UInt8]) -> Bool {
        var digitCount = 0
        var point: Int?
        var isZero = true
        for (index, byte) in written.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digitCount += 1
                if byte != UInt8(ascii: "0") { isZero = false }
            case UInt8(ascii: "."):
                guard point == nil, index > 0, written[index - 1] != UInt8(ascii: "-") else { return false }
                point = index
            case UInt8(ascii: "-"): guard index == 0 else { return false }
            default: return false
            }
        }
        guard digitCount > 0, digitCount <= 15 else { return false }
        let first = written[0] == UInt8(ascii: "-") ? 1 : 0
        // A leading zero says nothing unless the point follows.
        if written[first] == UInt8(ascii: "0"), first + 1 < written.count, written[first + 1] != UInt8(ascii: ".") {
            return false
        }
        var end = written.count
        if let point {
            while end > point + 1, written[end - 1] == UInt8(ascii: "0") { end -= 1 }
            if end == point + 1 { end = point }
        }
        text += written[(isZero ? first : 0)..<end]
        return true
    }

    static func shortest(_ number: Double) -> String {
        if number == 0 { return "0" }
        var text = number.description
        guard let mark = text.firstIndex(of: "e") else {
            if text.hasSuffix(".0") { text.removeLast(2) }
            return text
        }
        let sign = text.hasPrefix("-") ? "-" : ""
        let digits = text[..<mark].filter { $0.isNumber }
        let exponent = Int(text[text.index(after: mark)...]) ?? 0
        if exponent >= 21 { return text }
        if exponent < 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(digits.trimmingZeros)" }
        let significant = digits.trimmingZeros
        return sign + significant + String(repeating: "0", count: max(0, exponent + 1 - significant.count))
    }

    /// A number below 2⁵³ with so many decimals, from its exact value.
    private static func fixed(_ number: Double, decimals: Int) -> String {
        var scale: UInt128 = 1
        for _ in 0..<decimals { scale *= 10 }
        // number = significand · 2^−shift exactly.
        let shift = 52 - Int(number.exponent)
        let significand = UInt128(number.significandBitPattern | 1 << 52)
        var scaled: UInt128 = 0
        if shift < 120 {
            let product = significand * scale
            scaled = product >> UInt128(shift)
            let rest = product & ((UInt128(1) << UInt128(shift)) - 1)
            let half = UInt128(1) << UInt128(shift - 1)
            if rest > half || rest == half && scaled & 1 == 1 { scaled += 1 }
        }
        let sign = number < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(scaled)" }
        let fraction = String(scaled % scale)
        return "\(sign)\(scaled / scale).\(String(repeating: "0", count: decimals - fraction.count))\(fraction)"
    }
}

extension String {
    /// Without the zeros at its end; one digit stays.
    fileprivate var trimmingZeros: String {
        var text = self
        while text.hasSuffix("0"), text.utf8.count > 1 { text.removeLast() }
        return text
    }
}
