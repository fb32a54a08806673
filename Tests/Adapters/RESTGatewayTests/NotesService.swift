import Access
import Contract
import HTTPMessages
import Handlers
import JSON
import Records
import RecordsTesting
import Synchronization

@testable import RESTGateway

/// A contract as a value, from the text of its members after `info`.
func contract(_ members: String, title: String = "Notes") throws -> Contract {
    let text = #"{"openapi":"3.1.0","info":{"title":"\#(title)","version":"1"},\#(members)}"#
    let reader = ContractReader(document: try JSONParser().parse(text), file: "notes.json")
    return try reader.read()
}

/// A small service behind a gateway, in memory.
struct NotesService: Sendable {
    static let now: Int64 = 1_800_000_000

    let gateway: Gateway
    let store = InMemoryRecordStore()
    let reports = Shared<[RequestReport]>([])
    let violations = Shared<[ResponseViolation]>([])

    init(
        _ members: String = NotesService.members,
        title: String = "Notes",
        settings: GatewaySettings = GatewaySettings(tokens: NotesService.tokens)
    ) async throws {
        var planner = HandlerPlanner(contract: try contract(members, title: title))
        let plan = try planner.plan()
        try await store.declare(plan.collections.map(\.definition))
        let count = Shared(0)
        let environment = HandlerEnvironment(
            now: { Timestamp(seconds: Self.now) },
            uuid: {
                count.change {
                    $0 += 1; return "00000000-0000-4000-8000-00000000000\($0)"
                }
            }
        )
        var settings = settings
        let (reports, violations) = (reports, violations)
        settings.observe = { report in reports.change { $0.append(report) } }
        settings.observeViolation = { violation in violations.change { $0.append(violation) } }
        gateway = try Gateway(plan: plan, store: store, environment: environment, settings: settings)
    }

    func send(
        _ method: String,
        _ target: String,
        _ fields: HTTPFieldList = [:],
        body: String = "",
        type: String? = "application/json"
    ) async -> Answer {
        var fields = fields
        if !body.isEmpty {
            if let type, fields["content-type"] == nil { fields.append("content-type", type) }
            fields.append("content-length", String(body.utf8.count))
        }
        let request = HTTPRequestMessage(method: method, target: target, fields: fields, body: Array(body.utf8))
        switch gateway.reply(to: request) {
        case .now(let response): return Answer(response: response)
        case .later(let work): return Answer(response: await work())
        }
    }

    /// Tokens of a key that only tests have.
    static let tokens: VerifiedTokenCache? = {
        guard let keys = try? VerificationKeySet([ToyKey()]) else { return nil }
        return VerifiedTokenCache(verifier: TokenVerifier(keys: keys))
    }()

    static func token(_ subject: String = "ann", _ scopes: Set<String> = [], lifetime: Int = 60) throws -> String {
        try TokenIssuer(key: ToyKey())
            .token(subject: subject, scopes: scopes, lifetime: .seconds(lifetime), now: now - 1)
    }

    /// The members of the contract.
    static let members = #"""
        "servers": [{"url": "https://a.example/v1"}],
        "components": {
          "securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer"}, "basic": {"type": "http", "scheme": "basic"},
            "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "query": {"type": "apiKey", "in": "query", "name": "key"},
            "cookie": {"type": "apiKey", "in": "cookie", "name": "key"}
          },
          "schemas": {
            "Note": {"type": "object", "required": ["id", "title"], "properties": {
              "id": {"type": "string", "readOnly": true}, "title": {"type": "string", "maxLength": 20},
              "stars": {"type": "integer", "minimum": 0}, "slug": {"type": "string", "x-handover": {"unique": true}},
              "created": {"type": "string", "format": "date-time", "readOnly": true}}},
            "Envelope": {"type": "object", "properties": {
              "code": {"type": "integer", "const": 0}, "data": {"$ref": "#/components/schemas/Note"}}}
          }
        },
        "paths": {
          "/notes": {
            "get": {"operationId": "listNotes", "parameters": [
              {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}},
              {"name": "cursor", "in": "query", "schema": {"type": "string"}},
              {"name": "sort", "in": "query", "schema": {"type": "string"}},
              {"name": "stars", "in": "query", "schema": {"type": "integer"}}],
              "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
                "type": "array", "items": {"$ref": "#/components/schemas/Note"}}}}}}},
            "post": {"operationId": "createNote", "requestBody": {"required": true, "content": {
              "application/json": {"schema": {"$ref": "#/components/schemas/Note"}}}},
              "responses": {"201": {"description": "made", "content": {"application/json": {"schema": {
                "$ref": "#/components/schemas/Note"}}}}}}
          },
          "/notes/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "get": {"operationId": "getNote", "responses": {"200": {"description": "ok", "content": {
              "application/json": {"schema": {"$ref": "#/components/schemas/Note"}}}}}},
            "put": {"operationId": "putNote", "requestBody": {"required": true, "content": {
              "application/json": {"schema": {"$ref": "#/components/schemas/Note"}}}},
              "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
                "$ref": "#/components/schemas/Note"}}}}}},
            "patch": {"operationId": "patchNote", "requestBody": {"required": true, "content": {
              "application/merge-patch+json": {"schema": {"type": "object"}}}},
              "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
                "$ref": "#/components/schemas/Note"}}}}}},
            "delete": {"operationId": "deleteNote", "responses": {"204": {"description": "gone"}}}
          },
          "/bearer": {"get": {"security": [{"bearer": ["read"]}],
            "parameters": [{"name": "n", "in": "query", "required": true, "schema": {"type": "integer"}}],
            "responses": {"204": {"description": "ok"}}}},
          "/basic": {"get": {"security": [{"basic": []}], "responses": {"204": {"description": "ok"}}}},
          "/header": {"get": {"security": [{"header": []}], "responses": {"204": {"description": "ok"}}}},
          "/query": {"get": {"security": [{"query": []}], "responses": {"204": {"description": "ok"}}}},
          "/cookie": {"get": {"security": [{"cookie": []}], "responses": {"204": {"description": "ok"}}}},
          "/either": {"get": {"security": [{"header": []}, {"bearer": ["read"]}], "responses": {"204": {"description": "ok"}}}},
          "/both": {"get": {"security": [{"header": [], "bearer": []}], "responses": {"204": {"description": "ok"}}}},
          "/optional": {"get": {"security": [{"bearer": []}, {}], "responses": {"204": {"description": "ok"}}}},
          "/upload": {"post": {"security": [{"bearer": []}], "requestBody": {"content": {"text/plain": {}}},
            "responses": {"204": {"description": "ok"}}}},
          "/forms": {"get": {"responses": {"200": {"description": "ok", "content": {
            "application/json": {"example": {"a": 1}}, "text/plain": {"example": "plain"},
            "application/vnd.x+json; v=2": {"example": {"b": 2}}}}}}}
        }
        """#
}

/// What a client sees.
struct Answer: Sendable {
    let response: HTTPResponseMessage

    var status: Int { response.status }
    var text: String { String(decoding: response.body, as: UTF8.self) }
    var json: JSONValue { (try? JSONParser().parse(response.body)).map { JSONValue($0.root) } ?? "<no JSON>" }
    /// The code of a problem.
    var code: String { json["code"]?.string ?? "" }
    subscript(name: String) -> String? { response.fields[name] }
}

/// A value that several tasks change.
final class Shared<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: Value) { mutex = Mutex(value) }

    var value: Value { mutex.withLock { $0 } }

    @discardableResult
    func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        mutex.withLock { value in body(&value) }
    }
}

/// A key whose signature is a checksum, and no secret at all.
struct ToyKey: SigningKey, VerificationKey {
    var keyID: String { "toy" }
    var algorithm: TokenAlgorithm { TokenAlgorithm(rawValue: "TOY") }

    func signature(for signingInput: [UInt8]) -> [UInt8] {
        [UInt8(truncatingIfNeeded: signingInput.reduce(7) { ($0 &* 31) &+ Int($1) }), 1, 2, 3]
    }

    func isValid(signature: [UInt8], for signingInput: [UInt8]) -> Bool {
        signature == self.signature(for: signingInput)
    }
}
