/// The prose of a CommonMark text: what stands outside of code.
///
/// What may be taken for code or for prose is prose, so that nothing hides in it.
///
/// - SeeAlso: CommonMark 0.31, sections 4.4, 4.5, 5.2 and 6.1.
struct MarkdownProse {
    /// The bytes as written, code replaced by spaces.
    let bytes: [UInt8]

    init(_ text: some Sequence<UInt8>) {
        let bytes = Array(text)
        let tick = UInt8(ascii: "`")
        let isIndented = bytes.contains(0x09) || Self.contains("    ", bytes)
        guard isIndented || bytes.contains(tick) || bytes.contains(UInt8(ascii: "~")) else {
            self.bytes = bytes
            return
        }
        var blocks = MarkdownBlocks(bytes)
        blocks.read()
        var prose = bytes
        for range in blocks.code { for index in range { prose[index] = UInt8(ascii: " ") } }
        // Where a line may begin another block or not, only what is code in both cases is taken for code.
        let strict = Self.spans(in: prose, from: blocks.possibleStarts)
        let lenient = Self.spans(in: prose, from: blocks.starts)
        for index in prose.indices where strict[index] && lenient[index] { prose[index] = UInt8(ascii: " ") }
        self.bytes = prose
    }

    private static func contains(_ text: String, _ bytes: [UInt8]) -> Bool {
        let wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return false }
        return (0...bytes.count - wanted.count).contains { start in
            bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted)
        }
    }

    /// Which bytes stand between two runs of as many backticks, the backticks included; no span reaches from one block
    /// into another.
    private static func spans(in bytes: [UInt8], from starts: [Int]) -> [Bool] {
        var isCode = [Bool](repeating: false, count: bytes.count)
        for (number, start) in starts.enumerated() {
            let end = number + 1 < starts.count ? starts[number + 1] : bytes.count
            mark(bytes, start..<end, &isCode)
        }
        return isCode
    }

    private static func mark(_ bytes: [UInt8], _ block: Range<Int>, _ isCode: inout [Bool]) {
        let tick = UInt8(ascii: "`")
        // For each length the places of the runs that are left, the last one first.
        var runs: [Int: [Int]] = [:]
        var index = block.lowerBound
        while let next = bytes[index..<block.upperBound].firstIndex(of: tick) {
            let count = bytes[next..<block.upperBound].prefix { $0 == tick }.count
            runs[count, default: []].append(next)
            index = next + count
        }
        guard !runs.isEmpty else { return }
        runs = runs.mapValues { $0.reversed() }
        index = block.lowerBound
        while index < block.upperBound {
            if bytes[index] == UInt8(ascii: "\\") {
                // A backslash takes its meaning from the next sign: an escaped backtick opens nothing.
                index += 2
                continue
            }
            guard bytes[index] == tick else {
                index += 1
                continue
            }
            let count = bytes[index..<block.upperBound].prefix { $0 == tick }.count
            while let last = runs[count]?.last, last < index + count { runs[count]?.removeLast() }
            guard let close = runs[count]?.last else {
                index += count
                continue
            }
            for place in index..<close + count { isCode[place] = true }
            index = close + count
        }
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
