/// What some renderers know beyond CommonMark: tables and footnotes.
///
/// - SeeAlso: GitHub Flavored Markdown 0.29, section 4.10.
enum MarkdownTable {
    /// Whether a line may divide the head of a table from its body.
    static func isDelimiterRow(_ line: ArraySlice<UInt8>) -> Bool {
        line.contains(UInt8(ascii: "-")) && line.contains { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ":") }
            && line.allSatisfy { "|:- \t".utf8.contains($0) }
    }

    /// Whether a footnote may begin.
    static func isFootnote(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: "[^".utf8) && zip(line, line.dropFirst()).contains { $0 == 0x5D && $1 == 0x3A }
    }

    /// The ways to divide a paragraph into what is read for itself: as a whole, and if it may have a table, by lines and
    /// by cells.
    ///
    /// - Returns: The ways; empty for a text that may be divided in too many.
    static func divisions(of block: Range<Int>, _ bytes: [UInt8]) -> [[Range<Int>]] {
        let lines = bytes[block].split { $0 == 0x0A || $0 == 0x0D }
        let delimiters = lines.indices.filter { isDelimiterRow(lines[$0]) }
        guard let delimiter = delimiters.first else { return [[block]] }
        guard delimiters.count == 1 else { return [] }
        // The first row may stand before the block.
        let first = max(0, delimiter - 1)
        let head = block.lowerBound..<lines[first].startIndex
        let rows = lines[first...]
        let byLine = rows.map { $0.startIndex..<$0.endIndex }
        // Which bars are escaped is answered in several ways.
        let byCell = [EscapedBars.none, .all, .odd].map { bars in rows.flatMap { cells(of: $0, bars) } }
        return [[block]] + ([byLine] + byCell).map { [head] + $0 }
    }

    /// Which bars behind backslashes divide nothing.
    private enum EscapedBars {
        case none
        case all
        /// Those behind an odd number of backslashes.
        case odd
    }

    private static func cells(of row: ArraySlice<UInt8>, _ escaped: EscapedBars) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var start = row.startIndex
        var backslashCount = 0
        for index in row.indices {
            let isEscaped =
                switch escaped {
                case .none: false
                case .all: backslashCount > 0
                case .odd: backslashCount % 2 == 1
                }
            if row[index] == UInt8(ascii: "|"), !isEscaped {
                cells.append(start..<index)
                start = index + 1
            }
            backslashCount = row[index] == UInt8(ascii: "\\") ? backslashCount + 1 : 0
        }
        return cells + [start..<row.endIndex]
    }
}
