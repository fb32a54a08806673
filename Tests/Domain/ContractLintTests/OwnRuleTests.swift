import Diagnostics
import JSON
import Testing

@testable import ContractLint

@Suite("Rules of a house")
struct OwnRuleTests {
    static let contract = """
        openapi: 3.1.0
        info: {title: Shop, version: '1.0', description: Orders}
        paths: {}
        components:
          schemas:
            Order: {x-entity: order, properties: {id: {type: string}, day: {pattern: '^ORD'}}}
            Item: {x-entity: item, properties: {id: {type: string, pattern: '^X'}}}
        """

    private func findings(_ rule: String) throws -> [LintFinding] {
        let set = try Contracts.ruleSet("extends: minimal\nrules:\n  our.rule: \(rule)")
        return try Contracts.result(Self.contract, set).findings.filter { $0.rule == "our.rule" }
    }

    @Test("What a selector picks must be valid against the assertion")
    func asserts() throws {
        let found = try findings(
            "{severity: error, given: $.components.schemas.*, message: No, assert: {maxProperties: 1}}"
        )
        #expect(found.map(\.location.description) == ["api.yaml:6:12", "api.yaml:7:11"])
        #expect(found.allSatisfy { $0.severity == .error && $0.message.english == "No" })
        #expect(found.first?.pointer.description == "/components/schemas/Order")
        #expect(found.first?.fingerprint == "our.rule /components/schemas/Order")
    }

    @Test("A field that is missing breaks the rule unless it may be missing")
    func fields() throws {
        let rule = "given: '$.components.schemas[*].properties.*', field: pattern, message: No, assert: {const: '^ORD'}"
        let required = try findings("{\(rule)}")
        #expect(required.map(\.location.description) == ["api.yaml:6:43", "api.yaml:7:69"])
        #expect(required.first?.remedy?.english == "add 'pattern'")
        let optional = try findings("{\(rule), required: false}")
        #expect(optional.map(\.location.description) == ["api.yaml:7:69"])
        #expect(optional.first?.severity == .warning)
    }

    @Test("Names can be asserted, and several selectors given")
    func names() throws {
        let found = try findings(
            "{given: ['$.components.schemas[*]~', $.nothing], message: No, assert: {pattern: '^O'}}"
        )
        #expect(found.map(\.location.description) == ["api.yaml:7:5"])
    }

    @Test("A message may be in both languages, and a remedy of its own")
    func texts() throws {
        let found = try findings("{given: $, message: {en: No, zh: 不}, remedy: Do it, assert: false}")
        #expect(found.first?.message == LocalizedText("No", zh: "不"))
        #expect(found.first?.remedy?.english == "Do it")
    }

    @Test("A rule of a base file can be changed and ignored by its name")
    func inherited() throws {
        let base = ["base.yaml": "rules: {our.rule: {given: $, message: No, assert: false}}"]
        let loud = try Contracts.ruleSet("extends: [minimal, base.yaml]\nrules: {our.rule: error}", others: base)
        #expect(try Contracts.result(Self.contract, loud).findings.first?.severity == .error)
        let quiet = try Contracts.ruleSet(
            "extends: [minimal, base.yaml]\nignore: [{rule: our.rule, reason: Later}]",
            others: base
        )
        let result = try Contracts.result(Self.contract, quiet)
        #expect(result.findings.isEmpty)
        #expect(result.ignoredCount == 1)
    }
}
