import Testing

@testable import SchemaValidation

@Suite("file URIs; RFC 8089")
struct FileURITests {
    @Test(
        "A path becomes a URI and comes back",
        arguments: [
            ("/a/b.json", "file:///a/b.json"), ("/a b/c#d?e%f", "file:///a%20b/c%23d%3Fe%25f"),
            ("/ü", "file:///%C3%BC"), ("/\u{7}", "file:///%07"), ("/a+b,c;d=e@f(g)", "file:///a+b,c;d=e@f(g)"),
        ]
    )
    func bothWays(_ path: String, _ uri: String) {
        #expect(FileURI.text(ofPath: path) == uri)
        #expect(FileURI.path(of: uri) == path)
    }

    @Test(
        "Only files of this machine have a path",
        arguments: [
            ("file://localhost/a", "/a"), ("file:/a", "/a"), ("file://elsewhere/a", nil), ("http://a/b", nil),
            ("file:///a%00b", nil), ("file:///%FF", nil), ("file:///a%2", "/a%2"), ("file:///a%zz", "/a%zz"),
        ] as [(String, String?)]
    )
    func paths(_ uri: String, _ path: String?) { #expect(FileURI.path(of: uri) == path) }

    @Test("Dots are taken out by the text alone")
    func normalizes() {
        #expect(FileURI.normalized("a/../b/./c", in: "/d/e") == "/d/e/b/c")
        #expect(FileURI.normalized("../../../x", in: "/d/e") == "/x")
        #expect(FileURI.normalized("/", in: "/d") == "/")
    }
}
