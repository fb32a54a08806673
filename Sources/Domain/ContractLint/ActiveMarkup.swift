/// Finds what runs in a browser when a Markdown text is shown as HTML.
///
/// - SeeAlso: CommonMark 0.31, sections 2.4, 4.6, 4.7, 6.3 and 6.6; HTML, section 13.1.2.
struct ActiveMarkup {
    private let prose: MarkdownProse
    private let bytes: [UInt8]
    /// Whether HTML stands anywhere, inside of which a backslash means nothing.
    private let hasHTML: Bool

    private static let elements: Set = [
        "script", "iframe", "object", "embed", "base", "applet", "frame", "frameset", "portal",
    ]
    /// The schemes that run what follows them.
    private static let schemes = ["javascript:", "vbscript:", "data:text/html"]
    /// The most bytes of a tag or an address that are looked at.
    private static let maximumByteCount = 2_000

    /// Looks at the prose of a text.
    init(_ prose: MarkdownProse) {
        self.prose = prose
        let bytes = prose.bytes
        self.bytes = bytes
        hasHTML = bytes.indices.contains { Self.isTag(at: $0, bytes) && !Self.isEscaped(at: $0, bytes) }
    }

    /// The first thing that runs, as it would be written; nil when there is none.
    var first: String? {
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "<"):
                if !hasHTML, Self.isEscaped(at: index, bytes) { continue }
                guard Self.isTag(at: index, bytes) else { continue }
                if let scheme = scheme(from: index + 1, isEnd: { $0 <= 0x20 || $0 == UInt8(ascii: ">") }) {
                    return scheme
                }
                if let found = danger(ofTag: index + 1) { return found }
            case UInt8(ascii: "]"): if let scheme = destination(after: index) { return scheme }
            default: break
            }
        }
        return nil
    }

    /// The scheme of an address that runs what follows it; nil for any other.
    static func scheme(of address: ArraySlice<UInt8>) -> String? {
        let plain = EntityDecoder.plain(address) { _ in false }
        return schemes.first { plain.starts(with: $0.utf8) }
    }

    /// The same of what stands at a place, up to a sign that ends it.
    private func scheme(from start: Int, isEnd: (UInt8) -> Bool) -> String? {
        let plain = EntityDecoder.plain(bytes[min(start, bytes.count)...].prefix(Self.maximumByteCount), isEnd: isEnd)
        // In prose the name of a language may be followed by a colon.
        return Self.schemes.first { plain.starts(with: $0.utf8) && plain.count > $0.utf8.count }
    }

    private static func isTag(at index: Int, _ bytes: [UInt8]) -> Bool {
        guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count else { return false }
        return UnicodeScalar(MarkdownProse.lower(bytes[index + 1])).isLetter
    }

    private static func isEscaped(at index: Int, _ bytes: [UInt8]) -> Bool {
        bytes[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }.count % 2 == 1
    }

    // MARK: Markdown

    /// The scheme of the address of a link, an image or a link definition.
    private func destination(after bracket: Int) -> String? {
        guard let sign = prose.byte(at: bracket + 1), sign == UInt8(ascii: "(") || sign == UInt8(ascii: ":") else {
            return nil
        }
        var start = bracket + 2
        while let byte = prose.byte(at: start), byte <= 0x20 { start += 1 }
        if prose.byte(at: start) == UInt8(ascii: "<") {
            return scheme(from: start + 1) { $0 == UInt8(ascii: ">") || $0 == 0x0A }
        }
        return scheme(from: start) { $0 <= 0x20 || $0 == UInt8(ascii: ")") }
    }

    // MARK: HTML

    /// What runs in a tag, which may have no end.
    private func danger(ofTag start: Int) -> String? {
        let name = bytes[start...].prefix { UnicodeScalar($0).isAlphanumeric || $0 == UInt8(ascii: "-") }
        if let next = prose.byte(at: name.endIndex), next > 0x20, next != UInt8(ascii: "/"), next != UInt8(ascii: ">") {
            return nil
        }
        let element = String(decoding: name.map(MarkdownProse.lower), as: UTF8.self)
        if Self.elements.contains(element) { return "<" + element }
        var index = name.endIndex
        let end = min(bytes.count, index + Self.maximumByteCount)
        // Another tag is looked at for itself.
        while index < end, bytes[index] != UInt8(ascii: ">"), bytes[index] != UInt8(ascii: "<") {
            guard let attribute = attribute(at: &index, end) else { continue }
            if let found = danger(of: attribute, in: element) { return found }
        }
        return nil
    }

    private struct Attribute {
        let name: String
        let value: ArraySlice<UInt8>
        let isQuoted: Bool
    }

    /// The attribute at a place, which moves behind it; nil where something else stands, or it has no value.
    private func attribute(at index: inout Int, _ end: Int) -> Attribute? {
        func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: "/") }
        if isBlank(bytes[index]) || bytes[index] == UInt8(ascii: "=") {
            index += 1
            return nil
        }
        let name = bytes[index..<end].prefix { !isBlank($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "=") }
        index = name.endIndex
        while index < end, bytes[index] <= 0x20 { index += 1 }
        guard index < end, bytes[index] == UInt8(ascii: "=") else { return nil }
        index += 1
        while index < end, bytes[index] <= 0x20 { index += 1 }
        let quote = index < end ? bytes[index] : 0
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        if isQuoted { index += 1 }
        let value = bytes[index..<end].prefix { byte in
            isQuoted ? byte != quote : byte > 0x20 && byte != UInt8(ascii: ">")
        }
        index = min(end, value.endIndex + (isQuoted ? 1 : 0))
        let text = String(decoding: name.map(MarkdownProse.lower), as: UTF8.self)
        return Attribute(name: text, value: value, isQuoted: isQuoted)
    }

    private func danger(of attribute: Attribute, in element: String) -> String? {
        if Self.isHandler(attribute.name) { return attribute.name + "=" }
        if let scheme = Self.scheme(of: attribute.value) { return scheme }
        if element == "meta", attribute.name == "http-equiv" { return "<meta http-equiv" }
        if attribute.name == "srcdoc" { return "srcdoc=" }
        if attribute.isQuoted { return nil }
        // Lenient readers take a slash for the end of a value without quotes.
        for part in attribute.value.split(separator: UInt8(ascii: "/")).dropFirst() {
            let name = part.prefix { $0 != UInt8(ascii: "=") }
            let text = String(decoding: name.map(MarkdownProse.lower), as: UTF8.self)
            if name.endIndex < part.endIndex, Self.isHandler(text) { return text + "=" }
        }
        return nil
    }

    /// Whether a name is that of an event, such as `onerror`.
    private static func isHandler(_ name: String) -> Bool {
        name.hasPrefix("on") && name.utf8.count > 4 && name.unicodeScalars.allSatisfy(\.isLetter)
    }
}

/// Writes addresses as browsers take them.
enum EntityDecoder {
    private static let names: [String: UInt8] = [
        "colon": 0x3A, "tab": 0x09, "newline": 0x0A, "sol": 0x2F, "amp": 0x26, "lpar": 0x28, "rpar": 0x29,
        "comma": 0x2C, "semi": 0x3B, "period": 0x2E,
    ]
    private static let maximumCount = 20

    /// The beginning of an address in lower case, references to signs replaced, without blanks and backslashes, which
    /// browsers and Markdown take away.
    static func plain(_ bytes: ArraySlice<UInt8>, isEnd: (UInt8) -> Bool) -> [UInt8] {
        var plain: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex, plain.count < maximumCount, !isEnd(bytes[index]) {
            var byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "&"), let (sign, next) = decoded(bytes, from: index) {
                (byte, index) = (sign, next)
            }
            if byte > 0x20, byte != UInt8(ascii: "\\") { plain.append(MarkdownProse.lower(byte)) }
        }
        return plain
    }

    /// The sign that a reference stands for, and what follows it; nil when it is none of ASCII.
    private static func decoded(_ bytes: ArraySlice<UInt8>, from start: Int) -> (byte: UInt8, next: Int)? {
        let end = bytes.endIndex
        let isNumber = start < end && bytes[start] == UInt8(ascii: "#")
        let first = isNumber ? start + 1 : start
        let isHexadecimal = isNumber && first < end && MarkdownProse.lower(bytes[first]) == UInt8(ascii: "x")
        let digits = bytes[min(end, isHexadecimal ? first + 1 : first)...].prefix(12).prefix {
            let isDecimal = (0x30...0x39).contains($0)
            return isNumber && !isHexadecimal ? isDecimal : UnicodeScalar($0).isAlphanumeric
        }
        let text = String(decoding: digits, as: UTF8.self)
        let code = isNumber ? Int(text, radix: isHexadecimal ? 16 : 10) : names[text.lowercased()].map { Int($0) }
        guard let code, let byte = UInt8(exactly: code), byte < 0x80 else { return nil }
        let isEnded = digits.endIndex < end && bytes[digits.endIndex] == UInt8(ascii: ";")
        return isNumber || isEnded ? (byte, digits.endIndex + (isEnded ? 1 : 0)) : nil
    }
}

extension Unicode.Scalar {
    /// Whether it is a letter of ASCII.
    fileprivate var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}
