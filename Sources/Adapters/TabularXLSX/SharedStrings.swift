import Files
import Tabular

/// The strings that cells refer to by their number.
///
/// Few are kept in memory; many lie in a temporary file, of which only a part counts for the process.
struct SharedStrings: Sendable {
    /// Strings in memory, one behind the other.
    private var text: [UInt8] = []
    /// Where each string ends in the text.
    private var ends: [UInt32] = []
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
        // Storage that is not touched takes no memory; growing would need as much again for a moment.
        text.reserveCapacity(min(bytes.byteCount, limits.sharedMemoryByteCount + limits.cellByteCount))
        var tokens = XMLTokenizer(bytes, part: part, limits: limits)
        var spilling: SpilledStrings.Writer?
        var byteCount = 0
        var stringCount = 0
        while true {
            let start = text.count
            if !readsPlainStrings || !Self.takePlain(&tokens, &text, limits) {
                let token = try tokens.next()
                if token == .endOfDocument { break }
                guard token == .start, tokens.isElement("si") else { continue }
                if try RichText.append(&tokens, to: &text, limit: limits.cellByteCount) { cut.insert(stringCount) }
            }
            stringCount += 1
            byteCount += text.count - start + Self.indexByteCount
            guard byteCount <= limits.sharedByteCount else { throw .tooLarge(part, limit: limits.sharedByteCount) }
            ends.append(UInt32(truncatingIfNeeded: text.count))
            let most = spilling == nil ? limits.sharedMemoryByteCount : SpilledStrings.Writer.blockByteCount
            if text.count + ends.count * Self.indexByteCount > most {
                if spilling == nil { spilling = try SpilledStrings.Writer() }
                try spilling?.take(&text, &ends)
            }
        }
        guard var spilling else { return }
        try spilling.take(&text, &ends)
        text = []
        ends = []
        spilled = try spilling.finish()
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

    /// Whether the strings lie in a temporary file.
    var isSpilled: Bool { spilled != nil }

    /// The number of strings.
    var count: Int { spilled?.count ?? ends.count }

    /// Whether only the start of a string was kept.
    func isCut(_ index: Int) -> Bool { !cut.isEmpty && cut.contains(index) }

    /// Appends a string; false when there is none of that number.
    func append(_ index: Int, to bytes: inout [UInt8]) -> Bool {
        guard index >= 0, index < count else { return false }
        if let spilled {
            spilled.append(index, to: &bytes)
        } else {
            let start = index == 0 ? 0 : Int(ends[index - 1])
            bytes.append(contentsOf: text[start..<Int(ends[index])])
        }
        return true
    }
}
