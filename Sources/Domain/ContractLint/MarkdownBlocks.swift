/// Finds code blocks, and where the blocks of prose begin.
///
/// - SeeAlso: CommonMark 0.31, sections 4 and 5.
struct MarkdownBlocks {
    /// The lines of code blocks, fences included, line ends left out.
    private(set) var code: [Range<Int>] = []
    /// Where a block begins for certain: at the first line, after blank lines, and after code.
    private(set) var starts: [Int] = [0]
    /// Where a block begins for certain, or may begin.
    private(set) var possibleStarts: [Int] = [0]

    private let bytes: [UInt8]
    /// The columns at which the contents of the lists around a line begin, the innermost last.
    private var lists: [Int] = []
    private var fence: (byte: UInt8, count: Int, column: Int)?
    /// Whether the line before may go on: it is neither blank nor code.
    private var isParagraph = false
    private var wasBlank = true

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads the lines, one after the other.
    mutating func read() {
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            readLine(start..<end)
            start = end + 1
        }
    }

    private mutating func readLine(_ line: Range<Int>) {
        var (place, column) = skipBlanks(from: line.lowerBound, to: line.upperBound, column: 0)
        guard place < line.upperBound else {
            if fence != nil { code.append(line) }
            begin(line.lowerBound, isCertain: true)
            (isParagraph, wasBlank) = (false, true)
            return
        }
        defer { wasBlank = false }
        if let open = fence {
            if column >= open.column {
                code.append(line)
                if closes(open, place..<line.upperBound, column) { fence = nil }
                return
            }
            // What stands further to the left has left the list, and the fence with it.
            fence = nil
        }
        let isInList = !lists.isEmpty
        while let list = lists.last, column < list { lists.removeLast() }
        let wasParagraph = isParagraph
        while let width = markerWidth(at: place, line.upperBound), column - (lists.last ?? 0) < 4 {
            begin(line.lowerBound, isCertain: !wasParagraph)
            // Inside a paragraph only the number 1 begins a list.
            if wasParagraph, !isInList, width > 1, bytes[place..<place + width - 1] != [0x31] { return }
            let content = skipBlanks(from: place + width, to: line.upperBound, column: column + width)
            let gap = content.column - column - width
            // Five blanks and more are code inside of the element.
            lists.append(column + width + (gap > 4 || content.place == line.upperBound ? 1 : gap))
            (place, column) = content
            isParagraph = false
        }
        readContent(line, place, column - (lists.last ?? 0))
    }

    private mutating func readContent(_ line: Range<Int>, _ place: Int, _ indent: Int) {
        if place >= line.upperBound { return }
        if indent >= 4, !isParagraph {
            code.append(line)
            begin(line.lowerBound, isCertain: true)
            return
        }
        let mark = bytes[place]
        let count = bytes[place..<line.upperBound].prefix { $0 == mark }.count
        let info = bytes[(place + count)..<line.upperBound]
        if indent < 4, count >= 3, mark == UInt8(ascii: "~") || mark == UInt8(ascii: "`") && !info.contains(mark) {
            code.append(line)
            fence = (mark, count, lists.last ?? 0)
            begin(line.lowerBound, isCertain: true)
            isParagraph = false
            return
        }
        if !isParagraph { begin(line.lowerBound, isCertain: true) }
        if "<#>|=-*_".utf8.contains(mark) { begin(line.lowerBound, isCertain: false) }
        isParagraph = mark != UInt8(ascii: "#")
    }

    private func closes(_ open: (byte: UInt8, count: Int, column: Int), _ line: Range<Int>, _ column: Int) -> Bool {
        let count = bytes[line].prefix { $0 == open.byte }.count
        guard count >= open.count, column - open.column < 4 else { return false }
        return bytes[(line.lowerBound + count)..<line.upperBound].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    private mutating func begin(_ start: Int, isCertain: Bool) {
        if isCertain, starts.last != start { starts.append(start) }
        if possibleStarts.last != start { possibleStarts.append(start) }
    }

    /// How many bytes the marker of a list's element has; nil when there is none.
    private func markerWidth(at place: Int, _ end: Int) -> Int? {
        let digits = bytes[place..<end].prefix { (0x30...0x39).contains($0) }.count
        let sign = place + digits
        guard sign < end, digits <= 9 else { return nil }
        let isSign = digits > 0 ? ".)".utf8.contains(bytes[sign]) : "-*+".utf8.contains(bytes[sign])
        guard isSign, sign + 1 == end || bytes[sign + 1] == 0x20 || bytes[sign + 1] == 0x09 else { return nil }
        return digits + 1
    }

    /// The next place that is no blank, and its 0-based column, with tabs every four columns.
    private func skipBlanks(from start: Int, to end: Int, column: Int) -> (place: Int, column: Int) {
        var (place, column) = (start, column)
        while place < end, bytes[place] == 0x20 || bytes[place] == 0x09 {
            column = bytes[place] == 0x09 ? (column / 4 + 1) * 4 : column + 1
            place += 1
        }
        return (place, column)
    }
}
