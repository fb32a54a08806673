public import Diagnostics

/// Which rules hold and how much they matter, the rules of a house, and what is to be ignored.
public struct RuleSet: Sendable {
    /// `minimal`, `recommended`, `strict`, or the path of a rule file.
    public let name: String
    /// Whether it builds on `strict`.
    let isStrict: Bool
    /// What is said about each rule, nil for off; a rule that nothing is said about is off too.
    private(set) var severities: [String: Diagnostic.Severity?]
    private(set) var ownRules: [OwnRule] = []
    private(set) var ignores: [Ignore] = []

    /// What keeps a contract from being used, or is wrong beyond doubt.
    public static let minimal = RuleSet("minimal", \.minimal)
    /// What a careful reviewer would ask to change.
    public static let recommended = RuleSet("recommended", \.recommended)
    /// Everything, matters of habit included.
    public static let strict = RuleSet("strict", \.strict)

    /// The sets that come along.
    public static let all = [minimal, recommended, strict]

    private init(_ name: String, _ severity: KeyPath<RuleSeverities, Diagnostic.Severity?>) {
        self.name = name
        isStrict = name == "strict"
        severities = [:]
        for rule in RuleCatalogue.all { severities[rule.id] = .some(rule.severities[keyPath: severity]) }
    }

    /// A set made of others: where they disagree the last one holds.
    init(name: String, extending bases: [RuleSet]) {
        self.name = name
        isStrict = bases.contains(where: \.isStrict)
        severities = [:]
        for base in bases {
            severities.merge(base.severities) { $1 }
            for rule in base.ownRules where !ownRules.contains(where: { $0.id == rule.id }) { ownRules.append(rule) }
            ignores += base.ignores.filter { !ignores.contains($0) }
        }
    }

    /// How much a rule matters; nil when it is off.
    public func severity(of rule: String) -> Diagnostic.Severity? { severities[rule] ?? nil }

    /// Whether a name is that of a rule, on or off.
    func knows(_ rule: String) -> Bool { RuleCatalogue.rule(rule) != nil || ownRules.contains { $0.id == rule } }

    mutating func set(_ rule: String, to severity: Diagnostic.Severity?) { severities[rule] = .some(severity) }

    mutating func add(_ rule: OwnRule, _ severity: Diagnostic.Severity?) {
        ownRules.removeAll { $0.id == rule.id }
        ownRules.append(rule)
        severities[rule.id] = .some(severity)
    }

    mutating func add(_ ignore: Ignore) { ignores.append(ignore) }
}
