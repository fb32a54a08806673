import Contract

/// The lines of the files that findings stand in.
///
/// Lines end as in YAML and in ``SourcePosition``: with a line feed, a carriage return or both.
package struct SourceLines: Sendable {
    private var files: [ByteName: Lines] = [:]

    /// A line, or a part of it around a place.
    struct Part {
        let text: String
        /// The 1-based place in ``text``, in Unicode scalars.
        let column: Int
        /// Whether the line goes on before and behind the part.
        let isCut: (before: Bool, behind: Bool)
    }

    private struct Lines {
        let bytes: [UInt8]
        /// Where each line begins.
        let starts: [Int]
        /// How many scalars of its line stand before every 1,024th byte.
        let columns: [Int]
    }

    private static let step = 1024
    /// So many bytes are given before and behind a place: all that is shown, at four bytes for each column.
    private static let reach = (before: 160, behind: 416)

    package init() {}

    /// Adds the text of a file.
    package mutating func add(_ bytes: [UInt8], named file: String) {
        var starts = [0]
        var columns: [Int] = []
        var column = 0
        for (index, byte) in bytes.enumerated() {
            if index % Self.step == 0 { columns.append(column) }
            if !Self.isContinuation(byte) { column += 1 }
            let isReturn = byte == UInt8(ascii: "\r")
            let isJoined = isReturn && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
            if byte == UInt8(ascii: "\n") || isReturn && !isJoined {
                starts.append(index + 1)
                column = 0
            }
        }
        files[ByteName(file)] = Lines(bytes: bytes, starts: starts, columns: columns)
    }

    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// A line around a place, without what ends it; nil when there is no such file or line.
    ///
    /// - Parameters:
    ///   - column: The 1-based place, in Unicode scalars; one behind the line is its end.
    ///   - number: The 1-based number of the line.
    ///   - file: The file's path.
    /// - Returns: The part, or nil.
    /// - Complexity: O(1) in the length of the line.
    func part(around column: Int, ofLine number: Int, of file: String) -> Part? {
        guard let lines = files[ByteName(file)], number >= 1, number <= lines.starts.count else { return nil }
        let bytes = lines.bytes
        let start = lines.starts[number - 1]
        var end = number < lines.starts.count ? lines.starts[number] : bytes.count
        while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        let place = Self.offset(of: column, in: lines, start..<end)
        var low = max(start, place - Self.reach.before)
        while low > start, Self.isContinuation(bytes[low]) { low -= 1 }
        var high = min(end, place + Self.reach.behind)
        while high < end, Self.isContinuation(bytes[high]) { high += 1 }
        let before = bytes[low..<place].count { !Self.isContinuation($0) }
        return Part(
            text: String(decoding: bytes[low..<high], as: UTF8.self),
            column: before + 1,
            isCut: (before: low > start, behind: high < end)
        )
    }

    /// The byte at which a column of a line begins.
    private static func offset(of column: Int, in lines: Lines, _ line: Range<Int>) -> Int {
        var offset = line.lowerBound
        var rest = column - 1
        // The last checkpoint of the line that does not lie behind the place.
        var low = line.lowerBound / step + 1
        var high = min((line.upperBound - 1) / step, lines.columns.count - 1)
        while low <= high {
            let middle = (low + high) / 2
            if lines.columns[middle] <= column - 1 {
                offset = middle * step
                rest = column - 1 - lines.columns[middle]
                low = middle + 1
            } else {
                high = middle - 1
            }
        }
        while offset < line.upperBound, isContinuation(lines.bytes[offset]) { offset += 1 }
        while offset < line.upperBound, rest > 0 {
            offset += 1
            while offset < line.upperBound, isContinuation(lines.bytes[offset]) { offset += 1 }
            rest -= 1
        }
        return offset
    }
}
