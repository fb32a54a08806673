import Foundation
import HTTPFetching
import Testing

@Suite("Fetching documents over HTTP")
struct HTTPFetcherTests {
    private static let limits = HTTPFetchLimits(maximumByteCount: 100, maximumRedirectCount: 3)

    private static func reason(
        _ url: String,
        limits: HTTPFetchLimits = Self.limits
    ) async -> HTTPFetchError.Reason? {
        do {
            _ = try await HTTPFetcher(limits: limits).body(of: url, accept: "*/*")
            return nil
        } catch {
            return error.reason
        }
    }

    @Test("The body comes back whole, and the fragment is not sent")
    func body() async throws {
        let server = LoopbackServer { _ in LoopbackServer.answer("{\"type\": 1}") }
        let bytes = try await HTTPFetcher().body(of: server.url("/a.json?b=c#/d"), accept: "application/json")
        #expect(String(decoding: bytes, as: UTF8.self) == "{\"type\": 1}")
        #expect(server.asked == ["/a.json?b=c"])
    }

    @Test(
        "What is no URL of HTTP is refused before anything is sent",
        arguments: ["ftp://a/b", "file:///a", "x", "http:"]
    )
    func schemes(_ url: String) async { #expect(await Self.reason(url) == .invalidURL) }

    @Test("A body at the limit is taken, one byte more is refused, with and without a length")
    func size() async {
        let server = LoopbackServer { target in
            let body = String(repeating: "x", count: Int(target.split(separator: "/").last ?? "") ?? 0)
            if target.hasPrefix("/known") { return LoopbackServer.answer(body) }
            return ["HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", body]
        }
        for kind in ["known", "unknown"] {
            #expect(await Self.reason(server.url("/\(kind)/100")) == nil)
            #expect(await Self.reason(server.url("/\(kind)/101")) == .tooLarge(limit: 100))
        }
    }

    @Test("Redirects are followed up to the limit, and not in circles")
    func redirects() async {
        let server = LoopbackServer { target in
            let left = Int(target.dropFirst()) ?? 0
            if target == "/circle" {
                return LoopbackServer.answer("", status: "302 Found", fields: "location: /circle\r\n")
            }
            if left == 0 { return LoopbackServer.answer("{}") }
            return LoopbackServer.answer("", status: "301 Moved", fields: "location: /\(left - 1)\r\n")
        }
        #expect(await Self.reason(server.url("/3")) == nil)
        #expect(await Self.reason(server.url("/4")) == .tooManyRedirects(limit: 3))
        #expect(await Self.reason(server.url("/circle")) == .tooManyRedirects(limit: 3))
    }

    @Test("Any other status is told")
    func status() async {
        let server = LoopbackServer { target in LoopbackServer.answer("", status: "\(target.dropFirst()) X") }
        for status in [204, 403, 404, 500] { #expect(await Self.reason(server.url("/\(status)")) == .status(status)) }
    }

    @Test("A server that never answers is given up")
    func silence() async {
        let server = LoopbackServer { _ in [] }
        let limits = HTTPFetchLimits(timeout: .milliseconds(50))
        #expect(await Self.reason(server.url("/"), limits: limits) == .timeout(.milliseconds(50)))
    }

    @Test("A port where nobody listens is unreachable, in the system's words")
    func refused() async {
        #expect(await Self.reason("http://127.0.0.1:1/") == .unreachable("Connection refused"))
    }

    @Test("A name that stands for no host is told")
    func unknownHost() async {
        #expect(await Self.reason("http://none.invalid/") == .unknownHost("none.invalid"))
    }

    @Test("A server without TLS has no secure connection")
    func insecure() async {
        let server = LoopbackServer { _ in LoopbackServer.answer("{}") }
        guard case .insecure(let text) = await Self.reason("https://127.0.0.1:\(server.port)/") else {
            Issue.record("there is no TLS")
            return
        }
        #expect(!text.isEmpty && !text.contains("/"))
    }
}
