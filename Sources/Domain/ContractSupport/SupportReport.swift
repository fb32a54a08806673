public import Contract
import Diagnostics
import JSON

/// What a service would not honour of a contract.
///
/// Only what the product leaves out is in it: an empty report means that everything that the contract says is done.
public struct SupportReport: Sendable {
    /// The findings, sorted by place.
    public let findings: [SupportFinding]

    /// The report about a contract.
    ///
    /// - Complexity: O(*n*) in the nodes of the contract.
    public init(_ contract: Contract) {
        var survey = SupportSurvey(contract)
        survey.look()
        let start = SourcePosition(line: 1, column: 1)
        findings = survey.findings.sorted { left, right in
            let (one, other) = (left.location, right.location)
            return (one.file, one.position ?? start, left.construct.rawValue)
                < (other.file, other.position ?? start, right.construct.rawValue)
        }
    }
}
