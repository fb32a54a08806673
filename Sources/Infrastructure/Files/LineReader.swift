import Glibc

/// One line of a text.
public struct TextLine: Hashable, Sendable {
    /// 1-based, blank lines counted.
    public let number: Int
    /// The bytes without the line ending; nil when the line is longer than the limit.
    public let bytes: [UInt8]?
}

/// Reads a text line by line, some lines at a time, in memory that does not grow with the text.
///
/// Lines end with LF or CRLF. A byte order mark at the start and lines of nothing but white space are passed over. A
/// line that is longer than the limit is named, not kept, and reading goes on after it.
public struct LineReader: ~Copyable {
    /// How many bytes are read at once; lines of that many fit into the caches beside what is made of them.
    public static let standardChunkByteCount = 64 << 10

    private let stream: FileStream
    private let maximumLineByteCount: Int
    private let chunkByteCount: Int
    private var number = 0
    /// The beginning of a line whose end has not been read.
    private var pending: [UInt8] = []
    /// Whether the rest of the line is passed over.
    private var isSkipping = false
    private var isAtEnd = false

    /// A reader of a stream.
    ///
    /// - Parameters:
    ///   - stream: The text.
    ///   - maximumLineByteCount: How long a line may be, without its ending.
    ///   - chunkByteCount: How many bytes are read at once.
    public init(
        _ stream: consuming FileStream,
        maximumLineByteCount: Int,
        chunkByteCount: Int = Self.standardChunkByteCount
    ) {
        self.stream = stream
        self.maximumLineByteCount = maximumLineByteCount
        self.chunkByteCount = max(1, chunkByteCount)
    }

    /// The name of the stream.
    public var name: String { stream.name }

    /// The lines that end in the next piece of the text, in order.
    ///
    /// - Returns: At least one line; none at the end of the text.
    /// - Throws: ``FileError`` when the stream breaks.
    public mutating func next() throws(FileError) -> [TextLine] {
        var lines: [TextLine] = []
        while lines.isEmpty, !isAtEnd {
            let chunk = try stream.read(upTo: chunkByteCount)
            if chunk.isEmpty {
                isAtEnd = true
                if !pending.isEmpty { finishLine([], 0..<0, &lines) }
            } else {
                split(chunk, &lines)
            }
        }
        return lines
    }

    private mutating func split(_ chunk: [UInt8], _ lines: inout [TextLine]) {
        var start = 0
        while let end = Self.newline(in: chunk, from: start) {
            finishLine(chunk, start..<end, &lines)
            start = end + 1
        }
        guard !isSkipping else { return }
        pending += chunk[start...]
        // One more for the CR of a line ending, three for a byte order mark.
        if pending.count > maximumLineByteCount + 4 {
            number += 1
            lines.append(TextLine(number: number, bytes: nil))
            pending = []
            isSkipping = true
        }
    }

    /// Ends a line with what its last piece of text holds.
    private mutating func finishLine(_ chunk: [UInt8], _ range: Range<Int>, _ lines: inout [TextLine]) {
        if isSkipping {
            isSkipping = false
            return
        }
        number += 1
        var bytes: [UInt8]
        if pending.isEmpty {
            bytes = Array(chunk[range])
        } else {
            bytes = pending + chunk[range]
            pending = []
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        if isBlank { return }
        lines.append(TextLine(number: number, bytes: bytes.count > maximumLineByteCount ? nil : bytes))
    }

    private static func newline(in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, start < buffer.count,
                let found = memchr(base + start, 0x0A, buffer.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
