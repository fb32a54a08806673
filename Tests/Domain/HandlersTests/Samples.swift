import Contract
import JSON
import JSONSchema
import RecordsTesting
import Records
import Testing

@testable import Handlers

/// Contracts and plans for tests.
enum Sample {
    /// The contract with some paths and schemas.
    static func contract(_ paths: String, schemas: String = "{}") throws -> Contract {
        let text = """
            {"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":\(paths),"components":{"schemas":\(schemas)}}
            """
        let reader = ContractReader(document: try JSONParser().parse(text), file: "api.json")
        return try reader.read()
    }

    static func plan(_ paths: String, schemas: String = "{}", seeds: Set<String> = []) throws -> ServicePlan {
        var planner = HandlerPlanner(contract: try contract(paths, schemas: schemas), seeds: seeds)
        return try planner.plan()
    }

    /// A JSON answer, written short.
    static func json(_ schema: String) -> String { json("200", schema) }

    static func json(_ status: String, _ schema: String) -> String {
        #""responses":{"\#(status)":{"description":"","content":{"application/json":{"schema":\#(schema)}}}}"#
    }

    static func body(_ schema: String) -> String {
        #""requestBody":{"required":true,"content":{"application/json":{"schema":\#(schema)}}}"#
    }

    static func key(_ name: String, _ type: String = "string") -> String {
        #"{"name":"\#(name)","in":"path","required":true,"schema":{"type":"\#(type)"}}"#
    }

    /// `/things` and `/things/{id}` with every operation.
    static func collection(
        _ schema: String,
        list: String? = nil,
        parameters: String = "[]",
        key: String = "id"
    ) -> String {
        #"""
        {"/things":{"get":{"parameters":\#(parameters),\#(json(list ?? #"{"type":"array","items":\#(schema)}"#))},
        "post":{\#(body(schema)),\#(json("201", schema))}},
        "/things/{\#(key)}":{"parameters":[\#(self.key(key))],"get":{\#(json(schema))},"put":{\#(body(schema)),\#(json(schema))},
        "patch":{\#(body("{}")),\#(json(schema))},"delete":{"responses":{"204":{"description":""}}}}}
        """#
    }

    static func schema(_ text: String) throws -> JSONNode { try JSONParser().parse(text).root }

    static let environment = HandlerEnvironment(
        now: { Timestamp(seconds: 1_700_000_000) },
        uuid: { "00000000-0000-4000-8000-000000000001" }
    )
}

extension ServicePlan {
    /// What each operation does: `list things`, or `example`.
    var summary: [String] {
        handlers.map { handler in
            switch handler {
            case .store(let plan): "\(plan.action.rawValue) \(plan.model.definition.name)"
            case .example: "example"
            }
        }
    }

    func store(_ index: Int) throws -> StorePlan {
        guard case .store(let plan) = handlers[index] else { throw NoStore() }
        return plan
    }

    struct NoStore: Error {}
}
