public import Diagnostics

/// What came of reading a description: the contract, as far as there is one, and all that was found.
public struct ContractReading: Sendable {
    /// The contract; nil when the document is no OpenAPI description of a version that is read.
    ///
    /// Parts that errors were found in may be missing from it.
    public let contract: Contract?
    /// The findings of every severity, sorted by place, each once.
    public let findings: [Diagnostic]

    /// A reading.
    package init(contract: Contract?, findings: [Diagnostic]) {
        precondition(contract != nil || !findings.isEmpty, "what is no contract has a reason")
        self.contract = contract
        self.findings = findings
    }

    /// The contract, when nothing keeps it from being used.
    ///
    /// - Throws: ``ContractError`` with every finding, when one of them is an error.
    public func usable() throws(ContractError) -> Contract {
        guard let contract, !findings.contains(where: { $0.severity == .error }) else { throw ContractError(findings) }
        return contract
    }
}
