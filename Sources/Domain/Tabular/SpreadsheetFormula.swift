/// Tells which texts a spreadsheet would take for a formula when it opens delimited text.
///
/// - SeeAlso: OWASP, "CSV Injection".
public enum SpreadsheetFormula {
    /// What stands before a text so that it stays one.
    public static let guardByte = UInt8(ascii: "'")

    /// Whether a cell, or the name of a column, would be taken for a formula: it starts with `=`, `@`, a tab or a line
    /// end, or with a sign and is no plain number; `＝`, `＋`, `－` and `＠` in full width count as the others do.
    ///
    /// - Parameter text: UTF-8.
    /// - Returns: Whether it needs ``guardByte`` in front.
    @inlinable
    public static func isLikely(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0 else { return false }
        switch text[0] {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return text.count > 1 && !isNumber(text, from: 1)
        case 0xEF: return isWideStart(text)
        default: return false
        }
    }

    /// U+FF0B, U+FF0D, U+FF1D and U+FF20, of which the first two stay when they are all there is.
    @usableFromInline
    static func isWideStart(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 3, text[1] == 0xBC else { return false }
        switch text[2] {
        case 0x9D, 0xA0: return true
        case 0x8B, 0x8D: return text.count > 3
        default: return false
        }
    }

    /// Whether digits follow, and perhaps a point with more of them.
    @usableFromInline
    static func isNumber(_ text: Span<UInt8>, from start: Int) -> Bool {
        var digitCount = 0
        var hasPoint = false
        for offset in start..<text.count {
            switch text[offset] {
            case 0x30...0x39: digitCount += 1
            case UInt8(ascii: ".") where !hasPoint && digitCount > 0:
                hasPoint = true
                digitCount = 0
            default: return false
            }
        }
        return digitCount > 0
    }
}
