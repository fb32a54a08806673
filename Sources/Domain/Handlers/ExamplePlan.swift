public import Contract
public import JSON

/// An answer from the contract itself, for an operation whose behaviour is not known.
public struct ExamplePlan: Sendable {
    /// The status of the answer.
    public let status: Int
    /// The bodies that the contract allows, each with values to answer with, best first; empty for no body.
    public let contents: [(content: MediaContent, candidates: [JSONValue])]

    init(_ operation: Operation) {
        let codes = operation.successCodes
        status = codes.first ?? operation.responses.lazy.compactMap(Self.code(of:)).first ?? 200
        let contents = operation.response(for: status)?.content ?? []
        self.contents = contents.map { content in
            let written = content.examples.map { JSONValue($0) }
            let made = content.schema.map { [SchemaSample(of: $0).full, SchemaSample(of: $0).minimal] } ?? []
            return (content, written + made)
        }
    }

    private static func code(of response: Response) -> Int? {
        switch response.status {
        case .code(let code): code
        case .range(let hundred): hundred * 100
        case .default: nil
        }
    }
}
