import Testing

@testable import HTTPFetching

@Suite("Where redirects lead")
struct RedirectChainTests {
    private static func step(
        from url: String,
        status: Int = 302,
        to location: String?,
        limit: Int = 5
    ) -> Result<String?, HTTPFetchError> {
        do {
            var chain = try RedirectChain(url, limit: limit)
            return .success(try chain.follow(status: status, location: location) ? chain.current : nil)
        } catch {
            return .failure(error)
        }
    }

    @Test("A location is read as a reference relative to the URL that was asked")
    func references() {
        for (url, location, next) in [
            ("http://a/b/c", "d", "http://a/b/d"), ("http://a/b/c", "../d", "http://a/d"),
            ("http://a/b/c", "/d?e#f", "http://a/d?e"), ("http://a/b/c", "?e", "http://a/b/c?e"),
            ("http://a/b", "//c/d", "http://c/d"), ("https://a/b", "//c/d", "https://c/d"),
            ("http://a:81/b", "c", "http://a:81/c"), ("http://a/b#c", "http://d/e", "http://d/e"),
            ("http://a/b", "https://a/b", "https://a/b"), ("https://a/b", "HTTPS://c/d", "HTTPS://c/d"),
        ] {
            #expect(Self.step(from: url, to: location) == .success(next), "\(url) \(location)")
        }
    }

    @Test("A step from https to http is refused, wherever in the chain")
    func insecure() throws {
        for location in ["http://a/b", "HTTP://a/b", "http://c/"] {
            let refusal = HTTPFetchError("https://a/b#c", .insecureRedirect)
            #expect(Self.step(from: "https://a/b#c", to: location) == .failure(refusal), "\(location)")
        }
        var chain = try RedirectChain("http://a/", limit: 5)
        #expect(try chain.follow(status: 301, location: "https://a/"))
        #expect(try chain.follow(status: 301, location: "b"))
        let error = #expect(throws: HTTPFetchError.self) { try chain.follow(status: 301, location: "http://c/") }
        #expect(error == HTTPFetchError("http://a/", .insecureRedirect))
        #expect(chain.urls == ["http://a/", "https://a/", "https://a/b"])
    }

    @Test("The limit counts steps; where the fetch has been it does not go again, whatever the fragment")
    func limits() throws {
        for limit in [0, 1, 5] {
            var chain = try RedirectChain("http://a/", limit: limit)
            for step in 0..<limit { #expect(try chain.follow(status: 308, location: "/\(step)")) }
            let error = #expect(throws: HTTPFetchError.self) { try chain.follow(status: 308, location: "/more") }
            #expect(error?.reason == .tooManyRedirects(limit: limit))
        }
        for location in ["http://a/b", "#d", "/b#d"] {
            let refusal = HTTPFetchError("http://a/b#c", .tooManyRedirects(limit: 5))
            #expect(Self.step(from: "http://a/b#c", to: location) == .failure(refusal), "\(location)")
        }
    }

    @Test("Only the five redirects with a URL of HTTP lead on")
    func others() {
        for status in [301, 302, 303, 307, 308] {
            #expect(Self.step(from: "http://a/", status: status, to: "/b") == .success("http://a/b"))
        }
        for status in [200, 201, 300, 304, 305, 306, 404] {
            #expect(Self.step(from: "http://a/", status: status, to: "/b") == .success(nil), "\(status)")
        }
        for location in [nil, "ftp://a/b", "file:///etc/passwd", "unix:///run/x", "http://", "https:b"] {
            #expect(Self.step(from: "http://a/", to: location) == .success(nil), "\(location ?? "none")")
        }
        for url in ["", "x", "ftp://a", "http:", "//a/b"] {
            #expect(Self.step(from: url, to: "/b") == .failure(HTTPFetchError(url, .invalidURL)), "\(url)")
        }
    }
}
