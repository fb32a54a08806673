import JSON
import Testing

@Suite("JSON pointers (RFC 6901)")
struct JSONPointerTests {
    @Test("The examples of section 5")
    func examples() throws {
        let root = try JSONParser().parse(
            #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#
        ).root
        let rows = [
            ("/foo", #"["bar","baz"]"#), ("/foo/0", "\"bar\""), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"),
            ("/e^f", "3"),
            ("/g|h", "4"), ("/i\\j", "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
        ]
        for (text, expected) in rows {
            let pointer = try #require(JSONPointer(text))
            #expect(root[pointer]?.text() == expected, "\(text)")
            #expect(pointer.description == text)
        }
        #expect(root[JSONPointer()]?.index == root.index)
    }

    @Test("What leads nowhere is nil")
    func nowhere() throws {
        let root = try JSONParser().parse(#"{"a":[1,2],"01":3,"~":4,"é":5}"#).root
        for text in [
            "/b", "/a/2", "/a/-", "/a/01", "/a/+1", "/a/", "/a/0/x", "/a/1e0", "/e\u{301}", "/a/99999999999999999999",
        ] {
            #expect(try root[#require(JSONPointer(text))] == nil, "\(text)")
        }
        #expect(try root[#require(JSONPointer("/01"))]?.integer == 3)
        #expect(try root[#require(JSONPointer("/~0"))]?.integer == 4)
    }

    @Test("A text that is no pointer makes none")
    func invalid() {
        for text in ["a", "a/b", "/~", "/~2", "/a~", "#/a", "/a~~0"] { #expect(JSONPointer(text) == nil, "\(text)") }
        // A slash is a byte, whatever combines with it.
        #expect(JSONPointer("/a/\u{301}b")?.tokens == ["a", "\u{301}b"])
        #expect(JSONPointer("/~01")?.tokens == ["~1"])
        #expect(JSONPointer("/~10")?.tokens == ["/0"])
        #expect(JSONPointer("//a/")?.tokens == ["", "a", ""])
    }

    @Test("Every node's pointer leads back to it")
    func roundTrip() throws {
        let document = try JSONParser().parse(
            #"{"a":[1,[2,{"b":null,"":[[]]}],{}],"c/d~":{"\n":[{"x":1},{"x":[true]}]},"é":"s"}"#
        )
        var visited = 0
        func visit(_ node: JSONNode) {
            visited += 1
            let pointer = node.pointer
            #expect(document.root[pointer]?.index == node.index, "\(pointer)")
            #expect(JSONPointer(pointer.description) == pointer)
            for element in node.elements { visit(element) }
            for member in node.members { visit(member.value) }
        }
        visit(document.root)
        #expect(visited == 18)
    }

    @Test("Members of large objects are found as those of small ones", arguments: [63, 64, 65, 3_000])
    func largeObjects(_ count: Int) throws {
        let names = (0..<count).map { $0 % 3 == 0 ? "订单\($0)" : "a name of the member with the number \($0)" }
        let members = names.enumerated().map { "\"\($1)\":{\"x\":\($0)}" }.joined(separator: ",")
        let root = try JSONParser().parse(Array("{\(members)}".utf8)).root
        for (number, name) in names.enumerated() {
            #expect(root[JSONPointer(tokens: [name, "x"])]?.integer == number)
        }
        for name in ["", "订单", "订单1", "a name of the member with the number \(count + 1)", "x"] {
            #expect(root[JSONPointer(tokens: [name])] == nil && root[name] == nil)
        }
    }

    @Test("Appending builds pointers token by token")
    func appending() {
        #expect(JSONPointer().appending("a/b").appending(3).appending("~").description == "/a~1b/3/~0")
        #expect(JSONPointer.escape("~1/") == "~01~1")
    }
}
