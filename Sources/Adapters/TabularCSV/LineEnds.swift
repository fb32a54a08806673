import Tabular

/// What ends a line: LF, CR LF and, unless the dialect takes it for data, a lone CR.
struct LineEnds: Hashable, Sendable {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    private static let scanner = ByteScanner(lineFeed, carriageReturn, lineFeed)

    let loneCarriageReturnEnds: Bool

    /// The length of the line end at `offset`: 0, 1 or 2.
    @inline(__always)
    func count(in text: Span<UInt8>, at offset: Int) -> Int {
        switch text[offset] {
        case Self.lineFeed: 1
        case Self.carriageReturn:
            if offset &+ 1 < text.count, text[offset &+ 1] == Self.lineFeed {
                2
            } else {
                loneCarriageReturnEnds ? 1 : 0
            }
        default: 0
        }
    }

    /// The offsets of the next line end and behind it; both are the text's count when there is none.
    func next(in text: Span<UInt8>, from offset: Int) -> (start: Int, end: Int) {
        var position = offset
        while true {
            position = Self.scanner.next(in: text, from: position)
            guard position < text.count else { return (text.count, text.count) }
            let length = count(in: text, at: position)
            if length > 0 { return (position, position + length) }
            position += 1
        }
    }

    /// Where the line end right before `offset` starts; nil when there is none.
    static func before(_ offset: Int, in text: Span<UInt8>) -> Int? {
        guard offset > 0 else { return nil }
        switch text[offset - 1] {
        case lineFeed: return offset > 1 && text[offset - 2] == carriageReturn ? offset - 2 : offset - 1
        case carriageReturn: return offset - 1
        default: return nil
        }
    }

    /// The number of line ends that start in a range.
    func count(in text: Span<UInt8>, range: Range<Int>) -> Int {
        var found = 0
        var position = range.lowerBound
        while true {
            let line = next(in: text, from: position)
            guard line.start < range.upperBound else { return found }
            found += 1
            position = line.end
        }
    }
}
