import Contract
public import Diagnostics
public import JSON

/// A place where a contract breaks a rule.
public struct LintFinding: Hashable, Sendable {
    /// The rule's name.
    public let rule: String
    /// How much it matters in the rule set of the run.
    public let severity: Diagnostic.Severity
    /// What was found, with the offending text quoted.
    public let message: LocalizedText
    /// Where it stands in the author's file.
    public let location: SourceLocation
    /// What the author can change.
    public let remedy: LocalizedText?
    /// The way to the value in the contract as it was loaded: bundled, and in OpenAPI 3.1.
    public let pointer: JSONPointer
    /// A text that stays the same when lines move and elements are added: the rule and the value's identity.
    public let fingerprint: String

    init(
        rule: String,
        severity: Diagnostic.Severity,
        message: LocalizedText,
        location: SourceLocation,
        remedy: LocalizedText? = nil,
        pointer: JSONPointer = JSONPointer(),
        fingerprint: String? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.message = message
        self.location = location
        self.remedy = remedy
        self.pointer = pointer
        self.fingerprint = fingerprint ?? "\(rule) \(pointer)"
    }

    /// The part of the rule's name before the dot.
    public var category: String { String(rule.prefix { $0 != "." }) }

    /// The finding as it is shown everywhere else.
    public var diagnostic: Diagnostic {
        Diagnostic(code: rule, severity: severity, message, at: location, remedy: remedy)
    }

    /// Orders by file, then by position, then by rule and message.
    static func precedes(_ left: LintFinding, _ right: LintFinding) -> Bool {
        if ByteName(left.location.file) != ByteName(right.location.file) {
            return less(left.location.file, right.location.file)
        }
        let start = SourcePosition(line: 1, column: 1)
        let leftPosition = left.location.position ?? start
        let rightPosition = right.location.position ?? start
        if leftPosition != rightPosition { return leftPosition < rightPosition }
        if left.rule != right.rule { return less(left.rule, right.rule) }
        return less(left.message.english, right.message.english)
    }

    /// By bytes, so that no locale has a say.
    private static func less(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

/// What came out of a run.
public struct LintResult: Sendable {
    /// The findings, sorted by place, each once.
    public let findings: [LintFinding]
    /// The name of the rule set, for example `recommended`.
    public let ruleSetName: String
    /// How many findings the rule file's ignores hid.
    public let ignoredCount: Int

    /// A result; findings are sorted, and those that say the same of the same place are one.
    init(_ findings: [LintFinding], ruleSetName: String, ignoredCount: Int) {
        var seen: Set<Diagnostic> = []
        self.findings = findings.filter { seen.insert($0.diagnostic).inserted }.sorted(by: LintFinding.precedes)
        self.ruleSetName = ruleSetName
        self.ignoredCount = ignoredCount
    }

    /// How many findings have a severity.
    public func count(of severity: Diagnostic.Severity) -> Int { findings.count { $0.severity == severity } }

    /// Whether there is a finding that matters as much as this, or more.
    public func reaches(_ severity: Diagnostic.Severity) -> Bool {
        findings.contains { $0.severity.rank >= severity.rank }
    }
}

extension Diagnostic.Severity {
    /// Greater for what matters more.
    var rank: Int {
        switch self {
        case .error: 2
        case .warning: 1
        case .note: 0
        }
    }
}
