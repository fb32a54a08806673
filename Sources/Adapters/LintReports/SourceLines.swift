/// The lines of the files that findings stand in.
///
/// Lines end as in YAML and in ``SourcePosition``: with a line feed, a carriage return or both.
package struct SourceLines: Sendable {
    private var files: [String: Lines] = [:]

    private struct Lines {
        let bytes: [UInt8]
        /// Where each line begins.
        let starts: [Int]
    }

    package init() {}

    /// Adds the text of a file.
    package mutating func add(_ bytes: [UInt8], named file: String) {
        var starts = [0]
        for (index, byte) in bytes.enumerated() {
            let isReturn = byte == UInt8(ascii: "\r")
            let isJoined = isReturn && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
            if byte == UInt8(ascii: "\n") || isReturn && !isJoined { starts.append(index + 1) }
        }
        files[file] = Lines(bytes: bytes, starts: starts)
    }

    /// A line without what ends it; nil when there is no such file or line.
    ///
    /// - Parameters:
    ///   - number: The 1-based number.
    ///   - file: The file's path.
    /// - Returns: The text, or nil.
    package func line(_ number: Int, of file: String) -> String? {
        guard let lines = files[file], number >= 1, number <= lines.starts.count else { return nil }
        let start = lines.starts[number - 1]
        let end = number < lines.starts.count ? lines.starts[number] : lines.bytes.count
        var line = lines.bytes[start..<end]
        while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }
}
