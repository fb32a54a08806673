import HTTPServer
import Testing

@Suite("What is no request (RFC 9112, sections 2, 3, 5 and 11.2)", .timeLimit(.minutes(1)))
struct MalformedRequestTests {
    /// Requests in which two readers could find different ends, or none.
    static let samples: [String] = [
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}", "hello\r\n\r\n", "GET\r\n\r\n",
        "GET / HTTP/1.1 x\r\nHost: a\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", "GET / http/1.1\r\nHost: a\r\n\r\n",
        "FOO / HTTP/1.1\r\nHost: a\r\n\r\n", "get / HTTP/1.1\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX\u{0}Y: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX Y: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n: a\r\n\r\n",
        "GET /\u{0} HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\u{7} HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u{b}chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloxx0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n",
    ]

    @Test("It is answered with 400, and the connection closes")
    func refuses() async throws {
        try await withServer(TestResponder()) { server in
            for sample in Self.samples {
                let client = try server.client()
                do {
                    try client.send(sample)
                    let response = try client.response()
                    if response.status != 400 || response["connection"] != "close" {
                        Issue.record("\(sample.debugDescription): \(response.status) \(response.text)")
                    }
                    let rest = try client.remainder()
                    if !rest.isEmpty { Issue.record("\(sample.debugDescription): then \(rest.count) bytes") }
                } catch {
                    Issue.record("\(sample.debugDescription): \(error)")
                }
            }
        }
    }

    @Test("Bare line feeds end lines or are refused, and never hide a second request")
    func readsBareLineFeeds() async throws {
        try await withServer(TestResponder()) { server in
            for text in ["GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n"] {
                let client = try server.client()
                try client.send(text)
                client.finishSending()
                let status = try client.response().status
                #expect(status == 400 || status == 200)
                #expect(try client.remainder().isEmpty)
            }
        }
    }

    @Test("A length in HTTP/1.0 beside chunks ends the connection after the answer")
    func closesAfterOldChunks() async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            try client.send(
                "POST /x HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /y HTTP/1.0\r\n\r\n"
            )
            #expect(try client.response()["connection"] == "close")
            #expect(try client.remainder().isEmpty)
        }
    }

    @Test("What follows bytes that were no request is thrown away, and the answer arrives all the same")
    func drainsRubbish() async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            try client.send("rubbish\r\n")
            for _ in 0..<100 { try client.send(String(repeating: "rubbish ", count: 1000)) }
            #expect(try client.response().status == 400)
            #expect(try client.remainder().isEmpty)
        }
    }

    @Test("A head may be as large as the limit, and no larger: 431", arguments: [0, 1, 2])
    func limitsHeads(_ kind: Int) async throws {
        let settings = HTTPServerSettings(maximumHeadByteCount: 4000)
        try await withServer(TestResponder(), settings) { server in
            let head = { (count: Int) -> String in
                switch kind {
                case 0: "GET /\(String(repeating: "x", count: count)) HTTP/1.1\r\nHost: a\r\n\r\n"
                case 1: "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: count))\r\n\r\n"
                default:
                    "GET / HTTP/1.1\r\nHost: a\r\n"
                        + (0..<count / 20).map { "X\($0): \(String(repeating: "x", count: 17))\r\n" }.joined() + "\r\n"
                }
            }
            let client = try server.client()
            try client.send(head(3000))
            #expect(try client.response().status == 200)
            try client.send(head(5000))
            let response = try client.response()
            #expect(response.status == 431)
            #expect(response["connection"] == "close")
        }
    }

    @Test("Too many fields are too large a head")
    func limitsFieldCount() async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n" + (0..<300).map { "X\($0): 1\r\n" }.joined() + "\r\n")
            #expect(try client.response().status == 431)
        }
    }
}
