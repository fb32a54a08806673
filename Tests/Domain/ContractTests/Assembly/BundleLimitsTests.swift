import Diagnostics
import JSON
import Testing

@testable import Contract

@Suite("Limits of bundles")
struct BundleLimitsTests {
    /// Nested `properties`, the innermost with a reference where there is none.
    private static func nested(_ levels: Int, around inner: String) -> String {
        String(repeating: "{\"properties\":", count: levels) + inner + String(repeating: "}", count: levels)
    }

    /// Files that stand in each other's `properties`; `levels` is even, so that a map of schemas is the innermost.
    private static func chain(_ count: Int, levels: Int) -> FileSet {
        var files: [String: String] = [:]
        for number in 1..<count {
            let next = number + 1 < count ? "{\"$ref\":\"f\(number + 1).json#/m\"}" : "{}"
            files["f\(number).json"] = "{\"m\":\(nested(levels, around: next))}"
        }
        return FileSet.of(
            components: "{\"schemas\":{\"A\":\(nested(levels + 1, around: "{\"$ref\":\"f1.json#/m\"}"))}}",
            files
        )
    }

    @Test("Deep files that stand in each other are refused, and not followed to the end of the stack")
    func stack() throws {
        let assembled = try Self.chain(64, levels: 480).bundled()
        #expect(assembled.findings.map(\.code).contains("contract.too-large"))
        #expect(!assembled.isCopied)
    }

    @Test(
        "A bundle may be as deep as a reader accepts, and not one level deeper",
        arguments: [
            // The root, components, schemas, A with one level, what is written in its place with one, and the last.
            ("{$ref: 'm.yaml#/m'}", 6), ("{type: object, $ref: 'm.yaml#/m'}", 6),
        ]
    )
    func depth(_ inner: String, _ depth: Int) throws {
        let set = FileSet.of(
            components: "{schemas: {A: {properties: \(inner)}}}",
            ["m.yaml": "{m: {b: {title: x}}}"]
        )
        for (maximum, codes) in [(depth, []), (depth - 1, ["contract.too-large"])] {
            var options = AssemblyOptions()
            options.maximumDepth = maximum
            let findings = try set.assembled(options).findings.filter { $0.severity == .error }
            #expect(findings.map(\.code) == codes, "\(maximum)")
        }
    }

    @Test("What is copied as it is counts, too", arguments: [(7, 0), (6, 1)])
    func copiedDepth(_ maximum: Int, _ findings: Int) throws {
        var options = AssemblyOptions()
        options.maximumDepth = maximum
        let set = FileSet.of(
            components: "{schemas: {A: {items: {$ref: 'm.yaml'}}}}",
            ["m.yaml": "{properties: {b: {items: {}}}}"]
        )
        let assembled = try set.assembled(options)
        #expect(assembled.findings.map(\.code) == [String](repeating: "contract.too-large", count: findings))
    }

    @Test("A circle of path items has no place in a bundle of 3.0, and becomes a component otherwise")
    func circles() throws {
        let text = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {/a: {$ref: 'p.yaml'}}\n"
        let item = "{post: {callbacks: {c: {'{$url}': {$ref: 'p.yaml'}}}, responses: {}}}"
        let set = FileSet(files: ["api.yaml": text, "p.yaml": item])
        #expect(try set.bundled().summary == ["contract.circular-reference p.yaml:1:42"])
        #expect(try set.assembled().findings.allSatisfy { $0.severity != .error })
    }

    @Test("Names that differ in their bytes are different members")
    func bytes() throws {
        let set = FileSet.of(
            paths: "{/a: {$ref: p.yaml, x-e\u{301}: 1}}",
            ["p.yaml": "{x-\u{E9}: 2, get: {responses: {}}}"]
        )
        let item = try #require(try set.bundled().document.root["paths"]?["/a"])
        #expect(item.members.map { $0.value.text() }.sorted() == ["1", "2", "{\"responses\":{}}"])
    }

    @Test("Components of one name are numbered in as many steps as there are")
    func names() {
        // Counting from the beginning for each would take minutes.
        var names = ComponentNames()
        let count = 100_000
        var last = ""
        for _ in 0..<count { last = names.name(of: ["Pet"], in: "pet.yaml", for: .schema) }
        #expect(last == "pet.Pet-\(count - 1)")
        #expect(names.name(of: ["Pet"], in: "pet.yaml", for: .response) == "Pet")
    }

    @Test(
        "A name in another script keeps what it says",
        arguments: [
            ("用户", "u7528u6237"), ("订单", "u8ba2u5355"), ("用户 list", "___list"), ("--", "--"), ("", "_"),
        ]
    )
    func scripts(_ token: String, _ expected: String) {
        var names = ComponentNames()
        #expect(names.name(of: [token], in: "a.yaml", for: .schema) == expected)
    }
}
