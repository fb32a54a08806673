public import Contract
public import Diagnostics

extension Linter {
    /// Judges what was read.
    ///
    /// - Parameters:
    ///   - reading: A contract and what was found on the way to it, or the reasons why there is none.
    ///   - others: Findings of other parts of the program under the names of rules.
    /// - Returns: The findings that the rule set asks for.
    public func result(for reading: ContractReading, others: [Diagnostic] = []) -> LintResult {
        guard let contract = reading.contract else { return result(for: reading.findings + others) }
        let subject = LintSubject(
            map: contract.map,
            writtenVersion: OpenAPIVersion(contract.writtenVersion) ?? .v31,
            findings: reading.findings + others,
            location: { contract.location(of: $0) }
        )
        return result(for: subject)
    }
}
