public import Diagnostics
import Contract
import JSON

/// One thing that a contract can do better: a stable name, a reason, examples, and the check itself.
public struct LintRule: Sendable {
    /// The stable name, `category.name`; match on this, never on a message.
    public let id: String
    /// How much it matters in each of the rule sets that come along.
    public let severities: RuleSeverities
    /// Why it is a rule, in one sentence or two.
    public let rationale: LocalizedText
    /// A contract that breaks this rule and no other that is on by default.
    public let bad: RuleExample
    /// The same, done right.
    public let good: RuleExample
    let check: LintCheck

    init(
        _ id: String,
        _ severities: RuleSeverities,
        _ rationale: LocalizedText,
        bad: RuleExample,
        good: RuleExample,
        check: LintCheck
    ) {
        self.id = id
        self.severities = severities
        self.rationale = rationale
        self.bad = bad
        self.good = good
        self.check = check
    }

    /// The part of the name before the dot.
    public var category: LintCategory { LintCategory(ofRule: id) ?? .contract }
}

/// How much a rule matters in each of the rule sets that come along; nil where it is off.
public struct RuleSeverities: Hashable, Sendable {
    /// What keeps a contract from being used, or is wrong beyond doubt.
    public let minimal: Diagnostic.Severity?
    /// What a careful reviewer would ask to change.
    public let recommended: Diagnostic.Severity?
    /// Everything, matters of habit included.
    public let strict: Diagnostic.Severity?

    init(_ minimal: Diagnostic.Severity?, _ recommended: Diagnostic.Severity?, _ strict: Diagnostic.Severity?) {
        self.minimal = minimal
        self.recommended = recommended
        self.strict = strict
    }

    /// An error in every set.
    static let error = RuleSeverities(.error, .error, .error)
    /// Only strict asks for it.
    static func strictly(_ severity: Diagnostic.Severity) -> Self { RuleSeverities(nil, nil, severity) }
}

/// What a rule looks at.
enum LintCheck: Sendable {
    /// The finding is made while the contract is assembled and read, under the rule's name.
    case reading
    /// The same, about more than the limits allow, which no example of a few lines is.
    case limits
    /// The finding is made where operations are given to handlers, under the rule's name.
    case planning
    /// The finding is made about the rule file.
    case ruleFile
    /// Every object of a kind, the shared ones once.
    case nodes(OpenAPIObject, @Sendable (JSONNode, inout LintRun) -> Void)
    /// Every schema, all rules at once, so that its members are looked at once.
    case schemas(@Sendable (borrowing SchemaFacts, inout LintRun) -> Void)
    /// Every path of `paths`.
    case paths(@Sendable (LintPath, inout LintRun) -> Void)
    /// Every operation of paths, callbacks and webhooks.
    case operations(@Sendable (LintOperation, inout LintRun) -> Void)
    /// The contract as a whole.
    case document(@Sendable (inout LintRun) -> Void)
}
