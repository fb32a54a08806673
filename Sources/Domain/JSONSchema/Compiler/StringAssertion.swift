import JSON
import StringFormats

/// What `format`, `contentEncoding` and `contentMediaType` ask of a string.
enum StringAssertion: Sendable, Hashable {
    case format(StringFormat)
    case content(isBase64: Bool, isJSON: Bool)

    /// What the contents of a string are said to be; nil when nothing of it can be checked.
    init?(encoding: String?, mediaType: String?) {
        let isBase64 = encoding?.lowercased() == "base64"
        if encoding != nil, !isBase64 { return nil }
        let type = mediaType?.split(separator: ";").first.map { $0.lowercased().filter { $0 != " " } } ?? ""
        let isJSON = type == "application/json" || type.hasSuffix("+json")
        guard isBase64 || isJSON else { return nil }
        self = .content(isBase64: isBase64, isJSON: isJSON)
    }

    /// The name, as the schema gives it.
    var name: String {
        switch self {
        case .format(let format): format.name
        case .content(true, true): "application/json in base64"
        case .content(true, false): "base64"
        case .content(false, _): "application/json"
        }
    }

    /// Whether a text in UTF-8 is what it should be.
    func accepts(_ text: Span<UInt8>) -> Bool {
        switch self {
        case .format(let format): return format.accepts(text)
        case .content(let isBase64, let isJSON):
            if isBase64, !Self.isBase64(text) { return false }
            return !isJSON || Self.isJSON(isBase64 ? Self.decoded(text) : text.indices.map { text[$0] })
        }
    }

    private static func isBase64(_ text: Span<UInt8>) -> Bool { StringFormat(name: "byte")?.accepts(text) ?? true }

    private static func isJSON(_ text: [UInt8]) -> Bool {
        do {
            _ = try JSONParser().parse(text)
            return true
        } catch {
            return false  // The reason does not matter: it is not the text of one document.
        }
    }

    /// The bytes that a well-formed text stands for.
    private static func decoded(_ text: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bitCount: UInt32 = 0
        for offset in text.indices {
            let digit: UInt8
            switch text[offset] {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = text[offset] - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = text[offset] - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = text[offset] - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"): digit = 62
            case UInt8(ascii: "/"): digit = 63
            default: continue
            }
            buffer = buffer << 6 | UInt32(digit)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bitCount))
            }
        }
        return bytes
    }
}
