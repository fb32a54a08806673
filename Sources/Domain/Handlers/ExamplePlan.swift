public import Contract
public import JSON

/// An answer from the contract itself, for an operation whose behaviour is not known.
public struct ExamplePlan: Sendable {
    /// The status of the answer.
    public let status: Int
    /// The bodies that the contract allows; empty for no body.
    public let contents: [ExampleContent]

    init(_ operation: Operation) {
        status = Self.status(of: operation)
        let contents = [204, 205, 304].contains(status) ? [] : operation.response(for: status)?.content ?? []
        self.contents = contents.map { ExampleContent(content: $0) }
    }

    /// The status of an answer that did what was asked, as far as the contract knows one.
    private static func status(of operation: Operation) -> Int {
        if let code = operation.successCodes.first { return code }
        let patterns = operation.responses.map(\.status)
        if patterns.contains(.range(2)) { return 200 }
        let redirects = patterns.compactMap { if case .code(let code) = $0, code / 100 == 3 { code } else { nil } }
        if let code = redirects.min() { return code }
        if patterns.contains(.default) || patterns.isEmpty { return 200 }
        let others = patterns.compactMap { pattern -> Int? in
            switch pattern {
            case .code(let code): code >= 200 ? code : nil
            case .range(let hundred): hundred >= 2 ? hundred * 100 : nil
            case .default: nil
            }
        }
        return others.min() ?? 200
    }
}

/// A body of one media type, with values to answer with.
public struct ExampleContent: Sendable {
    /// The media type, and the schema that the value must meet.
    public let content: MediaContent

    /// The first value that is accepted: one that the author wrote, else one made from the schema.
    ///
    /// - Returns: nil when there is nothing to say, or nothing was accepted; then the author's first example.
    public func value(accepting isAccepted: (JSONValue) -> Bool) -> JSONValue? {
        let written = content.examples.map { JSONValue($0) }
        if let value = written.first(where: isAccepted) { return value }
        guard let schema = content.schema else { return written.first }
        let sample = SchemaSample(of: schema)
        return sample.candidates.first(where: isAccepted) ?? written.first ?? sample.full
    }
}
