public import Contract
public import Handlers
public import JSON

/// Judges the body of a request before it is sent, as a gateway would judge it when it came.
public struct RequestBodyCheck: Sendable {
    private let checks: SchemaChecks
    private let handle: SchemaHandle?

    /// A check for bodies of one schema.
    ///
    /// - Parameters:
    ///   - schema: The schema, a node of the contract; nil takes everything.
    ///   - contract: The contract.
    /// - Throws: ``ContractError`` when the schema cannot be used.
    public init(_ schema: JSONNode?, of contract: Contract) throws(ContractError) {
        var collector = SchemaCollector()
        handle = schema.map { collector.handle(for: $0, use: .request) }
        checks = try SchemaChecks(collector, contract: contract)
    }

    /// What is wrong with a body; nothing when it is as the contract says.
    public func findings(_ body: JSONNode) -> [RecordFinding] { checks.recordCheck(handle)(body) }
}
