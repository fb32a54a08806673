import Diagnostics

extension RuleCatalogue {
    static let ruleFileRules: [LintRule] = [
        LintRule(
            "lint.expired-ignore",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("The time that was given for it is over.", zh: "给定的期限已过。"),
            bad: RuleExample(.ruleFile, "ignore:\n  - {rule: path.case, reason: Old client, expires: 2020-01-01}"),
            good: RuleExample(.ruleFile, "rules: {path.case: note}"),
            check: .ruleFile
        ),
        LintRule(
            "lint.unused-ignore",
            RuleSeverities(.note, .note, .note),
            LocalizedText("It hides nothing, and would hide what comes.", zh: "它没有隐藏任何问题，却会隐藏将来的问题。"),
            bad: RuleExample(.ruleFile, "ignore:\n  - {rule: path.case, reason: Old client}"),
            good: RuleExample(.ruleFile, "rules: {path.case: note}"),
            check: .ruleFile
        ),
        LintRule(
            "lint.unknown-rule",
            .error,
            LocalizedText("A misspelt name switches nothing.", zh: "拼写错误的名称不起任何作用。"),
            bad: RuleExample(.ruleFile, "rules: {path.trailing-slsh: off}"),
            good: RuleExample(.ruleFile, "rules: {path.trailing-slash: off}"),
            check: .ruleFile
        ),
    ]
}
