import Testing

@testable import JSON

@Suite("Whether a document has a member of some name")
struct MemberNameTests {
    @Test(
        "Only names of members count, wherever they stand and however they are written",
        arguments: [
            (#"{"x-handover":1}"#, true), (#"[{"a":[{"x-handover":{}}]}]"#, true), (#"{"x\u002dhandover":1}"#, true),
            ("{}", false), (#""x-handover""#, false), (#"{"a":"x-handover"}"#, false), (#"["x-handover"]"#, false),
            (#"{"x-handove":1,"x-handover2":2,"X-Handover":3}"#, false),
        ]
    )
    func found(_ text: String, isThere: Bool) throws {
        #expect(try JSONParser().parse(text).hasMember(named: "x-handover") == isThere)
    }
}
