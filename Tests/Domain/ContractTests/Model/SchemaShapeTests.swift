import JSON
import Testing

@testable import Contract

@Suite("Schema shapes")
struct SchemaShapeTests {
    private static func schema(_ text: String) throws -> JSONNode {
        let document = try JSONParser().parse(
            "{\"s\":\(text),\"d\":{\"A\":{\"type\":\"object\",\"required\":[\"id\"],"
                + ##""properties":{"id":{"type":"integer","readOnly":true},"next":{"$ref":"#/d/A"}}},"T":{"type":["string","null"]},"##
                + ##""L":{"$ref":"#/d/M"},"M":{"$ref":"#/d/L"}}}"##
        )
        return try #require(document.root["s"])
    }

    @Test("Types come from type, const, enum, and what a schema is made of")
    func types() throws {
        for (text, types) in [
            (#"{}"#, SchemaTypes.all), (#"{"type":"number"}"#, [.number, .integer]), (#"{"type":"integer"}"#, .integer),
            (##"{"$ref":"#/d/T"}"##, [.string, .null]), (#"{"const":1}"#, .integer),
            (#"{"enum":["a",null,1.5]}"#, [.string, .null, .number]),
            (#"{"type":"string","enum":["a",1]}"#, .string),
            (#"{"allOf":[{"type":["string","null"]},{"type":["null","array"]}]}"#, .null),
            (#"{"oneOf":[{"type":"string"},{"type":"boolean"}]}"#, [.string, .boolean]), (#"{"type":"nonsense"}"#, []),
            (##"{"$ref":"#/d/L"}"##, .all),
        ] as [(String, SchemaTypes)] {
            #expect(SchemaShape(of: try Self.schema(text)).types == types, "\(text)")
        }
    }

    @Test("Properties are gathered through references, allOf and branches; what branches require is not required")
    func properties() throws {
        let shape = SchemaShape(
            of: try Self.schema(
                ##"""
                {"allOf":[{"$ref":"#/d/A"},{"properties":{"b":{},"id":{"type":"string"}},"required":["b"],"additionalProperties":false}],
                "oneOf":[{"properties":{"c":{}},"required":["c"]}]}
                """##
            )
        )
        #expect(shape.properties.map(\.name) == ["id", "next", "b", "c"])
        #expect(shape.required == ["id", "b"])
        #expect(shape.isClosed)
        #expect(shape["id"].map { SchemaShape(of: $0).types } == .integer)
        #expect(shape["x"] == nil)
    }

    @Test("Recursive and circular schemas come to an end")
    func recursion() throws {
        let shape = SchemaShape(of: try Self.schema(##"{"$ref":"#/d/A"}"##))
        let next = try #require(shape["next"])
        #expect(SchemaShape(of: next).properties.count == 2)
        #expect(SchemaShape(of: try Self.schema(##"{"$ref":"#/d/L"}"##)).properties.isEmpty)
        #expect(SchemaShape.keyword("type", of: try Self.schema(##"{"$ref":"#/d/L"}"##)) == nil)
    }

    @Test(
        "However far references lead, a shape takes no more stack",
        arguments: [##"{"$ref":"#/s/#"}"##, ##"{"allOf":[{"$ref":"#/s/#"}]}"##, ##"{"oneOf":[{"$ref":"#/s/#"}]}"##]
    )
    func long(_ link: String) throws {
        let count = 20_000
        let links =
            (1...count).map { link.replacing("#\"", with: "\($0)\"") } + [#"{"type":"string","properties":{"a":{}}}"#]
        let document = try JSONParser().parse("{\"s\":[\(links.joined(separator: ","))]}")
        let last = try #require(document.root["s"]?[count - 10])
        #expect(SchemaShape(of: last).types == .string)
        #expect(SchemaShape(of: last)["a"] != nil)
        // What lies beyond the limit may be anything.
        let first = try #require(document.root["s"]?[0])
        #expect(SchemaShape(of: first).types == .all)
    }

    @Test("Keywords are found through references and allOf, items through either keyword")
    func keywords() throws {
        let shape = SchemaShape(of: try Self.schema(##"{"$ref":"#/d/A"}"##))
        let id = try #require(shape["id"])
        #expect(SchemaShape.keyword("readOnly", of: id)?.boolean == true)
        let both = try Self.schema(##"{"allOf":[{},{"$ref":"#/d/T"}]}"##)
        #expect(SchemaShape.keyword("type", of: both)?.count == 2)
        #expect(SchemaShape(of: try Self.schema(#"{"prefixItems":[{"type":"null"}]}"#)).items != nil)
        #expect(SchemaShape(of: try Self.schema("true")).types == .all)
    }
}
