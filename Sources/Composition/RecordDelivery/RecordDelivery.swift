package import Access
package import Cleaning
import Contract
import Crypto
package import DataCleaning
package import Diagnostics
package import DocumentFiles
import Files
import HTTPFetching
import HandoverService
import JSON
import Synchronization

/// How records are sent.
package struct DeliverySettings: Sendable {
    /// The most records a second; nil for any number.
    package var rate: Int?
    /// How many records are under way at the same time, at least 1; with more than one their order may change.
    package var concurrency = 4
    /// The longest that one answer may take.
    package var timeout = Duration.seconds(30)
    /// The language in which the service is asked to answer.
    package var language = Language.english

    /// The usual settings.
    package init() {}
}

/// Sends records to a running service, each by a request of its own.
///
/// Each request has a key (`Idempotency-Key`) that another run of the same file gives to the same record, so that a
/// service that knows such keys stores none twice.
package final class RecordDelivery: RecordReceiver {
    /// One request and its answer.
    typealias Exchange = @Sendable (HTTPOutgoingRequest) async throws(HTTPFetchError) -> HTTPIncomingAnswer

    /// The most bytes of an answer; it repeats the record as a rule.
    private static let maximumAnswerByteCount = 16 << 20

    /// Where records go, method and URL.
    package let target: String
    private let route: DeliveryRoute
    private let address: ServiceAddress
    private let proof: DeliveryProof?
    private let settings: DeliverySettings
    private let clock: DeliveryClock
    private let exchange: Exchange
    private let end: @Sendable () async -> Void
    private let pace: Mutex<SendingPace>
    /// The beginning of all keys, once the source is known.
    private let origin = Mutex<String?>(nil)

    /// A delivery over HTTP; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - route: The operation.
    ///   - address: Where the service answers.
    ///   - token: What proves the caller, if anything.
    ///   - settings: How records are sent.
    ///   - clock: What pauses are taken by.
    /// - Throws: ``ServiceError`` when the operation asks for another proof than the token can give.
    package convenience init(
        _ route: DeliveryRoute,
        at address: ServiceAddress,
        token: Secret<String>?,
        settings: DeliverySettings,
        clock: DeliveryClock = .system
    ) throws(ServiceError) {
        let proof = try DeliveryProof(token, for: route)
        let sender = HTTPSender(
            limits: HTTPFetchLimits(maximumByteCount: Self.maximumAnswerByteCount, timeout: settings.timeout),
            connectionCount: settings.concurrency
        )
        self.init(
            route,
            at: address,
            proof: proof,
            settings: settings,
            clock: clock,
            exchange: { request throws(HTTPFetchError) in try await sender.answer(to: request) },
            end: { await sender.close() }
        )
    }

    init(
        _ route: DeliveryRoute,
        at address: ServiceAddress,
        proof: DeliveryProof?,
        settings: DeliverySettings,
        clock: DeliveryClock,
        exchange: @escaping Exchange,
        end: @escaping @Sendable () async -> Void = {}
    ) {
        precondition(settings.concurrency >= 1, "something has to be under way")
        self.route = route
        self.address = address
        self.settings = settings
        self.clock = clock
        self.exchange = exchange
        self.end = end
        target = address.url + route.path
        pace = Mutex(SendingPace(rate: settings.rate))
        self.proof = proof
    }

    package var codes: [RejectCode] { [AnswerJudge.conflict, AnswerJudge.refused] }

    /// Whether a token would be readable on its way.
    package var exposesToken: Bool { proof != nil && !address.isPrivate }

    package func check(columns: [String]) throws -> (any RecordCheck)? {
        try DeliveryCheck(route, columns: columns)
    }

    package func open(source: RecordOrigin) async throws {
        let answer: HTTPIncomingAnswer
        do throws(HTTPFetchError) {
            answer = try await exchange(HTTPOutgoingRequest(method: "OPTIONS", url: target, fields: fields(key: nil)))
        } catch {
            throw DeliveryFault.unreachable(target, error.reason)
        }
        // Whatever else it says, somebody is there.
        if (300..<400).contains(answer.status) {
            throw DeliveryFault.redirected(from: target, to: answer["location"])
        }
        let digest = try Self.digest(of: source.path)
        let text = "\(digest)\n\(source.part)\n\(route.operation.method) \(route.path)\n"
        origin.withLock { $0 = text }
    }

    package func close() async { await end() }

    // MARK: - Keys

    /// The SHA-256 of a file, in hexadecimal digits.
    private static func digest(of path: String) throws(ServiceError) -> String {
        do throws(FileError) {
            let stream = try FileStream(path)
            var hash = SHA256()
            while true {
                let bytes = try stream.read(upTo: 1 << 20)
                if bytes.isEmpty { return hexadecimal(hash.finalize()) }
                hash.update(data: bytes)
            }
        } catch {
            throw DocumentFile.unreadable(error)
        }
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The key of a record: of the same record of the same file always the same, of others never.
    private func key(of number: Int) -> String {
        let text = (origin.withLock { $0 } ?? "") + String(number)
        return "handover-" + Self.hexadecimal(SHA256.hash(data: Array(text.utf8)).prefix(16))
    }

    private func fields(key: String?) -> [(name: String, value: String)] {
        var fields = [(name: "accept", value: "application/json, application/problem+json, */*;q=0.1")]
        fields.append((name: "accept-language", value: settings.language == .chinese ? "zh" : "en"))
        if let key {
            fields.append((name: "content-type", value: route.mediaType))
            fields.append((name: "idempotency-key", value: key))
        }
        if let proof { proof.value.use { fields.append((name: proof.name, value: $0)) } }
        return fields
    }

    // MARK: - Sending

    package func send(_ records: [OutgoingRecord], columns: [String]) async -> [Delivery] {
        let maker = CellRecords(columns: columns, schema: route.schema)
        let judge = AnswerJudge(route: route, target: target, address: address, records: maker)
        var deliveries = [Delivery](repeating: .unsent, count: records.count)
        await withTaskGroup(of: (index: Int, delivery: Delivery).self) { group in
            var next = 0
            var isStopped = false
            while next < min(settings.concurrency, records.count) {
                let (index, record) = (next, records[next])
                group.addTask { (index, await self.deliver(record, judge)) }
                next += 1
            }
            while let (index, delivery) = await group.next() {
                deliveries[index] = delivery
                if case .stopped = delivery { isStopped = true }
                guard !isStopped, next < records.count else { continue }
                let (index, record) = (next, records[next])
                group.addTask { (index, await self.deliver(record, judge)) }
                next += 1
            }
        }
        return deliveries
    }

    /// Sends one record until something is known of it, or patience ends.
    private func deliver(_ record: OutgoingRecord, _ judge: AnswerJudge) async -> Delivery {
        let request = HTTPOutgoingRequest(
            method: route.operation.method,
            url: target,
            fields: fields(key: key(of: record.number)),
            body: Array(judge.records.record(of: record.cells).text().utf8)
        )
        var plan = RetryPlan()
        // An attempt that nobody answered may have done what it asked for.
        var mayBeThere = false
        while true {
            do {
                try await waitForPlace()
            } catch {
                return mayBeThere ? .stopped(Self.cancelled, mayBeThere: true) : .unsent
            }
            let fault: ServiceError
            var wanted: Duration?
            do throws(HTTPFetchError) {
                switch judge.verdict(on: try await exchange(request)) {
                case .taken(let isReplay): return .taken(isReplay: isReplay)
                case .refused(let refusal, let code): return .refused(refusal, code)
                case .stop(let error, let isUncertain):
                    return .stopped(error, mayBeThere: mayBeThere || isUncertain)
                case .later(let pause, let error): (wanted, fault) = (pause, error)
                }
            } catch {
                fault = DeliveryFault.unreachable(target, error.reason)
                switch error.reason {
                case .insecure, .unknownHost, .invalidURL: return .stopped(fault, mayBeThere: mayBeThere)
                case .tooLarge: return .stopped(fault, mayBeThere: true)
                default: mayBeThere = true
                }
            }
            guard let pause = plan.failed(wanted: wanted) else { return .stopped(fault, mayBeThere: mayBeThere) }
            // A service that is too busy for one record is for all.
            pace.withLock { $0.pause(pause, now: clock.now()) }
        }
    }

    private func waitForPlace() async throws {
        let wait = pace.withLock { $0.wait(now: clock.now()) }
        if wait > .zero { try await clock.sleep(wait) } else { try Task.checkCancellation() }
    }

    private static let cancelled = ServiceError(
        "delivery.cancelled",
        LocalizedText("sending was ended", zh: "发送已中止"),
        isOutside: true
    )
}
