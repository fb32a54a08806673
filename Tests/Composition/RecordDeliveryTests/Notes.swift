import Access
import Cleaning
import Contract
import DataCleaning
import Diagnostics
import DocumentFiles
import HTTPFetching
import HandoverService
import Synchronization
import TestEnvironment

@testable import RecordDelivery

/// A contract with one collection, and what sends its records.
enum Notes {
    static let contract = """
        openapi: 3.1.0
        info: {title: Notes, version: '1'}
        servers: [{url: /v1}]
        paths:
          /notes:
            get:
              operationId: listNotes
              responses: {'200': {description: All, content: {application/json: {schema: {type: array}}}}}
            post:
              operationId: createNote
              security: [{}, {token: ['notes:write']}]
              requestBody:
                required: true
                content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
              responses:
                '201': {description: Made, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
          /notes/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            get:
              operationId: getNote
              responses:
                '200': {description: One, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
          /notes/import:
            post:
              operationId: importNote
              security: [{key: []}]
              parameters: [{name: Idempotency-Key, in: header, required: true, schema: {type: string}}]
              requestBody: {content: {application/vnd.note+json: {schema: {$ref: '#/components/schemas/Note'}}}}
              responses: {'202': {description: Taken}}
          /lists/{list}/notes:
            post:
              operationId: createListed
              parameters: [{name: list, in: path, required: true, schema: {type: string}}]
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
              responses: {'201': {description: Made}}
          /pictures:
            post:
              operationId: createPicture
              security: [{paper: []}]
              requestBody: {content: {image/png: {}}}
              responses: {'201': {description: Made}}
          /letters:
            post:
              operationId: createLetter
              security: [{paper: []}]
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'201': {description: Made}}
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
            key: {type: apiKey, in: header, name: X-Key}
            paper: {type: apiKey, in: query, name: key}
          schemas:
            Note:
              type: object
              required: [id, text]
              additionalProperties: false
              properties:
                id: {type: string}
                text: {type: string, maxLength: 20}
                size: {type: integer}

        """

    static func route(_ choice: DeliveryRoute.Choice = .collection("notes")) throws -> DeliveryRoute {
        let folder = TemporaryFolder()
        let file = try folder.write(contract, to: "notes.yaml")
        return try DeliveryRoute(choice, in: [try ContractFiles.reading(file).usable()])
    }

    /// Records with a number each.
    static func records(_ count: Int) -> [OutgoingRecord] {
        (0..<count).map { OutgoingRecord(index: $0, number: $0 + 1, cells: ["n\($0 + 1)", "text"]) }
    }

    static let columns = ["id", "text"]
}

/// A service that answers as a test says, and a clock that stands still until somebody waits.
final class ScriptedService: Sendable {
    typealias Answer = Result<HTTPIncomingAnswer, HTTPFetchError>

    private struct State {
        var requests: [HTTPOutgoingRequest] = []
        var waits: [Duration] = []
        var time = Duration.zero
        var underWay = 0
        var mostUnderWay = 0
    }

    private let state = Mutex(State())
    private let answer: @Sendable (_ request: HTTPOutgoingRequest, _ attempt: Int) -> Answer

    /// A service.
    ///
    /// - Parameter answer: Gives the answer to a request, and to each of its repetitions, counted from 1.
    init(_ answer: @escaping @Sendable (_ request: HTTPOutgoingRequest, _ attempt: Int) -> Answer) {
        self.answer = answer
    }

    var requests: [HTTPOutgoingRequest] { state.withLock { $0.requests } }
    /// How long somebody has waited, in order.
    var waits: [Duration] { state.withLock { $0.waits } }
    var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }

    static let made = Answer.success(
        HTTPIncomingAnswer(status: 201, fields: [("Content-Type", "application/json")], body: Array("{}".utf8))
    )

    static func status(_ status: Int, _ fields: [(name: String, value: String)] = []) -> Answer {
        .success(HTTPIncomingAnswer(status: status, fields: fields))
    }

    static let broken = Answer.failure(HTTPFetchError("", .unreachable("Connection reset by peer")))

    func delivery(
        _ route: DeliveryRoute,
        token: Secret<String>? = nil,
        concurrency: Int = 1,
        rate: Int? = nil
    ) throws -> RecordDelivery {
        var settings = DeliverySettings()
        settings.concurrency = concurrency
        settings.rate = rate
        let clock = DeliveryClock(
            now: { [self] in state.withLock { $0.time } },
            sleep: { [self] wait in
                state.withLock { state in
                    state.waits.append(wait)
                    state.time += wait
                }
            }
        )
        return RecordDelivery(
            route,
            at: try ServiceAddress("http://service.test/v1"),
            proof: try DeliveryProof(token, for: route),
            settings: settings,
            clock: clock,
            exchange: { [self] request throws(HTTPFetchError) in
                let attempt = state.withLock { state in
                    let key = Self.key(of: request)
                    state.requests.append(request)
                    state.underWay += 1
                    state.mostUnderWay = max(state.mostUnderWay, state.underWay)
                    return state.requests.count { Self.key(of: $0) == key }
                }
                await Task.yield()
                defer { state.withLock { $0.underWay -= 1 } }
                return try answer(request, attempt).get()
            }
        )
    }

    static func key(of request: HTTPOutgoingRequest) -> String? {
        request.fields.first { $0.name == "idempotency-key" }?.value
    }
}

extension Delivery {
    /// What became of a record, in a word or two.
    var word: String {
        switch self {
        case .taken(let isReplay): isReplay ? "known" : "taken"
        case .refused(_, let code): code.name
        case .unsent: "unsent"
        case .stopped(let error, let mayBeThere):
            "\(error.diagnostics[0].code)\(mayBeThere ? "?" : "")\(error.isOutside ? "" : " inside")"
        }
    }
}
