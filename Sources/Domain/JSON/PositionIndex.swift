import Diagnostics

/// Lines and columns of a text, found without reading it from the start each time.
///
/// A text of 4 MB on one line, with thousands of findings, costs one pass and a kilobyte per finding.
struct PositionIndex: Sendable {
    private struct Checkpoint: BitwiseCopyable {
        /// 0-based.
        var line: UInt32 = 0
        /// Scalars since the line began.
        var column: UInt32 = 0
    }

    private static let shift = 10
    /// The most bytes that a question reads, once the index is made.
    static let step = 1 << shift
    private let checkpoints: [Checkpoint]
    private let byteCount: Int

    /// Reads a text once.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, perhaps with more behind it.
    ///   - byteCount: Where the text ends.
    init(_ bytes: [UInt8], byteCount: Int) {
        var checkpoints: [Checkpoint] = []
        checkpoints.reserveCapacity(byteCount >> Self.shift + 1)
        var current = Checkpoint()
        let text = bytes.span
        for offset in 0..<byteCount {
            if offset & (1 << Self.shift - 1) == 0 { checkpoints.append(current) }
            Self.advance(&current, over: offset, of: text, upTo: byteCount)
        }
        if byteCount & (1 << Self.shift - 1) == 0 { checkpoints.append(current) }
        self.checkpoints = checkpoints
        self.byteCount = byteCount
    }

    /// The position of a byte of the text that the index was made of, or of its end.
    func position(ofByte offset: Int, in bytes: [UInt8]) -> SourcePosition {
        let first = offset >> Self.shift
        var current = checkpoints[first]
        let text = bytes.span
        for index in (first << Self.shift)..<offset {
            Self.advance(&current, over: index, of: text, upTo: byteCount)
        }
        return SourcePosition(line: Int(current.line) + 1, column: Int(current.column) + 1)
    }

    @inline(__always)
    private static func advance(_ checkpoint: inout Checkpoint, over offset: Int, of text: Span<UInt8>, upTo end: Int) {
        if SourcePosition.endsLine(offset, in: text, upTo: end) {
            checkpoint.line &+= 1
            checkpoint.column = 0
        } else if text[offset] & 0xC0 != 0x80 {
            checkpoint.column &+= 1
        }
    }
}
