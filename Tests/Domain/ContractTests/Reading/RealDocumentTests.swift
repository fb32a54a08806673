import Diagnostics
import Foundation
import JSON
import Testing

@testable import Contract

@Suite("Real descriptions")
struct RealDocumentTests {
    struct Expectation {
        let operations: Int
        let schemas: Int
        var webhooks = 0
        /// Findings about the structure, by code.
        var structure: [String: Int] = [:]
        /// What was brought to 3.1, by kind; counted by another program.
        var steps: [String: Int] = [:]
    }

    static let expected: [String: Expectation] = [
        "cloudflare-3.0.json": Expectation(
            operations: 1166,
            schemas: 2598,
            structure: ["invalid-value": 1034],
            steps: ["schema-example": 3904, "nullable-type": 131, "nullable-branch": 1]
        ),
        "discord-3.1.json": Expectation(operations: 242, schemas: 539),
        "figma-3.1.yaml": Expectation(operations: 47, schemas: 223),
        "github-3.0.json": Expectation(
            operations: 767,
            schemas: 299,
            steps: ["schema-example": 1601, "nullable-type": 585, "nullable-false": 9]
        ),
        "museum-3.1.yaml": Expectation(operations: 8, schemas: 22, webhooks: 1),
        "openai-3.1.yaml": Expectation(
            operations: 288,
            schemas: 1422,
            webhooks: 16,
            structure: ["invalid-keyword": 10]
        ),
        "parameters-style-3.1.yaml": Expectation(operations: 25, schemas: 0),
        "redoc-demo-3.1.yaml": Expectation(
            operations: 23,
            schemas: 10,
            webhooks: 2,
            structure: ["conflicting-fields": 1]
        ),
        "schema-types-3.1.yaml": Expectation(operations: 23, schemas: 2),
        "stripe-3.0.yaml": Expectation(
            operations: 446,
            schemas: 745,
            steps: ["nullable-type": 1211, "nullable-branch": 407, "nullable-enum": 130, "binary": 1]
        ),
        "train-travel-3.1.yaml": Expectation(operations: 7, schemas: 11, webhooks: 1),
    ]

    @Test("Every one is read, with the operations, schemas and faults that it has")
    func reads() throws {
        for file in Corpus.files("real") {
            let name = file.lastPathComponent
            let document = try Corpus.document(file)
            let reading = Corpus.reading(document, name)
            guard let expected = Self.expected[name], let contract = reading.contract else {
                Issue.record("\(name) is not read")
                continue
            }
            #expect(contract.operations.count == expected.operations, "\(name)")
            #expect(contract.document.root["components"]?["schemas"]?.count ?? 0 == expected.schemas, "\(name)")
            #expect(contract.webhooks.count == expected.webhooks, "\(name)")
            let found = StructureFindings.of(document)
            let counts = Dictionary(grouping: found) { String($0.code.dropFirst(9)) }.mapValues(\.count)
            #expect(counts == expected.structure, "\(name): \(found.prefix(5).map { $0.rendered(in: .english) })")
            let steps = Dictionary(uniqueKeysWithValues: contract.steps.map { ($0.kind.rawValue, $0.count) })
            for (kind, count) in expected.steps { #expect(steps[kind] == count, "\(name) \(kind)") }
            #expect(reading.findings.allSatisfy { $0.location?.position != nil }, "\(name)")
        }
    }
}
