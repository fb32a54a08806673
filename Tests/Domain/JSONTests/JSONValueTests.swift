import JSON
import Testing

@Suite("JSON values")
struct JSONValueTests {
    @Test("Merge patches do what RFC 7396, appendix A says")
    func merging() throws {
        let rows = [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
            (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
            (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
            (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#), (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
            (#"{"a":"foo"}"#, "null", "null"),
            (#"{"a":"foo"}"#, #""bar""#, #""bar""#), (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
            ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
            ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
        ]
        for (original, patch, expected) in rows {
            let value = JSONValue(try JSONParser().parse(original).root)
            #expect(value.merging(try JSONParser().parse(patch).root).text() == expected, "\(original) \(patch)")
        }
    }

    @Test("Members are found, set and removed by their exact names")
    func members() {
        var value: JSONValue = ["a": 1, "é": 2]
        #expect(value["a"] == 1 && value["e\u{301}"] == nil)
        value["e\u{301}"] = 3
        value["a"] = nil
        value["b"] = ["x", .null, true]
        #expect(value.text() == "{\"é\":2,\"e\u{301}\":3,\"b\":[\"x\",null,true]}")
        var text: JSONValue = "s"
        text["a"] = 1
        #expect(text == "s" && text["a"] == nil && text.string == "s")
    }

    @Test("Equality is by value; order counts in arrays alone")
    func equality() throws {
        let left = JSONValue(try JSONParser().parse(#"{"a":[1,2.0],"b":{"c":null}}"#).root)
        let right = JSONValue(try JSONParser().parse(#"{"b":{"c":null},"a":[1.0,2]}"#).root)
        #expect(left == right && left.hashValue == right.hashValue)
        #expect(JSONValue.array([1, 2]) != [2, 1])
        // Objects differ by their hashes, too, or sets of them would take forever.
        #expect(Set((0..<1_000).map { JSONValue.object([.init("a", .integer($0))]).hashValue }).count > 990)
        #expect(JSONValue.string("é") != "e\u{301}")
        #expect(JSONValue.null != false && JSONValue.integer(0) != false)
    }
}

@Suite("Equality of nodes")
struct JSONEqualityTests {
    @Test("Nodes are equal as JSON Schema says")
    func nodes() throws {
        let rows: [(String, String, Bool)] = [
            ("1", "1.0", true), ("1e2", "100", true), ("0", "-0", true), ("1", "true", false), ("0", "false", false),
            ("\"\"", "null", false),
            ("\"a\"", "\"\\u0061\"", true), ("\"é\"", "\"e\u{301}\"", false), ("[1,2]", "[1,2]", true),
            ("[1,2]", "[2,1]", false),
            ("[1]", "[1,1]", false), (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, true),
            (#"{"a":1}"#, #"{"a":1,"b":2}"#, false),
            (#"{"a":1,"b":2}"#, #"{"a":1,"c":2}"#, false),
            (#"{"aLongerName":[{}]}"#, #"{"aLonger\u004eame":[{}]}"#, true), ("[]", "{}", false),
            ("123456789012345678901234567890", "123456789012345678901234567891", false), ("1e400", "10e399", true),
            ("null", "null", true),
        ]
        for (left, right, expected) in rows {
            let one = try JSONParser().parse(left).root
            let other = try JSONParser().parse(right).root
            #expect(JSONNode.areEqual(one, other) == expected, "\(left) \(right)")
            #expect(JSONNode.areEqual(other, one) == expected, "\(left) \(right)")
            #expect((JSONValue(one) == JSONValue(other)) == expected, "\(left) \(right)")
        }
    }

    @Test("Many members in another order are compared by name", arguments: ["n", "aLongerNameThanEight"])
    func manyMembers(prefix: String) throws {
        let members = (0..<20_000).map { "\"\(prefix)\($0)\":\($0)" }
        let one = try JSONParser().parse("{" + members.joined(separator: ",") + "}").root
        let other = try JSONParser().parse("{" + members.reversed().joined(separator: ",") + "}").root
        #expect(JSONNode.areEqual(one, other))
        let changed = try JSONParser().parse(
            "{" + members.reversed().dropLast().joined(separator: ",") + ",\"\(prefix)x\":0}"
        ).root
        #expect(!JSONNode.areEqual(one, changed))
        #expect(!JSONNode.areEqual(changed, one))
        #expect(JSONValue(one).merging(changed).text().utf8.count > one.text().utf8.count)
    }
}
