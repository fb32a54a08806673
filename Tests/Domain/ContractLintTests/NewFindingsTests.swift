import Diagnostics
import Testing

@testable import ContractLint

@Suite("What is new since an earlier version")
struct NewFindingsTests {
    private func contract(_ parameters: String, before: String = "") -> String {
        """
        openapi: 3.1.0
        \(before)info: {title: Shop, version: '1.0', description: Orders}
        paths:
          /orders:
            get:
              operationId: listOrders
              summary: Lists orders
              parameters: [\(parameters)]
              responses: {'200': {description: Orders}, default: {description: Error}}
        """
    }

    private static let password = "{name: password, in: query, schema: {type: string}}"
    private static let token = "{name: token, in: query, schema: {type: string}}"
    private static let page = "{name: page, in: query, schema: {type: string}}"

    private func new(_ text: String, since earlier: String) throws -> [String] {
        let old = try Contracts.result(earlier, file: "old/api.yaml")
        return try Contracts.result(text, file: "new.yaml").since(old).findings.map(\.location.description)
    }

    @Test("Lines that moved, and elements that were added before, are not new")
    func moves() throws {
        let old = contract(Self.password)
        #expect(try new(contract(Self.password, before: "# a\n# b\n"), since: old).isEmpty)
        #expect(try new(contract("\(Self.page), \(Self.password)"), since: old).isEmpty)
    }

    @Test("Another parameter of the same kind is new, and alone")
    func adds() throws {
        let found = try new(contract("\(Self.token), \(Self.password)"), since: contract(Self.password))
        #expect(found == ["new.yaml:8:27"])
    }

    @Test("A name of other bytes is another, though Unicode holds it for the same")
    func bytes() throws {
        let tags = { (names: [String]) in
            "tags: [" + names.map { "{name: \($0)}, {name: \($0)}" }.joined(separator: ", ") + "]\n"
        }
        let old = contract("", before: tags(["caf\u{E9}"]))
        #expect(try new(contract("", before: tags(["caf\u{E9}", "cafe\u{301}"])), since: old).isEmpty == false)
        #expect(try new(old, since: old).isEmpty)
    }

    @Test("One more of the same is new")
    func counts() throws {
        let tags = "tags: [{name: a}, {name: a}]\n"
        let more = "tags: [{name: a}, {name: a}, {name: a}]\n"
        #expect(try new(contract("", before: more), since: contract("", before: tags)).count >= 1)
        #expect(try new(contract("", before: tags), since: contract("", before: more)).isEmpty)
    }

    @Test(
        "Elements that were put in front of others make nothing new",
        arguments: [
            ("allOf: [%{type: string, minLength: 5, maxLength: 3}]", "{type: string}, "),
            ("oneOf: [%{title: A, type: array}]", "{title: B, type: string}, "),
            ("prefixItems: [%{type: integer, minimum: 5, maximum: 3}]", "{type: string}, "),
            ("enum: [%{a: 1}, {a: 1}]", "{b: 1}, "),
        ]
    )
    func schemas(_ schema: String, _ other: String) throws {
        func text(_ front: String) -> String {
            contract("") + "\ncomponents: {schemas: {A: {\(schema.replacing("%", with: front))}}}"
        }
        #expect(try new(text(""), since: contract("")).isEmpty == false)
        #expect(try new(text(other), since: text("")).isEmpty)
    }

    @Test("Requirements are known by their schemes")
    func requirements() throws {
        func text(_ front: String) -> String {
            contract("")
                + "\nsecurity: [\(front){a: [x]}]\ncomponents: {securitySchemes: {b: {type: http, scheme: bearer}, "
                + "a: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.test', scopes: {}}}}}}"
        }
        #expect(try new(text(""), since: contract("")).isEmpty == false)
        #expect(try new(text("{b: []}, "), since: text("")).isEmpty)
    }

    @Test("Nothing is new since the same, everything since nothing")
    func extremes() throws {
        let text = contract(Self.password)
        #expect(try new(text, since: text).isEmpty)
        #expect(try new(text, since: contract("")).count == 1)
    }
}
