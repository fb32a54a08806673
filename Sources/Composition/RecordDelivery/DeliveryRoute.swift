import Cleaning
package import Contract
import Diagnostics
import DocumentFiles
import Handlers
import JSON
import RESTGateway
import Records

/// The operation of a contract by which records are made, one with each request.
package struct DeliveryRoute: Sendable {
    /// The operation.
    let operation: Operation
    /// What a person knows it by: the collection, or the operation's identifier.
    let name: String
    /// The media type of the body.
    let mediaType: String
    /// The schema of the body.
    let schema: JSONNode?
    /// What bodies are judged by.
    let check: RequestBodyCheck
    /// The ways in which a caller can prove who it is, as the contract's schemes; empty when nobody asks.
    let schemes: [SecurityScheme]
    /// Whether callers who prove nothing are let in.
    let isOpen: Bool
    /// The path of the contract's first server.
    let basePath: String

    /// Which operation is meant.
    package enum Choice: Hashable, Sendable {
        /// The one that makes records of a collection.
        case collection(String)
        /// The one with an `operationId`.
        case operation(String)
    }

    /// Finds an operation.
    ///
    /// - Parameters:
    ///   - choice: Which one.
    ///   - contracts: Where it is looked for.
    /// - Throws: An `ExplainedError` when there is none, or it needs more than a body.
    package init(_ choice: Choice, in contracts: [Contract]) throws {
        let plans = try contracts.map { contract in
            var planner = HandlerPlanner(contract: contract)
            return try planner.plan()
        }
        guard let (contract, operation) = Self.found(choice, in: plans) else { throw Self.missing(choice, plans) }
        let location = operation.location
        let content = operation.requestBody?.content.first { $0.mediaType.isJSON || !$0.mediaType.isConcrete }
        guard let content, operation.method != "GET", operation.method != "HEAD" else {
            throw Self.unusable(
                operation,
                LocalizedText("takes no JSON", zh: "不接受 JSON"),
                at: location
            )
        }
        // The key of a repeated request is the one thing that is known beside the record.
        let needed = operation.parameters.filter { $0.isRequired && $0.name.lowercased() != "idempotency-key" }
        guard needed.isEmpty else {
            let names = needed.map(\.name).joined(separator: ", ")
            throw Self.unusable(
                operation,
                LocalizedText("also needs the parameters \(names)", zh: "还需要参数 \(names)"),
                at: location
            )
        }
        self.operation = operation
        switch choice {
        case .collection(let name), .operation(let name): self.name = name
        }
        mediaType = content.mediaType.isConcrete ? content.mediaType.description : "application/json"
        schema = content.schema
        check = try RequestBodyCheck(content.schema, of: contract)
        isOpen = operation.security.isEmpty || operation.security.contains { $0.scopes.isEmpty }
        schemes = operation.security.compactMap { way in
            // A token proves one thing.
            way.scopes.count == 1 ? way.scopes.first.flatMap { contract.securitySchemes[$0.key] } : nil
        }
        basePath = contract.servers.first?.basePath ?? ""
    }

    private static func found(_ choice: Choice, in plans: [ServicePlan]) -> (Contract, Operation)? {
        for plan in plans {
            switch choice {
            case .operation(let id):
                if let operation = plan.contract.operations.first(where: { $0.operationID == id }) {
                    return (plan.contract, operation)
                }
            case .collection(let name):
                let all = creations(in: plan).filter { $0.collection == name }.map(\.operation)
                // Of several the one that needs no parent.
                if let best = all.min(by: { $0.path.segments.count < $1.path.segments.count }) {
                    return (plan.contract, best)
                }
            }
        }
        return nil
    }

    private static func creations(in plan: ServicePlan) -> [(collection: String, operation: Operation)] {
        zip(plan.contract.operations, plan.handlers).compactMap { operation, handler in
            guard case .store(let store) = handler, store.action == .create else { return nil }
            return (store.model.definition.name, operation)
        }
    }

    private static func missing(_ choice: Choice, _ plans: [ServicePlan]) -> ServiceError {
        switch choice {
        case .collection(let name):
            let names = Set(plans.flatMap { creations(in: $0).map(\.collection) }).sorted().joined(separator: ", ")
            return ServiceError(
                "clean.unknown-collection",
                LocalizedText(
                    "the contract has no operation that makes records of '\(name)'",
                    zh: "契约中没有创建“\(name)”记录的操作"
                ),
                remedy: names.isEmpty
                    ? LocalizedText("name one of its operations with --operation", zh: "请用 --operation 指定一个操作")
                    : LocalizedText(
                        "its collections are: \(names); or name an operation with --operation",
                        zh: "现有集合：\(names)；也可用 --operation 指定操作"
                    )
            )
        case .operation(let id):
            let ids = plans.flatMap(\.contract.operations).filter { $0.requestBody != nil }.map(\.operationID)
            let nearest = EditDistance.nearest(to: id, among: ids)
            return ServiceError(
                "clean.unknown-operation",
                LocalizedText("the contract has no operation '\(id)'", zh: "契约中没有操作“\(id)”"),
                remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否想写“\($0)”？") }
                    ?? LocalizedText(
                        "'handover contract show' lists its operations",
                        zh: "用“handover contract show”查看全部操作"
                    )
            )
        }
    }

    private static func unusable(
        _ operation: Operation,
        _ why: LocalizedText,
        at location: SourceLocation
    ) -> ServiceError {
        ServiceError(
            "clean.unusable-operation",
            LocalizedText(
                "'\(operation.operationID)' \(why.english), so records cannot be sent to it",
                zh: "操作“\(operation.operationID)”\(why.chinese)，无法用于发送记录"
            ),
            at: location,
            remedy: LocalizedText(
                "name an operation with --operation whose only input is a JSON body",
                zh: "请用 --operation 指定只以 JSON 请求体为输入的操作"
            )
        )
    }

    /// The path of the operation, which has no parameters, as it is sent.
    var path: String {
        operation.path.segments.map { segment in
            "/"
                + segment.parts.map { part in
                    switch part {
                    case .literal(let text): PercentEncoding.encoded(PercentEncoding.decoded(text) ?? text)
                    case .parameter(let name): PercentEncoding.encoded(name)
                    }
                }.joined()
        }.joined()
    }
}
