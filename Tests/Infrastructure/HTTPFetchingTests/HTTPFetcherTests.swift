import Foundation
import HTTPFetching
import Testing

@Suite("Fetching documents over HTTP")
struct HTTPFetcherTests {
    @Test("What is no URL of HTTP is refused before anything is sent", arguments: ["ftp://a/b", "file:///a", "x"])
    func schemes(_ url: String) async {
        await #expect(throws: HTTPFetchError.self) { try await HTTPFetcher().body(of: url, accept: "*/*") }
    }
}
