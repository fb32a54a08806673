import Contract
import Diagnostics
import HTTPMessages
import Handlers
import JSON
import Records
import RecordsTesting
import Testing

@testable import RESTGateway

@Suite("What goes wrong, as a client sees it (RFC 9457)")
struct ProblemTests {
    @Test("Every failure to read has its status")
    func mapsReadFailures() async throws {
        let service = try await NotesService()
        for (failure, status, code) in [
            (.malformed, 400, "malformed-request"), (.bodyTooLarge(maximumByteCount: 7), 413, "content-too-large"),
            (.fieldsTooLarge, 431, "fields-too-large"), (.timedOut, 408, "request-timeout"),
        ] as [(HTTPReadFailure, Int, String)] {
            for head in [nil, HTTPRequestMessage(method: "POST", target: "/v1/notes")] {
                let answer = Answer(response: service.gateway.answer(to: failure, head: head))
                #expect(answer.status == status && answer.code == code)
                #expect(answer.json["status"] == .integer(status))
                #expect(answer.json["type"] == .string("urn:handover:problem:\(code)"))
            }
        }
        let head = HTTPRequestMessage(method: "HEAD", target: "/", fields: ["accept-language": "zh"])
        let answer = service.gateway.answer(to: .malformed, head: head)
        #expect(answer.body.isEmpty && answer.announcedByteCount != nil && answer.fields["content-language"] == "zh")
    }

    private struct Unexpected: Error { let secret = "/var/lib/secret SELECT * FROM notes" }

    @Test("Every error of a handler and its store has its status, and says nothing of the inside")
    func mapsErrors() async throws {
        let field = FieldPath(names: ["a", "b"])
        let store = { (code: StoreError.Code) in
            StoreError(
                code,
                LocalizedText("/var/lib/secret", zh: "SELECT"),
                remedy: LocalizedText("secret", zh: "secret")
            )
        }
        let finding = RecordFinding(
            pointer: JSONPointer(tokens: ["x"]),
            keyword: "type",
            message: LocalizedText("m", zh: "m")
        )
        let route = try await route()
        for (error, status, code) in [
            (HandlerError.notFound(singular: "note", key: "7"), 404, "record-not-found"),
            (HandlerError.preconditionFailed, 412, "precondition-failed"),
            (HandlerError.keyMismatch(property: "id", expected: "7"), 400, "invalid-request"),
            (HandlerError.unusableBody(LocalizedText("no", zh: "no")), 400, "invalid-request"),
            (HandlerError.invalidParameter(index: 0, LocalizedText("no", zh: "no")), 400, "invalid-request"),
            (HandlerError.invalidRecord([finding]), 422, "unprocessable"),
            (HandlerError.record(.notFound), 404, "record-not-found"),
            (RecordError.notFound, 404, "record-not-found"), (RecordError.alreadyExists(key: "7"), 409, "conflict"),
            (RecordError.notUnique(field: field, value: "v"), 409, "conflict"),
            (RecordError.duplicateValues(collection: "c", field: field, value: "v"), 409, "conflict"),
            (RecordError.referenced(collection: "c", field: field), 409, "conflict"),
            (RecordError.idempotencyInProgress, 409, "conflict"),
            (RecordError.danglingReference(field: field, value: "v", collection: "c"), 422, "unprocessable"),
            (RecordError.idempotencyMismatch, 422, "unprocessable"),
            (RecordError.invalidCursor, 400, "invalid-request"),
            (RecordError.unknownCollection(name: "c"), 500, "internal-error"),
            (store(.locked), 503, "unavailable"), (store(.full), 503, "unavailable"),
            (store(.overloaded), 503, "unavailable"),
            (store(.closed), 503, "unavailable"), (store(.corrupt), 500, "internal-error"),
            (store(.io), 500, "internal-error"),
            (store(.unwritable), 500, "internal-error"), (store(.newerVersion), 500, "internal-error"),
            (Unexpected(), 500, "internal-error"),
        ] as [(any Error, Int, String)] {
            let problem = Problem(error, route: route)
            #expect(problem.kind.status == status, "\(error)")
            #expect(problem.kind.code == code, "\(error)")
            #expect((problem.fields["retry-after"] != nil) == (status == 503))
            for language in Language.allCases {
                let text = problem.value(in: language).text()
                #expect(!text.contains("secret") && !text.contains("SELECT"))
            }
        }
        let unique = Problem(RecordError.notUnique(field: field, value: "v"), route: route)
        #expect(unique.value(in: .english)["errors"]?.text().contains("\"pointer\":\"#/a/b\"") == true)
    }

    private func route() async throws -> Route {
        let content = try contract(
            #""paths":{"/x":{"get":{"parameters":[{"name":"n","in":"query","schema":{}}],"responses":{}}}}"#
        )
        var planner = HandlerPlanner(contract: content)
        let service = try await NotesService()
        let environment = HandlerEnvironment(now: { Timestamp(seconds: 0) }, uuid: { "" })
        var compiler = OperationCompiler(plan: try planner.plan(), store: service.store, environment: environment)
        var router = Router()
        _ = router.add(method: "GET", path: content.operations[0].path, operation: 0)
        return Route(
            operation: try compiler.compile().operations[0],
            match: try #require(router.match("/x")),
            names: [],
            basePath: ""
        )
    }

    @Test("A store that is closed answers with 503, and its words stay inside")
    func reportsClosedStore() async throws {
        let service = try await NotesService()
        await service.store.close()
        for (method, target, body) in [
            ("GET", "/notes/1", ""), ("GET", "/notes", ""), ("POST", "/notes", #"{"title":"a"}"#),
        ] {
            let answer = await service.send(method, target, body: body)
            #expect(answer.status == 503 && answer["retry-after"] == "1", "\(method): \(answer.text)")
        }
    }

    @Test("Values that are not unique are refused with their place")
    func reportsConflicts() async throws {
        let service = try await NotesService()
        let body = #"{"title":"a","slug":"s"}"#
        #expect(await service.send("POST", "/notes", body: body).status == 201)
        let answer = await service.send("POST", "/notes", body: body)
        #expect(answer.status == 409 && answer.text.contains("\"pointer\":\"#/slug\""))
    }

    @Test("A stored record that breaks the contract is refused in development and reported in production")
    func checksAnswers() async throws {
        for check in GatewaySettings.ResponseCheck.allCases {
            let service = try await NotesService(settings: GatewaySettings(responseCheck: check))
            _ = try await service.store.apply(
                RecordChange(collection: "notes", target: .key("1")) { _ in
                    .insert(key: "1", body: Array(#"{"id":"1","title":7}"#.utf8))
                }
            )
            let answer = await service.send("GET", "/notes/1")
            switch check {
            case .refuse:
                #expect(answer.status == 500 && answer.code == "invalid-response")
                #expect(answer.text.contains("\"pointer\":\"#/title\""))
            case .report: #expect(answer.status == 200 && answer.text == #"{"id":"1","title":7}"#)
            }
            let violations = service.violations.value
            #expect(violations.map(\.operationID) == ["getNote"] && violations.map(\.status) == [200])
        }
    }

    @Test("A record around which the contract puts an envelope keeps its tag")
    func tagsEnvelopes() async throws {
        let service = try await NotesService(
            #"""
            "paths":{"/note":{"get":{"parameters":[{"name":"id","in":"query","required":true,"schema":{"type":"string"}}],
              "x-handover":{"collection":"notes","action":"get","key":"id","envelope":{"code":0,"data":"$record"}},
              "responses":{"200":{"description":"ok","content":{"application/json":{"schema":{"type":"object","properties":{
                "code":{"const":0},"data":{"type":"object","properties":{"id":{"type":"string"}}}}}}}}}}}}
            """#
        )
        _ = try await service.store.apply(
            RecordChange(collection: "notes", target: .key("7")) { _ in
                .insert(key: "7", body: Array(#"{"id":"7"}"#.utf8))
            }
        )
        let answer = await service.send("GET", "/note?id=7")
        #expect(answer.text == #"{"code":0,"data":{"id":"7"}}"#)
        let tag = try #require(answer["etag"])
        #expect(await service.send("GET", "/note?id=7", ["if-none-match": tag]).status == 304)
    }
}
