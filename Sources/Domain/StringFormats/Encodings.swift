/// Bytes written as text, of RFC 4648.
enum Encodings {
    private static let base64 = ByteClass.alphanumerics + ByteClass("+/")
    private static let base64URL = ByteClass.alphanumerics + ByteClass("-_")

    /// Section 4, with padding.
    static func isBase64(_ text: Span<UInt8>) -> Bool {
        text.count % 4 == 0 && padding(text, after: text.end(of: base64, from: 0)) != nil
    }

    /// Section 5, where padding may be left out.
    static func isBase64URL(_ text: Span<UInt8>) -> Bool {
        guard let padding = padding(text, after: text.end(of: base64URL, from: 0)) else { return false }
        return padding > 0 ? text.count % 4 == 0 : text.count % 4 != 1
    }

    /// How many `=` fill the rest of a text, at most two; nil when something else does.
    private static func padding(_ text: Span<UInt8>, after end: Int) -> Int? {
        let count = text.count - end
        guard count <= 2 else { return nil }
        for offset in end..<text.count where !text.has("=", at: offset) { return nil }
        return count
    }
}
