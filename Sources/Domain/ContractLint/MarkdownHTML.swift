/// Tells what HTML a line of Markdown begins, and where it ends: inside of it nothing is code.
///
/// - SeeAlso: CommonMark 0.31, sections 4.6 and 6.6; HTML, section 13.2.5.
enum MarkdownHTML {
    /// What begins an HTML block, and so what ends it.
    enum Kind {
        /// A tag whose content is raw text.
        case raw
        case comment
        case instruction
        case declaration
        case characterData
        /// The tag of a block, or a tag that stands alone.
        case block
        /// A tag that some renderers take for that of a block.
        case disputed

        /// Whether a blank line ends the block.
        var endsWithBlankLine: Bool {
            switch self {
            case .block, .disputed: true
            case .raw, .comment, .instruction, .declaration, .characterData: false
            }
        }

        /// Whether a line is the last one of the block.
        func ends(in line: ArraySlice<UInt8>) -> Bool {
            switch self {
            case .raw: ["</script>", "</pre>", "</style>"].contains { MarkdownHTML.contains($0, line) }
            case .comment: MarkdownHTML.contains("-->", line)
            case .instruction: MarkdownHTML.contains("?>", line)
            case .declaration: line.contains(UInt8(ascii: ">"))
            case .characterData: MarkdownHTML.contains("]]>", line)
            case .block, .disputed: false
            }
        }
    }

    private static let rawNames: Set = ["script", "pre", "style"]
    private static let blockNames: Set = [
        "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
        "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "frame", "frameset", "h1", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu",
        "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "section", "summary", "table", "tbody",
        "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
    ]
    /// Names that are blocks in some versions of CommonMark, or in some renderers.
    private static let disputedNames: Set = ["h2", "h3", "h4", "h5", "h6", "meta", "search", "source"]

    /// What a line begins.
    ///
    /// - Parameters:
    ///   - line: The line from its first sign on.
    ///   - inParagraph: Whether it would have to end a paragraph.
    /// - Returns: The kind; nil when it is no HTML block.
    static func kind(of line: ArraySlice<UInt8>, inParagraph: Bool) -> Kind? {
        guard line.count >= 2, line.first == UInt8(ascii: "<") else { return nil }
        if line.starts(with: "<!--".utf8) { return .comment }
        if line.starts(with: "<?".utf8) { return .instruction }
        if line.starts(with: "<![CDATA[".utf8) { return .characterData }
        let first = line[line.startIndex + 1]
        if first == UInt8(ascii: "!") {
            return line.dropFirst(2).first.map(isLetter) == true ? .declaration : nil
        }
        let isEnd = first == UInt8(ascii: "/")
        let name = line.dropFirst(isEnd ? 2 : 1).prefix { UnicodeScalar($0).isAlphanumeric || $0 == UInt8(ascii: "-") }
        guard let initial = name.first, isLetter(initial) else { return nil }
        let text = String(decoding: name.map(MarkdownProse.lower), as: UTF8.self)
        let rest = line[name.endIndex...]
        let next = rest.first ?? 0x20
        if !isEnd, rawNames.contains(text), isBlank(next) || next == UInt8(ascii: ">") { return .raw }
        if isBlank(next) || next == UInt8(ascii: ">") || rest.starts(with: "/>".utf8) {
            if blockNames.contains(text) { return .block }
            if disputedNames.contains(text) { return .disputed }
        }
        return !inParagraph && isWhole(rest, isEnd: isEnd) ? .block : nil
    }

    /// Whether what follows the name of a tag is the rest of it, and nothing else.
    private static func isWhole(_ rest: ArraySlice<UInt8>, isEnd: Bool) -> Bool {
        var rest = rest
        func passBlanks() -> Bool {
            let count = rest.prefix(while: isBlank).count
            rest = rest.dropFirst(count)
            return count > 0
        }
        while passBlanks(), !isEnd, let first = rest.first, isLetter(first) || first == 0x5F || first == 0x3A {
            rest = rest.drop { UnicodeScalar($0).isAlphanumeric || "_:.-".utf8.contains($0) }
            let behindName = rest
            _ = passBlanks()
            guard rest.first == UInt8(ascii: "=") else {
                rest = behindName
                continue
            }
            rest = rest.dropFirst()
            _ = passBlanks()
            if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                guard let close = rest.dropFirst().firstIndex(of: quote) else { return false }
                rest = rest[(close + 1)...]
            } else {
                let count = rest.count
                rest = rest.drop { $0 > 0x20 && !"\"'=<>`".utf8.contains($0) }
                if rest.count == count { return false }
            }
        }
        if !isEnd, rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
        return rest.first == UInt8(ascii: ">") && rest.dropFirst().allSatisfy(isBlank)
    }

    // MARK: What renderers disagree about

    /// Whether it depends on the renderer what a line begins, and what ends it.
    static func isDisputed(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.first == UInt8(ascii: "<") else { return false }
        let start = line.prefix(10).map(MarkdownProse.lower)
        if start.starts(with: "<textarea".utf8) { return true }
        // Before version 0.30 the name of a declaration was in capitals.
        if start.starts(with: "<!".utf8), start.count > 2, isLetter(start[2]), line[line.startIndex + 2] == start[2] {
            return true
        }
        // Some take blanks of Unicode for blanks.
        return line.contains { [0xC2, 0xE1, 0xE2, 0xE3, 0xEF].contains($0) } && kind(of: line, inParagraph: true) == nil
            && holdsWideBlank(line)
    }

    private static func holdsWideBlank(_ line: ArraySlice<UInt8>) -> Bool {
        String(decoding: line, as: UTF8.self).unicodeScalars.contains {
            !$0.isASCII && ($0.properties.isWhitespace || $0.value == 0xFEFF)
        }
    }

    /// Whether a line may begin a block if it is no HTML.
    static func mayBeginBlock(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return false }
        return first <= 0x20 || ">#`~=-*+_<[|:0123456789".utf8.contains(first)
    }

    /// Whether a line holds what ends a block with raw text in some versions only.
    static func hasDisputedEnd(_ line: ArraySlice<UInt8>) -> Bool { contains("</textarea", line) }

    // MARK: Tags

    /// Whether a tag of a text may go on behind it.
    static func endsInTag(_ text: ArraySlice<UInt8>) -> Bool {
        var budget = TagBudget(text.count)
        return text.indices.contains { index in
            isTag(at: index, in: text) && end(ofTag: index + 1, in: text, &budget) == nil
        }
    }

    /// Whether the name of an element stands behind a sign.
    static func isTag(at index: Int, in text: ArraySlice<UInt8>) -> Bool {
        text[index] == UInt8(ascii: "<") && index + 1 < text.endIndex && isLetter(text[index + 1])
    }

    /// The place of the sign that ends a tag; nil when there is none, or when finding it costs too much.
    private static func end(ofTag start: Int, in text: ArraySlice<UInt8>, _ budget: inout TagBudget) -> Int? {
        var index = start
        var isValue = false
        while index < text.endIndex, budget.spend() {
            let byte = text[index]
            if byte == UInt8(ascii: ">") { return index }
            if isValue, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                index += 1
                while index < text.endIndex, text[index] != byte, budget.spend() { index += 1 }
            }
            if byte > 0x20 { isValue = byte == UInt8(ascii: "=") }
            index += 1
        }
        return nil
    }

    static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(MarkdownProse.lower(byte)) }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Whether a text in lower case stands in a line, whatever its case there.
    private static func contains(_ wanted: String, _ line: ArraySlice<UInt8>) -> Bool {
        let wanted = wanted.utf8
        return line.indices.contains { start in
            line[start...].lazy.map(MarkdownProse.lower).starts(with: wanted)
        }
    }
}

/// How many bytes may be looked at for the tags of a text: a few times as many as there are, so that tags in the values
/// of tags do not make it endless.
struct TagBudget {
    private var left: Int

    init(_ byteCount: Int) { left = 10_000 + 16 * byteCount }

    /// Whether nothing is left.
    var isSpent: Bool { left <= 0 }

    /// Takes one; whether there was one.
    mutating func spend() -> Bool {
        left -= 1
        return left >= 0
    }
}
