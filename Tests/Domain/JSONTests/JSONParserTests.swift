import JSON
import Testing

@Suite("JSON text (RFC 8259)")
struct JSONParserTests {
    @Test("smoke")
    func smoke() throws {
        let document = try JSONParser().parse(#"{"a":[1,2.5e3,"x\ny",null,true],"b":{"长":-0}}"#)
        #expect(document.root["a"]?.count == 5)
        #expect(document.root["a"]?[2]?.string == "x\ny")
        #expect(document.root["b"]?["长"]?.number?.text == "-0")
    }
}
