import Tabular

/// Lines at the start of a text that are left out before anything is found out: those that the user counted, and
/// comments and blank lines where a whole sample is nothing else.
struct LeadingLines: Sendable {
    private static let ends = LineEnds(loneCarriageReturnEnds: true)

    private let comment: [UInt8]
    /// Lines that are still to be left out whatever stands in them.
    private var countLeft: Int
    /// Whether comments and blank lines are left out, too.
    private var passesFiller = false
    /// Whether the next byte is inside a comment.
    private var isInsideComment = false
    /// The physical line, from 1, of what comes next.
    private(set) var line = 1
    /// Lines that were left out because the user counted them.
    private(set) var skippedCount = 0
    /// Comments that were left out.
    private(set) var commentCount = 0
    /// Blank lines that were left out.
    private(set) var blankCount = 0

    init(options: SourceOptions) {
        comment = options.comment
        countLeft = options.skippedLineCount
    }

    /// Goes past the lines at the start of a text that are left out.
    ///
    /// - Parameters:
    ///   - text: What follows what was passed before.
    ///   - start: Where to start in it.
    ///   - isLast: Whether the text ends with the source.
    /// - Returns: The offset of what is kept, or of what only more text can tell.
    mutating func pass(_ text: Span<UInt8>, from start: Int, isLast: Bool) -> Int {
        var position = start
        while position < text.count {
            let end = Self.ends.next(in: text, from: position)
            // Behind a CR there may be an LF that belongs to it.
            let isWhole = isLast || end.end < text.count
            if countLeft > 0 {
                guard isWhole else { return end.start }
                countLeft -= 1
                skippedCount += 1
            } else if isInsideComment || passesFiller && Self.isComment(text, at: position, comment) {
                isInsideComment = !isWhole
                guard isWhole else { return end.start }
                commentCount += 1
            } else if passesFiller, isWhole, Self.isBlank(text, position..<end.start) {
                blankCount += 1
            } else {
                break
            }
            line += 1
            position = end.end
        }
        return position
    }

    /// Whether the next line is one that is left out.
    var isPassing: Bool { countLeft > 0 || isInsideComment }

    /// Takes comments and blank lines for lines to leave out when `sample` is nothing else; false when it is not.
    mutating func passFiller(of sample: [UInt8]) -> Bool {
        guard !sample.isEmpty else { return false }
        let text = sample.span
        var position = 0
        while position < text.count {
            let end = Self.ends.next(in: text, from: position)
            let isFiller =
                Self.isComment(text, at: position, comment)
                || end.start < text.count && Self.isBlank(text, position..<end.start)
            guard isFiller else { return false }
            position = end.end
        }
        passesFiller = true
        return true
    }

    private static func isComment(_ text: Span<UInt8>, at offset: Int, _ comment: [UInt8]) -> Bool {
        guard !comment.isEmpty, offset + comment.count <= text.count else { return false }
        return comment.indices.allSatisfy { text[offset + $0] == comment[$0] }
    }

    private static func isBlank(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.allSatisfy { text[$0] == 0x20 || text[$0] == 0x09 }
    }

    /// The text without the lines that a comment mark starts.
    static func withoutComments(_ text: [UInt8], _ comment: [UInt8]) -> [UInt8] {
        guard !comment.isEmpty else { return text }
        let span = text.span
        var kept: [UInt8] = []
        var position = 0
        while position < text.count {
            let end = ends.next(in: span, from: position)
            if !isComment(span, at: position, comment) { kept += text[position..<end.end] }
            position = end.end
        }
        return kept
    }
}
