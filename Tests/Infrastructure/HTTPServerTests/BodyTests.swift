import HTTPServer
import Testing

@Suite("Bodies (RFC 9112, sections 6 and 7)", .timeLimit(.minutes(1)))
struct BodyTests {
    static let settings = HTTPServerSettings(maximumBodyByteCount: 1000)

    @Test(
        "A body arrives whole however its bytes are cut",
        arguments: [
            "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
            "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n004\r\nello\r\n0\r\n\r\n",
            "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "5;name=value;x=\"y\"\r\nhello\r\n0;last\r\nTrailer: 1\r\nX: 2\r\n\r\n",
        ]
    )
    func readsBodies(_ request: String) async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            for byte in request.utf8 { try client.send([byte]) }
            #expect(try client.response().text == "POST /x hello")
            for cut in 1..<request.utf8.count {
                try client.send(Array(request.utf8.prefix(cut)))
                try client.send(Array(request.utf8.dropFirst(cut)))
                let text = try client.response().text
                if text != "POST /x hello" { Issue.record("cut at \(cut): \(text)") }
            }
        }
    }

    @Test("A body of just the largest size is read")
    func readsLargestBody() async throws {
        try await withServer(TestResponder(), Self.settings) { server in
            let client = try server.client()
            let body = String(repeating: "x", count: 1000)
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n\(body)")
            #expect(try client.response().body.count == 1007)
            try client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n\(body)\r\n0\r\n\r\n"
            )
            #expect(try client.response().body.count == 1007)
        }
    }

    @Test("One byte more is refused with 413, which a client can read that goes on sending", arguments: [true, false])
    func refusesLargerBodies(_ isChunked: Bool) async throws {
        try await withServer(TestResponder(), Self.settings) { server in
            let client = try server.client()
            let body = String(repeating: "x", count: 1001)
            try client.send(
                isChunked
                    ? "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n\(body)\r\n"
                    : "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n"
            )
            for _ in 0..<200 { try client.send(String(repeating: "y", count: 10000)) }
            let response = try client.response()
            #expect(response.status == 413)
            #expect(response["connection"] == "close")
            #expect(try client.remainder().isEmpty)
        }
    }

    @Test("A length of more digits than fit is too large, not zero")
    func refusesHugeLength() async throws {
        try await withServer(TestResponder(), Self.settings) { server in
            let client = try server.client()
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n")
            #expect([400, 413].contains(try client.response().status))
        }
    }

    @Test("Who asks before sending is asked for the body, or refused at once")
    func answersExpectations() async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            let fields = "Host: a\r\nContent-Length: 5\r\nExpect: 100-Continue\r\n\r\n"
            try client.send("POST /x HTTP/1.1\r\n\(fields)")
            #expect(try client.response().status == 100)
            try client.send("hello")
            #expect(try client.response().text == "POST /x hello")
            try client.send("POST /refused HTTP/1.1\r\n\(fields)")
            let refusal = try client.response()
            #expect(refusal.status == 403)
            #expect(refusal["connection"] == "close")
            #expect(try client.remainder().isEmpty)
        }
    }

    @Test("A body that is too large is refused before it is asked for")
    func refusesExpectedBodies() async throws {
        try await withServer(TestResponder(), Self.settings) { server in
            let client = try server.client()
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.response().status == 413)
        }
    }

    @Test("A client that speaks HTTP/1.0 is never asked for its body")
    func ignoresOldExpectations() async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            try client.send("POST /x HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello")
            #expect(try client.response().text == "POST /x hello")
        }
    }

    @Test("A refusal in answer to HEAD has no body")
    func refusesHead() async throws {
        try await withServer(TestResponder(), Self.settings) { server in
            let client = try server.client()
            try client.send("HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n")
            #expect(try client.response(toHead: true).status == 413)
            #expect(try client.remainder().isEmpty)
        }
    }
}
