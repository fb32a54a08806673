import Tabular

/// Writes fields of delimited text.
///
/// - SeeAlso: RFC 4180, section 2.
enum CSVFields {
    /// Appends a field, in quotes when it holds a delimiter, a quote or a line end.
    @inline(__always)
    static func append(_ text: Span<UInt8>, delimiter: UInt8, to output: inout [UInt8]) {
        if isPlain(text, delimiter: delimiter, delimiterCount: 0) {
            // SAFETY: The buffer is read before the closure ends and does not leave it.
            unsafe text.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
        } else {
            appendQuoted(text, to: &output)
        }
    }

    /// Whether a text can be written as it stands: it has no quote and no line end, and as many delimiters as there are
    /// between its cells.
    @inline(__always)
    static func isPlain(_ text: Span<UInt8>, delimiter: UInt8, delimiterCount: Int) -> Bool {
        let divider = ByteWord.repeating(delimiter)
        let quote = ByteWord.repeating(UInt8(ascii: "\""))
        let lineFeed = ByteWord.repeating(0x0A)
        let carriageReturn = ByteWord.repeating(0x0D)
        var count = 0
        var offset = 0
        while offset &+ 8 <= text.count {
            let word = ByteWord(text, at: offset)
            if word.matches(quote) | word.matches(lineFeed) | word.matches(carriageReturn) != 0 { return false }
            count &+= word.matches(divider).nonzeroBitCount
            offset &+= 8
        }
        while offset < text.count {
            let byte = text[offset]
            if byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D { return false }
            if byte == delimiter { count &+= 1 }
            offset &+= 1
        }
        return count == delimiterCount
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
