import Tabular

/// The delimiters that a text may have, from the bytes that stand in many of its lines.
struct DelimiterCandidates {
    /// Bytes between fields; the first ones are those that are used for nothing else.
    static let single: [[UInt8]] = [
        [0x2C], [0x3B], [0x09], [0x7C], [0x20], [0x3A], [0x7E], [0x5E], [0x1F], [0x01], [0x23], [0x26], [0x2A],
        [0xC2, 0xA6],
    ]

    /// The delimiters, the shorter ones first.
    private(set) var delimiters: [[UInt8]] = []

    /// Looks at the lines of `text` that are not blank, a thousand at most.
    init(_ text: Span<UInt8>) {
        let lines = Self.lines(of: text)
        guard !lines.isEmpty else { return }
        for delimiter in Self.single {
            var lineCount = 0
            var count = 0
            for line in lines {
                let found = Self.count(of: delimiter, in: text, line)
                lineCount += found > 0 ? 1 : 0
                count += found
            }
            guard lineCount * 4 >= lines.count, count > 0 else { continue }
            delimiters.append(delimiter)
            guard delimiter != [0x20] else { continue }
            for longer in [delimiter + [0x20], delimiter + delimiter, [0x20] + delimiter + [0x20]] {
                let found = lines.reduce(0) { $0 + Self.count(of: longer, in: text, $1) }
                let weight = longer == delimiter + delimiter ? 2 : 1
                if found * weight * 5 >= count * 3 { delimiters.append(longer) }
            }
        }
        let written = Array(#"\t"#.utf8)
        if lines.reduce(0, { $0 + Self.count(of: written, in: text, $1) }) >= lines.count { delimiters.append(written) }
    }

    /// The lines that are not blank.
    private static func lines(of text: Span<UInt8>) -> [Range<Int>] {
        let ends = LineEnds(loneCarriageReturnEnds: true)
        var lines: [Range<Int>] = []
        var start = 0
        while start < text.count, lines.count < 1_000 {
            let end = ends.next(in: text, from: start)
            if !CellKind.isBlank(text, start..<end.start) { lines.append(start..<end.start) }
            start = end.end
        }
        return lines
    }

    /// The occurrences of a delimiter, one behind the other, in a line.
    private static func count(of delimiter: [UInt8], in text: Span<UInt8>, _ line: Range<Int>) -> Int {
        let scanner = ByteScanner(delimiter[0], delimiter[0], delimiter[0])
        let part = text.extracting(line)
        var found = 0
        var position = scanner.next(in: part, from: 0)
        while position + delimiter.count <= part.count {
            var isThere = true
            for index in 1..<max(1, delimiter.count) where part[position + index] != delimiter[index] {
                isThere = false
            }
            found += isThere ? 1 : 0
            position = scanner.next(in: part, from: position + (isThere ? delimiter.count : 1))
        }
        return found
    }
}

/// What is known about delimiters before any text is seen.
enum DelimiterPrior {
    /// Whether a delimiter is used for nothing else; a blank or a colon also stands inside values.
    static func isStandard(_ delimiter: [UInt8]) -> Bool {
        delimiter.first.map { [0x2C, 0x3B, 0x09, 0x7C, 0x1F, 0x01].contains($0) } ?? false
    }

    /// Whether a delimiter is one byte that nothing else is used for and that people type.
    static func isUsual(_ delimiter: [UInt8]) -> Bool {
        delimiter.count == 1 && [0x2C, 0x3B, 0x09, 0x7C].contains(delimiter[0])
    }

    /// Whether a delimiter is a byte twice that, alone, is hardly used for columns that may be empty.
    static func isDoubled(_ delimiter: [UInt8]) -> Bool {
        delimiter.count == 2 && delimiter[0] == delimiter[1] && ![0x2C, 0x3B, 0x09, 0x20].contains(delimiter[0])
    }

    /// How likely a delimiter is, 1 for the most likely.
    static func value(_ delimiter: [UInt8]) -> Double {
        if delimiter.count == 1 || delimiter == [0xC2, 0xA6] { return single(delimiter[0]) ?? 0.8 }
        let core = delimiter.first { $0 != 0x20 && $0 != 0x09 } ?? delimiter[0]
        return 0.97 * (single(core) ?? 0.9)
    }

    private static func single(_ byte: UInt8) -> Double? {
        switch byte {
        case 0x2C, 0x3B, 0x09, 0x1F, 0x01: 1
        case 0x7C: 0.98
        case 0x20: 0.75
        case 0x3A: 0.6
        default: nil
        }
    }
}
