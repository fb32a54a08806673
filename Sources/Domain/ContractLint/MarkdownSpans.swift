/// Finds the code spans of paragraphs.
///
/// A span ends where what binds as tightly may hold a backtick: a tag, a comment, an address. From there on nothing of
/// the paragraph is code, since it depends on details which backticks are left.
///
/// - SeeAlso: CommonMark 0.31, sections 6.1, 6.3, 6.5 and 6.6; GitHub Flavored Markdown 0.29, section 6.9.
struct MarkdownSpans {
    private let bytes: [UInt8]
    private var budget: TagBudget
    private static let tick = UInt8(ascii: "`")

    /// Looks at a text of which code blocks and the signs of quotes are blanks.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        budget = TagBudget(bytes.count)
    }

    /// The spans of a paragraph or a heading that are code for every renderer, as places in the text.
    mutating func code(in block: Range<Int>) -> [Int] {
        guard bytes[block].contains(Self.tick) else { return [] }
        // A definition is taken away before anything else is read.
        let isDefinition =
            bytes[block.lowerBound] == UInt8(ascii: "[")
            && block.dropLast().contains { bytes[$0] == 0x5D && bytes[$0 + 1] == 0x3A }
        if isDefinition { return [] }
        let divisions = MarkdownTable.divisions(of: block, bytes)
        var counts: [Int: Int] = [:]
        var places: [Int] = []
        for division in divisions {
            let found = division.flatMap { spans(in: $0) }.flatMap { $0 }
            if divisions.count == 1 { return found }
            for place in found {
                counts[place, default: 0] += 1
                if counts[place] == divisions.count { places.append(place) }
            }
        }
        return places
    }

    private mutating func spans(in block: Range<Int>) -> [Range<Int>] {
        var runs = BacktickRuns(bytes, block)
        var spans: [Range<Int>] = []
        var isAddress = false
        var index = block.lowerBound
        while index < block.upperBound, budget.spend() {
            let next = index + 1 < block.upperBound ? bytes[index + 1] : 0
            switch bytes[index] {
            case UInt8(ascii: "\\"):
                // A backslash takes its meaning from the next sign: an escaped backtick opens nothing.
                index += next > 0x20 && !UnicodeScalar(next).isAlphanumeric ? 2 : 1
                continue
            case Self.tick:
                // Some take an address without brackets as far as there are no blanks.
                if isAddress { return spans }
                let count = bytes[index..<block.upperBound].prefix { $0 == Self.tick }.count
                // Some do not look for all ends once they have missed one.
                guard let close = runs.next(ofCount: count, from: index + count) else { return spans }
                spans.append(index..<close + count)
                index = close + count
                continue
            case UInt8(ascii: "<"):
                if mayHoldTick(from: index, block.upperBound) { return spans }
                isAddress = false
            case UInt8(ascii: "]"):
                if next == UInt8(ascii: "("), destinationHoldsTick(index + 2, block.upperBound) { return spans }
                if next == UInt8(ascii: "["), labelHoldsTick(index + 2, block.upperBound) { return spans }
            case UInt8(ascii: ":"): if bytes[index..<block.upperBound].starts(with: "://".utf8) { isAddress = true }
            case UInt8(ascii: "w"), UInt8(ascii: "W"):
                let start = bytes[index..<block.upperBound].prefix(4).map(MarkdownProse.lower)
                if start.elementsEqual("www.".utf8) { isAddress = true }
            case ...0x20: isAddress = false
            default: break
            }
            index += 1
        }
        return index < block.upperBound ? [] : spans
    }

    // MARK: What binds as tightly as a span

    /// Whether what may begin with a sign may hold a backtick.
    private mutating func mayHoldTick(from start: Int, _ end: Int) -> Bool {
        if addressHoldsTick(from: start + 1, end) { return true }
        let rest = bytes[start..<end]
        if rest.starts(with: "<!--".utf8) { return holdsTick(start + 2, before: "-->", end) }
        if rest.starts(with: "<![CDATA[".utf8) { return holdsTick(start, before: "]]>", end) }
        if rest.starts(with: "<?".utf8) { return holdsTick(start, before: "?>", end) }
        if rest.starts(with: "<!".utf8) || rest.starts(with: "</".utf8) { return holdsTick(start, before: ">", end) }
        return MarkdownHTML.isTag(at: start, in: rest) && tagHoldsTick(from: start + 1, end)
    }

    /// Whether a backtick stands before a text; not when the text stands nowhere.
    private mutating func holdsTick(_ start: Int, before text: String, _ end: Int) -> Bool {
        var holdsTick = false
        for index in start..<end where budget.spend() {
            if bytes[index] == Self.tick { holdsTick = true }
            if bytes[index..<end].starts(with: text.utf8) { return holdsTick }
        }
        return budget.isSpent
    }

    private mutating func addressHoldsTick(from start: Int, _ end: Int) -> Bool {
        let address = bytes[start..<end].prefix { $0 > 0x20 && !"<>".utf8.contains($0) }
        guard address.endIndex < end, bytes[address.endIndex] == UInt8(ascii: ">") else { return false }
        return address.contains(Self.tick) && address.contains { ":@".utf8.contains($0) }
    }

    private mutating func tagHoldsTick(from start: Int, _ end: Int) -> Bool {
        var index = start
        var isValue = false
        var holdsTick = false
        while index < end, budget.spend() {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") { return holdsTick }
            // Neither stands in a tag outside of quotes.
            if byte == UInt8(ascii: "<") || byte == Self.tick { return false }
            if isValue, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                index += 1
                while index < end, bytes[index] != byte, budget.spend() {
                    if bytes[index] == Self.tick { holdsTick = true }
                    index += 1
                }
            }
            if byte > 0x20 { isValue = byte == UInt8(ascii: "=") }
            index += 1
        }
        return budget.isSpent
    }

    /// Whether the address of a link or its title may hold a backtick.
    private mutating func destinationHoldsTick(_ start: Int, _ end: Int) -> Bool {
        var index = start
        var holdsTick = false
        func passBlanks() { while index < end, bytes[index] <= 0x20 { index += 1 } }
        passBlanks()
        let isBracketed = index < end && bytes[index] == UInt8(ascii: "<")
        var depth = 0
        while index < end, budget.spend() {
            let byte = bytes[index]
            if byte == Self.tick { holdsTick = true }
            if isBracketed ? byte == UInt8(ascii: ">") || byte == 0x0A || byte == 0x0D : byte <= 0x20 { break }
            if byte == UInt8(ascii: "\\") { index += 1 }
            if byte == UInt8(ascii: "("), !isBracketed { depth += 1 }
            if byte == UInt8(ascii: ")"), !isBracketed { depth -= 1 }
            if depth < 0 { return holdsTick }
            index += 1
        }
        if holdsTick { return true }
        if isBracketed { index += 1 }
        passBlanks()
        guard index < end, let quote = [0x22: 0x22, 0x27: 0x27, 0x28: 0x29][bytes[index]] as UInt8? else {
            return budget.isSpent
        }
        index += 1
        while index < end, bytes[index] != quote, budget.spend() {
            if bytes[index] == Self.tick { holdsTick = true }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return index < end && holdsTick || budget.isSpent
    }

    private mutating func labelHoldsTick(_ start: Int, _ end: Int) -> Bool {
        bytes[start..<end].prefix(1_000).prefix { !"[]".utf8.contains($0) && budget.spend() }.contains(Self.tick)
            || budget.isSpent
    }
}

/// The runs of backticks in a paragraph, by their length.
private struct BacktickRuns {
    /// For each length the places of the runs that are left, the last one first.
    private var places: [Int: [Int]] = [:]

    init(_ bytes: [UInt8], _ block: Range<Int>) {
        let tick = UInt8(ascii: "`")
        var index = block.lowerBound
        while let next = bytes[index..<block.upperBound].firstIndex(of: tick) {
            let count = bytes[next..<block.upperBound].prefix { $0 == tick }.count
            places[count, default: []].append(next)
            index = next + count
        }
        places = places.mapValues { $0.reversed() }
    }

    /// The next run of a length at a place or behind it; those before are given up.
    mutating func next(ofCount count: Int, from start: Int) -> Int? {
        while let last = places[count]?.last, last < start { places[count]?.removeLast() }
        return places[count]?.last
    }
}
