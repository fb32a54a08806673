import Diagnostics
import HTTPMessages
import JSON
import RecordsTesting
import Testing

@testable import RESTGateway

@Suite("From request to answer")
struct GatewayTests {
    private func service(
        with count: Int = 0,
        settings: GatewaySettings = GatewaySettings()
    ) async throws -> NotesService {
        let service = try await NotesService(settings: settings)
        for number in 0..<count {
            let answer = await service.send(
                "POST",
                "/v1/notes",
                body: #"{"title":"note \#(number)","stars":\#(number)}"#
            )
            try #require(answer.status == 201, "\(answer.text)")
        }
        return service
    }

    private static let first = "/v1/notes/00000000-0000-4000-8000-000000000001"

    @Test(
        "A schema may be named by its identifier or anchor, even if no request reaches it otherwise",
        arguments: ["https://example.com/kind", "#kind", "#/components/schemas/Kind"]
    )
    func namedSchemas(_ reference: String) async throws {
        // A schema that cannot be found keeps the gateway from being made.
        _ = try await NotesService(
            """
            "paths":{"/kinds":{"get":{"operationId":"kinds","responses":{"200":{"description":"all","content":
            {"application/json":{"schema":{"type":"array","items":{"$ref":"\(reference)"}}}}}}}}},
            "components":{"schemas":{"Kind":{"$id":"https://example.com/kind","type":"object"},
            "Other":{"$anchor":"kind","type":"object"}}}
            """
        )
    }

    @Test("A record is made, read, replaced, changed and deleted")
    func keepsRecords() async throws {
        let service = try await service()
        let made = await service.send("POST", "/v1/notes", body: #"{"title":"a","stars":1,"other":[1.50]}"#)
        #expect(made.status == 201)
        #expect(made["location"] == Self.first)
        #expect(made["content-type"] == "application/json")
        let tag = try #require(made["etag"])
        #expect(made.json["other"] == [.number(try #require(JSONNumber("1.50")))])
        #expect(made.text.contains("1.50"))
        let read = await service.send("GET", Self.first)
        #expect(read.text == made.text && read["etag"] == tag)
        let replaced = await service.send("PUT", Self.first, body: #"{"title":"b"}"#)
        #expect(replaced.status == 200 && replaced["etag"] != tag && replaced.json["stars"] == nil)
        let changed = await service.send(
            "PATCH",
            Self.first,
            body: #"{"stars":3}"#,
            type: "application/merge-patch+json"
        )
        #expect(changed.json["title"] == "b" && changed.json["stars"] == 3)
        let deleted = await service.send("DELETE", Self.first)
        #expect(deleted.status == 204 && deleted.response.body.isEmpty && deleted["content-type"] == nil)
        let gone = await service.send("GET", Self.first)
        #expect(gone.status == 404 && gone.code == "record-not-found")
        #expect(gone.json["title"] == "note not found")
    }

    @Test("A request that breaks the contract is told every place at once")
    func reportsFindings() async throws {
        let service = try await service()
        let answer = await service.send("GET", "/v1/notes?limit=0&stars=x")
        #expect(answer.status == 400 && answer["content-type"] == "application/problem+json")
        #expect(
            answer.json["errors"]?.text().contains(#""parameter":"limit","in":"query","keyword":"minimum""#) == true
        )
        #expect(answer.json["errors"]?.text().contains(#""parameter":"stars""#) == true)
        let body = await service.send("POST", "/v1/notes", body: #"{"title":7,"stars":-1}"#)
        #expect(body.json["errors"]?.text().contains("\"pointer\":\"#/title\"") == true)
        #expect(body.json["errors"]?.text().contains("\"pointer\":\"#/stars\"") == true)
        let missing = await service.send("POST", "/v1/notes")
        #expect(missing.status == 400 && missing.text.contains("the body is missing"))
    }

    // MARK: - Paths and methods

    @Test(
        "A path and method that nothing answers is refused with what would be",
        arguments: [
            ("GET", "/nothing", 404, nil), ("GET", "/v1", 404, nil), ("GET", "/v1/notes/", 404, nil),
            ("GET", "x", 404, nil),
            ("GET", "", 404, nil), ("CONNECT", "a.example:443", 404, nil), ("GET", "*", 404, nil),
            ("OPTIONS", "*", 204, "OPTIONS"), ("DELETE", "/v1/notes", 405, "GET, HEAD, OPTIONS, POST"),
            ("get", "/notes", 405, "GET, HEAD, OPTIONS, POST"), ("BREW", "/notes", 405, "GET, HEAD, OPTIONS, POST"),
            ("OPTIONS", "/notes", 204, "GET, HEAD, OPTIONS, POST"), ("OPTIONS", "/bearer", 204, "GET, HEAD, OPTIONS"),
            ("TRACE", "/notes", 405, "GET, HEAD, OPTIONS, POST"), ("POST", "/health", 405, "GET, HEAD, OPTIONS"),
            ("OPTIONS", "/ready", 204, "GET, HEAD, OPTIONS"), ("HEAD", "/notes", 200, nil),
            ("GET", "/notes?", 200, nil),
            ("GET", "http://a.example/v1/notes", 200, nil), ("GET", "HTTPS://a.example:1/notes?limit=1", 200, nil),
            ("GET", "http://a.example", 404, nil), ("GET", "http://a.example?x", 404, nil),
        ]
    )
    func routes(_ method: String, _ target: String, _ status: Int, _ allow: String?) async throws {
        let answer = await (try await service()).send(method, target)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer["allow"] == allow)
    }

    @Test("An answer to HEAD is that to GET without its body")
    func answersHead() async throws {
        let service = try await service(with: 1)
        for target in [Self.first, "/notes", "/health", "/nothing", "/forms"] {
            let (get, head) = (await service.send("GET", target), await service.send("HEAD", target))
            #expect(head.status == get.status)
            #expect(head.response.body.isEmpty)
            #expect(head.response.announcedByteCount == get.response.body.count)
            #expect(head.response.fields.fields.map(\.name) == get.response.fields.fields.map(\.name))
        }
    }

    @Test("Health and readiness are told, unless the contract has such paths itself")
    func tellsHealth() async throws {
        let ready = Shared(true)
        let service = try await service(settings: GatewaySettings(isReady: { ready.value }))
        #expect(await service.send("GET", "/health").text == #"{"status":"ok"}"#)
        #expect(await service.send("GET", "/ready").status == 200)
        ready.change { $0 = false }
        #expect(await service.send("GET", "/health").status == 200)
        let stopping = await service.send("GET", "/ready")
        #expect(stopping.status == 503 && stopping["cache-control"] == "no-store")
        let own = try await NotesService(
            #""paths":{"/health":{"get":{"responses":{"200":{"description":"ok","content":{"text/plain":{"example":"mine"}}}}}}}"#
        )
        #expect(await own.send("GET", "/health").text == "mine")
    }

    @Test("A path as long as a head allows is repeated in part only")
    func shortensPaths() async throws {
        let answer = await (try await service()).send("GET", "/" + String(repeating: "x", count: 60000))
        #expect(answer.status == 404 && answer.response.body.count < 1000)
    }

    // MARK: - Bodies and forms of answers

    @Test("A body of another type is refused with what is taken")
    func refusesTypes() async throws {
        let service = try await service(with: 1)
        for (method, target, type, field, value) in [
            ("POST", "/notes", "text/plain", "accept", "application/json"),
            ("POST", "/notes", "nonsense", "accept", "application/json"),
            ("POST", "/notes", nil, "accept", "application/json"),
            ("POST", "/notes", "application/json; charset=utf-16", "accept", "application/json"),
            ("PATCH", Self.first, "application/json", "accept-patch", "application/merge-patch+json"),
        ] {
            let answer = await service.send(method, target, body: #"{"title":"x"}"#, type: type)
            #expect(answer.status == 415, "\(type ?? "none"): \(answer.text)")
            #expect(answer[field] == value)
        }
        let coded = await service.send("POST", "/notes", ["content-encoding": "gzip"], body: #"{"title":"x"}"#)
        #expect(coded.status == 415)
        let utf8 = await service.send(
            "POST",
            "/notes",
            body: #"{"title":"x"}"#,
            type: #"application/json;charset="UTF-8""#
        )
        #expect(utf8.status == 201)
    }

    @Test(
        "The form of an answer is the one that is most welcome",
        arguments: [
            (nil, "application/json"), ("", "application/json"), ("*/*", "application/json"),
            ("nonsense", "application/json"),
            ("text/plain", "text/plain"), ("text/*", "text/plain"), ("TEXT/PLAIN", "text/plain"),
            ("application/json;q=0.5, text/plain", "text/plain"),
            ("text/plain;q=0.5, application/json", "application/json"),
            ("*/*;q=0.1, text/plain;q=0.2", "text/plain"), ("application/json;q=0, */*", "text/plain"),
            ("application/vnd.x+json", "application/vnd.x+json; v=2"), ("image/png, */*;q=0.01", "application/json"),
            ("image/png", nil), ("application/json;q=0", nil), ("*/*;q=0", nil), ("text/html, image/*", nil),
            ("application/json;q=nan", nil),
        ] as [(String?, String?)]
    )
    func negotiates(_ accept: String?, _ expected: String?) async throws {
        let service = try await service()
        let answer = await service.send("GET", "/forms", accept.map { ["accept": $0] } ?? [:])
        #expect(answer.status == (expected == nil ? 406 : 200), "\(answer.text)")
        #expect(answer["content-type"] == expected ?? "application/problem+json")
        if answer.status == 200 { #expect(answer["handover-handler"] == "example") }
    }

    @Test("Problems speak the language that is asked for, or that of the service")
    func speaksLanguages() async throws {
        let service = try await service(settings: GatewaySettings(language: .chinese))
        for (accept, language) in [(nil, "zh"), ("en", "en"), ("zh-CN, en;q=0.5", "zh"), ("en;q=0.1, zh;q=0.2", "zh")] {
            let answer = await service.send("GET", "/nothing", accept.map { ["accept-language": $0] } ?? [:])
            #expect(answer["content-language"] == language)
            #expect(answer.text.contains("没有") == (language == "zh"))
        }
    }

    // MARK: - Conditions

    @Test("A reader that has the record's state is told so")
    func answersNotModified() async throws {
        let service = try await service(with: 1)
        let tag = try #require(await service.send("GET", Self.first)["etag"])
        for (value, status) in [
            (tag, 304), ("W/\(tag)", 304), ("\"x\", \(tag)", 304), ("\"x\" ,\t\(tag)", 304), ("*", 304), ("\"x\"", 200),
            ("x", 200), ("", 200), (",", 200),
        ] {
            let answer = await service.send("GET", Self.first, ["if-none-match": value])
            #expect(answer.status == status, "\(value)")
            #expect(answer["etag"] == tag)
            if status == 304 { #expect(answer.response.body.isEmpty) }
        }
    }

    @Test("A change goes ahead only on the state that the client has seen")
    func checksConditions() async throws {
        for (value, status) in [("*", 200), ("\"x\"", 412), ("x", 412), ("", 412)] {
            let answer = await (try await service(with: 1)).send(
                "PUT",
                Self.first,
                ["if-match": value],
                body: #"{"title":"b"}"#
            )
            #expect(answer.status == status, "If-Match: \(value)")
        }
        let service = try await service(with: 1)
        let tag = try #require(await service.send("GET", Self.first)["etag"])
        let send = { (fields: HTTPFieldList) in await service.send("PUT", Self.first, fields, body: #"{"title":"b"}"#) }
        #expect(await send(["if-match": "W/\(tag)"]).status == 412)
        #expect(await send(["if-none-match": "*"]).status == 412)
        #expect(await send(["if-none-match": tag]).status == 412)
        let changed = await send(["if-match": "\"x\", \(tag)"])
        #expect(changed.status == 200 && changed["etag"] != tag)
        #expect(await send(["if-match": tag]).code == "precondition-failed")
        #expect(await service.send("DELETE", Self.first, ["if-match": tag]).status == 412)
        #expect(await service.send("POST", "/notes", ["if-match": "*"], body: #"{"title":"c"}"#).status == 412)
        #expect(await service.send("POST", "/notes", ["if-none-match": "*"], body: #"{"title":"c"}"#).status == 201)
    }

    @Test("A request with an idempotency key acts once")
    func actsOnce() async throws {
        let service = try await service()
        let send = { (body: String, key: String) in
            await service.send("POST", "/notes", ["idempotency-key": key], body: body)
        }
        let first = await send(#"{"title":"a"}"#, "k")
        #expect(first.status == 201 && first["idempotency-replayed"] == nil)
        let second = await send(#"{"title":"a"}"#, "k")
        #expect(second.status == 201 && second["idempotency-replayed"] == "true" && second.text == first.text)
        #expect(second["location"] == first["location"])
        let other = await send(#"{"title":"b"}"#, "k")
        #expect(other.status == 422 && other.code == "unprocessable")
        #expect(await send(#"{"title":"b"}"#, String(repeating: "k", count: 255)).status == 201)
        #expect(await send(#"{"title":"b"}"#, String(repeating: "k", count: 256)).status == 400)
        #expect(try await service.store.count(in: "notes") == 2)
    }

    @Test("Idempotency keys belong to their callers, whatever carries the proof")
    func keepsCallersApart() async throws {
        let members = #"""
            "components":{"securitySchemes":{"key":{"type":"apiKey","in":"header","name":"X-Key"}}},
            "paths":{"/notes":{"post":{"x-handover":{"collection":"notes","action":"create"},"security":[{"key":[]}],"requestBody":{"content":{"application/json":{"schema":
              {"type":"object","properties":{"id":{"type":"string","readOnly":true},"title":{"type":"string"}}}}}},
              "responses":{"201":{"description":"made"}}}}}
            """#
        let service = try await NotesService(members)
        let send = { (caller: String, lifetime: Int) in
            let token = try NotesService.token(caller, lifetime: lifetime)
            return await service.send(
                "POST",
                "/notes",
                ["x-key": token, "idempotency-key": "k"],
                body: #"{"title":"a"}"#
            )
        }
        let ann = try await send("ann", 60)
        let bob = try await send("bob", 60)
        #expect(ann.status == 201 && bob.status == 201, "\(ann.text) \(bob.text)")
        #expect(bob["idempotency-replayed"] == nil)
        // A caller that comes back with a new token is still the same.
        #expect(try await send("ann", 90)["idempotency-replayed"] == "true")
    }

    // MARK: - Lists

    @Test("A list links to its next page, with the client's own query")
    func linksPages() async throws {
        let service = try await service(with: 5)
        let first = await service.send("GET", "/v1/notes?sort=-stars&limit=2&x=%3E;y=\"<>")
        let link = try #require(first["link"])
        let target = try #require(link.split(separator: "<").last?.split(separator: ">").first)
        #expect(link.hasPrefix("</v1/notes?sort=-stars&limit=2&x=%3E;y=%22%3C%3E&cursor="))
        #expect(link.hasSuffix(">; rel=\"next\""))
        let second = await service.send("GET", String(target))
        let third = await service.send("GET", String(try #require(second["link"]).dropFirst().prefix { $0 != ">" }))
        #expect(third["link"] == nil)
        let stars = [first, second, third].map { $0.json.elements.compactMap { $0["stars"]?.text() } }
        #expect(stars == [["4", "3"], ["2", "1"], ["0"]])
        let broken = await service.send("GET", "/v1/notes?cursor=nonsense")
        #expect(broken.status == 400 && broken.code == "invalid-request")
    }

    @Test("A body that is refused early is reported like any other answer")
    func reportsRequests() async throws {
        let service = try await service()
        _ = await service.send("GET", "/v1/notes?x=1")
        _ = service.gateway.refusal(of: HTTPRequestMessage(method: "POST", target: "/nothing"))
        _ = service.gateway.answer(to: .timedOut, head: nil)
        let reports = service.reports.value
        #expect(reports.map(\.path) == ["/v1/notes", "/nothing", ""])
        #expect(reports.map(\.status) == [200, 404, 408])
        #expect(reports.map(\.operationID) == ["listNotes", nil, nil])
        #expect(reports.allSatisfy { $0.duration >= .zero })
    }
}

extension JSONValue {
    fileprivate var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
}
