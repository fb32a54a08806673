import Testing

@testable import Contract

@Suite("Path templates")
struct PathTemplateTests {
    @Test("Segments are literals, names, or both")
    func parts() throws {
        let path = try #require(PathTemplate("/a/{b}/{c}-{d}/{e}.json/v{f}"))
        #expect(path.parameterNames == ["b", "c", "d", "e", "f"])
        #expect(path.segments[0].literal == "a")
        #expect(path.segments[1].parameter == "b")
        #expect(path.segments[2].parts == [.parameter("c"), .literal("-"), .parameter("d")])
        #expect(path.segments[3].parts == [.parameter("e"), .literal(".json")])
        #expect(path.segments[4].parameter == nil)
        #expect(path.pattern.words == ["a", "{}-{}", "{}.json", "v{}"])
        #expect(path.mounted(under: "/x").description == "/x/a/{b}/{c}-{d}/{e}.json/v{f}")
    }

    @Test(
        "Two paths have one pattern if the same requests fit them",
        arguments: [
            ("/a/{b}", "/a/{c}", true), ("/caf%C3%A9", "/caf\u{E9}", true), ("/a/{b}.json", "/a/{c}.json", true),
            ("/a%2Fb", "/a/b", false), ("/%7B%7D", "/{id}", false), ("/a%7B%7D", "/a{id}", false),
            ("/caf\u{E9}", "/cafe\u{301}", false), ("/a", "/A", false), ("/a/", "/a", false),
        ]
    )
    func patterns(_ one: String, _ other: String, _ isSame: Bool) throws {
        let one = try #require(PathTemplate(one))
        let other = try #require(PathTemplate(other))
        #expect((one.pattern == other.pattern) == isSame)
    }

    @Test("What is above a pattern lacks its last segment; a slash in a segment stays in it")
    func parents() throws {
        func pattern(_ text: String) throws -> PathTemplate.Pattern { try #require(PathTemplate(text)).pattern }
        #expect(try pattern("/a/b/{c}").parent == pattern("/a/b"))
        #expect(try pattern("/a%2Fb/{c}").parent == pattern("/a%2fb"))
        #expect(try pattern("/a%2Fb").parent == nil)
        #expect(try pattern("/a%2Fb/c%2Ed//{d}").words == ["a%2Fb", "c.d"])
        #expect(try pattern("/%7B%7D").words == ["{}"])
        for (text, hasNames) in [("/", false), ("/a/%7Bb%7D", false), ("/a/{b}", true), ("/a/b{c}", true)] {
            #expect(try pattern(text).hasNames == hasNames, "\(text)")
        }
    }

    @Test("The root and a slash at the end have an empty segment")
    func empty() throws {
        #expect(try #require(PathTemplate("/")).segments.map(\.literal) == [""])
        #expect(try #require(PathTemplate("/a/")).segments.map(\.literal) == ["a", ""])
    }

    @Test("A slash in braces belongs to the name; percent-encoding is undone")
    func special() throws {
        #expect(try #require(PathTemplate("/{a/b}")).parameterNames == ["a/b"])
        #expect(try #require(PathTemplate("/caf%C3%A9")).segments[0].literal == "café")
        #expect(try #require(PathTemplate("/100%")).segments[0].literal == "100%")
    }

    @Test(
        "What does not start with a slash, or has braces that do not match, is no path",
        arguments: ["", "a", "/{", "/}", "/{}", "/{a", "/a}", "/{a}{b}", "/{{a}}", "/}a{", "/{a}}", "/{a}/{"]
    )
    func refused(_ text: String) { #expect(PathTemplate(text) == nil) }
}

@Suite("Percent-encoding (RFC 3986)")
struct PercentEncodingTests {
    @Test("Decodes UTF-8, and a plus only where it is a space")
    func decodes() {
        #expect(PercentEncoding.decoded("a%20b+c") == "a b+c")
        #expect(PercentEncoding.decoded("a%20b+c", plusIsSpace: true) == "a b c")
        #expect(PercentEncoding.decoded("%e4%B8%AD") == "中")
        #expect(PercentEncoding.decoded("") == "")
    }

    @Test("Broken encoding is nothing", arguments: ["%", "%2", "%zz", "%FF", "%C3", "a%2"])
    func refuses(_ text: String) { #expect(PercentEncoding.decoded(text) == nil) }

    @Test("Encodes all but unreserved characters, less in a path")
    func encodes() {
        #expect(PercentEncoding.encoded("a/b c~é\n") == "a%2Fb%20c~%C3%A9%0A")
        #expect(PercentEncoding.encodedPath("a:b@c/é") == "a:b@c%2F%C3%A9")
    }
}

@Suite("Media ranges (RFC 9110)")
struct MediaRangeTests {
    @Test("Reads types, parameters and quotes")
    func reads() throws {
        let type = try #require(MediaRange(#" Text/HTML ; Charset="utf-8" ; q=0.5; odd "#))
        #expect(type.essence == "text/html")
        #expect(type["charset"] == "utf-8")
        #expect(type["q"] == "0.5")
        #expect(type.description == "text/html; charset=utf-8; q=0.5")
    }

    @Test("Knows JSON and what includes what")
    func includes() throws {
        let json = try #require(MediaRange("application/problem+json"))
        #expect(json.isJSON)
        #expect(try #require(MediaRange("application/*")).includes(json))
        #expect(try #require(MediaRange("*/*")).includes(json))
        #expect(try !#require(MediaRange("application/json")).includes(json))
        #expect(["*/*", "a/*", "a/b"].compactMap { MediaRange($0)?.specificity } == [0, 1, 2])
        #expect(MediaRange("a/*")?.isConcrete == false)
    }

    @Test("Anything else is none", arguments: ["", "json", "a/", "/b", "a/b/c", "a b/c", "a/b,c/d", "*/json"])
    func refuses(_ text: String) { #expect(MediaRange(text) == nil) }
}
