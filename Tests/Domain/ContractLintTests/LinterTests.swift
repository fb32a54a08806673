import Diagnostics
import JSON
import Testing

@testable import ContractLint

@Suite("Linter")
struct LinterTests {
    static let contract = """
        openapi: 3.1.0
        info: {title: Shop, version: '1.0'}
        servers: [{url: 'https://{a}.shop.test/{b}/'}]
        paths:
          /b/: {get: {responses: {'200': {$ref: '#/components/responses/r'}}}}
          /a/: {get: {responses: {'200': {$ref: '#/components/responses/r'}}}}
        components:
          responses: {r: {description: ''}}
        """

    @Test("Findings stand in the order of the file, each once, with those of shared parts")
    func order() throws {
        let findings = try Contracts.result(Self.contract).findings
        let places = findings.compactMap(\.location.position)
        #expect(places.count == findings.count)
        #expect(places == places.sorted())
        #expect(findings.count { $0.rule == "response.description-blank" } == 1)
        #expect(Set(findings).count == findings.count)
    }

    @Test("Two problems of one rule at one place are both told")
    func samePlace() throws {
        let found = try Contracts.result(Self.contract).findings.filter { $0.rule == "server.undefined-variable" }
        #expect(found.map(\.message.english) == ["'{a}' is not defined", "'{b}' is not defined"])
    }

    @Test("A file that is no contract is told why, in every set", arguments: RuleSet.all.map(\.name))
    func noContract(_ name: String) throws {
        let set = try #require(RuleSet.all.first { $0.name == name })
        let result = try Contracts.result("swagger: '2.0'", set)
        #expect(result.findings.map(\.rule) == ["contract.unsupported-version"])
        #expect(result.reaches(.error))
    }

    @Test("Findings of reading take the severity of the rule set, and know their value")
    func reading() throws {
        let text = Self.contract + "\nunknown: 1"
        let found = try Contracts.result(text).findings.first { $0.rule == "contract.unknown-field" }
        #expect(found?.severity == .error)
        #expect(found?.pointer.description == "/unknown")
        #expect(found?.fingerprint == "contract.unknown-field /unknown")
        let quiet = try Contracts.ruleSet("rules: {contract.unknown-field: off}")
        #expect(try !Contracts.result(text, quiet).findings.contains { $0.rule == "contract.unknown-field" })
    }

    @Test("Findings of other parts are judged alike")
    func others() throws {
        let place = SourceLocation(file: "api.yaml", position: SourcePosition(line: 2, column: 1))
        let other = Diagnostic(code: "contract.invalid-extension", LocalizedText("a", zh: "a"), at: place)
        let found = try Contracts.result(Self.contract, others: [other]).findings.first { $0.rule == other.code }
        #expect(found?.pointer.description == "/info")
        let unknown = Diagnostic(code: "file.odd", severity: .note, LocalizedText("a", zh: "a"), at: place)
        let kept = try Contracts.result(Self.contract, others: [unknown]).findings.first { $0.rule == unknown.code }
        #expect(kept?.severity == .note)
    }

    @Test("A result reaches what is as grave or graver")
    func reaches() {
        func result(_ severity: Diagnostic.Severity) -> LintResult {
            let finding = LintFinding(
                rule: "path.case",
                severity: severity,
                message: LocalizedText("a", zh: "a"),
                location: SourceLocation(file: "a")
            )
            return LintResult([finding], ruleSetName: "minimal", ignoredCount: 0)
        }
        #expect(result(.error).reaches(.warning) && result(.warning).reaches(.warning))
        #expect(!result(.note).reaches(.warning) && !result(.warning).reaches(.error))
    }
}
