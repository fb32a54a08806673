import Cleaning
import Contract
import Diagnostics
import DocumentFiles
import HTTPFetching
import HandoverService
import Testing

@testable import RecordDelivery

@Suite("Judging answers")
struct AnswerJudgeTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let status: Int
        var fields: [(name: String, value: String)] = [("content-type", "application/json")]
        var body = "{}"
        let verdict: String
        var testDescription: String { "\(status) \(body.prefix(20)) is \(verdict)" }
    }

    private static func word(_ verdict: AnswerVerdict) -> String {
        switch verdict {
        case .taken(let isReplay): isReplay ? "known" : "taken"
        case .refused(_, let code): code.name
        case .later(let pause, _): "later" + (pause.map { " \($0 / .seconds(1))" } ?? "")
        case .stop(let error, let mayBeThere): error.diagnostics[0].code + (mayBeThere ? "?" : "")
        }
    }

    private static func judge(_ route: DeliveryRoute) throws -> AnswerJudge {
        AnswerJudge(
            route: route,
            target: "http://service.test/notes",
            address: try ServiceAddress("http://service.test"),
            records: CellRecords(columns: ["id", "text"], schema: route.schema)
        )
    }

    private func verdict(_ answer: HTTPIncomingAnswer) throws -> AnswerVerdict {
        try Self.judge(Notes.route()).verdict(on: answer)
    }

    @Test(
        "Status, media type and body decide",
        arguments: [
            Sample(status: 201, verdict: "taken"),
            Sample(
                status: 201,
                fields: [("Content-Type", "application/json; charset=utf-8"), ("Idempotency-Replayed", "true")],
                verdict: "known"
            ),
            Sample(status: 201, fields: [("content-type", "application/hal+json")], verdict: "taken"),
            // All went well, says somebody who is not the service.
            Sample(status: 200, verdict: "delivery.unexpected-answer?"),
            Sample(status: 201, fields: [("content-type", "text/html")], verdict: "delivery.unexpected-answer?"),
            Sample(status: 201, fields: [], verdict: "delivery.unexpected-answer?"),
            Sample(status: 201, body: "{\"id\": ", verdict: "delivery.unexpected-answer?"),
            Sample(status: 201, body: "", verdict: "delivery.unexpected-answer?"),
            Sample(status: 204, verdict: "delivery.unexpected-answer?"),
            Sample(status: 101, verdict: "delivery.unexpected-answer?"),
            Sample(status: 301, fields: [("location", "https://elsewhere.test/")], verdict: "delivery.redirected"),
            Sample(status: 307, verdict: "delivery.redirected"),
            Sample(status: 400, verdict: "refused"),
            Sample(status: 401, verdict: "delivery.refused-caller"),
            Sample(status: 403, verdict: "delivery.refused-caller"),
            Sample(status: 404, verdict: "delivery.wrong-address"),
            Sample(status: 405, verdict: "delivery.wrong-address"),
            Sample(status: 415, verdict: "delivery.wrong-address"),
            Sample(status: 408, verdict: "later"),
            Sample(status: 409, verdict: "conflict"),
            Sample(status: 409, fields: [("retry-after", "1")], verdict: "later 1.0"),
            Sample(status: 413, verdict: "refused"),
            Sample(status: 422, verdict: "refused"),
            Sample(status: 429, verdict: "later"),
            Sample(status: 429, fields: [("Retry-After", "7")], verdict: "later 7.0"),
            Sample(status: 500, verdict: "later"),
            Sample(status: 501, verdict: "delivery.unavailable"),
            Sample(status: 503, fields: [("retry-after", "0")], verdict: "later 0.0"),
            Sample(status: 599, verdict: "later"),
            Sample(status: 600, verdict: "delivery.unexpected-answer?"),
        ]
    )
    func verdicts(_ sample: Sample) throws {
        let answer = HTTPIncomingAnswer(status: sample.status, fields: sample.fields, body: Array(sample.body.utf8))
        #expect(Self.word(try verdict(answer)) == sample.verdict)
    }

    @Test("Where the contract declares no body, any will do")
    func anyBody() throws {
        let judge = try Self.judge(Notes.route(.operation("importNote")))
        for fields in [[], [(name: "content-type", value: "text/html")]] {
            let answer = HTTPIncomingAnswer(status: 202, fields: fields, body: Array("<p>".utf8))
            #expect(Self.word(judge.verdict(on: answer)) == "taken")
        }
    }

    @Test(
        "What a service says about a record is repeated, with its column",
        arguments: [
            (
                ##"{"code": "unprocessable", "detail": "two", "errors": [{"pointer": "#/text", "detail": "too long"}]}"##,
                "422 unprocessable: two; #/text too long", 1
            ),
            (#"{"type": "https://a.test/taken", "title": "taken"}"#, "422 https://a.test/taken: taken", nil),
            (#"{"type": "about:blank", "title": "Unprocessable"}"#, "422: Unprocessable", nil),
            (#"{"error": {"code": 17, "message": "no\nroom"}}"#, "422 17: no room", nil),
            (#"{"error": "no room"}"#, "422: no room", nil),
            (#"{"errors": {"id": 1}, "message": true}"#, "422", nil),
            ("[1]", "422", nil), ("{", "422", nil), ("", "422", nil),
        ] as [(String, String, Int?)]
    )
    func words(_ sample: (body: String, message: String, column: Int?)) throws {
        let answer = HTTPIncomingAnswer(
            status: 422,
            fields: [("content-type", "application/problem+json")],
            body: Array(sample.body.utf8)
        )
        guard case .refused(let refusal, _) = try verdict(answer) else {
            Issue.record("422 is a refusal")
            return
        }
        #expect(refusal.message.english == sample.message)
        #expect(refusal.column == sample.column)
    }

    @Test("A long tale is cut, and a page of HTML is not repeated")
    func longTales() throws {
        let long = #"{"detail": "\#(String(repeating: "x", count: 10_000))"}"#
        let json = ProblemText(
            HTTPIncomingAnswer(status: 400, fields: [("content-type", "application/json")], body: Array(long.utf8))
        )
        #expect(json.detail?.count == ProblemText.maximumCharacterCount)
        let page = ProblemText(
            HTTPIncomingAnswer(status: 400, fields: [("content-type", "text/html")], body: Array("<html>".utf8))
        )
        #expect(page.detail == nil && page.code == nil)
    }

    @Test("A caller who may not is told which scopes are asked for; a wrong path, where the contract is served")
    func remedies() throws {
        func remedy(_ status: Int) throws -> String? {
            guard case .stop(let error, _) = try verdict(HTTPIncomingAnswer(status: status)) else { return nil }
            return error.diagnostics[0].remedy?.english
        }
        #expect(try remedy(403)?.contains("--scope notes:write") == true)
        #expect(try remedy(404)?.contains("--server http://service.test/v1") == true)
    }
}
