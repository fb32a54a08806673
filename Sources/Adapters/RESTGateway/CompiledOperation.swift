import Contract
import Handlers
import JSON
import Records

/// An operation with everything that answering it needs, made once.
///
/// A class, as are its larger parts: a request hands it from step to step, and a reference costs less than a copy.
final class CompiledOperation: Sendable {
    struct CompiledParameter: Sendable {
        let decoder: ParameterDecoder
        /// nil when every text is valid.
        let check: SchemaHandle?
        let defaultValue: JSONValue?

        var parameter: Parameter { decoder.parameter }
    }

    final class CompiledContent: Sendable {
        let content: MediaContent
        let check: SchemaHandle?
        /// The media type's text, for `Content-Type`.
        let name: String

        init(content: MediaContent, check: SchemaHandle?, name: String) {
            self.content = content
            self.check = check
            self.name = name
        }
    }

    /// An answer that is the same every time.
    struct Example: Sendable {
        /// The media type or range of the contract.
        let declared: MediaRange
        let mediaType: MediaRange
        let body: [UInt8]
        /// What is wrong with it, when no value that the contract accepts was found.
        let findings: [Problem.Finding]
    }

    enum Handler: Sendable {
        case store(StoreHandler)
        case example(status: Int, [Example])
    }

    let operation: Operation
    let parameters: [CompiledParameter]
    let bodies: [CompiledContent]
    /// The bodies of each declared response, in the order of the operation's responses.
    let responses: [(status: StatusPattern, contents: [CompiledContent])]
    let handler: Handler
    /// What a successful answer may have.
    let offered: [CompiledContent]

    init(_ draft: OperationDraft, handler: Handler) {
        operation = draft.operation
        parameters = draft.parameters
        bodies = draft.bodies
        responses = draft.responses
        self.handler = handler
        offered =
            switch handler {
            case .store(let handler):
                draft.contents(for: handler.plan.status).filter {
                    $0.content.mediaType.isJSON || !$0.content.mediaType.isConcrete
                }
            case .example(let status, let examples):
                draft.contents(for: status).filter { content in
                    examples.contains { $0.declared == content.content.mediaType }
                }
            }
    }

    /// The status of an answer that did what was asked.
    var successStatus: Int {
        switch handler {
        case .store(let handler): handler.plan.status
        case .example(let status, _): status
        }
    }

    /// The bodies that a status may have.
    func contents(for status: Int) -> [CompiledContent] { OperationDraft.contents(for: status, in: responses) }
}

/// An operation whose schemas are collected, but not compiled.
struct OperationDraft {
    typealias Responses = [(status: StatusPattern, contents: [CompiledOperation.CompiledContent])]

    let operation: Operation
    let parameters: [CompiledOperation.CompiledParameter]
    let bodies: [CompiledOperation.CompiledContent]
    let responses: Responses

    func contents(for status: Int) -> [CompiledOperation.CompiledContent] { Self.contents(for: status, in: responses) }

    static func contents(for status: Int, in responses: Responses) -> [CompiledOperation.CompiledContent] {
        (responses.first { $0.status == .code(status) } ?? responses.first { $0.status == .range(status / 100) }
            ?? responses.first { $0.status == .default })?.contents ?? []
    }
}

/// A contract, compiled.
struct CompiledService: Sendable {
    let operations: [CompiledOperation]
    let checks: SchemaChecks
    /// The schema of each collection's records.
    let recordHandles: [String: SchemaHandle]
}

/// Compiles the operations of a contract.
struct OperationCompiler {
    let plan: ServicePlan
    let store: any RecordStore
    let environment: HandlerEnvironment
    private var collector = SchemaCollector()

    init(plan: ServicePlan, store: any RecordStore, environment: HandlerEnvironment) {
        self.plan = plan
        self.store = store
        self.environment = environment
    }

    /// Compiles everything.
    ///
    /// - Throws: ``ContractError`` with every schema that cannot be used.
    mutating func compile() throws(ContractError) -> CompiledService {
        let contract = plan.contract
        let drafts = contract.operations.map { draft($0) }
        var records: [String: SchemaHandle] = [:]
        for model in plan.collections {
            records[model.definition.name] = model.schema.map { collector.handle(for: $0, use: .record) }
        }
        let checks = try SchemaChecks(collector, contract: contract)
        var operations: [CompiledOperation] = []
        for (index, draft) in drafts.enumerated() {
            switch plan.handlers[index] {
            case .store(let storePlan):
                let check = checks.recordCheck(records[storePlan.model.definition.name])
                let handler = StoreHandler(plan: storePlan, store: store, environment: environment, check: check)
                operations.append(CompiledOperation(draft, handler: .store(handler)))
            case .example(let example):
                let answers = examples(example, draft, checks)
                operations.append(CompiledOperation(draft, handler: .example(status: example.status, answers)))
            }
        }
        return CompiledService(operations: operations, checks: checks, recordHandles: records)
    }

    private mutating func draft(_ operation: Operation) -> OperationDraft {
        var parameters: [CompiledOperation.CompiledParameter] = []
        for parameter in operation.parameters {
            let schema = parameter.schema ?? parameter.content?.schema
            let needsCheck = schema.map { !Self.isPlainText($0) } ?? false
            parameters.append(
                CompiledOperation.CompiledParameter(
                    decoder: ParameterDecoder(parameter),
                    check: needsCheck ? schema.map { collector.handle(for: $0, use: .request) } : nil,
                    defaultValue: schema.flatMap { SchemaShape.keyword("default", of: $0) }.map { JSONValue($0) }
                )
            )
        }
        return OperationDraft(
            operation: operation,
            parameters: parameters,
            bodies: (operation.requestBody?.content ?? []).map { compiled($0, use: .request) },
            responses: operation.responses.map { response in
                (response.status, response.content.map { compiled($0, use: .response) })
            }
        )
    }

    private mutating func compiled(_ content: MediaContent, use: SchemaHandle.Use) -> CompiledOperation.CompiledContent
    {
        CompiledOperation.CompiledContent(
            content: content,
            check: content.schema.map { collector.handle(for: $0, use: use) },
            name: content.mediaType.description
        )
    }

    /// Whether a schema accepts every text, so that checking one would be wasted.
    private static func isPlainText(_ schema: JSONNode) -> Bool {
        let harmless: Set = ["type", "description", "title", "example", "examples", "default", "deprecated"]
        return schema["type"]?.string == "string" && schema.members.allSatisfy { harmless.contains($0.name) }
    }

    private func examples(
        _ plan: ExamplePlan,
        _ operation: OperationDraft,
        _ checks: SchemaChecks
    ) -> [CompiledOperation.Example] {
        let made = plan.contents.compactMap { example($0, plan, operation, checks) }
        // What the service cannot write, such as XML, is offered only where there is nothing else.
        let honest = made.filter(\.isFaithful).map(\.example)
        return honest.isEmpty ? made.map(\.example) : honest
    }

    private func example(
        _ item: ExampleContent,
        _ plan: ExamplePlan,
        _ operation: OperationDraft,
        _ checks: SchemaChecks
    ) -> (example: CompiledOperation.Example, isFaithful: Bool)? {
        let content = item.content
        let check = operation.contents(for: plan.status).first { $0.content.mediaType == content.mediaType }?.check
        let value = item.value { candidate in
            check.map { checks.accepts(JSONDocument(candidate).root, $0) } ?? true
        }
        let mediaType = content.mediaType.isConcrete ? content.mediaType : MediaRange("application/json")
        let isJSON = mediaType?.isJSON ?? true
        let text = isJSON ? value?.text() ?? "{}" : value.map { $0.string ?? $0.text() } ?? ""
        let findings = value.flatMap { value in check.map { checks.findings(JSONDocument(value).root, $0) } } ?? []
        let example = CompiledOperation.Example(
            declared: content.mediaType,
            mediaType: mediaType ?? content.mediaType,
            body: Array(text.utf8),
            findings: findings.map {
                Problem.Finding(place: .body($0.pointer), keyword: $0.keyword, detail: $0.message)
            }
        )
        return (example, isJSON || value?.string != nil || value == nil)
    }
}
