import Tabular

/// The strings that cells refer to by their number.
struct SharedStrings: Sendable {
    private var text: [UInt8] = []
    /// Where each string ends in the text.
    private var ends: [Int] = []

    /// No strings.
    init() {}

    /// Reads the part of shared strings.
    ///
    /// - SeeAlso: ECMA-376 part 1, section 18.4.9.
    init(_ bytes: PartBytes, part: String, limits: WorkbookLimits) throws(TabularError) {
        var tokens = XMLTokenizer(bytes, part: part, limits: limits)
        while true {
            let token = try tokens.next()
            if token == .endOfDocument { return }
            guard token == .start, tokens.isElement("si") else { continue }
            _ = try RichText.append(&tokens, to: &text, limit: limits.cellByteCount)
            ends.append(text.count)
            guard text.count <= limits.sharedByteCount else { throw .tooLarge(part, limit: limits.sharedByteCount) }
        }
    }

    /// The number of strings.
    var count: Int { ends.count }

    /// Appends a string; false when there is none of that number.
    func append(_ index: Int, to bytes: inout [UInt8]) -> Bool {
        guard index >= 0, index < ends.count else { return false }
        bytes.append(contentsOf: text[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
        return true
    }
}
