import Diagnostics
import JSON
import Testing

@Suite("Building documents")
struct JSONBuilderTests {
    private func add(_ name: String, to builder: inout JSONBuilder) {
        if !builder.name(name) { Issue.record("\(name) is there already") }
    }

    @Test("Events make the document that text would make")
    func events() throws {
        var builder = JSONBuilder()
        builder.beginObject()
        add("a", to: &builder)
        builder.beginArray()
        builder.number(JSONNumber(12))
        try builder.number(#require(JSONNumber("1.5e3")))
        builder.string("中\n")
        builder.boolean(false)
        builder.null()
        builder.end()
        #expect(builder.depth == 1)
        add("aLongerNameThanEight", to: &builder)
        builder.value(["x": [1, true]])
        builder.end()
        let document = builder.finish()
        let text = #"{"a":[12,1.5e3,"中\n",false,null],"aLongerNameThanEight":{"x":[1,true]}}"#
        #expect(document.root.text() == text)
        #expect(JSONNode.areEqual(document.root, try JSONParser().parse(text).root))
        #expect(document.root["aLongerNameThanEight"]?["x"]?[0]?.integer == 1)
        #expect(document.root["a"]?[0]?.integer == 12)
        #expect(document.root.position == nil)
    }

    @Test("A name that is there already is refused and adds nothing", arguments: [1, 11, 12, 13, 40, 5000])
    func names(count: Int) {
        var builder = JSONBuilder()
        builder.beginObject()
        for index in 0..<count {
            add("n\(index)", to: &builder)
            builder.null()
        }
        let nodeCount = builder.nodeCount
        for index in 0..<count where builder.name("n\(index)") { Issue.record("n\(index) is added twice") }
        #expect(builder.nodeCount == nodeCount)
        add("é", to: &builder)
        builder.beginObject()
        add("n0", to: &builder)
        builder.null()
        builder.end()
        add("e\u{301}", to: &builder)
        builder.null()
        builder.end()
        #expect(builder.finish().root.count == count + 2)
    }

    @Test("Positions are kept for every node")
    func positions() {
        var builder = JSONBuilder()
        builder.beginArray(at: SourcePosition(line: 1, column: 1))
        builder.string("a", at: SourcePosition(line: 2, column: 3))
        builder.end()
        let root = builder.finish().root
        #expect(root.position == SourcePosition(line: 1, column: 1))
        #expect(root[0]?.position == SourcePosition(line: 2, column: 3))
    }

    @Test("Strings, numbers and names may lie in bytes that are there already")
    func content() {
        var builder = JSONBuilder(content: Array("key12-3.5text".utf8), nodeCount: 8)
        builder.beginObject()
        let first = builder.name(content: 0..<3)
        builder.beginArray()
        builder.number(content: 3..<4)
        builder.number(content: 4..<5)
        builder.number(content: 5..<9)
        builder.string(content: 9..<13)
        builder.end()
        let second = builder.name(content: 0..<3)
        builder.end()
        #expect(first == nil && second == 1)
        let root = builder.finish().root
        #expect(root.text() == #"{"key":[1,2,-3.5,"text"]}"#)
        #expect(root["key"]?[1]?.integer == 2)
    }
}
