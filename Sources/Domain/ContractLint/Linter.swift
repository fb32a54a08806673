import Contract
import Diagnostics
import JSON

/// Judges contracts by a rule set.
public struct Linter: Sendable {
    private let ruleSet: RuleSet
    private let today: CalendarDay

    /// A linter.
    ///
    /// - Parameters:
    ///   - ruleSet: The rules, and what is to be ignored.
    ///   - today: The day on which ignores are valid or not.
    public init(_ ruleSet: RuleSet, today: CalendarDay) {
        self.ruleSet = ruleSet
        self.today = today
    }

    /// Everything that breaks a rule in a contract, ignored or not.
    func findings(in subject: LintSubject) -> [LintFinding] {
        var run = LintRun(subject, isStrict: ruleSet.isStrict)
        let rules = RuleCatalogue.all.filter { ruleSet.severity(of: $0.id) != nil }
        run.runSchemas(rules.filter { if case .schemas = $0.check { true } else { false } })
        for rule in rules { run.run(rule) }
        for rule in ruleSet.ownRules where ruleSet.severity(of: rule.id) != nil { run.run(rule) }
        var fingerprints = Fingerprint(subject.map)
        let made = run.findings.compactMap { found in finding(found, subject, &fingerprints) }
        return made + readingFindings(of: subject, &fingerprints)
    }

    /// What is left to say of a file that is no contract.
    func findings(in diagnostics: [Diagnostic]) -> [LintFinding] {
        diagnostics.compactMap { finding($0, pointer: nil, fingerprint: nil) }
    }

    private func finding(
        _ found: LintRun.Found,
        _ subject: LintSubject,
        _ fingerprints: inout Fingerprint
    ) -> LintFinding? {
        guard let severity = ruleSet.severity(of: found.rule) else { return nil }
        return LintFinding(
            rule: found.rule,
            severity: found.isRemark ? .note : severity,
            message: found.message,
            location: subject.location(subject.map.document.node(at: found.place)),
            remedy: found.remedy,
            pointer: subject.map.pointer(of: found.value),
            fingerprint: fingerprints.text(of: found.rule, at: found.value)
        )
    }

    /// The findings of reading, by the severities of the rule set; they know their place, but not their node.
    private func readingFindings(of subject: LintSubject, _ fingerprints: inout Fingerprint) -> [LintFinding] {
        let nodes = subject.nodes(at: Set(subject.findings.compactMap(\.location)))
        return subject.findings.compactMap { diagnostic in
            let node = diagnostic.location.flatMap { nodes[$0] }
            let value = node.map { subject.map.isName($0) ? $0 + 1 : $0 }
            return finding(
                diagnostic,
                pointer: value.map { subject.map.pointer(of: $0) },
                fingerprint: value.map { fingerprints.text(of: diagnostic.code, at: $0) }
            )
        }
    }

    private func finding(_ diagnostic: Diagnostic, pointer: JSONPointer?, fingerprint: String?) -> LintFinding? {
        // What no rule is about, such as a file that cannot be parsed, keeps its own severity.
        let isRule = RuleCatalogue.rule(diagnostic.code) != nil
        guard let severity = isRule ? ruleSet.severity(of: diagnostic.code) : diagnostic.severity else { return nil }
        return LintFinding(
            rule: diagnostic.code,
            severity: severity,
            message: diagnostic.message,
            location: diagnostic.location ?? SourceLocation(file: ""),
            remedy: diagnostic.remedy,
            pointer: pointer ?? JSONPointer(),
            fingerprint: fingerprint
        )
    }

    /// The findings that no ignore hides, and those about the ignores.
    func judged(_ findings: [LintFinding]) -> LintResult {
        var list = IgnoreList(ruleSet.ignores, today: today)
        let kept = findings.filter { !list.hides($0) }
        let about = list.findings.compactMap {
            finding($0, pointer: nil, fingerprint: "\($0.code) \($0.message.english)")
        }
        return LintResult(kept + about, ruleSetName: ruleSet.name, ignoredCount: findings.count - kept.count)
    }
}
