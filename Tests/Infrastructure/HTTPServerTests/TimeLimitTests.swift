import Dispatch
import HTTPServer
import Testing

@Suite("Time limits of a connection", .timeLimit(.minutes(1)))
struct TimeLimitTests {
    @Test(
        "A request that does not arrive in time is answered with 408",
        arguments: ["G", "GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel"]
    )
    func limitsRequests(_ beginning: String) async throws {
        let settings = HTTPServerSettings(requestTimeout: .milliseconds(200))
        try await withServer(TestResponder(), settings) { server in
            let client = try server.client()
            try client.send(beginning)
            let response = try client.response()
            #expect(response.status == 408)
            #expect(response["connection"] == "close")
            #expect(try client.remainder().isEmpty)
        }
    }

    @Test("Trickling bytes win no time")
    func limitsTrickle() async throws {
        let settings = HTTPServerSettings(requestTimeout: .milliseconds(300))
        try await withServer(TestResponder(), settings) { server in
            let client = try server.client()
            // The server's own limit ends the loop: nothing but 408 ever comes.
            try client.send("GET / HTTP/1.1\r\nX: ")
            client.setReceiveTimeout(milliseconds: 20)
            while true {
                do {
                    #expect(try client.response().status == 408)
                    break
                } catch SocketClient.Failure.timedOut {
                    try client.send("x")
                }
            }
        }
    }

    @Test("A silent connection is closed without a word", arguments: ["", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"])
    func limitsSilence(_ request: String) async throws {
        let settings = HTTPServerSettings(idleTimeout: .milliseconds(200))
        try await withServer(TestResponder(), settings) { server in
            let client = try server.client()
            if !request.isEmpty {
                try client.send(request)
                #expect(try client.response().status == 200)
            }
            #expect(try client.remainder().isEmpty)
        }
    }

    @Test("A client that fetches nothing is cut off")
    func limitsFetching() async throws {
        let settings = HTTPServerSettings(responseTimeout: .milliseconds(300))
        for connection in ["close", "keep-alive"] {
            try await withServer(TestResponder(), settings) { server in
                let client = try server.client(receiveBufferByteCount: 4096)
                try client.send("GET /size/50000000 HTTP/1.1\r\nHost: a\r\nConnection: \(connection)\r\n\r\n")
                // Stopping waits for the connection, so it ends only once the server has given the client up.
                server.stop()
                server.waitUntilStopped()
                #expect(throws: SocketClient.Failure.self) { try client.response() }
            }
        }
    }

    @Test("An answer that is being made has all the time it needs")
    func leavesHandlersTime() async throws {
        let responder = TestResponder()
        let settings = HTTPServerSettings(
            requestTimeout: .milliseconds(100),
            idleTimeout: .milliseconds(100),
            responseTimeout: .milliseconds(100)
        )
        try await withServer(responder, settings) { server in
            let client = try server.client()
            try client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
            responder.gate.arrivals.wait()
            // Another connection's limits pass meanwhile.
            #expect(try server.client().remainder().isEmpty)
            #expect(try server.client().remainder().isEmpty)
            responder.gate.open()
            #expect(try client.response().text == "GET /later ")
        }
    }
}
