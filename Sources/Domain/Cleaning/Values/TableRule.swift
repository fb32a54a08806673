/// Replaces a cell that a table knows by what the table has for it.
struct TableRule: Sendable {
    /// What becomes of a cell that the table does not know.
    enum Otherwise: String, Sendable, CaseIterable, BitwiseCopyable {
        case keep
        case empty
        case reject
    }

    /// What the recipe itself knows; it comes first.
    let values: TokenSet
    /// What is written for each of ``values``.
    let replacements: [[UInt8]]
    /// The table of a file; nil when there is none.
    let table: TableColumn?
    let otherwise: Otherwise

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        if let index = values.index(of: text) {
            if text.equals(replacements[index], ignoringCase: false) { return text.whole }
            output.append(replacements[index])
            return .written
        }
        if let outcome = table?.value(of: text, into: &output) { return outcome }
        switch otherwise {
        case .keep: return text.whole
        case .empty: return .part(0..<0)
        case .reject: return .refused
        }
    }
}
