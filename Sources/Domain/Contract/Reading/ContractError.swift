public import Diagnostics

/// The reasons why an OpenAPI document cannot serve as a contract, all that were found.
public struct ContractError: ExplainedError {
    /// The findings, sorted by position; at least one is an error.
    public let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) {
        precondition(!diagnostics.isEmpty, "an error has a reason")
        self.diagnostics = Self.sorted(diagnostics)
    }

    /// Findings by file and place, each once.
    static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        // A place that several operations share is found once for each of them.
        var seen: Set<Diagnostic> = []
        return diagnostics.filter { seen.insert($0).inserted }.sorted(by: byPlace)
    }

    private static func byPlace(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        let start = SourcePosition(line: 1, column: 1)
        let (one, other) = (left.location, right.location)
        return (one?.file ?? "", one?.position ?? start, left.code)
            < (other?.file ?? "", other?.position ?? start, right.code)
    }
}
