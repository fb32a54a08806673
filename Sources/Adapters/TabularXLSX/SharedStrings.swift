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

    /// No strings.
    init() {}

    /// Reads the part of shared strings.
    ///
    /// - SeeAlso: ECMA-376 part 1, section 18.4.9.
    init(_ bytes: PartBytes, part: String, limits: WorkbookLimits) throws(TabularError) {
        var tokens = XMLTokenizer(bytes, part: part, limits: limits)
        var spilling: SpilledStrings.Writer?
        var byteCount = 0
        while true {
            let token = try tokens.next()
            if token == .endOfDocument { break }
            guard token == .start, tokens.isElement("si") else { continue }
            let start = text.count
            _ = try RichText.append(&tokens, to: &text, limit: limits.cellByteCount)
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

    /// What the place of a string takes.
    private static let indexByteCount = 4

    /// Whether the strings lie in a temporary file.
    var isSpilled: Bool { spilled != nil }

    /// The number of strings.
    var count: Int { spilled?.count ?? ends.count }

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
