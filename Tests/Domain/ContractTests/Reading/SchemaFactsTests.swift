import JSON
import Testing

@testable import Contract

@Suite("Members of a schema by keyword")
struct SchemaFactsTests {
    private func schema(_ text: String) throws -> JSONNode { try JSONParser().parse(text).root }

    @Test("Each keyword is found by its name, and names alike are not")
    func keywords() throws {
        for keyword in SchemaKeyword.allCases {
            let facts = SchemaFacts(of: try schema(#"{"\#(keyword.name)":7,"\#(keyword.name)x":1,"x":2}"#))
            #expect(facts[keyword]?.integer == 7)
            #expect(facts.keywords == [keyword])
            #expect(facts.otherNames.map(\.nameText) == ["\(keyword.name)x", "x"])
            #expect(facts.name(of: keyword).nameText == keyword.name)
        }
        #expect(Set(SchemaKeyword.allNames).count == SchemaKeyword.allCases.count)
        #expect(SchemaKeyword.id.name == "$id" && SchemaKeyword.legacyID.name == "id" && SchemaKeyword.if.name == "if")
    }

    @Test("What was known of one schema is gone with the next; extensions are nobody's")
    func reuse() throws {
        var facts = SchemaFacts(of: try schema(#"{"type":"string","x-a":1,"odd":2}"#))
        #expect(facts.has(.type) && facts.ownTypes == .string)
        #expect(facts.otherNames.map(\.nameText) == ["odd"])
        facts.read(try schema(#"{"minimum":1}"#))
        #expect(!facts.has(.type) && facts.ownTypes == nil && facts.otherNames.isEmpty)
        #expect(facts.hasAny([.maximum, .minimum]))
        facts.read(try schema("true"))
        #expect(facts.keywords.isEmpty && facts.node.boolean == true)
    }
}
