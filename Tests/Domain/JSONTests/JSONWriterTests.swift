import JSON
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    static let text =
        #"{"a":[1,-0,1e400,[],{}],"é\n\"\\":{"b":"\u0000\u001f\b\f\r\t/","c":null},"d":[true,false,"中😀"]}"#

    @Test("The shortest text comes back byte by byte")
    func shortest() throws {
        let document = try JSONParser().parse(Self.text)
        #expect(document.root.text() == Self.text)
        #expect(JSONValue(document.root).text() == Self.text)
        #expect(JSONDocument(JSONValue(document.root)).root.text() == Self.text)
    }

    @Test("Indentation puts each value on a line of its own and changes nothing else")
    func indented() throws {
        let root = try JSONParser().parse(Self.text).root
        let pretty = root.text(indentation: 2)
        #expect(JSONNode.areEqual(try JSONParser().parse(pretty).root, root))
        #expect(
            try JSONParser().parse(#"{"a":[1,{}],"b":[]}"#).root.text(indentation: 2) == """
                {
                  "a": [
                    1,
                    {}
                  ],
                  "b": []
                }
                """
        )
        #expect(JSONValue(root).text(indentation: 2) == pretty)
    }

    @Test("Piece by piece: commas and colons are the writer's")
    func pieces() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("a")
        writer.integer(.min)
        writer.name("b\u{1}")
        writer.beginArray()
        writer.string("x")
        writer.boolean(true)
        writer.null()
        writer.raw("1.50".utf8)
        writer.value(["k": []] as JSONValue)
        writer.endArray()
        writer.endObject()
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"a":-9223372036854775808,"b\u0001":["x",true,null,1.50,{"k":[]}]}"#
        )
    }
}
