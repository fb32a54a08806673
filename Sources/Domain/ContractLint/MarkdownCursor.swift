/// A place in a line of Markdown, with the column that tabs give it.
///
/// - SeeAlso: CommonMark 0.31, sections 2.2, 4.1 to 4.5, 5.1 and 5.2.
struct MarkdownCursor {
    /// The next byte; of a tab some columns may have been passed.
    private(set) var place: Int
    /// The end of the line.
    let end: Int
    /// The next byte that is no blank; ``end`` when only blanks are left.
    private(set) var content: Int
    /// How many columns of blanks are before ``content``.
    private(set) var indent = 0
    private var column = 0
    private let bytes: [UInt8]

    init(_ bytes: [UInt8], _ line: Range<Int>) {
        self.bytes = bytes
        place = line.lowerBound
        content = line.lowerBound
        end = line.upperBound
        findContent()
    }

    /// Whether nothing but blanks is left.
    var isBlank: Bool { content == end }

    private func width(ofBlankAt place: Int, column: Int) -> Int { bytes[place] == 0x09 ? 4 - column % 4 : 1 }

    private mutating func findContent() {
        content = place
        var column = self.column
        while content < end, Self.isBlank(bytes[content]) {
            column += width(ofBlankAt: content, column: column)
            content += 1
        }
        indent = column - self.column
    }

    /// Passes columns of blanks.
    mutating func advance(by count: Int) {
        let goal = column + count
        while column < goal, place < content {
            let next = column + width(ofBlankAt: place, column: column)
            if next <= goal { place += 1 }
            column = min(next, goal)
        }
        findContent()
    }

    /// Passes the content up to a place of the line.
    private mutating func pass(to next: Int) {
        advance(by: indent)
        column += next - place
        place = next
        findContent()
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private func run(of byte: UInt8, from start: Int) -> Int { bytes[start..<end].prefix { $0 == byte }.count }

    // MARK: What begins here

    /// Passes the sign of a block quote, and a blank behind it; nil when there is none.
    mutating func quoteSign() -> Int? {
        guard content < end, bytes[content] == UInt8(ascii: ">") else { return nil }
        let sign = content
        pass(to: sign + 1)
        advance(by: min(1, indent))
        return sign
    }

    /// Whether a heading with number signs stands here.
    var isHeading: Bool {
        let count = run(of: UInt8(ascii: "#"), from: content)
        return (1...6).contains(count) && (content + count == end || Self.isBlank(bytes[content + count]))
    }

    /// The fence that opens a code block; nil when there is none.
    var fence: (byte: UInt8, count: Int)? {
        guard content < end else { return nil }
        let byte = bytes[content]
        guard byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") else { return nil }
        let count = run(of: byte, from: content)
        guard count >= 3 else { return nil }
        let isSpan = byte == UInt8(ascii: "`") && bytes[(content + count)..<end].contains(byte)
        return isSpan ? nil : (byte, count)
    }

    /// Whether the line closes a fence.
    func closesFence(_ byte: UInt8, _ count: Int) -> Bool {
        let found = run(of: byte, from: content)
        return found >= count && bytes[(content + found)..<end].allSatisfy(Self.isBlank)
    }

    /// Whether the line would make a heading of the paragraph above it.
    var isUnderline: Bool {
        guard content < end, "=-".utf8.contains(bytes[content]) else { return false }
        return bytes[(content + run(of: bytes[content], from: content))..<end].allSatisfy(Self.isBlank)
    }

    var isThematicBreak: Bool {
        guard content < end, "*-_".utf8.contains(bytes[content]) else { return false }
        let byte = bytes[content]
        let rest = bytes[content..<end]
        return rest.allSatisfy { $0 == byte || Self.isBlank($0) } && rest.count { $0 == byte } >= 3
    }

    /// Passes the marker of an element of a list.
    ///
    /// - Parameter inParagraph: Whether it must end a paragraph, for which it must be the first and not empty.
    /// - Returns: How far its content is indented; nil when there is none.
    mutating func listMarker(inParagraph: Bool) -> Int? {
        let digits = bytes[content..<end].prefix { (0x30...0x39).contains($0) }
        let sign = digits.endIndex
        guard sign < end, digits.count <= 9 else { return nil }
        let isSign = (digits.isEmpty ? "-*+" : ".)").utf8.contains(bytes[sign])
        guard isSign, sign + 1 == end || Self.isBlank(bytes[sign + 1]) else { return nil }
        var next = self
        next.pass(to: sign + 1)
        if inParagraph {
            let isFirst = digits.isEmpty || digits.last == 0x31 && digits.dropLast().allSatisfy { $0 == 0x30 }
            if next.isBlank || !isFirst { return nil }
        }
        let width = indent + digits.count + 1
        // Five blanks and more are code inside of the element.
        let isCode = next.indent > 4
        let gap = next.isBlank || isCode ? 1 : next.indent
        if isCode || !next.isBlank { next.advance(by: gap) }
        self = next
        return width + gap
    }
}
