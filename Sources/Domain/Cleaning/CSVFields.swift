/// Writes fields of delimited text.
///
/// - SeeAlso: RFC 4180, section 2.
enum CSVFields {
    /// Appends a field, in quotes when it holds a delimiter, a quote or a line end.
    @inline(__always)
    static func append(_ text: Span<UInt8>, delimiter: UInt8, to output: inout [UInt8]) {
        if needsQuotes(text, delimiter) {
            appendQuoted(text, to: &output)
        } else {
            // SAFETY: The buffer is read before the closure ends and does not leave it.
            unsafe text.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
        }
    }

    /// Whether a spreadsheet would take a field for a formula: it starts with `=`, `@`, a tab or a line end, or with a
    /// sign and is no number.
    ///
    /// - SeeAlso: OWASP, "CSV Injection".
    static func looksLikeFormula(_ text: Span<UInt8>) -> Bool {
        guard let first = text.count > 0 ? text[0] : nil else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return text.count > 1 && Decimal(text) == nil
        default: return false
        }
    }

    @inline(__always)
    private static func needsQuotes(_ text: Span<UInt8>, _ delimiter: UInt8) -> Bool {
        var offset = 0
        let pattern = UInt64(delimiter) &* ones
        while offset &+ 8 <= text.count {
            let word = word(in: text, at: offset)
            let found =
                zeros(word ^ pattern) | zeros(word ^ (0x22 &* ones)) | zeros(word ^ (0x0A &* ones))
                | zeros(word ^ (0x0D &* ones))
            if found & (0x80 &* ones) != 0 { return true }
            offset &+= 8
        }
        while offset < text.count {
            let byte = text[offset]
            if byte == delimiter || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D { return true }
            offset &+= 1
        }
        return false
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The high bit of the lowest byte that is zero; above it bits can be wrong, which does not matter here.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }

    @inline(__always)
    private static func word(in text: Span<UInt8>, at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset &+ 8 <= text.count, "a word must lie inside the text")
        // SAFETY: The precondition keeps all eight bytes inside the span, and any bit pattern is a UInt64.
        return unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    private static func appendQuoted(_ text: Span<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for offset in text.indices {
            if text[offset] == UInt8(ascii: "\"") { output.append(UInt8(ascii: "\"")) }
            output.append(text[offset])
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Appends a field that is given as text.
    static func append(_ text: String, delimiter: UInt8, to output: inout [UInt8]) {
        let bytes = Array(text.utf8)
        append(bytes.span, delimiter: delimiter, to: &output)
    }
}
