import Contract
import Diagnostics
import Testing

@testable import ContractLint

@Suite("Catalogue of rules")
struct RuleCatalogueTests {
    @Test("Every id is unique, of two parts in lower case with hyphens, and of a known category")
    func ids() {
        var known: Set<String> = []
        for rule in RuleCatalogue.all {
            if !known.insert(rule.id).inserted { Issue.record("\(rule.id) is there twice") }
            if LintCategory(ofRule: rule.id) == nil { Issue.record("\(rule.id) is of no known category") }
            let parts = rule.id.split(separator: ".", maxSplits: 1)
            let isPlain = parts.enumerated().allSatisfy { position, part in
                // The last part may name a version.
                let signs: Set<UInt8> = position == 0 ? [0x2D] : [0x2D, 0x2E]
                return part.utf8.allSatisfy { byte in
                    signs.contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
                }
            }
            if parts.count != 2 || !isPlain { Issue.record("'\(rule.id)' is no id") }
        }
    }

    @Test("Everything that reading finds is a rule")
    func readingRules() {
        for rule in ContractRule.all where RuleCatalogue.rule(rule.code) == nil {
            Issue.record("\(rule.code) is no rule of the catalogue")
        }
        let known = Set(ContractRule.all.map(\.code))
        for rule in RuleCatalogue.all where known.contains(rule.id) == false {
            switch rule.check {
            case .reading, .limits, .planning: Issue.record("\(rule.id) is found by nobody")
            default: break
            }
        }
        #expect(known.count == ContractRule.all.count)
    }

    @Test("More than the limits allow is found under its rule")
    func limits() throws {
        let text = RuleExample(
            .servers,
            "- {url: 'https://a.test/{v}', variables: {v: {default: \(String(repeating: "a", count: 70_000))}}}"
        )
        let found = try Contracts.result(text.document).findings.filter { $0.rule == "contract.too-large" }
        #expect(found.map(\.severity) == [.error])
    }

    @Test("There are at least 75 rules, and most of them are on by default")
    func count() {
        #expect(RuleCatalogue.all.count >= 75)
        #expect(RuleCatalogue.all.count { $0.severities.recommended != nil } >= 75)
    }

    @Test("A stricter set never says less")
    func severitiesGrow() {
        func weight(_ severity: Diagnostic.Severity?) -> Int { severity.map { $0.rank + 1 } ?? 0 }
        for rule in RuleCatalogue.all {
            let (minimal, recommended) = (weight(rule.severities.minimal), weight(rule.severities.recommended))
            if minimal > recommended || recommended > weight(rule.severities.strict) {
                Issue.record("\(rule.id) matters less in a stricter set")
            }
        }
    }

    @Test("Every rule says why in both languages, as a sentence")
    func rationales() {
        for rule in RuleCatalogue.all {
            if rule.rationale.english.last != "." { Issue.record("\(rule.id): no sentence in English") }
            if rule.rationale.chinese.last != "。" { Issue.record("\(rule.id): no sentence in Chinese") }
        }
    }

    @Test("The bad example breaks its rule and no other, the good one none")
    func examples() throws {
        for rule in RuleCatalogue.all where rule.isShown {
            let bad = try Contracts.broken(by: rule.bad, with: rule)
            let wanted = rule.bad.alsoBroken.union([rule.id])
            if bad != wanted {
                Issue.record("\(rule.id): the bad example breaks \(bad.sorted())\n\(rule.bad.document)")
            }
            let good = try Contracts.broken(by: rule.good, with: rule)
            if good != rule.good.alsoBroken {
                Issue.record("\(rule.id): the good example breaks \(good.sorted())\n\(rule.good.document)")
            }
        }
    }
}

extension LintRule {
    /// Whether a contract alone shows the rule.
    fileprivate var isShown: Bool {
        switch check {
        case .planning, .ruleFile, .limits: false
        case .reading, .nodes, .schemas, .paths, .operations, .document: true
        }
    }
}
