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
    /// English words that are no names of events; every other word that begins so may be one, today or tomorrow.
    private static let plainWords: Set = [
        "onboard", "onboarded", "onboarding", "once", "ondemand", "oneof", "onerous", "ones", "oneself", "onetime",
        "oneway", "ongoing", "onhand", "onhold", "onion", "online", "only", "onnx", "onprem", "onpremise", "onpremises",
        "onscreen", "onset", "onshore", "onsite", "onslaught", "onto", "ontology", "onus", "onward", "onwards",
    ]

    /// Looks at the prose of a text.
    init(_ prose: MarkdownProse) {
        self.prose = prose
        let bytes = prose.bytes
        self.bytes = bytes
        hasHTML = bytes.indices.contains { Self.isMarkup(at: $0, bytes) && !Self.isEscaped(at: $0, bytes) }
    }

    /// The first thing that runs, as it would be written; nil when there is none.
    var first: String? {
        var budget = TagBudget(bytes.count)
        var holdsOnlyAddresses: Bool?
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "<"):
                if !hasHTML, Self.isEscaped(at: index, bytes) { continue }
                guard MarkdownHTML.isTag(at: index, in: bytes[...]) else { continue }
                if let scheme = scheme(from: index + 1, isEnd: { $0 <= 0x20 || $0 == UInt8(ascii: ">") }) {
                    return scheme
                }
                guard let found = danger(ofTag: index + 1, &budget) else { continue }
                // What is an address in a paragraph is an element where other HTML is around it.
                if isAddress(from: index + 1) {
                    let isAlone = holdsOnlyAddresses ?? !holdsElements
                    holdsOnlyAddresses = isAlone
                    if isAlone { continue }
                }
                return found
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
        let plain = EntityDecoder.plain(bytes[min(start, bytes.count)...], isEnd: isEnd)
        // In prose the name of a language may be followed by a colon.
        return Self.schemes.first { plain.starts(with: $0.utf8) && plain.count > $0.utf8.count }
    }

    /// Whether a tag may begin or end here, or a comment or the like.
    private static func isMarkup(at index: Int, _ bytes: [UInt8]) -> Bool {
        guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count else { return false }
        return MarkdownHTML.isLetter(bytes[index + 1]) || "/!?".utf8.contains(bytes[index + 1])
    }

    /// Whether a backslash keeps a sign from meaning anything.
    private static func isEscaped(at index: Int, _ bytes: [UInt8]) -> Bool {
        let backslashes = bytes[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }
        guard backslashes.count % 2 == 1 else { return false }
        // Some take an address without brackets as far as there are no blanks, backslashes included.
        let word = bytes[..<index].reversed().prefix { $0 > 0x20 && $0 != UInt8(ascii: "<") }
        return !(index - word.count..<index).contains { place in
            switch bytes[place] {
            case UInt8(ascii: ":"): bytes[place...].starts(with: "://".utf8)
            case UInt8(ascii: "w"), UInt8(ascii: "W"):
                bytes[place...].prefix(4).map(MarkdownProse.lower).elementsEqual("www.".utf8)
            default: false
            }
        }
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

    private var holdsElements: Bool {
        bytes.indices.contains { Self.isMarkup(at: $0, bytes) && !isAddress(from: $0 + 1) }
    }

    /// Whether what follows a `<` is an address in brackets, without blanks.
    private func isAddress(from start: Int) -> Bool {
        let scheme = bytes[start...].prefix { UnicodeScalar($0).isAlphanumeric || "+.-".utf8.contains($0) }
        guard scheme.count >= 2, prose.byte(at: scheme.endIndex) == UInt8(ascii: ":") else { return false }
        let end = bytes[scheme.endIndex...].firstIndex { $0 <= 0x20 || "<>".utf8.contains($0) }
        return end.map { bytes[$0] == UInt8(ascii: ">") } ?? false
    }

    // MARK: HTML

    /// What runs in a tag, which may have no end.
    private func danger(ofTag start: Int, _ budget: inout TagBudget) -> String? {
        let name = bytes[start...].prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }
        let element = String(decoding: name.prefix(20).map(MarkdownProse.lower), as: UTF8.self)
        if Self.elements.contains(element) { return "<" + element }
        var index = name.endIndex
        // Another tag is looked at for itself.
        while index < bytes.count, bytes[index] != UInt8(ascii: ">"), !MarkdownHTML.isTag(at: index, in: bytes[...]) {
            // What hides behind so much is not looked for.
            if budget.isSpent { return "<" + element }
            let before = index
            let attribute = attribute(at: &index)
            for _ in before..<index { _ = budget.spend() }
            guard let attribute else { continue }
            if let found = danger(of: attribute) { return found }
            // Where the value really ends depends on what a renderer makes of the lines between.
            let isOpen = attribute.isQuoted && attribute.value.contains { $0 == 0x0A || $0 == 0x0D }
            if isOpen, let found = handler(from: attribute.value.startIndex, &budget) { return found }
        }
        return nil
    }

    private struct Attribute {
        let name: String
        let value: ArraySlice<UInt8>
        let isQuoted: Bool
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: "/") }

    /// The attribute at a place, which moves behind it; nil where something else stands, or it has no value.
    private func attribute(at index: inout Int) -> Attribute? {
        let end = bytes.count
        if Self.isBlank(bytes[index]) || bytes[index] == UInt8(ascii: "=") {
            index += 1
            return nil
        }
        let name = bytes[index...].prefix { !Self.isBlank($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "=") }
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
        let text = String(decoding: name.prefix(40).map(MarkdownProse.lower), as: UTF8.self)
        return Attribute(name: text, value: value, isQuoted: isQuoted)
    }

    private func danger(of attribute: Attribute) -> String? {
        if Self.isHandler(attribute.name) { return attribute.name + "=" }
        if let scheme = Self.scheme(of: attribute.value) { return scheme }
        switch attribute.name {
        case "srcdoc": return "srcdoc="
        case "http-equiv": return "<meta http-equiv"
        case "attributename":
            // An animation gives the other attribute its value.
            let target = EntityDecoder.plain(attribute.value) { _ in false }
            let text = String(decoding: target, as: UTF8.self)
            if text.hasSuffix("href") || Self.isHandler(text) { return "attributeName=" + text }
        case "values":
            for part in attribute.value.split(separator: UInt8(ascii: ";")) {
                if let scheme = Self.scheme(of: part) { return scheme }
            }
        default: break
        }
        if attribute.isQuoted { return nil }
        // Lenient readers take a slash for the end of a value without quotes.
        for part in attribute.value.split(separator: UInt8(ascii: "/")).dropFirst() {
            let name = part.prefix { $0 != UInt8(ascii: "=") }
            let text = String(decoding: name.map(MarkdownProse.lower), as: UTF8.self)
            if name.endIndex < part.endIndex, Self.isHandler(text) { return text + "=" }
        }
        return nil
    }

    /// The first name of an event with a value behind a place, whatever stands around it.
    private func handler(from start: Int, _ budget: inout TagBudget) -> String? {
        var index = start
        while index < bytes.count, budget.spend() {
            let word = bytes[index...].prefix(while: MarkdownHTML.isLetter)
            index = word.endIndex
            while let byte = prose.byte(at: index), byte <= 0x20 { index += 1 }
            if !word.isEmpty, prose.byte(at: index) == UInt8(ascii: "=") {
                let text = String(decoding: word.prefix(40).map(MarkdownProse.lower), as: UTF8.self)
                if Self.isHandler(text) { return text + "=" }
            }
            if index == word.startIndex { index += 1 }
        }
        return nil
    }

    /// Whether a name may be that of an event, such as `onerror`.
    private static func isHandler(_ name: String) -> Bool {
        name.hasPrefix("on") && name.utf8.count > 4 && name.utf8.allSatisfy(MarkdownHTML.isLetter)
            && !plainWords.contains(name)
    }
}
