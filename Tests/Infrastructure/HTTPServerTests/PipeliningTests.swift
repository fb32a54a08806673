import Dispatch
import HTTPServer
import Testing

@Suite("Requests sent ahead (RFC 9112, section 9.3.2)", .timeLimit(.minutes(1)))
struct PipeliningTests {
    private static func request(_ target: String) -> String { "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n" }

    @Test("Two hundred requests at once are answered in order, whatever each answer takes", arguments: [1, 64, 1000])
    func answersInOrder(_ maximumPipelinedCount: Int) async throws {
        let settings = HTTPServerSettings(maximumPipelinedCount: maximumPipelinedCount)
        try await withServer(TestResponder(), settings) { server in
            let client = try server.client()
            let targets = (0..<200).map { $0.isMultiple(of: 3) ? "/soon/\($0)" : "/now/\($0)" }
            try client.send(targets.map(Self.request).joined())
            for target in targets { #expect(try client.response().text == "GET \(target) ") }
        }
    }

    @Test("Requests wait for the answer before them")
    func waits() async throws {
        let responder = TestResponder()
        try await withServer(responder) { server in
            let client = try server.client()
            try client.send(Self.request("/later") + Self.request("/a") + Self.request("/later/b"))
            responder.gate.arrivals.wait()
            try client.send(Self.request("/c"))
            responder.gate.open()
            for target in ["/later", "/a", "/later/b", "/c"] {
                #expect(try client.response().text == "GET \(target) ")
            }
        }
    }

    @Test("A client that sends without end while its first answer is made is made to wait")
    func holdsBack() async throws {
        let responder = TestResponder()
        let settings = HTTPServerSettings(maximumBodyByteCount: 1 << 30)
        try await withServer(responder, settings) { server in
            let client = try server.client(sendTimeout: 1)
            try client.send(Self.request("/later"))
            responder.gate.arrivals.wait()
            try client.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 500000000\r\n\r\n")
            // Sockets hold some megabytes; what goes further is held by the server.
            var sent = 0
            let chunk = [UInt8](repeating: 0x61, count: 1 << 20)
            while sent < 200, (try? client.send(chunk)) != nil { sent += 1 }
            #expect(sent < 50)
            responder.gate.open()
            #expect(try client.response().text == "GET /later ")
        }
    }

    @Test("A client that asks without end and fetches nothing is made to wait, and loses nothing")
    func holdsBackAnswers() async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client(receiveBufferByteCount: 4096, sendTimeout: 20)
            let count = 300
            try client.send((0..<count).map { _ in Self.request("/size/100000") }.joined() + Self.request("/last"))
            for _ in 0..<count { #expect(try client.response().body.count == 100_000) }
            #expect(try client.response().text == "GET /last ")
        }
    }

    @Test("What comes after the last request of a connection is not answered")
    func stopsAfterLast() async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            let last = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            try client.send(Self.request("/a") + last + Self.request("/never"))
            #expect(try client.response().text == "GET /a ")
            #expect(try client.response()["connection"] == "close")
            #expect(try client.remainder().isEmpty)
        }
    }

    @Test("Requests before bytes that are none are answered first", arguments: ["/now", "/soon"])
    func answersBeforeRubbish(_ target: String) async throws {
        try await withServer(TestResponder()) { server in
            let client = try server.client()
            try client.send(Self.request(target) + Self.request("/b") + "rubbish\r\n\r\n")
            #expect(try client.response().text == "GET \(target) ")
            #expect(try client.response().text == "GET /b ")
            #expect(try client.response().status == 400)
            #expect(try client.remainder().isEmpty)
        }
    }
}
