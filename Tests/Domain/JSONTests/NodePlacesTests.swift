import Diagnostics
import Testing

@testable import JSON

@Suite("Places of many nodes")
struct NodePlacesTests {
    private static let texts = [
        "1", "[]", "{}", #" "a\nb" "#, "[1,[2,[],[3,\n{}]],4]",
        "{\"a\":{\"b\\n\":[1,{\"长\":\"x\\u0041\",\n  \"d\":null}]},\r\n\"e\":[[]],\"f\":{}}",
    ]

    @Test("Each has the pointer and the position that it has alone", arguments: texts)
    func agree(_ text: String) throws {
        let document = try JSONParser().parse(text)
        let places = document.places(of: document.nodes.indices)
        let positions = document.positions(of: document.nodes.indices)
        for index in document.nodes.indices {
            #expect(places[index]?.pointer == document.node(at: index).pointer)
            #expect(positions[index] == document.position(of: index))
        }
    }

    @Test("A few have the same places as all of them", arguments: texts)
    func few(_ text: String) throws {
        let document = try JSONParser().parse(text)
        let all = document.places(of: document.nodes.indices)
        for index in document.nodes.indices {
            #expect(document.places(of: [index])[index] == all[index])
            #expect(document.positions(of: [index, 0])[index] == document.position(of: index))
        }
    }

    @Test("A node is the root, an element, a name or a value")
    func roles() throws {
        let document = try JSONParser().parse(#"{"a":[1],"b":2}"#)
        let places = document.places(of: document.nodes.indices)
        let roles = document.nodes.indices.map { places[$0]?.role }
        #expect(roles == [.root, .name, .value, .element, .name, .value])
        #expect(places[1]?.pointer == places[2]?.pointer)
    }

    @Test("A made document has places and no positions")
    func madeDocument() {
        let document = JSONDocument([["a": 1]])
        #expect(document.places(of: [3])[3]?.pointer.description == "/0/a")
        #expect(document.positions(of: [0, 3]).isEmpty)
    }
}
