import HTTPFetching
import TestEnvironment
import Testing

@Suite("Sending requests over HTTP")
struct HTTPSenderTests {
    private static func answer(
        _ request: HTTPOutgoingRequest,
        _ limits: HTTPFetchLimits = HTTPFetchLimits()
    ) async throws(HTTPFetchError) -> HTTPIncomingAnswer {
        let sender = HTTPSender(limits: limits)
        let outcome: Result<HTTPIncomingAnswer, HTTPFetchError>
        do throws(HTTPFetchError) {
            outcome = .success(try await sender.answer(to: request))
        } catch {
            outcome = .failure(error)
        }
        await sender.close()
        return try outcome.get()
    }

    @Test("Method, fields and body arrive as they are, and the answer comes back whole, whatever its status")
    func exchange() async throws {
        let server = LoopbackServer { _ in
            LoopbackServer.answer("no", status: "422 No", fields: "X-Why: because\r\nx-why: twice\r\n")
        }
        let body = Array("{\"name\": \"北京\"}".utf8)
        let answer = try await Self.answer(
            HTTPOutgoingRequest(method: "PUT", url: server.url("/a?b"), fields: [("x-key", "1")], body: body)
        )
        #expect(answer.status == 422 && answer.body == Array("no".utf8))
        #expect(answer["x-WHY"] == "because" && answer["x-none"] == nil)
        let request = try #require(server.received.first)
        #expect(request.hasPrefix("PUT /a?b HTTP/1.1\r\n") && request.hasSuffix("北京\"}"))
        #expect(request.contains("x-key: 1") && request.lowercased().contains("content-length: \(body.count)"))
    }

    @Test("A redirect is an answer, and leads nowhere")
    func redirect() async throws {
        let server = LoopbackServer { _ in
            LoopbackServer.answer("", status: "307 Elsewhere", fields: "location: /other\r\n")
        }
        let answer = try await Self.answer(HTTPOutgoingRequest(method: "POST", url: server.url("/")))
        #expect(answer.status == 307 && answer["location"] == "/other" && server.asked == ["/"])
    }

    @Test("What goes wrong is told as when documents are fetched")
    func failures() async {
        func reason(_ url: String, _ limits: HTTPFetchLimits = HTTPFetchLimits()) async -> HTTPFetchError.Reason? {
            do throws(HTTPFetchError) {
                _ = try await Self.answer(HTTPOutgoingRequest(method: "POST", url: url, body: [1]), limits)
                return nil
            } catch {
                return error.reason
            }
        }
        let silent = LoopbackServer { _ in [] }
        #expect(
            await reason(silent.url("/"), HTTPFetchLimits(timeout: .milliseconds(50))) == .timeout(.milliseconds(50))
        )
        let long = LoopbackServer { _ in LoopbackServer.answer(String(repeating: "x", count: 101)) }
        #expect(await reason(long.url("/"), HTTPFetchLimits(maximumByteCount: 100)) == .tooLarge(limit: 100))
        #expect(await reason(long.url("/"), HTTPFetchLimits(maximumByteCount: 101)) == nil)
        #expect(await reason("http://127.0.0.1:1/") == .unreachable("Connection refused"))
        #expect(await reason("http://none.invalid/") == .unknownHost("none.invalid"))
        #expect(await reason("ftp://127.0.0.1/") == .invalidURL)
    }
}
