import JSON
import Testing

@testable import Records

@Suite("Field locator")
struct FieldLocatorTests {
    private static let body = #"""
        {"a":1,"b":{"c":"x\"}","d":[{"e":2},"]"],"f":{}},"\u0067":null,"":{"":true},"h":-1.5e3}
        """#

    private static func text(_ names: [String], in body: String) -> String? {
        let bytes = Array(body.utf8)
        return FieldLocator(FieldPath(names: names)).range(in: bytes.span)
            .map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test("Finds the text of a value at any depth")
    func finds() {
        #expect(Self.text(["a"], in: Self.body) == "1")
        #expect(Self.text(["b", "c"], in: Self.body) == #""x\"}""#)
        #expect(Self.text(["b", "d"], in: Self.body) == #"[{"e":2},"]"]"#)
        #expect(Self.text(["b", "f"], in: Self.body) == "{}")
        #expect(Self.text(["g"], in: Self.body) == "null")
        #expect(Self.text(["", ""], in: Self.body) == "true")
        #expect(Self.text(["h"], in: Self.body) == "-1.5e3")
        #expect(Self.text([], in: "{}") == "{}")
        #expect(Self.text(["a"], in: " {\n \"a\" : [ ] } ") == "[ ]")
    }

    @Test("What is not there is missing: other names, arrays on the way, scalars on the way")
    func misses() {
        for names in [["x"], ["b", "x"], ["b", "d", "e"], ["b", "d", "0"], ["a", "x"], ["c"], ["b", "c", "x"]] {
            #expect(Self.text(names, in: Self.body) == nil)
        }
        #expect(Self.text(["a"], in: "[]") == nil)
    }

    @Test("Text cut off or changed anywhere is read without harm")
    func damaged() {
        let bytes = Array(Self.body.utf8)
        let locators = [["a"], ["b", "d"], ["g"], ["", ""], ["h"], ["none"]].map { FieldLocator(FieldPath(names: $0)) }
        for count in bytes.indices {
            for replacement: UInt8 in [0, 0x22, 0x5C, 0x7B, 0x7D, 0xFF] {
                var damaged = Array(bytes[...count])
                for locator in locators { _ = locator.key(in: damaged.span) }
                damaged[count] = replacement
                damaged += bytes[(count + 1)...]
                for locator in locators {
                    _ = locator.key(in: damaged.span)
                    _ = locator.referenceKey(in: damaged.span)
                    _ = locator.contains(FieldKey("x"), in: damaged.span)
                }
            }
        }
    }

    @Test("A dotted path names nested members; names with dots are given one by one")
    func paths() {
        #expect(FieldPath("a.b").names == ["a", "b"])
        #expect(FieldPath("").names == [""])
        #expect(FieldPath(names: ["a.b"]) != FieldPath("a.b"))
        #expect(FieldPath("\u{E9}") != FieldPath("e\u{301}"))
        #expect(FieldPath("a.b").description == "a.b")
    }
}
