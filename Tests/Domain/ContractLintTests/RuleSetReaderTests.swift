import Diagnostics
import Testing

@testable import Contract
@testable import ContractLint

@Suite("Rule files")
struct RuleSetReaderTests {
    @Test("A file that extends nothing changes the recommended rules")
    func extendsRecommended() throws {
        let set = try Contracts.ruleSet("rules: {path.case: error, path.trailing-slash: off}")
        #expect(set.name == "rules.yaml")
        #expect(set.severity(of: "path.case") == .error)
        #expect(set.severity(of: "path.trailing-slash") == nil)
        #expect(set.severity(of: "path.empty-segment") == .warning)
        #expect(set.severity(of: "limit.string") == nil)
        #expect(!set.isStrict)
    }

    @Test("An empty file changes nothing")
    func empty() throws {
        let set = try Contracts.ruleSet("{}")
        for rule in RuleCatalogue.all { #expect(set.severity(of: rule.id) == rule.severities.recommended) }
    }

    @Test("Of several sets the last one holds, and files are found beside the one that names them")
    func extends() throws {
        let set = try Contracts.ruleSet(
            "extends: [strict, house/base.yaml]",
            others: [
                "house/base.yaml": "extends: ../shared.yaml\nrules: {path.case: off}",
                "shared.yaml": "rules: {path.case: error, path.verb: error}",
            ]
        )
        #expect(set.isStrict)
        #expect(set.severity(of: "path.case") == nil)
        #expect(set.severity(of: "path.verb") == .error)
        #expect(set.severity(of: "limit.string") == .warning)
    }

    @Test("A file in between that extends nothing states only what it says")
    func statesOnly() throws {
        let set = try Contracts.ruleSet(
            "extends: [minimal, own.yaml]",
            others: ["own.yaml": "rules: {path.verb: note}"]
        )
        #expect(set.severity(of: "path.verb") == .note)
        #expect(set.severity(of: "path.trailing-slash") == nil)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        let code: String
        let place: String
        var testDescription: String { text }

        init(_ text: String, _ code: String, at place: String) {
            self.text = text
            self.code = code
            self.place = place
        }
    }

    static let refusals = [
        Refusal("[]", "rules.wrong-type", at: "1:1"),
        Refusal("rule: {}", "rules.unknown-field", at: "1:1"),
        Refusal("rules: []", "rules.wrong-type", at: "1:8"),
        Refusal("rules: {path.cas: off}", "lint.unknown-rule", at: "1:9"),
        Refusal("rules: {path.case: loud}", "rules.invalid-value", at: "1:20"),
        Refusal("extends: 3", "rules.wrong-type", at: "1:10"),
        Refusal("extends: rules.yaml", "rules.circular-extends", at: "1:10"),
        Refusal("ignore: {}", "rules.wrong-type", at: "1:9"),
        Refusal("ignore: [{reason: x}]", "rules.missing-field", at: "1:10"),
        Refusal("ignore: [{rule: path.case}]", "rules.missing-field", at: "1:10"),
        Refusal("ignore: [{rule: path.case, reason: ''}]", "rules.missing-field", at: "1:10"),
        Refusal("ignore: [{rule: path.case, reason: ' '}]", "rules.missing-field", at: "1:10"),
        Refusal("ignore: [{rule: path.cas, reason: x}]", "lint.unknown-rule", at: "1:17"),
        Refusal("ignore: [{rule: path.case, reason: x, expires: 2027-02-29}]", "rules.invalid-value", at: "1:48"),
        Refusal("ignore: [{rule: path.case, reason: x, pointer: paths}]", "rules.invalid-value", at: "1:48"),
        Refusal("ignore: [{rule: path.case, reason: x, until: 1}]", "rules.unknown-field", at: "1:39"),
        Refusal("rules: {path.own: {given: $, assert: true}}", "rules.invalid-name", at: "1:9"),
        Refusal("rules: {own: {given: $, assert: true}}", "rules.invalid-name", at: "1:9"),
        Refusal("rules: {our.own: {assert: true}}", "rules.missing-field", at: "1:9"),
        Refusal("rules: {our.own: {given: $}}", "rules.missing-field", at: "1:9"),
        Refusal("rules: {our.own: {given: paths, assert: true}}", "rules.invalid-selector", at: "1:26"),
        Refusal("rules: {our.own: {given: $, assert: {type: text}}}", "schema.invalid-keyword", at: "1:44"),
        Refusal("rules: {our.own: {given: $, assert: true, message: 1}}", "rules.wrong-type", at: "1:52"),
        Refusal("rules: {our.own: {given: 5, assert: true}}", "rules.wrong-type", at: "1:26"),
        Refusal("rules: {our.own: {given: [$, {}], assert: true}}", "rules.wrong-type", at: "1:30"),
        Refusal(
            "rules: {our.own: {given: $, field: a, required: 'no', assert: true}}",
            "rules.wrong-type",
            at: "1:49"
        ),
        Refusal("rules: {our.own: {given: $, assert: true, then: {}}}", "rules.unknown-field", at: "1:43"),
    ]

    @Test("What cannot be meant is an error at its place", arguments: refusals)
    func refuses(_ refusal: Refusal) throws {
        let error = #expect(throws: RuleFileError.self) { try Contracts.ruleSet(refusal.text) }
        let finding = try #require(error?.diagnostics.first)
        #expect(finding.code == refusal.code)
        #expect(finding.location?.description == "rules.yaml:\(refusal.place)")
        #expect(error?.diagnostics.count == 1)
    }

    @Test("Files whose names differ in their bytes are two")
    func bytes() throws {
        var reader = RuleSetReader { path throws(RuleFileError) in
            let text =
                switch ByteName(path) {
                case ByteName("rules.yaml"): "extends: caf\u{E9}.yaml"
                case ByteName("caf\u{E9}.yaml"): "extends: cafe\u{301}.yaml"
                default: "extends: minimal\nrules: {info.description: error}"
                }
            do {
                return try Contracts.document(text)
            } catch {
                throw RuleFileError([Diagnostic(code: "yaml", LocalizedText("\(error)", zh: "\(error)"))])
            }
        }
        #expect(try reader.ruleSet("rules.yaml").severity(of: "info.description") == .error)
    }

    @Test("Files that extend one another in a circle are refused where it closes")
    func circle() throws {
        let error = #expect(throws: RuleFileError.self) {
            try Contracts.ruleSet(
                "extends: a.yaml",
                others: ["a.yaml": "extends: b.yaml", "b.yaml": "rules: {}\nextends: [minimal, a.yaml]"]
            )
        }
        #expect(error?.diagnostics.map(\.code) == ["rules.circular-extends"])
        #expect(error?.diagnostics.first?.location?.description == "b.yaml:2:20")
    }

    @Test("A chain of files is followed to the limit and not one further")
    func depth() throws {
        func set(_ count: Int) throws -> RuleSet {
            var files: [String: String] = [:]
            for number in 1..<count { files["\(number).yaml"] = "extends: \(number + 1).yaml" }
            files["\(count).yaml"] = "extends: minimal"
            return try Contracts.ruleSet("extends: 1.yaml", others: files)
        }
        // The file that is asked for counts too.
        _ = try set(RuleSetReader.maximumDepth - 1)
        #expect(throws: RuleFileError.self) { try set(RuleSetReader.maximumDepth) }
    }

    @Test("A file that many others extend is read once")
    func diamonds() throws {
        var files: [String: String] = ["0.yaml": "rules: {path.case: error}"]
        for number in 1..<15 {
            let names = Array(repeating: "\(number - 1).yaml", count: 10).joined(separator: ", ")
            files["\(number).yaml"] = "extends: [\(names)]"
        }
        let set = try Contracts.ruleSet("extends: 14.yaml", others: files)
        #expect(set.severity(of: "path.case") == .error)
    }

    @Test("A file that is not there is told where it is named, with the set that was probably meant")
    func missing() throws {
        let error = #expect(throws: RuleFileError.self) { try Contracts.ruleSet("rules: {}\nextends: [recomended]") }
        let finding = try #require(error?.diagnostics.first)
        #expect(finding.location?.description == "rules.yaml:2:11")
        #expect(finding.remedy?.english == "did you mean 'recommended'?")
    }

    @Test("What an assertion refers to elsewhere is not fetched, and the remedy is for rule files")
    func remoteAssertion() throws {
        let text = "rules: {our.own: {given: $, assert: {$ref: 'http://x.test/a.json'}}}"
        let error = #expect(throws: RuleFileError.self) { try Contracts.ruleSet(text) }
        #expect(error?.diagnostics.first?.remedy?.english.contains("'$defs' of the assertion") == true)
    }

    @Test("A misspelt name is answered with the one that was meant")
    func suggests() throws {
        let error = #expect(throws: RuleFileError.self) { try Contracts.ruleSet("rules: {path.trailing-slsh: off}") }
        #expect(error?.diagnostics.first?.remedy?.english == "did you mean 'path.trailing-slash'?")
    }
}
