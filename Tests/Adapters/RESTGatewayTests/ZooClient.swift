import Contract
import Foundation
import HTTPMessages
import Handlers
import JSON
import Records
import RecordsTesting
import Synchronization
import Testing
import YAMLDocuments

@testable import RESTGateway

/// A service made from one contract of the zoo, called as a client calls it.
struct ZooClient {
    let gateway: Gateway
    let plan: ServicePlan
    let service: CompiledService

    /// Makes the service of a fixture over an empty store.
    init(_ fixture: String, seeds: Set<String> = []) async throws {
        let contract = try Self.contract(fixture)
        var planner = HandlerPlanner(contract: contract, seeds: seeds)
        plan = try planner.plan()
        let store = InMemoryRecordStore()
        try await store.declare(plan.collections.map(\.definition))
        let environment = Self.environment()
        gateway = try Gateway(plan: plan, store: store, environment: environment, settings: GatewaySettings())
        var compiler = OperationCompiler(plan: plan, store: store, environment: environment)
        service = try compiler.compile()
    }

    /// The contract of a fixture.
    static func contract(_ fixture: String) throws -> Contract {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: fixture)))
        let isJSON = fixture.hasSuffix(".json")
        let document = isJSON ? try JSONParser().parse(bytes) : try YAMLReader().read(bytes)
        let reader = ContractReader(document: document, file: fixture)
        return try reader.read()
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/zoo")

    static var fixtures: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.sorted()
    }

    /// Time that goes on by a second at every look, and identifiers in order.
    private static func environment() -> HandlerEnvironment {
        let ticks = Ticks()
        return HandlerEnvironment(
            now: { Timestamp(seconds: 1_700_000_000 + Int64(ticks.next())) },
            uuid: {
                let digits = String(ticks.next(), radix: 16)
                return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
            }
        )
    }

    /// Sends a request and waits for its answer.
    @discardableResult
    func send(
        _ method: String,
        _ target: String,
        _ json: String? = nil,
        type: String = "application/json",
        fields: [(name: String, value: String)] = []
    ) async -> ZooAnswer {
        var request = HTTPRequestMessage(method: method, target: target, fields: HTTPFieldList(fields))
        if let json {
            request.body = Array(json.utf8)
            request.fields.append("content-type", type)
        }
        switch gateway.reply(to: request) {
        case .now(let response): return ZooAnswer(response)
        case .later(let work): return ZooAnswer(await work())
        }
    }
}

private final class Ticks: Sendable {
    private let count = Atomic<Int>(0)

    func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}

/// An answer with its body read.
struct ZooAnswer {
    let status: Int
    let fields: HTTPFieldList
    let text: String
    /// The body as JSON; null when it is none.
    let json: JSONValue

    init(_ response: HTTPResponseMessage) {
        status = response.status
        fields = response.fields
        text = String(decoding: response.body, as: UTF8.self)
        json = ((try? JSONParser().parse(response.body)).map { JSONValue($0.root) }) ?? .null
    }

    subscript(name: String) -> JSONValue? { json[name] }

    /// The elements of an array.
    var list: [JSONValue] { json.list }

    /// The values of one property, of all elements.
    func column(_ name: String, in property: String? = nil) -> [String] {
        (property.map { json[$0]?.list ?? [] } ?? list).map { element in
            element[name].map { $0.string ?? $0.text() } ?? "-"
        }
    }
}

extension JSONValue {
    var list: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
    var names: [String] { if case .object(let members) = self { members.map(\.name) } else { [] } }
}
