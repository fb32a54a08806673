/// Divides a text into blocks as far as it must be known to tell code from prose, by the algorithm of CommonMark.
///
/// Renderers differ in places: tables, footnotes, definitions, tags that some versions know. From where a difference
/// may change what is code, nothing is code any more (``isCertain``).
///
/// - SeeAlso: CommonMark 0.31, sections 4 and 5 and the appendix; GitHub Flavored Markdown 0.29, section 4.10.
struct MarkdownBlocks {
    /// The lines of code blocks, fences included, line ends left out.
    private(set) var code: [Range<Int>] = []
    /// Paragraphs and headings, in which code spans may stand.
    private(set) var inlines: [Range<Int>] = []
    /// The signs of block quotes, which are not part of what they quote.
    private(set) var quoteSigns: [Int] = []

    enum Container {
        case quote
        /// An element of a list: how far its content is indented, and whether nothing stands in it yet.
        case element(width: Int, isEmpty: Bool)
    }

    enum Leaf {
        case none
        case paragraph(Paragraph)
        case fence(byte: UInt8, count: Int)
        case indented(isCode: Bool)
        case html(MarkdownHTML.Kind, start: Int)
    }

    struct Paragraph {
        var range: Range<Int>
        /// Whether some renderers end it earlier than others: it may hold a table or a definition.
        var isFragile: Bool
    }

    private let bytes: [UInt8]
    private var containers: [Container] = []
    private var leaf = Leaf.none
    /// Whether all renderers agree on what was read so far.
    private var isCertain = true
    private var wasBlank = true
    /// Some renderers stop where blocks are nested deeper.
    private static let maximumDepth = 12

    private var lineStart = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        isCertain = !Self.hasOddSigns(bytes)
    }

    /// Whether a text has signs that some renderers take for blanks or line ends.
    private static func hasOddSigns(_ bytes: [UInt8]) -> Bool {
        bytes.indices.contains { index in
            switch bytes[index] {
            case 0x09, 0x0A, 0x0D: false
            case ..<0x20, 0x7F: true
            // U+0085, U+2028 and U+2029, and a byte order mark.
            case 0xC2: bytes[index...].starts(with: [0xC2, 0x85])
            case 0xE2: [0xA8, 0xA9].contains { bytes[index...].starts(with: [0xE2, 0x80, $0]) }
            case 0xEF: bytes[index...].starts(with: [0xEF, 0xBB, 0xBF])
            default: false
            }
        }
    }

    /// Reads the lines, one after the other.
    mutating func read() {
        while lineStart < bytes.count {
            let end = bytes[lineStart...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            if isCertain { readLine(lineStart..<end) }
            if !isCertain { addQuoteSigns(of: lineStart..<end) }
            let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
            lineStart = end + (isPair ? 2 : 1)
        }
        lineStart = bytes.count
        closeLeaf()
    }

    /// Notes what may be signs of quotes, where nothing more is known.
    private mutating func addQuoteSigns(of line: Range<Int>) {
        let start = bytes[line].prefix { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
        quoteSigns += start.indices.filter { bytes[$0] == UInt8(ascii: ">") }
    }

    private mutating func readLine(_ line: Range<Int>) {
        var cursor = MarkdownCursor(bytes, line)
        let matchedCount = matchContainers(&cursor)
        let isBlank = cursor.isBlank
        defer { wasBlank = isBlank }
        if matchedCount == containers.count {
            if goesOn(line, cursor) { return }
        } else if !isParagraph {
            // To others it may be a paragraph that goes on.
            if case .html(.disputed, _) = leaf, !isBlank { isCertain = false }
            closeLeaf()
        }
        if isBlank {
            close(downTo: matchedCount)
            closeLeaf()
        } else {
            readContent(line, &cursor, matchedCount)
        }
    }

    private var isParagraph: Bool { if case .paragraph = leaf { true } else { false } }

    /// Passes the signs of the blocks around the line; how many of them go on in it.
    private mutating func matchContainers(_ cursor: inout MarkdownCursor) -> Int {
        for (number, container) in containers.enumerated() {
            switch container {
            case .quote:
                guard cursor.indent < 4, let sign = cursor.quoteSign() else { return number }
                quoteSigns.append(sign)
            case .element(_, let isEmpty) where cursor.isBlank:
                if isEmpty {
                    // Some renderers keep it if the line has enough blanks.
                    isCertain = false
                    return number
                }
                cursor.advance(by: cursor.indent)
            case .element(let width, _):
                guard cursor.indent >= width else { return number }
                cursor.advance(by: width)
            }
        }
        return containers.count
    }

    /// Whether the line is nothing but more of a code block or an HTML block.
    private mutating func goesOn(_ line: Range<Int>, _ cursor: MarkdownCursor) -> Bool {
        switch leaf {
        case .none, .paragraph: return false
        case .fence(let byte, let count):
            code.append(line)
            if cursor.indent < 4, cursor.closesFence(byte, count) { leaf = .none }
            return true
        case .indented(let isCode):
            if cursor.isBlank { return true }
            guard cursor.indent >= 4 else {
                leaf = .none
                return false
            }
            if isCode { code.append(line) }
            return true
        case .html(let kind, _):
            if kind.endsWithBlankLine {
                if kind == .disputed, MarkdownHTML.mayBeginBlock(bytes[cursor.place..<line.upperBound]) {
                    isCertain = false
                }
                if cursor.isBlank { closeLeaf(at: line.lowerBound) }
            } else if kind.ends(in: bytes[cursor.place..<line.upperBound]) {
                closeLeaf(at: line.upperBound)
            }
            if MarkdownHTML.hasDisputedEnd(bytes[line]) { isCertain = false }
            return true
        }
    }

    // MARK: What begins in a line

    private mutating func readContent(_ line: Range<Int>, _ cursor: inout MarkdownCursor, _ matchedCount: Int) {
        var openCount = matchedCount
        // What begins a block by itself ends what stood before.
        while true {
            let isOwn = isParagraph && openCount == containers.count
            if cursor.indent >= 4 {
                if isParagraph { break }
                close(downTo: openCount)
                if isHead(line) { isCertain = false }
                let isCode = isCertain && (wasBlank || openCount > matchedCount)
                leaf = .indented(isCode: isCode)
                fill()
                if isCode { code.append(line) }
                return
            }
            noteDispute(cursor, isLazy: isParagraph && !isOwn)
            guard isCertain else { return }
            if let sign = cursor.quoteSign() {
                close(downTo: openCount)
                closeLeaf()
                quoteSigns.append(sign)
                open(.quote, in: line)
            } else if beginsLeaf(line, cursor, openCount, isOwn: isOwn) {
                return
            } else if let width = cursor.listMarker(inParagraph: isOwn) {
                close(downTo: openCount)
                closeLeaf()
                open(.element(width: width, isEmpty: true), in: line)
            } else {
                break
            }
            openCount = containers.count
            if cursor.isBlank { return }
        }
        addText(line, cursor, openCount)
    }

    private mutating func beginsLeaf(
        _ line: Range<Int>,
        _ cursor: MarkdownCursor,
        _ openCount: Int,
        isOwn: Bool
    ) -> Bool {
        let content = bytes[cursor.content..<line.upperBound]
        let isLazy = isParagraph && !isOwn
        if cursor.isHeading {
            begin(openCount, .none)
            inlines.append(cursor.content..<line.upperBound)
        } else if let fence = cursor.fence {
            begin(openCount, .fence(byte: fence.byte, count: fence.count))
            if !isHead(line) { code.append(line) }
        } else if let kind = MarkdownHTML.kind(of: content, inParagraph: isParagraph) {
            if kind == .disputed, isLazy { isCertain = false }
            begin(openCount, .html(kind, start: content.startIndex))
            if !kind.endsWithBlankLine, kind.ends(in: content) { closeLeaf(at: line.upperBound) }
            if MarkdownHTML.hasDisputedEnd(content) { isCertain = false }
        } else if isOwn && cursor.isUnderline {
            if case .paragraph(let paragraph) = leaf, paragraph.isFragile { isCertain = false }
            closeLeaf()
        } else if cursor.isThematicBreak {
            begin(openCount, .none)
        } else {
            return false
        }
        if isHead(line) { isCertain = false }
        return true
    }

    /// Whether some renderers may take a line for the head of a table, whatever else it looks like.
    private func isHead(_ line: Range<Int>) -> Bool {
        let rest = bytes[line.upperBound...].drop { $0 <= 0x20 || $0 == UInt8(ascii: ">") }
        return MarkdownTable.isDelimiterRow(rest.prefix { $0 != 0x0A && $0 != 0x0D })
    }

    private mutating func begin(_ openCount: Int, _ new: Leaf) {
        close(downTo: openCount)
        closeLeaf()
        fill()
        leaf = new
    }

    private mutating func addText(_ line: Range<Int>, _ cursor: MarkdownCursor, _ openCount: Int) {
        guard case .paragraph(var paragraph) = leaf else {
            close(downTo: openCount)
            fill()
            let content = bytes[cursor.content..<line.upperBound]
            let isFragile = content.first == UInt8(ascii: "[") || MarkdownTable.isDelimiterRow(content)
            leaf = .paragraph(Paragraph(range: cursor.content..<line.upperBound, isFragile: isFragile))
            return
        }
        // A line without the signs of the blocks around its paragraph is part of it all the same.
        paragraph.range = paragraph.range.lowerBound..<line.upperBound
        if MarkdownTable.isDelimiterRow(bytes[cursor.content..<line.upperBound]) {
            paragraph.isFragile = true
            if openCount < containers.count { isCertain = false }
        }
        leaf = .paragraph(paragraph)
    }

    /// Looks for what makes renderers disagree from here on.
    private mutating func noteDispute(_ cursor: MarkdownCursor, isLazy: Bool) {
        let content = bytes[cursor.content..<cursor.end]
        if MarkdownHTML.isDisputed(content) || MarkdownTable.isFootnote(content) { isCertain = false }
        if containers.count >= Self.maximumDepth { isCertain = false }
        // A tag that stands alone ends a paragraph for some if the signs of the blocks around it are missing.
        if isLazy, MarkdownHTML.kind(of: content, inParagraph: false) != nil,
            MarkdownHTML.kind(of: content, inParagraph: true) == nil
        {
            isCertain = false
        }
        // Behind a table or a definition more begins a block than in a paragraph.
        guard case .paragraph(let paragraph) = leaf, paragraph.isFragile else { return }
        var list = cursor
        if isLazy || content.first == UInt8(ascii: "<") || list.listMarker(inParagraph: false) != nil {
            isCertain = false
        }
    }

    // MARK: Opening and closing

    private mutating func open(_ container: Container, in line: Range<Int>) {
        if isHead(line) { isCertain = false }
        fill()
        containers.append(container)
    }

    /// Something stands in the elements around.
    private mutating func fill() {
        for index in containers.indices {
            if case .element(let width, true) = containers[index] {
                containers[index] = .element(width: width, isEmpty: false)
            }
        }
    }

    private mutating func close(downTo count: Int) {
        guard count < containers.count else { return }
        closeLeaf()
        containers.removeLast(containers.count - count)
    }

    private mutating func closeLeaf(at end: Int? = nil) {
        defer { leaf = .none }
        switch leaf {
        case .none, .fence, .indented: break
        case .paragraph(let paragraph): if isCertain { inlines.append(paragraph.range) }
        case .html(_, let start):
            // Of a tag that goes on, code may be a part.
            if MarkdownHTML.endsInTag(bytes[start..<(end ?? lineStart)]) { isCertain = false }
        }
    }
}
