import DataCleaning
import Diagnostics
import DocumentFiles
import TestEnvironment
import Testing

@testable import RecordDelivery

@Suite("Services that misbehave")
struct HostileServiceTests {
    /// What becomes of one record, over a real connection; nobody waits between attempts.
    private static func word(
        _ server: LoopbackServer,
        timeout: Duration = .seconds(30),
        scheme: String = "http"
    ) async throws -> (opening: String, word: String) {
        let folder = TemporaryFolder()
        let file = try folder.write("id,text\n", to: "a.csv")
        var settings = DeliverySettings()
        settings.timeout = timeout
        let delivery = try RecordDelivery(
            try Notes.route(),
            at: try ServiceAddress("\(scheme)://127.0.0.1:\(server.port)/v1"),
            token: nil,
            settings: settings,
            clock: DeliveryClock(now: { .zero }, sleep: { _ in })
        )
        var opening = "open"
        do {
            try await delivery.open(source: RecordOrigin(path: file, part: ""))
        } catch let error as ServiceError {
            opening = Delivery.stopped(error, mayBeThere: false).word
        }
        let word = await delivery.send(Notes.records(1), columns: Notes.columns)[0].word
        await delivery.close()
        return (opening, word)
    }

    private static let json = "content-type: application/json\r\n"

    @Test("One that is as the contract says takes the record, and gets it whole")
    func honest() async throws {
        let server = LoopbackServer { _ in LoopbackServer.answer("{}", status: "201 Created", fields: Self.json) }
        #expect(try await Self.word(server) == ("open", "taken"))
        let requests = server.received
        #expect(requests.count == 2 && requests[0].hasPrefix("OPTIONS /v1/notes "))
        #expect(requests.last?.hasPrefix("POST /v1/notes ") == true)
        #expect(requests.last?.hasSuffix(#"{"id":"n1","text":"text"}"#) == true)
    }

    @Test("One that always fails is given up after so many attempts")
    func failing() async throws {
        let server = LoopbackServer { _ in LoopbackServer.answer("<h1>500</h1>", status: "500 Internal Server Error") }
        #expect(try await Self.word(server) == ("open", "delivery.unavailable"))
        #expect(server.asked.count == 1 + RetryPlan.maximumAttemptCount)
    }

    @Test("One that closes in the middle of its answer, or at once, may have taken the record")
    func closing() async throws {
        let half = LoopbackServer { _ in
            ["HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{\"id\""]
        }
        #expect(try await Self.word(half).word == "delivery.unreachable?")
        let head = LoopbackServer { _ in ["HTTP/1.1 201 Crea"] }
        #expect(try await Self.word(head).word == "delivery.unreachable?")
        let noise = LoopbackServer { _ in ["\u{1}\u{2}\u{3} this is no HTTP\r\n\r\n"] }
        #expect(try await Self.word(noise).word == "delivery.unreachable?")
    }

    @Test("One that never answers is given up in time")
    func silent() async throws {
        let server = LoopbackServer { _ in [] }
        let (opening, word) = try await Self.word(server, timeout: .milliseconds(50))
        #expect(opening == "delivery.unreachable" && word == "delivery.unreachable?")
    }

    @Test("Redirects are not followed, wherever they lead", arguments: [301, 302, 303, 307, 308])
    func redirecting(_ status: Int) async throws {
        let other = LoopbackServer { _ in LoopbackServer.answer("{}", status: "201 Created", fields: Self.json) }
        let location = other.url("/v1/notes")
        let server = LoopbackServer { _ in
            LoopbackServer.answer("", status: "\(status) Elsewhere", fields: "location: \(location)\r\n")
        }
        #expect(try await Self.word(server) == ("delivery.redirected", "delivery.redirected"))
        #expect(other.asked.isEmpty)
    }

    @Test("A page that says all is well is no record")
    func junk() async throws {
        let page = LoopbackServer { _ in
            LoopbackServer.answer("<html>Sign in</html>", fields: "content-type: text/html\r\n")
        }
        #expect(try await Self.word(page).word == "delivery.unexpected-answer?")
        let broken = LoopbackServer { _ in LoopbackServer.answer("{\"id", status: "201 Created", fields: Self.json) }
        #expect(try await Self.word(broken).word == "delivery.unexpected-answer?")
    }

    @Test("A service without TLS is not spoken to where TLS was asked for")
    func insecure() async throws {
        let server = LoopbackServer { _ in LoopbackServer.answer("{}", status: "201 Created", fields: Self.json) }
        #expect(try await Self.word(server, scheme: "https") == ("delivery.unreachable", "delivery.unreachable"))
        #expect(!server.received.contains { $0.contains("POST") })
    }
}
