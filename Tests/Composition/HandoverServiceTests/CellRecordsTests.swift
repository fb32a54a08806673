import JSON
import Testing

@testable import HandoverService

@Suite("Records of cells")
struct CellRecordsTests {
    private static let schema = """
        {"$defs": {"tag": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"},
          "rank": {"type": "integer"}}}},
         "type": "object", "required": ["name", "age", "nick"], "additionalProperties": false, "properties": {
          "name": {"type": "string"}, "age": {"type": "integer"}, "nick": {"type": ["string", "null"]},
          "score": {"type": "number"}, "isNew": {"type": "boolean"}, "height": {"type": ["number", "null"]},
          "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}}, "any": {}, "a/b": {"type": "string"},
          "list": {"type": "array", "items": {"type": "integer"}}, "home": {"type": "object",
            "properties": {"city": {"type": "string"}, "0": {"type": "string"}}}}}
        """

    private func record(_ cells: [(String, String)]) throws -> String {
        let schema = try JSONParser().parse(Array(Self.schema.utf8)).root
        return CellRecords(columns: cells.map(\.0), schema: schema).record(of: cells.map(\.1)).text()
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let column: String
        let cell: String
        let record: String
        var testDescription: String { "\(column): '\(cell)'" }
    }

    @Test(
        "A cell becomes a value of its property's type",
        arguments: [
            Sample(column: "name", cell: "007", record: #"{"name":"007"}"#),
            Sample(column: "age", cell: "42", record: #"{"age":42}"#),
            Sample(column: "age", cell: "007", record: #"{"age":7}"#),
            Sample(column: "age", cell: "0", record: #"{"age":0}"#),
            Sample(column: "score", cell: "-1.50", record: #"{"score":-1.50}"#),
            Sample(column: "isNew", cell: "true", record: #"{"isNew":true}"#),
            Sample(column: "any", cell: "1", record: #"{"any":"1"}"#),
            Sample(column: "list", cell: "[1, 2]", record: #"{"list":[1,2]}"#),
            // What is no value of the type stays a text, for the schema to refuse.
            Sample(column: "age", cell: "old", record: #"{"age":"old"}"#),
            Sample(column: "isNew", cell: "yes", record: #"{"isNew":"yes"}"#),
            Sample(column: "list", cell: "[1", record: #"{"list":"[1"}"#),
            // Empty cells.
            Sample(column: "name", cell: "", record: #"{"name":""}"#),
            Sample(column: "age", cell: "", record: "{}"),
            Sample(column: "nick", cell: "", record: #"{"nick":null}"#),
            Sample(column: "height", cell: "", record: #"{"height":null}"#),
            Sample(column: "score", cell: "", record: "{}"),
            Sample(column: "any", cell: "", record: "{}"),
            // Places inside the record.
            Sample(column: "/home/city", cell: "北京", record: #"{"home":{"city":"北京"}}"#),
            Sample(column: "/home/0", cell: "x", record: #"{"home":{"0":"x"}}"#),
            Sample(column: "/list/0", cell: "5", record: #"{"list":[5]}"#),
            Sample(column: "/any/0", cell: "5", record: #"{"any":["5"]}"#),
            Sample(column: "/a~1b", cell: "x", record: #"{"a/b":"x"}"#),
            Sample(column: "a/b", cell: "x", record: #"{"a/b":"x"}"#),
        ]
    )
    func values(_ sample: Sample) throws { #expect(try record([(sample.column, sample.cell)]) == sample.record) }

    @Test("Elements of an array keep their order, and those without a value leave no gap")
    func elements() throws {
        let columns = ["/tags/0/kind", "/tags/0/rank", "/tags/1/kind", "/tags/1/rank"]
        #expect(
            try record(Array(zip(columns, ["a", "1", "b", ""])))
                == #"{"tags":[{"kind":"a","rank":1},{"kind":"b"}]}"#
        )
        #expect(
            try record(Array(zip(columns.filter { $0.hasSuffix("rank") }, ["", "2"]))) == #"{"tags":[{"rank":2}]}"#
        )
        #expect(try record([("/tags/0/rank", ""), ("/tags/0/kind", "")]) == "{}")
    }

    @Test("Columns without a property are named, and findings lead back to their columns")
    func columns() throws {
        let schema = try JSONParser().parse(Array(Self.schema.utf8)).root
        let records = CellRecords(columns: ["name", "phone", "/home/city", "/x/y"], schema: schema)
        #expect(records.unknownColumns == ["phone", "/x/y"])
        #expect(records.column(at: JSONPointer(tokens: ["home", "city"])) == 2)
        #expect(records.column(at: JSONPointer(tokens: ["name", "0"])) == 0)
        #expect(records.column(at: JSONPointer()) == nil)
        #expect(CellRecords(columns: ["x"], schema: nil).unknownColumns == [])
        #expect(CellRecords(columns: ["x"], schema: nil).record(of: ["1"]).text() == #"{"x":"1"}"#)
    }
}
