import JSON
import Testing

@testable import Contract

@Suite("Children of large arrays and objects")
struct ChildLookupTests {
    @Test("A child is found by its token, however many there are", arguments: [1, 31, 32, 33, 500])
    func finds(_ count: Int) throws {
        let numbers = (0..<count).map { "\($0)" }
        let text = """
            {"array":[\(numbers.joined(separator: ","))],
            "object":{\(numbers.map { "\"n\($0)\":\($0)" }.joined(separator: ","))}}
            """
        let document = try JSONParser().parse(text)
        let children = ChildLookup(document)
        let array = try #require(document.root["array"]?.index)
        let object = try #require(document.root["object"]?.index)
        for number in [0, count / 2, count - 1] {
            let element = try #require(children.child("\(number)", of: array))
            #expect(document.node(at: element).integer == number)
            #expect(children.position(of: element, in: array) == number)
            let member = try #require(children.node(at: JSONPointer(tokens: ["object", "n\(number)"]), below: 0))
            #expect(document.node(at: member).integer == number)
        }
        for token in ["\(count)", "-1", "01", "", "n0"] { #expect(children.child(token, of: array) == nil) }
        for token in ["n\(count)", "0", "", "N0"] { #expect(children.child(token, of: object) == nil) }
        #expect(children.node(at: JSONPointer(tokens: ["array", "0", "x"]), below: 0) == nil)
    }

    @Test("Names are told apart by their bytes")
    func bytes() throws {
        let rest = (0..<40).map { "\"\($0)\":0" }.joined(separator: ",")
        let document = try JSONParser().parse("{\"e\u{301}\":1,\"\u{E9}\":2,\(rest)}")
        let children = ChildLookup(document)
        let found = ["e\u{301}", "\u{E9}"].map { children.child($0, of: 0).flatMap { document.node(at: $0).integer } }
        #expect(found == [1, 2])
    }

    @Test("Asking for each child passes each child once")
    func growth() throws {
        let count = 100_000
        let numbers = (0..<count).map { "\($0)" }
        let names = numbers.map { "\"\($0)\":0" }.joined(separator: ",")
        let document = try JSONParser().parse("[[\(numbers.joined(separator: ","))],{\(names)}]")
        let children = ChildLookup(document)
        let array = 1
        let object = document.end(of: array)
        for number in numbers {
            let element = try #require(children.child(number, of: array))
            #expect(children.position(of: element, in: array) == Int(number))
            #expect(children.child(number, of: object) != nil)
        }
        #expect(children.stepCount == 2 * count)
    }

    @Test("The pointers of all elements of an array cost one pass")
    func pointers() throws {
        let count = 100_000
        let zeros = [String](repeating: "0", count: count).joined(separator: ",")
        let document = try JSONParser().parse("{\"a\":[\(zeros)]}")
        let parents = NodeParents(document)
        let first = try #require(document.root["a"]?.index) + 1
        for position in [0, 1, count / 2, count - 1] {
            #expect(parents.pointer(of: first + position, in: document).tokens == ["a", "\(position)"])
        }
        for position in 0..<count { _ = parents.pointer(of: first + position, in: document) }
        #expect(parents.children.stepCount == count)
    }
}
