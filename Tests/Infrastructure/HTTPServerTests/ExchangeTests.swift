import HTTPServer
import Testing

@Suite("One exchange after another (RFC 9112, sections 6 and 9)", .timeLimit(.minutes(1)))
struct ExchangeTests {
    @Test("A connection is kept for the next request")
    func keepsAlive() async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            for number in 0..<3 {
                try client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\nX-Echo: é \(number)\r\n\r\n")
                let response = try client.response()
                #expect(response.status == 200)
                #expect(response.version == "HTTP/1.1")
                #expect(response.text == "GET /\(number) ")
                #expect(response["x-echo"] == "é \(number)")
                #expect(response["connection"] == nil)
                #expect(response["date"]?.hasSuffix(" GMT") == true)
            }
        }
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let head: String
        let connection: String?
        var isClosed: Bool { connection != "keep-alive" && connection != nil }
        var testDescription: String { head.debugDescription }
    }

    @Test(
        "The connection closes when either side wants that, and the answer says so",
        arguments: [
            Sample(head: "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n", connection: "close"),
            Sample(head: "GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n", connection: "close"),
            Sample(head: "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n", connection: nil),
            Sample(head: "GET / HTTP/1.0\r\n", connection: "close"),
            Sample(head: "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n", connection: "keep-alive"),
            Sample(head: "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n", connection: "close"),
            Sample(
                head: "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n",
                connection: "close"
            ),
        ]
    )
    func closes(_ sample: Sample) async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            try client.send(sample.head + "\r\n")
            let response = try client.response()
            #expect(response.status == 200)
            #expect(response["connection"] == sample.connection)
            if sample.isClosed {
                #expect(try client.remainder().isEmpty)
            } else {
                try client.send(sample.head + "\r\n")
                #expect(try client.response().status == 200)
            }
        }
    }

    @Test("An answer to HEAD announces the length and has no body")
    func answersHead() async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            try client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\nGET /y HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response(toHead: true)["content-length"] == "8")
            #expect(try client.response().text == "GET /y ")
        }
    }

    @Test("Statuses without content have neither body nor length", arguments: [204, 304])
    func omitsContent(_ status: Int) async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            try client.send("GET /status/\(status) HTTP/1.1\r\nHost: a\r\n\r\nGET /y HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try client.response()
            #expect(response.status == status)
            #expect(response["content-length"] == nil)
            #expect(try client.response().text == "GET /y ")
        }
    }

    @Test(
        "Targets of every form and unusual methods reach the responder as they are",
        arguments: [
            ("GET", "http://a.example/x?y=1"), ("OPTIONS", "*"), ("CONNECT", "a.example:443"), ("PATCH", "/x"),
            ("PROPFIND", "/x"), ("GET", "/%2F/%00?a=b&c"), ("DELETE", "/..//.//x"), ("GET", "//x"),
        ]
    )
    func passesTargets(_ method: String, _ target: String) async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            try client.send("\(method) \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().text == "\(method) \(target) ")
        }
    }

    @Test("A large answer arrives whole, also when the connection closes after it", arguments: ["close", "keep-alive"])
    func sendsLargeAnswers(_ connection: String) async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client(receiveBufferByteCount: 4096)
            try client.send("GET /size/8000000 HTTP/1.1\r\nHost: a\r\nConnection: \(connection)\r\n\r\n")
            #expect(try client.response().body.count == 8_000_000)
        }
    }

    @Test("Five hundred clients at once are answered, and so are their second requests")
    func answersManyClients() async throws {
        try await withServer(TestResponder()) { server in
            let clients = try (0..<500).map { _ in try server.client() }
            for round in ["now", "soon"] {
                for (number, client) in clients.enumerated() {
                    try client.send("GET /\(round)/\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                }
                for (number, client) in clients.enumerated() {
                    let text = try client.response().text
                    if text != "GET /\(round)/\(number) " { Issue.record("client \(number) got \(text)") }
                }
            }
        }
    }
}
