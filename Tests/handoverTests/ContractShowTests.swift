import Foundation
import Testing

extension HandoverTests {
    @Suite("contract show")
    struct ContractShowTests {
        private static let text = """
            openapi: 3.0.3
            info: {title: Shop, version: '2'}
            paths:
              /orders:
                get:
                  operationId: listOrders
                  responses:
                    '200':
                      description: The orders
                      content: {application/json: {schema: {type: string, nullable: true}}}
                      links: {next: {operationId: listOrders}}
                post:
                  operationId: addOrder
                  parameters: [{name: q, in: query, schema: {type: integer}}]
                  requestBody: {content: {application/json: {}, text/csv: {}}}
                  responses: {4XX: {description: No}, default: {description: a}}
            components:
              schemas: {Unused: {}}
              securitySchemes: {token: {type: http, scheme: bearer}}
            """

        private func show(_ text: String, _ arguments: String...) throws -> HandoverProcess.Outcome {
            let folder = Scratch()
            try folder.write(text, to: "a.yaml")
            return try HandoverProcess.run(["contract", "show", "a.yaml"] + arguments, in: folder.path)
        }

        @Test("Counts, operations and what a service leaves out, each line where it belongs")
        func text() throws {
            let outcome = try show(Self.text)
            #expect(outcome.status == 0 && outcome.errors.isEmpty)
            let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            #expect(lines[0] == "Shop 2 · OpenAPI 3.0.3, read as 3.1 · 1 file")
            #expect(lines[1] == "1 path, 2 operations, 1 schema, 1 security scheme")
            #expect(lines[2] == "upgraded: 1 nullable-type")
            #expect(lines.contains { $0.hasPrefix("GET     /orders  listOrders  0") && $0.hasSuffix("200") })
            #expect(lines.contains { $0.contains("application/json text/csv") && $0.hasSuffix("4XX default") })
            #expect(lines.contains("not honoured by serve"))
            #expect(lines.contains { $0.hasPrefix("a.yaml:11:") && $0.hasSuffix("[link]") })
        }

        @Test("As JSON the same, and names that stay")
        func json() throws {
            let outcome = try show(Self.text, "--format", "json")
            let value = try #require(
                try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            )
            #expect(value["title"] as? String == "Shop")
            #expect((value["openapi"] as? [String: String]) == ["written": "3.0.3", "read": "3.1.0"])
            #expect((value["counts"] as? [String: Int])?["operations"] == 2)
            #expect((value["operations"] as? [[String: Any]])?.map { $0["method"] as? String } == ["GET", "POST"])
            #expect((value["support"] as? [[String: Any]])?.map { $0["construct"] as? String } == ["link"])
        }

        @Test("A contract with errors is shown, with their count; what is no contract ends with 2")
        func faults() throws {
            let faulty = try show("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {'/a/{b}': {get: {}}}\n")
            #expect(faulty.status == 0)
            #expect(faulty.output.contains("1 error, 0 warnings: see 'handover contract lint a.yaml'\n"))
            let chinese = try show("swagger: '2.0'\n", "--lang", "zh")
            #expect(chinese.status == 2 && chinese.output.isEmpty)
            #expect(chinese.errors.contains("contract.unsupported-version"))
        }

        @Test(
            "A service does all that the examples' contracts say",
            arguments: ["orders/contracts/orders", "clinic/contracts/clinic.v1"]
        )
        func examples(_ name: String) throws {
            let path = Example.root.appending(path: "Examples/\(name).yaml").path()
            let outcome = try HandoverProcess.run(["contract", "show", path, "--format", "json"])
            let value = try #require(
                try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            )
            #expect((value["support"] as? [Any])?.isEmpty == true)
        }
    }
}
