/// The prose of a Markdown text: what stands outside of code.
///
/// Code is what every renderer of CommonMark and of GitHub Flavored Markdown takes for code; what one of them may show
/// as prose is prose, so that nothing hides in it.
///
/// - SeeAlso: CommonMark 0.31, sections 4.4, 4.5 and 6.1.
struct MarkdownProse {
    /// The bytes as written, code and the signs of block quotes replaced by spaces.
    let bytes: [UInt8]

    init(_ text: some Sequence<UInt8>) {
        let bytes = Array(text)
        guard Self.mayHoldBlocks(bytes) else {
            self.bytes = bytes
            return
        }
        let space = UInt8(ascii: " ")
        var blocks = MarkdownBlocks(bytes)
        blocks.read()
        var prose = bytes
        for place in blocks.quoteSigns { prose[place] = space }
        for range in blocks.code { for place in range { prose[place] = space } }
        var spans = MarkdownSpans(prose)
        let places = blocks.inlines.flatMap { spans.code(in: $0) }
        for place in places { prose[place] = space }
        self.bytes = prose
    }

    /// Whether a text may have code or quotes.
    private static func mayHoldBlocks(_ bytes: [UInt8]) -> Bool {
        var spaceCount = 0
        for byte in bytes {
            spaceCount = byte == 0x20 ? spaceCount + 1 : 0
            if spaceCount == 4 || byte == 0x09 || byte == UInt8(ascii: ">") { return true }
            if byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") { return true }
        }
        return false
    }

    /// Where a word in lower case stands, whatever the case of the text.
    func places(of word: String) -> [Int] {
        let wanted = Array(word.utf8)
        var found: [Int] = []
        var index = 0
        while index + wanted.count <= bytes.count {
            if Self.lower(bytes[index]) == wanted[0],
                (1..<wanted.count).allSatisfy({ Self.lower(bytes[index + $0]) == wanted[$0] })
            {
                found.append(index)
            }
            index += 1
        }
        return found
    }

    /// The byte at a place; nil outside.
    func byte(at index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

    /// Whether a letter or digit of ASCII stands at a place.
    func isAlphanumeric(at index: Int) -> Bool {
        guard let byte = byte(at: index) else { return false }
        return UnicodeScalar(byte).isAlphanumeric
    }

    static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
    }
}
