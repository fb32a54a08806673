import Diagnostics
import Testing

@testable import JSON

@Suite("Copies of parts of documents")
struct JSONCopyTests {
    static let first = #"{"a":[1,2.5,"x\ny"],"b":{"longer than seven":null}}"#
    static let second = "[\n  true,\n  {\"c\": -0}\n]"

    /// A document of parts of two others, with made parts between.
    private func copy() throws -> (JSONDocument, JSONDocument, JSONDocument) {
        let one = try JSONParser().parse(Self.first)
        let other = try JSONParser().parse(Self.second)
        let made = try #require(other.root[1]?["c"])
        var copy = JSONCopy(of: [one, other])
        copy.beginObject(at: one.root)
        for (name, value) in one.root.memberNodes {
            let isNew = copy.name(name)
            copy.value(value)
            let isNewAgain = copy.name(name)
            #expect(isNew && !isNewAgain)
        }
        let isNew = copy.name("made", at: made)
        #expect(isNew)
        copy.beginArray(at: made)
        copy.string("中", at: made)
        copy.boolean(true, at: made)
        copy.null(at: made)
        copy.value(other.root)
        #expect(copy.depth == 2)
        copy.end()
        let isNewAgain = copy.name("b", at: made)
        #expect(!isNewAgain)
        copy.end()
        return (copy.finish(), one, other)
    }

    @Test("The copy reads as if it had been written")
    func content() throws {
        let (document, _, _) = try copy()
        let text =
            #"{"a":[1,2.5,"x\ny"],"b":{"longer than seven":null},"made":["中",true,null,[true,{"c":-0}]]}"#
        #expect(document.root.text() == text)
        #expect(JSONNode.areEqual(document.root, try JSONParser().parse(text).root))
        #expect(document.root["made"]?[3]?[1]?["c"]?.integer == 0)
        #expect(document.root["b"]?["longer than seven"]?.isNull == true)
    }

    @Test("Each node stands where it came from, through two copies")
    func origins() throws {
        let (document, one, other) = try copy()
        var second = JSONCopy(of: [document])
        second.beginArray(at: document.root)
        second.value(document.root)
        second.end()
        let copied = second.finish()
        for root in [document.root, try #require(copied.root[0])] {
            let x = try #require(root["a"]?[2])
            #expect(x.origin.document === one)
            #expect(x.position == SourcePosition(line: 1, column: 13))
            let c = try #require(root["made"]?[3]?[1]?["c"])
            #expect(c.origin.document === other)
            #expect(c.position == SourcePosition(line: 3, column: 9))
            #expect(root["made"]?.position == c.position)
            #expect(root["made"]?[0]?.position == c.position)
            #expect(root["made"]?[3]?[1]?.pointer.description.hasSuffix("/made/3/1") == true)
        }
        #expect(one.root.origin.index == 0)
        #expect(copied.positions(of: [0]) == [0: SourcePosition(line: 1, column: 1)])
    }

    @Test("A scalar may be the whole", arguments: ["1", #""a""#, "null", "[]", "{}"])
    func scalars(_ text: String) throws {
        let document = try JSONParser().parse(text)
        var copy = JSONCopy(of: [document])
        copy.value(document.root)
        #expect(copy.finish().root.text() == text)
    }
}
