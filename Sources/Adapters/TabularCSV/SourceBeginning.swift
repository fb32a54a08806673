import Tabular

/// The part of a text from which its shape is found out.
struct SourceBeginning: Sendable {
    /// The text, from the first line that counts to the end of the last whole one.
    let text: [UInt8]
    /// Where that part starts in what was read.
    let start: Int
    /// The physical line of the first byte, from 1.
    let line: Int
    /// Whether the part goes to the end of the source.
    let isWhole: Bool
    /// Whether the first line is there as a whole.
    let hasWholeLine: Bool
    /// The delimiter that a line `sep=;` names.
    let namedDelimiter: [UInt8]?

    /// Takes the start of `read` from `start` on, which is on the physical line `line`.
    init(_ read: [UInt8], from start: Int, line: Int, isWhole: Bool, options: SourceOptions) {
        let span = read.span
        let ends = LineEnds(loneCarriageReturnEnds: true)
        var start = start
        var line = line
        namedDelimiter = Self.namedDelimiter(read, from: start)
        if namedDelimiter != nil {
            start = ends.next(in: span, from: start).end
            line += 1
        }
        var end = read.count
        var isLineCut = false
        if !isWhole || read.count - start > options.limits.sampleByteCount {
            end = min(end, start + options.limits.sampleByteCount)
            let limit = end
            while end > start, read[end - 1] != LineEnds.lineFeed, read[end - 1] != LineEnds.carriageReturn { end -= 1 }
            isLineCut = end == start
            if isLineCut { end = limit }
            // A line end is not cut in two.
            let isCut = end < read.count && read[end] == LineEnds.lineFeed && read[end - 1] == LineEnds.carriageReturn
            if end > start, isCut { end += 1 }
        }
        hasWholeLine = !isLineCut
        self.start = start
        self.line = line
        self.isWhole = isWhole && end == read.count
        text = Array(read[start..<end])
    }

    /// The part of a beginning in which one table stands, with so many physical lines before it.
    init(_ whole: SourceBeginning, _ range: Range<Int>, lineCount: Int) {
        text = Array(whole.text[range])
        start = whole.start + range.lowerBound
        line = whole.line + lineCount
        isWhole = whole.isWhole || range.upperBound < whole.text.count
        hasWholeLine = true
        namedDelimiter = whole.namedDelimiter
    }

    /// `sep=` and one byte, alone on the first line.
    private static func namedDelimiter(_ read: [UInt8], from start: Int) -> [UInt8]? {
        let mark = Array("sep=".utf8)
        guard read.count > start + 5, read[start..<start + 4].elementsEqual(mark) else { return nil }
        let isAlone = read[start + 5] == LineEnds.lineFeed || read[start + 5] == LineEnds.carriageReturn
        return isAlone ? [read[start + 4]] : nil
    }

    /// Whether more than a tenth are control characters that no text has.
    var isNoText: Bool {
        let controls = text.reduce(0) { sum, byte in
            let isControl = byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D && byte != 0x1F && byte != 0x01
            return sum + (isControl ? 1 : 0)
        }
        return controls * 10 > text.count
    }
}
