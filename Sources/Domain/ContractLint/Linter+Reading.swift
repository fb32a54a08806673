public import Contract
public import Diagnostics

/// A contract to judge, or the reasons why a file is none.
public struct LintInput: Sendable {
    let reading: ContractReading
    let others: [Diagnostic]

    /// An input.
    ///
    /// - Parameters:
    ///   - reading: What came of reading.
    ///   - others: Findings of other parts of the program under the names of rules.
    public init(_ reading: ContractReading, others: [Diagnostic] = []) {
        self.reading = reading
        self.others = others
    }
}

extension Linter {
    /// Judges what was read.
    ///
    /// - Parameter inputs: The contracts; an ignore is of use when it hides something in one of them.
    /// - Returns: The findings that the rule set asks for, in all of them.
    public func result(for inputs: [LintInput]) -> LintResult { judged(inputs.flatMap { findings(in: $0) }) }

    private func findings(in input: LintInput) -> [LintFinding] {
        let diagnostics = input.reading.findings + input.others
        guard let contract = input.reading.contract else { return findings(in: diagnostics) }
        let subject = LintSubject(
            map: contract.map,
            writtenVersion: OpenAPIVersion(contract.writtenVersion) ?? .v31,
            findings: diagnostics,
            location: { contract.location(of: $0) }
        )
        return findings(in: subject)
    }
}
