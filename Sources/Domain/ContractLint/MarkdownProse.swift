/// The prose of a CommonMark text: what stands outside of code spans and fences.
struct MarkdownProse {
    /// The bytes as written, code replaced by spaces.
    let bytes: [UInt8]

    init(_ text: some Sequence<UInt8>) {
        var bytes = Array(text)
        Self.blankFences(&bytes)
        Self.blankSpans(&bytes)
        self.bytes = bytes
    }

    /// Blanks lines between ``` or ~~~, the fences included; one without end reaches to the end of the text.
    private static func blankFences(_ bytes: inout [UInt8]) {
        var fence: (byte: UInt8, count: Int)?
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let line = bytes[start..<end].drop { $0 == UInt8(ascii: " ") }
            let mark = line.first
            let count = line.prefix { $0 == mark }.count
            let isFence = (mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")) && count >= 3
            let wasInside = fence != nil
            if let open = fence {
                if isFence, mark == open.byte, count >= open.count { fence = nil }
            } else if isFence, let mark {
                fence = (mark, count)
            }
            if wasInside || isFence { for index in start..<end { bytes[index] = UInt8(ascii: " ") } }
            start = end + 1
        }
    }

    /// Blanks what stands between two runs of as many backticks.
    private static func blankSpans(_ bytes: inout [UInt8]) {
        let tick = UInt8(ascii: "`")
        var index = 0
        // Runs for which no partner was found need not be looked for again.
        var hopeless: Set<Int> = []
        while let open = bytes[index...].firstIndex(of: tick) {
            let count = bytes[open...].prefix { $0 == tick }.count
            index = open + count
            guard !hopeless.contains(count) else { continue }
            guard let close = partner(in: bytes, from: index, count: count) else {
                hopeless.insert(count)
                continue
            }
            for place in open..<close + count { bytes[place] = UInt8(ascii: " ") }
            index = close + count
        }
    }

    private static func partner(in bytes: [UInt8], from start: Int, count: Int) -> Int? {
        let tick = UInt8(ascii: "`")
        var index = start
        while index < bytes.count, let next = bytes[index...].firstIndex(of: tick) {
            let found = bytes[next...].prefix { $0 == tick }.count
            if found == count { return next }
            index = next + found
        }
        return nil
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

    private static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
    }
}
