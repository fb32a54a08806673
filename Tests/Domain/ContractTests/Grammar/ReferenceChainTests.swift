import JSON
import Testing
import YAMLDocuments

@testable import Contract

@Suite("Chains of references")
struct ReferenceChainTests {
    /// The chain from the first path of a document with some path items.
    private static func chain(_ item: String, _ items: String = "{}") throws -> ReferenceChain {
        let text = "openapi: 3.1.0\npaths: {/a: \(item)}\ncomponents: {pathItems: \(items)}\n"
        let map = ContractMap(try YAMLReader().read(Array(text.utf8)), version: .v31)
        let start = try #require(map.document.root["paths"]?["/a"])
        return ReferenceChain(from: start, in: map)
    }

    /// How a chain ends, in a word.
    private static func end(_ chain: ReferenceChain) -> String {
        switch chain.end {
        case .object: "object"
        case .noText: "no text"
        case .unresolved: "unresolved"
        case .circle: "circle"
        case .tooLong: "too long"
        }
    }

    @Test("What stands beside a reference wins over what it leads to")
    func precedence() throws {
        let chain = try Self.chain(
            "{$ref: '#/components/pathItems/B', get: {operationId: own}}",
            """
            {B: {$ref: '#/components/pathItems/C', get: {operationId: hidden}, put: {operationId: middle}},
            C: {parameters: [], put: {operationId: hidden}, delete: {operationId: last}}}
            """
        )
        #expect(chain.nodes.count == 3)
        #expect(["get", "put", "delete"].map { chain[$0]?["operationId"]?.string } == ["own", "middle", "last"])
        #expect(chain["patch"] == nil)
        #expect(chain.holder(of: "parameters")?.index == chain.nodes[2].index)
        #expect(chain.holder(of: "servers") == nil)
        #expect(chain.members.map(\.name.nameText) == ["$ref", "get", "put", "parameters", "delete"])
    }

    @Test(
        "A chain ends where no reference leads on",
        arguments: [
            ("{}", "{}", 1, "object"), ("{get: {}}", "{}", 1, "object"), ("{$ref: 1}", "{}", 1, "no text"),
            ("{$ref: '#/components/pathItems/B'}", "{}", 1, "unresolved"),
            ("{$ref: '#/paths/~1a'}", "{}", 1, "circle"),
            ("{$ref: '#/components/pathItems/B'}", "{B: {}}", 2, "object"),
            ("{$ref: '#/components/pathItems/B'}", "{B: {$ref: [x]}}", 2, "no text"),
            ("{$ref: '#/components/pathItems/B'}", "{B: {$ref: other.yaml}}", 2, "unresolved"),
            ("{$ref: '#/components/pathItems/B'}", "{B: {$ref: '#/components/pathItems/B'}}", 2, "circle"),
            ("{$ref: '#/components/pathItems/B'}", "{B: {$ref: '#/paths/~1a'}}", 2, "circle"),
        ]
    )
    func ends(_ item: String, _ items: String, _ count: Int, _ end: String) throws {
        let chain = try Self.chain(item, items)
        #expect(chain.nodes.count == count)
        #expect(Self.end(chain) == end)
    }

    @Test("So many steps are followed, and not one more", arguments: [(0, "object"), (1, "too long")])
    func limit(_ excess: Int, _ end: String) throws {
        let count = ContractMap.maximumStepCount + excess
        let items = (1..<count).map { "I\($0): {$ref: '#/components/pathItems/I\($0 + 1)'}" }.joined(separator: ", ")
        let chain = try Self.chain("{$ref: '#/components/pathItems/I1'}", "{\(items), I\(count): {get: {}}}")
        #expect(Self.end(chain) == end)
        #expect(chain.nodes.count == ContractMap.maximumStepCount + 1)
        #expect((chain["get"] == nil) == (excess > 0))
    }
}
