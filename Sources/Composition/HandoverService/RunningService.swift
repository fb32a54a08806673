import Access
import Contract
package import Diagnostics
import DocumentFiles
package import EventLog
import FoundationEssentials
import Glibc
import HTTPMessages
import HTTPServer
import Handlers
import Logging
import NIOCore
import ProcessMemory
import RESTGateway
import Records
import SQLiteRecords
import ServiceLifecycle
import Settings
import Synchronization
import TokenKeys
import UnixSignals

/// A service that answers: folder, store, gateways and server wired together.
package struct RunningService: Sendable {
    private let folder: ServiceFolder
    private let log: EventLog
    private let language: Language

    /// What a service says once it listens.
    package struct Announcement: Sendable {
        /// The service's name.
        package let name: String
        /// The address, for example `http://127.0.0.1:8080`.
        package let url: String
        /// The paths that its contracts are served under.
        package let basePaths: [String]
        /// How many operations the store answers, and how many the contract's examples.
        package let storeOperationCount: Int
        package let exampleOperationCount: Int
        /// The folder of the database and keys.
        package let dataFolder: String
        /// The records that were loaded just now.
        package let seeds: [LoadedSeed]
        /// Findings that do not keep the service from running.
        package let warnings: [Diagnostic]
        /// A command to paste.
        package let curl: String
    }

    /// A service from its folder; nothing is opened yet.
    package init(_ folder: ServiceFolder, log: EventLog, language: Language) {
        self.folder = folder
        self.log = log
        self.language = language
    }

    /// Runs the service until a signal stops it.
    ///
    /// - Parameter announce: Called once it listens.
    /// - Throws: An `ExplainedError` when it cannot start.
    package func run(announce: @escaping @Sendable (Announcement) -> Void) async throws {
        let settings = folder.settings
        var storeSettings = SQLiteRecordSettings(folder: folder.dataFolder)
        storeSettings.durability = settings.text("storage.durability") == "normal" ? .normal : .full
        let store = try SQLiteRecordStore(storeSettings)
        do {
            try await serve(store, announce: announce)
        } catch {
            await store.close()
            log.flush()
            throw error
        }
        await store.close()
        log.flush()
    }

    private func serve(
        _ store: SQLiteRecordStore,
        announce: @escaping @Sendable (Announcement) -> Void
    ) async throws {
        let environment = Self.environment
        let isStopping = Atomic(false)
        let gatewaySettings = try gatewaySettings(isReady: { !isStopping.load(ordering: .relaxed) })
        try await store.declare(Self.merged(folder.plans.flatMap(\.collections).map(\.definition)))
        let gateways = try gateways(store, environment, gatewaySettings)
        let seeds = Seeds(folder: folder, store: store) { model in
            zip(folder.plans, gateways).first { plan, _ in
                plan.collections.contains { $0.definition.name == model.definition.name }
            }?.1.recordMaker(for: model, environment: environment)
        }
        let loaded = try await seeds.load()
        let serverSettings = serverSettings
        let server = HTTPServer(
            responder: ContractGroup(gateways: gateways),
            settings: serverSettings,
            logger: logger("http")
        ) { port in
            announce(announcement(host: serverSettings.host, port: port, seeds: loaded))
            ProcessMemory.releaseStartUpPages()
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: server, successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: ShutdownWatch { isStopping.store(true, ordering: .relaxed) }),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger("service")
            )
        )
        do {
            try await group.run()
        } catch let error as any ExplainedError {
            throw error
        } catch {
            throw Self.listeningFailed(error, serverSettings)
        }
    }

    /// A gateway for each contract; what is wrong with any of them is reported together.
    private func gateways(
        _ store: SQLiteRecordStore,
        _ environment: HandlerEnvironment,
        _ settings: GatewaySettings
    ) throws(ServiceError) -> [Gateway] {
        var gateways: [Gateway] = []
        var findings: [Diagnostic] = []
        for plan in folder.plans {
            do {
                gateways.append(
                    try Gateway(plan: plan, store: store, environment: environment, settings: settings)
                )
            } catch {
                findings += error.diagnostics
            }
        }
        guard findings.isEmpty else { throw ServiceError(findings) }
        return gateways
    }

    /// What NIO says when a name is no address: the names of its errors are for programmers.
    private static func listeningFailed(_ error: any Error, _ settings: HTTPServerSettings) -> ServiceError {
        let address = "\(settings.host):\(settings.port)"
        if error is SocketAddressError || error is SocketAddressError.UnknownHost {
            return ServiceError(
                "serve.unknown-host",
                LocalizedText("'\(settings.host)' is no address of this machine", zh: "“\(settings.host)”不是本机地址"),
                remedy: LocalizedText(
                    "choose another one with --host, such as 127.0.0.1 or 0.0.0.0",
                    zh: "请用 --host 指定其他地址，例如 127.0.0.1 或 0.0.0.0"
                ),
                isOutside: true
            )
        }
        let code = (error as? IOError)?.errnoCode ?? 0
        if code == EADDRINUSE {
            return ServiceError(
                "serve.port-in-use",
                LocalizedText("\(address) is in use by another program", zh: "\(address) 已被其他程序占用"),
                remedy: LocalizedText(
                    "stop that program, or choose another port with --port",
                    zh: "请停止该程序，或用 --port 换一个端口"
                ),
                isOutside: true
            )
        }
        // SAFETY: strerror gives a terminated string, which is copied at once.
        let reason = unsafe code == 0 ? "\(type(of: error))" : String(cString: strerror(code))
        return ServiceError(
            "serve.cannot-listen",
            LocalizedText(
                "cannot listen on \(address): \(reason)",
                zh: "无法监听 \(address)：\(reason)"
            ),
            remedy: LocalizedText("choose another address with --host and --port", zh: "请用 --host 和 --port 换一个地址"),
            isOutside: true
        )
    }

    /// One definition per collection, with what any contract asks of it.
    static func merged(_ definitions: [CollectionDefinition]) -> [CollectionDefinition] {
        Dictionary(grouping: definitions, by: \.name).values.map { same in
            CollectionDefinition(
                name: same[0].name,
                unique: Array(Set(same.flatMap(\.unique))).sorted { $0.description < $1.description },
                indexed: Array(Set(same.flatMap(\.indexed)).subtracting(same.flatMap(\.unique)))
                    .sorted { $0.description < $1.description },
                references: Array(Set(same.flatMap(\.references)))
            )
        }.sorted { $0.name < $1.name }
    }

    static var environment: HandlerEnvironment {
        HandlerEnvironment(
            now: {
                let milliseconds = Int64(Date().timeIntervalSince1970 * 1000)
                return Timestamp(seconds: milliseconds / 1000, milliseconds: Int(milliseconds % 1000))
            },
            uuid: {
                var generator = SystemRandomNumberGenerator()
                return HandlerEnvironment.uuid(using: &generator)
            }
        )
    }

    private func gatewaySettings(isReady: @escaping @Sendable () -> Bool) throws -> GatewaySettings {
        let settings = folder.settings
        let requests = RequestLog(log: log, language: language)
        let reportsRequests = settings.flag("log.requests") ?? true
        let observe: @Sendable (RequestReport) -> Void = { requests.report($0) }
        let usesTokens = folder.plans.contains { $0.contract.operations.contains { !$0.security.isEmpty } }
        return GatewaySettings(
            responseCheck: settings.text("responses.check") == "report" ? .report : .refuse,
            language: settings.text("language").flatMap(Language.init(rawValue:)) ?? language,
            maximumBodyByteCount: settings.integer("server.maximumBodyBytes") ?? 10 << 20,
            idempotencyLifetime: settings.duration("idempotency.lifetime") ?? .seconds(86400),
            tokens: usesTokens ? try TokenService(folder).cache() : nil,
            isReady: isReady,
            observe: reportsRequests ? observe : nil,
            observeViolation: { requests.report($0) }
        )
    }

    private var serverSettings: HTTPServerSettings {
        let settings = folder.settings
        return HTTPServerSettings(
            host: settings.text("server.host") ?? "127.0.0.1",
            port: settings.integer("server.port") ?? 8080,
            maximumBodyByteCount: settings.integer("server.maximumBodyBytes") ?? 10 << 20,
            requestTimeout: settings.duration("server.requestTimeout") ?? .seconds(30),
            idleTimeout: settings.duration("server.idleTimeout") ?? .seconds(75),
            responseTimeout: settings.duration("server.responseTimeout") ?? .seconds(60),
            maximumConnectionCount: settings.integer("server.maximumConnections") ?? 10_000
        )
    }

    private func logger(_ label: String) -> Logger {
        let log = log
        return Logger(label: label) { EventLogHandler(log: log, label: $0) }
    }

    private func announcement(host: String, port: Int, seeds: [LoadedSeed]) -> Announcement {
        let shown = host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host
        let url = "http://\(shown.contains(":") ? "[\(shown)]" : shown):\(port)"
        let handlers = folder.plans.flatMap(\.handlers)
        let storeCount = handlers.count { if case .store = $0 { true } else { false } }
        return Announcement(
            name: folder.name,
            url: url,
            basePaths: folder.plans.flatMap { Gateway.mountPoints(of: $0.contract) },
            storeOperationCount: storeCount,
            exampleOperationCount: handlers.count - storeCount,
            dataFolder: folder.dataFolder,
            seeds: seeds,
            warnings: folder.warnings + seeds.flatMap(\.warnings),
            curl: CurlExample(folder: folder, url: url).command
        )
    }
}

/// Several contracts behind one address: the one that writes out most of a path answers it, else the first.
private struct ContractGroup: HTTPResponder {
    let gateways: [Gateway]

    private func gateway(for target: String) -> Gateway {
        if gateways.count == 1 { return gateways[0] }
        let path = Gateway.path(ofTarget: target)
        let matches = gateways.compactMap { gateway in
            gateway.templatedPartCount(of: path).map { (gateway: gateway, count: $0) }
        }
        return matches.min { $0.count < $1.count }?.gateway ?? gateways[0]
    }

    func refusal(of head: HTTPRequestMessage) -> HTTPResponseMessage? { gateway(for: head.target).refusal(of: head) }

    func reply(to request: HTTPRequestMessage) -> HTTPReply { gateway(for: request.target).reply(to: request) }

    func answer(to failure: HTTPReadFailure, head: HTTPRequestMessage?) -> HTTPResponseMessage {
        gateway(for: head?.target ?? "/").answer(to: failure, head: head)
    }
}

/// Tells when the service begins to stop, so that `/ready` can say so.
private struct ShutdownWatch: Service {
    let onShutdown: @Sendable () -> Void

    func run() async throws {
        try await gracefulShutdown()
        onShutdown()
    }
}
