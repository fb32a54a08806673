import Contract
import Diagnostics
import JSON
import Records
import Testing

@testable import Handlers

@Suite("Handler planner")
struct HandlerPlannerTests {
    private static let thing =
        #"{"type":"object","required":["name"],"properties":{"id":{"type":"string","readOnly":true},"name":{"type":"string"}}}"#

    @Test("Paths in the shape of a collection are one")
    func collection() throws {
        let plan = try Sample.plan(Sample.collection(Self.thing))
        #expect(
            plan.summary == [
                "list things", "create things", "get things", "replace things", "delete things", "merge things",
            ]
        )
        let model = try #require(plan.collections.first)
        #expect(model.keyProperty == "id")
        #expect(model.keyGeneration == .uuid)
        #expect(!model.clientMayChooseKey)
        #expect(model.singular == "thing")
    }

    /// A collection at a path.
    private static func collection(at path: String) -> String {
        let list = #"{"type":"array","items":\#(thing)}"#
        return #"""
            "\#(path)":{"get":{\#(Sample.json(list))},"post":{\#(Sample.body(thing)),\#(Sample.json("201", thing))}},
            "\#(path)/{id}":{"get":{"parameters":[\#(Sample.key("id"))],\#(Sample.json(thing))}}
            """#
    }

    @Test(
        "Each path has a collection of its own, named by its last word, or by all when that is taken",
        arguments: [
            (["/a/b", "/a%2Fb"], ["a%2Fb", "b"]), (["/caf\u{E9}", "/caf%C3%A9s"], ["caf\u{E9}", "caf\u{E9}s"]),
            (["/orders", "/shop/orders"], ["orders", "shop.orders"]),
            (["/shop/orders", "/orders"], ["orders", "shop.orders"]),
            (["/v1/orders", "/api/v2/orders"], ["orders"]), (["/x/c", "/a.b/c", "/a/b/c"], ["a.b.c", "a.b.c-2", "c"]),
            (["/%7B%7D", "/a"], ["a", "{}"]),
        ] as [([String], [String])]
    )
    func names(_ paths: [String], _ names: [String]) throws {
        let plan = try Sample.plan("{\(paths.map { Self.collection(at: $0) }.joined(separator: ","))}")
        #expect(plan.collections.map(\.definition.name) == names)
        #expect(!plan.summary.contains("example"), "\(plan.summary)")
    }

    @Test("What nothing can fill is answered from examples, unless there are first records")
    func unfilled() throws {
        let paths = #"{"/things":{"get":{\#(Sample.json(#"{"type":"array","items":{"type":"object"}}"#))}}}"#
        #expect(try Sample.plan(paths).summary == ["example"])
        #expect(try Sample.plan(paths, seeds: ["things"]).summary == ["list things"])
    }

    @Test("What does not take or show records is no collection")
    func others() throws {
        let text = Sample.json(#"{"type":"array","items":{"type":"string"}}"#)
        #expect(
            try Sample.plan(#"{"/tags":{"get":{\#(text)},"post":{\#(Sample.body("{}")),"responses":{}}}}"#).summary == [
                "example", "example",
            ]
        )
        let bulk =
            #"{"/a":{"post":{\#(Sample.body(#"{"type":"array"}"#)),"responses":{}},"get":{\#(Sample.json(#"{"type":"array"}"#))}}}"#
        #expect(try Sample.plan(bulk).summary == ["example", "example"])
        #expect(
            try Sample.plan(
                #"{"/settings":{"get":{\#(Sample.json("{}"))},"put":{\#(Sample.body("{}")),"responses":{}}}}"#
            ).summary == ["example", "example"]
        )
    }

    @Test("x-handover names collection, action, key, envelope and status")
    func explicit() throws {
        let paths = #"""
            {"/order":{"get":{"parameters":[{"name":"no","in":"query","required":true,"schema":{"type":"string"}}],
            "x-handover":{"collection":"orders","action":"get","key":"no","envelope":{"code":0,"data":"$record"},"status":203},
            \#(Sample.json(Self.thing))}},"/things":{"get":{"x-handover":{"handler":"example"},"responses":{}}}}
            """#
        let plan = try Sample.plan(paths)
        #expect(plan.summary == ["get orders", "example"])
        #expect(try plan.store(0).status == 203)
        #expect(try plan.store(0).keyParameter == 0)
    }

    @Test(
        "An x-handover that cannot be carried out is refused",
        arguments: [
            "1", #"{"handler":"magic"}"#, #"{"collection":""}"#, #"{"action":"fly"}"#, #"{"status":404}"#,
            #"{"colection":"a"}"#,
            #"{"collection":"a","action":"get"}"#, #"{"collection":"a"}"#,
        ]
    )
    func refused(_ text: String) throws {
        let contract = try Sample.contract(#"{"/a":{"post":{"x-handover":\#(text),"responses":{}}}}"#)
        var planner = HandlerPlanner(contract: contract)
        let error = try #require(throws: ContractError.self) { try planner.plan() }
        #expect(error.diagnostics.map(\.code) == ["contract.invalid-extension"])
        #expect(error.diagnostics.first?.location?.position != nil)
        #expect(HandlerPlanner.findings(in: contract) == error.diagnostics)
    }

    @Test("A contract with good instructions, or none, has no findings")
    func noFindings() throws {
        let good = #"{"/a":{"get":{"x-handover":{"handler":"example"},"responses":{}}}}"#
        #expect(HandlerPlanner.findings(in: try Sample.contract(good)).isEmpty)
        #expect(HandlerPlanner.findings(in: try Sample.contract(#"{"/a":{"get":{"responses":{}}}}"#)).isEmpty)
    }

    @Test("x-handover on a property says what is unique, indexed, made and referred to")
    func properties() throws {
        let schema = #"""
            {"type":"object","properties":{"id":{"type":"string","x-handover":{"generate":"ORD-{sequence:000}"}},
            "mail":{"type":"string","x-handover":{"unique":true}},"ward":{"type":"string","x-handover":{"index":true}},
            "owner":{"type":"string","x-handover":{"references":"users"}},"at":{"type":"string","x-handover":{"generate":"now"}}}}
            """#
        let model = try #require(try Sample.plan(Sample.collection(schema)).collections.first)
        #expect(model.definition.unique == ["mail"])
        #expect(model.definition.indexed == ["ward"])
        #expect(model.definition.references == [Reference(field: "owner", collection: "users")])
        #expect(model.keyGeneration == .pattern(prefix: "ORD-", width: 3, suffix: ""))
        #expect(model.generated == ["at": .now])
    }

    @Test(
        "Keys are made as their schema wants them",
        arguments: [
            (#"{"type":"string"}"#, Generation.uuid, "00000000-0000-4000-8000-000000000001"),
            (#"{"type":"integer"}"#, .sequence, "7"),
            (#"{"type":"integer","minimum":1000}"#, .sequenceFrom(1000), "1006"),
            (#"{"type":"string","format":"uuid","maxLength":36}"#, .uuid, "00000000-0000-4000-8000-000000000001"),
        ]
    )
    func keys(_ schema: String, generation: Generation, key: String) throws {
        let thing = #"{"type":"object","properties":{"id":\#(schema)}}"#
        let model = try #require(try Sample.plan(Sample.collection(thing)).collections.first)
        #expect(model.keyGeneration == generation)
        let maker = RecordMaker(model: model, environment: Sample.environment) { _ in [] }
        #expect(maker.completed([:], key: nil, number: 7).key == key)
        #expect(model.keyGeneration.number(in: key) == (generation == .uuid ? nil : 7))
    }

    @Test(
        "Keys of a pattern or of few characters are made from a number, and found again",
        arguments: [
            (#"{"type":"string","pattern":"^P\\d{4}$"}"#, "P0007"), (#"{"type":"string","maxLength":8}"#, "7"),
            (#"{"type":"string","minLength":4,"maxLength":8}"#, "0007"),
            (#"{"type":"string","enum":["a","b","c","d","e","f","g","h"]}"#, "h"),
            (#"{"type":"string","pattern":"^[A-Z]{2}[0-9]{3}$"}"#, "AA007"),
        ]
    )
    func numberedKeys(_ schema: String, key: String) throws {
        let format = try #require(KeyFormat(of: try Sample.schema(schema)))
        #expect(format.key(7) == key)
        if !schema.contains("enum") { #expect(format.number(of: key) == 7) }
    }

    @Test(
        "Singular names",
        arguments: [
            ("orders", "order"), ("categories", "category"), ("boxes", "box"), ("addresses", "address"),
            ("statuses", "status"), ("news", "new"), ("bus", "bus"), ("glass", "glass"), ("a.items", "item"),
        ]
    )
    func singular(_ name: String, singular: String) { #expect(HandlerPlanner.singular(of: name) == singular) }
}
