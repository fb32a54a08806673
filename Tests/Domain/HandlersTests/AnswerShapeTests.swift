import Contract
import JSON
import Testing

@testable import Handlers

@Suite("Shapes of answers")
struct AnswerShapeTests {
    private static let thing = #"{"type":"object","properties":{"id":{"type":"string"},"name":{"type":"string"}}}"#

    private static func list(_ schema: String) throws -> JSONValue? {
        let contract = try Sample.contract(#"{"/things":{"get":{\#(Sample.json(schema))}}}"#)
        return ListShape(of: contract.operations[0])?.template
    }

    @Test("Lists are found in their envelopes, with the slots around them")
    func lists() throws {
        let items = #"{"type":"array","items":\#(Self.thing)}"#
        for (schema, template) in [
            (items, #""$records""#), (#"{"type":["array","null"],"items":{"type":"object"}}"#, #""$records""#),
            (
                #"{"type":"object","properties":{"data":\#(items),"total":{"type":"integer"},"count":{"type":"integer"}}}"#,
                #"{"data":"$records","total":"$total","count":"$count"}"#
            ),
            (
                #"{"type":"object","properties":{"data":{"type":"object","properties":{"list":\#(items),"errors":{"type":"array","items":{"type":"object"}}}}}}"#,
                #"{"data":{"list":"$records"}}"#
            ),
            (
                #"{"type":"object","required":["next"],"properties":{"things":\#(items),"next":{"type":"string"},"prev":{"type":"string"}}}"#,
                #"{"things":"$records","next":"$next!"}"#
            ),
            (
                #"{"type":"object","properties":{"items":\#(items),"nextCursor":{"type":["string","null"]},"hasMore":{"type":"boolean"}}}"#,
                #"{"items":"$records","nextCursor":"$next","hasMore":"$hasMore"}"#
            ),
            (
                #"{"type":"object","properties":{"items":\#(items),"pagination":{"type":"object","properties":{"page":{"type":"integer"},"per_page":{"type":"integer"},"last_page":{"type":"integer"}}}}}"#,
                #"{"items":"$records","pagination":{"page":"$page","per_page":"$limit","last_page":"$pages"}}"#
            ),
            (
                #"{"type":"object","properties":{"items":\#(items),"next":{"type":"string","format":"uri"}}}"#,
                #"{"items":"$records"}"#
            ),
            (
                #"{"type":"object","required":["success","ts"],"properties":{"success":{"type":"boolean"},"ts":{"const":3},"rows":\#(items)}}"#,
                #"{"success":true,"ts":3,"rows":"$records"}"#
            ),
        ] {
            #expect(try Self.list(schema)?.text() == template, "\(schema)")
        }
    }

    @Test(
        "What is one record, or holds no records, is no list",
        arguments: [
            #"{"type":"object","properties":{"id":{"type":"string"},"tags":{"type":"array","items":{"type":"object"}}}}"#,
            #"{"type":"array","items":{"type":"string"}}"#, #"{"type":"string"}"#, #"{"type":"object"}"#,
            #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"object"}},"b":{"type":"array","items":{"type":"object"}}}}"#,
        ]
    )
    func noLists(_ schema: String) throws { #expect(try Self.list(schema) == nil) }

    @Test("A record is found bare, wrapped, or not at all")
    func envelopes() throws {
        let names = RecordNames(singular: "thing", keys: ["thingId", "id"])
        for (schema, template) in [
            (Self.thing, #""$record""#), ("{}", #""$record""#),
            (
                #"{"type":"object","properties":{"data":\#(Self.thing),"code":{"const":0}}}"#,
                #"{"data":"$record","code":0}"#
            ),
            (#"{"type":"object","properties":{"thing":\#(Self.thing)}}"#, #"{"thing":"$record"}"#),
            (
                #"{"type":"object","required":["message"],"properties":{"message":{"type":"string"}}}"#,
                #"{"message":"ok"}"#
            ),
            (
                #"{"type":"object","properties":{"id":{"type":"string"},"deleted":{"type":"boolean"},"at":{"type":"string"}}}"#,
                #"{"id":"$key","deleted":true}"#
            ),
            (#"{"type":"object","properties":{"id":{"type":"string"},"data":\#(Self.thing)}}"#, #"{"data":"$record"}"#),
            (#"{"type":"boolean"}"#, "true"),
            (
                #"{"type":"object","properties":{"result":{"type":"object","properties":{"data":\#(Self.thing)}}}}"#,
                #"{"result":{"data":"$record"}}"#
            ),
        ] {
            let both = try Sample.schema("[\(Self.thing),\(schema)]")
            let envelope = RecordEnvelope(of: try #require(both[1]), record: both[0], names: names)
            #expect(envelope.template.text() == template, "\(schema)")
        }
    }

    @Test("Slots are filled, and some left out when there is nothing to say")
    func slots() {
        let envelope = Envelope(template: ["a": "$record", "b": ["$total", "text"], "c": "$next?", "d": .null])
        #expect(envelope.slots == [.record, .total, .nextIfAny])
        let filled = envelope.filled { $0 == .nextIfAny ? nil : Array($0 == .record ? "{}".utf8 : "3".utf8) }
        #expect(String(decoding: filled, as: UTF8.self) == #"{"a":{},"b":[3,"text"],"d":null}"#)
    }

    @Test("Masks hide what is write-only, refused or named, at any depth")
    func masks() throws {
        let schema = try Sample.schema(
            ##"""
            {"type":"object","properties":{"a":{"type":"string"},"p":{"writeOnly":true},"o":{"type":"object","additionalProperties":false,
            "properties":{"x":{},"s":{"allOf":[{"writeOnly":true}]}}},"l":{"type":"array","items":{"properties":{"q":{"writeOnly":true},"r":{}}}},
            "self":{"$ref":"#"}}}
            """##
        )
        let record = try JSONParser().parse(
            #"{"a":"1","p":2,"z":3,"o":{"x":1,"s":2,"y":3},"l":[{"q":1,"r":2}],"self":{"p":1,"a":"2"},"$u":1}"#
        )
        let mask = RecordMask(schema: schema, hiding: ["$u"])
        #expect(
            String(decoding: mask.visible(record.root), as: UTF8.self)
                == #"{"a":"1","z":3,"o":{"x":1},"l":[{"r":2}],"self":{"a":"2"}}"#
        )
        #expect(RecordMask.none.isEmpty)
        #expect(RecordMask(schema: try Sample.schema(#"{"properties":{"a":{}}}"#)).isEmpty)
    }
}

@Suite("The contract's own errors")
struct ErrorShapeTests {
    private static func value(_ schema: String, findings: [ErrorFacts.Finding] = []) throws -> String? {
        let facts = ErrorFacts(
            status: 404,
            code: "record-not-found",
            type: "urn:x",
            title: "pet not found",
            detail: "there is no pet 7",
            path: "/pets/7",
            method: "GET",
            time: Timestamp(seconds: 0),
            requestID: "r1",
            findings: findings
        )
        return ErrorShape.value(facts, schema: try Sample.schema(schema))?.text()
    }

    @Test("Properties are filled by their names")
    func names() throws {
        for (properties, expected) in [
            (#""code":{"type":"integer"},"message":{"type":"string"}"#, #"{"code":404,"message":"there is no pet 7"}"#),
            (
                #""code":{"type":"string","example":"NOT_FOUND"},"msg":{"type":"string"}"#,
                #"{"code":"RECORD_NOT_FOUND","msg":"there is no pet 7"}"#
            ),
            (
                #""errorCode":{"type":"string","enum":["BAD","NOT_FOUND"]},"error":{"type":"string"}"#,
                #"{"errorCode":"NOT_FOUND","error":"there is no pet 7"}"#
            ),
            (
                #""status":{"type":"integer"},"error":{"type":"string"},"message":{"type":"string"},"path":{"type":"string"},"timestamp":{"type":"string","format":"date-time"}"#,
                #"{"status":404,"error":"pet not found","message":"there is no pet 7","path":"/pets/7","timestamp":"1970-01-01T00:00:00.000Z"}"#
            ),
            (
                #""error":{"type":"object","properties":{"message":{"type":"string"},"type":{"type":"string","enum":["not_found"]}}}"#,
                #"{"error":{"message":"there is no pet 7","type":"not_found"}}"#
            ),
            (
                #""success":{"type":"boolean"},"message":{"type":"string"},"requestId":{"type":"string"},"data":{"type":"object"}"#,
                #"{"success":false,"message":"there is no pet 7","requestId":"r1"}"#
            ),
            (#""message":{"type":"string","maxLength":5}"#, #"{"message":"there"}"#),
        ] {
            #expect(try Self.value(#"{"type":"object","properties":{\#(properties)}}"#) == expected)
        }
        #expect(try Self.value(#"{"type":"string"}"#) == #""there is no pet 7""#)
    }

    @Test("Findings become entries, texts or messages by field")
    func findings() throws {
        let findings = [ErrorFacts.Finding(field: "a.b", place: "body", code: "minimum", message: "too small")]
        for (items, expected) in [
            (#"{"type":"array","items":{"type":"string"}}"#, #"["a.b: too small"]"#),
            (
                #"{"type":"array","items":{"type":"object","properties":{"field":{"type":"string"},"message":{"type":"string"},"code":{"type":"string"}}}}"#,
                #"[{"field":"a.b","message":"too small","code":"minimum"}]"#
            ),
            (
                #"{"type":"array","items":{"type":"object","properties":{"loc":{"type":"array","items":{"type":"string"}},"msg":{"type":"string"}}}}"#,
                #"[{"loc":["body","a","b"],"msg":"too small"}]"#
            ),
            (
                #"{"type":"object","additionalProperties":{"type":"array","items":{"type":"string"}}}"#,
                #"{"a.b":["a.b: too small"]}"#
            ),
        ] {
            #expect(
                try Self.value(#"{"type":"object","properties":{"errors":\#(items)}}"#, findings: findings)
                    == #"{"errors":\#(expected)}"#
            )
        }
    }

    @Test("A schema with no place for an error is left alone")
    func nothing() throws {
        #expect(try Self.value(#"{"type":"object","properties":{"count":{"type":"integer"}}}"#) == nil)
        #expect(try Self.value(#"{"type":"object"}"#) == nil)
        #expect(try Self.value(#"{"type":"integer"}"#) == nil)
    }
}
