public import Diagnostics

/// The reasons why an OpenAPI document cannot serve as a contract, all that were found.
public struct ContractError: ExplainedError {
    /// The findings, sorted by position; at least one is an error.
    public let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) {
        precondition(!diagnostics.isEmpty, "an error has a reason")
        self.diagnostics = Self.sorted(diagnostics)
    }

    /// What makes two findings one: a place that several operations share, or several parts of the program look at.
    private struct Problem: Hashable {
        let code: String
        let location: SourceLocation?
        let message: String
    }

    /// Findings by file and place, each once, with the highest severity that it was found with.
    static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        var places: [Problem: Int] = [:]
        var found: [Diagnostic] = []
        for diagnostic in diagnostics {
            let text = diagnostic.message.english
            let problem = Problem(code: diagnostic.code, location: diagnostic.location, message: text)
            if let place = places[problem] {
                if diagnostic.severity == .error, found[place].severity != .error { found[place] = diagnostic }
            } else {
                places[problem] = found.count
                found.append(diagnostic)
            }
        }
        return found.sorted(by: byPlace)
    }

    private static func byPlace(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        let start = SourcePosition(line: 1, column: 1)
        let (one, other) = (left.location, right.location)
        return (one?.file ?? "", one?.position ?? start, left.code)
            < (other?.file ?? "", other?.position ?? start, right.code)
    }
}
