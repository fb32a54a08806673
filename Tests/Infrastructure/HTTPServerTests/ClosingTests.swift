import Dispatch
import HTTPServer
import Testing

@Suite("Connections that end, and servers that stop", .timeLimit(.minutes(1)))
struct ClosingTests {
    private static let later = "GET /later HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("A client that has finished sending still gets its answers, in order", arguments: ["/now", "/soon"])
    func answersHalfClosed(_ target: String) async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            let targets = (0..<5).map { "\(target)/\($0)" }
            try client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            client.finishSending()
            for target in targets { #expect(try client.response().text == "GET \(target) ") }
            #expect(try client.remainder().isEmpty)
        }
    }

    @Test("More clients than may be connected wait until one has gone")
    func boundsConnections() async throws {
        try await withServer(TestResponder(), HTTPServerSettings(port: 0, maximumConnectionCount: 2)) { server in
            let request = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
            let first = try server.client()
            let second = try server.client()
            for client in [first, second] {
                try client.send(request)
                #expect(try client.response().text == "GET /a ")
            }
            // The system has taken this one; the server has not.
            let third = try server.client()
            try third.send(request)
            third.setReceiveTimeout(milliseconds: 200)
            #expect(throws: (any Error).self) { try third.response() }
            first.close()
            third.setReceiveTimeout(milliseconds: 20_000)
            #expect(try third.response().text == "GET /a ")
        }
    }

    @Test("A client that finishes while its answer is made still gets it")
    func answersLateHalfClose() async throws {
        let responder = TestResponder()
        try await withServer(responder) { server in
            let client = try server.client()
            try client.send(Self.later)
            responder.gate.arrivals.wait()
            client.finishSending()
            responder.gate.open()
            #expect(try client.response().text == "GET /later ")
            #expect(try client.remainder().isEmpty)
        }
    }

    @Test(
        "A request that ends in the middle is none",
        arguments: ["GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel"]
    )
    func refusesHalfRequests(_ text: String) async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            try client.send(text)
            client.finishSending()
            #expect(try client.response().status == 400)
            #expect(try client.remainder().isEmpty)
        }
    }

    @Test("A client that is gone when its answer is ready harms nobody", arguments: [true, false])
    func dropsAnswers(_ resets: Bool) async throws {
        let responder = TestResponder()
        try await withServer(responder) { server in
            let clients = try (0..<20).map { _ in try server.client() }
            for client in clients { try client.send(Self.later + Self.later) }
            for _ in clients { responder.gate.arrivals.wait() }
            for client in clients { if resets { client.reset() } else { client.close() } }
            responder.gate.open()
            let other = try server.client()
            try other.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try other.response().text == "GET /x ")
        }
    }

    @Test("A server that stops finishes what has begun, takes nothing new, and ends")
    func stopsGracefully() async throws {
        let responder = TestResponder()
        try await withServer(responder) { server in
            let busy = try server.client()
            try busy.send(Self.later + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            responder.gate.arrivals.wait()
            let reading = try server.client()
            try reading.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
            #expect(try reading.response().status == 100)
            let idle = try server.client()
            try idle.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try idle.response().status == 200)

            server.stop()
            #expect(try idle.remainder().isEmpty)
            #expect(throws: SocketClient.Failure.self) {
                let late = try server.client()
                try late.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try late.response()
            }
            try reading.send("hello")
            let read = try reading.response()
            #expect(read.text == "POST /x hello")
            #expect(read["connection"] == "close")
            #expect(try reading.remainder().isEmpty)
            responder.gate.open()
            let answered = try busy.response()
            #expect(answered.text == "GET /later ")
            #expect(answered["connection"] == "close")
            #expect(try busy.remainder().isEmpty)
            for client in [busy, reading, idle] { client.close() }
            server.waitUntilStopped()
        }
    }

    @Test("An answer that the client is still fetching arrives whole although the server stops")
    func finishesFetching() async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client(receiveBufferByteCount: 4096)
            try client.send("GET /size/5000000 HTTP/1.1\r\nHost: a\r\n\r\n")
            try client.waitForFirstByte()
            server.stop()
            #expect(try client.response().body.count == 5_000_000)
        }
    }

    @Test("Clients that neither send on nor fetch do not keep a server from stopping")
    func stopsDespiteClients() async throws {
        let settings = HTTPServerSettings(stopTimeout: .milliseconds(300))
        try await withServer(TestResponder(), settings) { server in
            let slow = try server.client()
            try slow.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
            #expect(try slow.response().status == 100)
            let idle = try server.client(receiveBufferByteCount: 4096)
            try idle.send("GET /size/50000000 HTTP/1.1\r\nHost: a\r\n\r\n")
            try idle.waitForFirstByte()
            server.stop()
            server.waitUntilStopped()
            #expect(try slow.response().status == 408)
        }
    }

    @Test("A connection that has ended leaves nothing in memory, whatever its end was")
    func releasesConnections() async throws {
        weak let released = try await responderOfManyConnections()
        // Every connection holds the responder, so it lives as long as any of them does.
        while released != nil, !Task.isCancelled { await Task.yield() }
        #expect(released == nil)
    }

    private func responderOfManyConnections() async throws -> TestResponder {
        let responder = TestResponder()
        try await withServer(responder) { server in
            for number in 0..<1000 {
                let client = try server.client()
                switch number % 5 {
                case 0: try client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
                case 1: try client.send("GET /soon HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                case 2: try client.send("rubbish\r\n\r\n")
                case 3: try client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel")
                default: break
                }
                if number % 5 < 3 { _ = try client.response() }
                if number % 7 == 0 { client.reset() } else { client.close() }
            }
        }
        return responder
    }
}
