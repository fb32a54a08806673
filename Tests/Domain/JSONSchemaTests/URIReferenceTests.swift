import Testing

@testable import JSONSchema

@Suite("References (RFC 3986)")
struct URIReferenceTests {
    @Test("The examples of section 5.4 resolve as they say")
    func examples() {
        let base = URIReference("http://a/b/c/d;p?q")
        let table = [
            ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
            ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
            ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
            ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
            ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"), ("http:g", "http:g"),
        ]
        for (reference, target) in table {
            #expect(URIReference(reference).resolved(against: base).description == target, "\(reference)")
        }
    }

    @Test("A fragment is decoded, unless that makes no text")
    func fragments() {
        #expect(URIReference("a#/x%25y%2Fz").decodedFragment == "/x%y/z")
        #expect(URIReference("a#%E9%95%BF").decodedFragment == "长")
        #expect(URIReference("a#%FF").decodedFragment == nil)
        #expect(URIReference("a#%4").decodedFragment == "%4")
        #expect(URIReference("a").decodedFragment == nil)
    }

    @Test("Delimiters are bytes, whatever combines with them")
    func combiningMarks() {
        let reference = URIReference("a:/\u{301}/b?\u{301}c#\u{301}")
        #expect(reference.scheme == "a")
        #expect(reference.path.utf8.elementsEqual("/\u{301}/b".utf8))
        #expect(reference.query?.utf8.elementsEqual("\u{301}c".utf8) == true)
        #expect(reference.fragment == "\u{301}")
        let base = URIReference("http://a/b/\u{301}c")
        #expect(URIReference("../d").resolved(against: base).description == "http://a/d")
    }

    @Test("A base without a hierarchy keeps its scheme")
    func opaqueBases() {
        let base = URIReference("urn:uuid:1-2")
        #expect(URIReference("#a").resolved(against: base).description == "urn:uuid:1-2#a")
        #expect(URIReference("https://e.org").resolved(against: base).description == "https://e.org")
    }
}
