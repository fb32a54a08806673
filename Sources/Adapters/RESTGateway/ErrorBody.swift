import Contract
import Diagnostics
import HTTPMessages
import Handlers
import JSON

/// The body of an error in the form that the contract declares for it.
struct ErrorBody {
    private let operation: CompiledOperation
    private let gateway: Gateway

    init(_ operation: CompiledOperation, gateway: Gateway) {
        self.operation = operation
        self.gateway = gateway
    }

    /// The body for a problem, and its media type.
    ///
    /// - Returns: nil when the contract declares no JSON body for the status, or none that can be made valid; then the
    ///   problem document of RFC 9457 is the answer.
    func body(
        for problem: Problem,
        in language: Language,
        _ exchange: Exchange
    ) -> (value: JSONValue, mediaType: String)? {
        let status = problem.kind.status
        let contents = operation.contents(for: status).filter {
            $0.content.mediaType.isJSON || !$0.content.mediaType.isConcrete
        }
        if contents.isEmpty || speaksOfSuccess(status) { return nil }
        let standard = problem.value(in: language)
        // The standard form comes first where the contract asks for it, or allows anything.
        for content in contents where content.content.mediaType.essence == "application/problem+json" {
            if isValid(standard, content) { return (standard, content.content.mediaType.description) }
        }
        let facts = facts(about: problem, in: language, exchange)
        for content in contents {
            guard let schema = content.content.schema, let check = content.check,
                let value = ErrorShape.value(facts, schema: schema),
                gateway.checks.accepts(JSONDocument(value).root, check)
            else { continue }
            let mediaType = content.content.mediaType
            return (value, mediaType.isConcrete ? mediaType.description : "application/json")
        }
        return nil
    }

    private func isValid(_ value: JSONValue, _ content: CompiledOperation.CompiledContent) -> Bool {
        content.check.map { gateway.checks.accepts(JSONDocument(value).root, $0) } ?? true
    }

    /// Whether the only response that describes the status is the one that describes success too.
    private func speaksOfSuccess(_ status: Int) -> Bool {
        let declared = operation.operation
        guard let response = declared.response(for: status), response.status == .default else { return false }
        return declared.response(for: operation.successStatus)?.status == .default
    }

    private func facts(about problem: Problem, in language: Language, _ exchange: Exchange) -> ErrorFacts {
        ErrorFacts(
            status: problem.kind.status,
            code: problem.kind.code,
            type: problem.kind.type,
            title: (problem.title ?? problem.kind.title).text(in: language),
            detail: problem.detail.text(in: language),
            path: String(exchange.path),
            method: exchange.request.method,
            time: gateway.environment.now(),
            requestID: gateway.environment.uuid(),
            findings: problem.findings.map { finding in
                let detail = finding.detail.text(in: language)
                switch finding.place {
                case .body(let pointer):
                    let field = pointer.tokens.joined(separator: ".")
                    return .init(field: field, place: "body", code: finding.keyword, message: detail)
                case .parameter(let name, let place):
                    return .init(field: name, place: place, code: finding.keyword, message: detail)
                }
            }
        )
    }
}
