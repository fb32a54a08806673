public import Contract
import Diagnostics
public import HTTPMessages
public import Handlers
import JSON
public import Records

/// Answers HTTP requests as a contract says.
///
/// It knows no HTTP server: a request goes in as a value, and the answer comes out, at once where nothing has to be
/// waited for. The order of checks is that of the status codes: path (404), method (405), caller (401, 403), media type
/// (415), request (400), form of the answer (406), and only then the handler.
public final class Gateway: HTTPResponder {
    private let service: CompiledService
    let environment: HandlerEnvironment
    let settings: GatewaySettings
    private let contract: Contract
    private let router: Router
    private let access: AccessCheck

    /// A gateway for a planned contract.
    ///
    /// - Parameters:
    ///   - plan: The contract and the handlers of its operations.
    ///   - store: Where the store handlers find their records; the plan's collections must be declared there.
    ///   - environment: The time and random identifiers.
    ///   - settings: How it behaves.
    /// - Throws: ``ContractError`` when a schema cannot be used, or two operations answer the same requests.
    public init(
        plan: ServicePlan,
        store: any RecordStore,
        environment: HandlerEnvironment,
        settings: GatewaySettings
    ) throws(ContractError) {
        var compiler = OperationCompiler(plan: plan, store: store, environment: environment)
        service = try compiler.compile()
        contract = plan.contract
        self.environment = environment
        self.settings = settings
        access = AccessCheck(contract: plan.contract, tokens: settings.tokens, now: { environment.now().seconds })
        var router = Router()
        for basePath in Self.mountPoints(of: plan.contract) {
            for (index, operation) in plan.contract.operations.enumerated() {
                // The reader has refused paths that collide, so only a mount point can; the first one wins.
                _ = router.add(
                    method: operation.method,
                    path: operation.path.mounted(under: basePath),
                    operation: index,
                    basePath: basePath
                )
            }
        }
        self.router = router
    }

    var checks: SchemaChecks { service.checks }

    /// How many parts of a path stand where the contract has names in braces; nil when the contract has no such path.
    ///
    /// Of several contracts behind one address the one that writes out most of a path answers it.
    public func templatedPartCount(of path: Substring) -> Int? { router.match(path)?.values.count }

    /// What makes the records of a collection from files.
    public func recordMaker(for model: CollectionModel, environment: HandlerEnvironment) -> RecordMaker {
        let check = checks.recordCheck(service.recordHandles[model.definition.name])
        return RecordMaker(model: model, environment: environment, check: check)
    }

    /// The path of a request target, without its query; proxies send whole URLs.
    public static func path(ofTarget target: String) -> Substring { Exchange.originForm(target).prefix { $0 != "?" } }

    /// The paths that the contract is served under: those of its servers, then the root.
    public static func mountPoints(of contract: Contract) -> [String] {
        var points: [String] = []
        for path in contract.servers.map(\.basePath) + [""] where !points.contains(path) { points.append(path) }
        return points
    }

    /// The answer to a request whose body is not worth reading.
    public func refusal(of head: HTTPRequestMessage) -> HTTPResponseMessage? {
        let exchange = Exchange(head, gateway: self)
        var found: CompiledOperation?
        do {
            guard let operation = try route(exchange)?.operation else { return nil }
            found = operation
            _ = try access.check(operation.operation, exchange)
            _ = try exchange.mediaType(of: operation, hasBody: exchange.announcesBody)
            return nil
        } catch {
            return finished(exchange, exchange.response(error, found))
        }
    }

    /// The answer to a request.
    public func reply(to request: HTTPRequestMessage) -> HTTPReply {
        let exchange = Exchange(request, gateway: self)
        var found: Route?
        do {
            guard let route = try route(exchange) else { return .now(finished(exchange, builtIn(exchange))) }
            found = route
            let caller = try access.check(route.operation.operation, exchange)
            let (call, form) = try exchange.call(route, caller)
            return handle(call, form, route, exchange)
        } catch {
            return .now(finished(exchange, exchange.response(error, found?.operation), found))
        }
    }

    private func handle(_ call: HandlerCall, _ form: AnswerForm, _ route: Route, _ exchange: Exchange) -> HTTPReply {
        switch route.operation.handler {
        case .example(let status, let examples):
            return .now(finished(exchange, exchange.response(example: examples, status: status, form), route))
        case .store(let handler):
            do {
                if let answer = try handler.immediateAnswer(call) {
                    return .now(finished(exchange, exchange.response(answer, route, form), route))
                }
            } catch {
                return .now(finished(exchange, exchange.response(Problem(error, route: route), route.operation), route))
            }
            return .later { [self] in
                do {
                    return finished(exchange, exchange.response(try await handler.answer(call), route, form), route)
                } catch {
                    return finished(exchange, exchange.response(Problem(error, route: route), route.operation), route)
                }
            }
        }
    }

    /// The answer to a request that could not be read.
    public func answer(to failure: HTTPReadFailure, head: HTTPRequestMessage?) -> HTTPResponseMessage {
        let request = head ?? HTTPRequestMessage(method: "", target: "")
        let exchange = Exchange(request, gateway: self)
        return finished(exchange, exchange.response(Problem(failure)))
    }

    // MARK: - Routing

    /// The operation of a request; nil for what the gateway answers itself.
    private func route(_ exchange: Exchange) throws(Problem) -> Route? {
        guard let match = router.match(exchange.path) else {
            // The server as a whole, of which there is nothing to say but that it answers.
            if exchange.path == "*", exchange.request.method == "OPTIONS" { throw Problem.options(allow: "OPTIONS") }
            if Self.builtInPaths.contains(exchange.path) { return nil }
            throw Problem.pathNotFound(exchange.path)
        }
        let method = exchange.request.method
        let found = match.endpoint.operations[method] ?? (method == "HEAD" ? match.endpoint.operations["GET"] : nil)
        guard let found else {
            if method == "OPTIONS" { throw Problem.options(allow: match.endpoint.allow) }
            throw Problem.methodNotAllowed(method, path: exchange.path, allow: match.endpoint.allow)
        }
        return Route(
            operation: service.operations[found.index],
            match: match,
            names: found.names,
            basePath: found.basePath
        )
    }

    private static let builtInPaths: Set<Substring> = ["/health", "/ready"]

    private func builtIn(_ exchange: Exchange) -> HTTPResponseMessage {
        guard ["GET", "HEAD"].contains(exchange.request.method) else {
            let allow = "GET, HEAD, OPTIONS"
            if exchange.request.method == "OPTIONS" { return exchange.response(Problem.options(allow: allow)) }
            return exchange.response(
                Problem.methodNotAllowed(exchange.request.method, path: exchange.path, allow: allow)
            )
        }
        let isReady = exchange.path == "/health" || settings.isReady()
        var response = HTTPResponseMessage(status: isReady ? 200 : 503)
        response.fields.append("content-type", "application/json")
        response.fields.append("cache-control", "no-store")
        response.body = Array(#"{"status":"\#(isReady ? "ok" : "stopping")"}"#.utf8)
        return response
    }

    /// Takes the body away from an answer to `HEAD`, and reports the request.
    private func finished(
        _ exchange: Exchange,
        _ response: HTTPResponseMessage,
        _ route: Route? = nil
    ) -> HTTPResponseMessage {
        var response = response
        if exchange.request.method == "HEAD" {
            response.announcedByteCount = response.body.count
            response.body = []
        }
        guard let observe = settings.observe, let start = exchange.start else { return response }
        observe(
            RequestReport(
                method: exchange.request.method,
                path: String(exchange.path),
                operationID: route?.operation.operation.operationID,
                status: response.status,
                byteCount: response.body.count,
                duration: ContinuousClock.now - start
            )
        )
        return response
    }
}

/// An operation that was found for a request.
struct Route: Sendable {
    let operation: CompiledOperation
    let values: PathValues
    let basePath: String

    init(operation: CompiledOperation, match: Router.Match, names: [String], basePath: String) {
        self.operation = operation
        self.basePath = basePath
        values = PathValues(names: names, texts: match.values)
    }
}

/// The raw values of a path's names; paths have few, so looking is faster than hashing.
struct PathValues: Sendable {
    let names: [String]
    let texts: [Substring]

    subscript(name: String) -> Substring? { names.firstIndex(of: name).map { texts[$0] } }
}
