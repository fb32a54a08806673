import Files
import Tabular

/// The strings that cells refer to by their number.
///
/// The first ones, which nearly all programs write for the first rows and cells refer to most, are kept in memory; what
/// is too much for that lies in a temporary file, of which only a part counts for the process.
struct SharedStrings: Sendable {
    /// The first strings, one behind the other.
    private var text: [UInt8] = []
    /// Where each of them ends in the text.
    private var ends: [UInt32] = []
    /// The strings behind them.
    private var spilled: SpilledStrings?
    /// Strings that are longer than a cell can be; of these only the start is kept.
    private var cut: Set<Int> = []

    /// No strings.
    init() {}

    /// Reads the part of shared strings.
    ///
    /// - SeeAlso: ECMA-376 part 1, section 18.4.9.
    init(
        _ bytes: PartBytes,
        part: String,
        limits: WorkbookLimits,
        readsPlainStrings: Bool = true
    ) throws(TabularError) {
        var tokens = XMLTokenizer(bytes, part: part, limits: limits)
        var spilling: SpilledStrings.Writer?
        // The strings that are read: first those that stay in memory, then those that go into the file next.
        var block: [UInt8] = []
        var blockEnds: [UInt32] = []
        var isFull = false
        // Storage that is not touched takes no memory; growing would need as much again for a moment.
        block.reserveCapacity(min(bytes.byteCount, limits.sharedMemoryByteCount + limits.cellByteCount))
        var byteCount = 0
        var stringCount = 0
        while true {
            let start = block.count
            if !readsPlainStrings || !Self.takePlain(&tokens, &block, limits) {
                let token = try tokens.next()
                if token == .endOfDocument { break }
                guard token == .start, tokens.isElement("si") else { continue }
                tokens.beginBounds()
                if try RichText.append(&tokens, to: &block, limit: limits.cellByteCount) { cut.insert(stringCount) }
                tokens.endBounds()
            }
            stringCount += 1
            byteCount += block.count - start + Self.indexByteCount
            guard byteCount <= limits.sharedByteCount else { throw .tooLarge(part, limit: limits.sharedByteCount) }
            blockEnds.append(UInt32(truncatingIfNeeded: block.count))
            let most = isFull ? SpilledStrings.Writer.blockByteCount : limits.sharedMemoryByteCount
            guard block.count + blockEnds.count * Self.indexByteCount > most else { continue }
            if isFull {
                try Self.spill(&block, &blockEnds, by: &spilling)
            } else {
                isFull = true
                swap(&text, &block)
                swap(&ends, &blockEnds)
            }
        }
        if isFull {
            try Self.spill(&block, &blockEnds, by: &spilling)
            spilled = try spilling?.finish()
        } else {
            text = block
            ends = blockEnds
        }
    }

    private static func spill(
        _ block: inout [UInt8],
        _ ends: inout [UInt32],
        by spilling: inout SpilledStrings.Writer?
    ) throws(TabularError) {
        if ends.isEmpty { return }
        if spilling == nil { spilling = try SpilledStrings.Writer() }
        try spilling?.take(&block, &ends)
    }

    /// Reads the next string when it is written plainly, as `<si><t>…</t></si>`; false leaves everything as it was.
    private static func takePlain(
        _ tokens: inout XMLTokenizer,
        _ text: inout [UInt8],
        _ limits: WorkbookLimits
    ) -> Bool {
        guard tokens.depth == 1, let start = tokens.contentOffset else { return false }
        let count = text.count
        guard let end = takePlain(tokens.buffer.span, from: start, &text, limits) else {
            text.removeLast(text.count - count)
            return false
        }
        tokens.goOn(to: end)
        return true
    }

    private static func takePlain(
        _ bytes: Span<UInt8>,
        from start: Int,
        _ text: inout [UInt8],
        _ limits: WorkbookLimits
    ) -> Int? {
        var index = start
        guard index &+ 8 <= bytes.count, ByteWord(bytes, at: index).hasPrefix(stringStart, count: 6) else { return nil }
        index &+= 6
        guard PlainText.skipTagEnd(bytes, &index) else { return nil }
        let start = index
        guard let isPlain = PlainText.skip(bytes, &index), index &- start <= limits.cellByteCount,
            index &+ 9 <= bytes.count, ByteWord(bytes, at: index).hasPrefix(stringEnd, count: 8),
            bytes[index &+ 8] == UInt8(ascii: ">")
        else { return nil }
        let count = text.count
        guard PlainText.append(bytes.extracting(start..<index), isPlain: isPlain, to: &text) else { return nil }
        XMLText.undoEscapes(in: &text, from: count)
        return index &+ 9
    }

    private static let stringStart = ByteWord.word("<si><t")
    private static let stringEnd = ByteWord.word("</t></si")

    /// What the place of a string takes.
    private static let indexByteCount = 4

    /// Whether some strings lie in a temporary file.
    var isSpilled: Bool { spilled != nil }

    /// The number of strings.
    var count: Int { ends.count + (spilled?.count ?? 0) }

    /// Whether only the start of a string was kept.
    func isCut(_ index: Int) -> Bool { !cut.isEmpty && cut.contains(index) }

    /// Appends a string; false when there is none of that number.
    func append(_ index: Int, to bytes: inout [UInt8]) -> Bool {
        guard index >= 0 else { return false }
        if index < ends.count {
            let start = index == 0 ? 0 : Int(ends[index - 1])
            PlainText.append(text.span.extracting(start..<Int(ends[index])), to: &bytes)
            return true
        }
        guard let spilled, index - ends.count < spilled.count else { return false }
        spilled.append(index - ends.count, to: &bytes)
        return true
    }
}
