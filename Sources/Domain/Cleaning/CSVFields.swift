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

    @inline(__always)
    private static func needsQuotes(_ text: Span<UInt8>, _ delimiter: UInt8) -> Bool {
        for offset in text.indices {
            let byte = text[offset]
            if byte == delimiter || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D { return true }
        }
        return false
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
