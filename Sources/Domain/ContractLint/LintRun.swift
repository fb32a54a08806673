import Contract
import Diagnostics
import JSON

/// What a check sees, and how it reports.
struct LintRun {
    /// The contract as it was loaded.
    let subject: LintSubject
    /// The paths, each with its operations.
    let paths: [LintPath]
    /// The operations of paths, callbacks and webhooks.
    let operations: [LintOperation]
    /// Whether the rule set asks for everything; a few rules look closer then.
    let isStrict: Bool
    private(set) var findings: [Found] = []
    private var rule = ""

    /// A finding before its place is looked up.
    struct Found {
        let rule: String
        let message: LocalizedText
        let remedy: LocalizedText?
        /// The node where it is shown: a value or the name of a member.
        let place: Int
        /// The value that it is about.
        let value: Int
    }

    init(_ subject: LintSubject, isStrict: Bool) {
        self.subject = subject
        self.isStrict = isStrict
        var census = OperationCensus(subject.map)
        census.count()
        paths = census.paths
        operations = census.operations
    }

    /// The loaded document.
    var document: JSONDocument { subject.map.document }
    /// Its root.
    var root: JSONNode { document.root }
    /// What kind each node is, and where references lead.
    var map: ContractMap { subject.map }

    /// What an object stands for, through all references.
    func resolved(_ node: JSONNode) -> JSONNode { map.resolved(node) }

    /// The objects of a kind, each where it is written out; a schema may have a `$ref` beside other members.
    func nodes(of kind: OpenAPIObject) -> [JSONNode] {
        map.nodes(of: kind).lazy.map { document.node(at: $0) }
            .filter { $0.kind == .object && (kind == .schema || map.reference(at: $0.index) == nil) }
    }

    /// Reports a value: where it stands itself.
    mutating func report(_ message: LocalizedText, at value: JSONNode, remedy: LocalizedText? = nil) {
        findings.append(
            Found(rule: rule, message: message, remedy: remedy, place: value.index, value: value.index)
        )
    }

    /// Reports a member or an element: at the name in front of it, if there is one.
    mutating func report(_ message: LocalizedText, on value: JSONNode, remedy: LocalizedText? = nil) {
        let place = map.anchor(of: value.index)
        findings.append(Found(rule: rule, message: message, remedy: remedy, place: place, value: value.index))
    }

    /// Runs a rule.
    mutating func run(_ rule: LintRule) {
        self.rule = rule.id
        switch rule.check {
        case .reading, .planning, .ruleFile: break
        case .nodes(let kind, let check): for node in nodes(of: kind) { check(node, &self) }
        case .paths(let check): for path in paths { check(path, &self) }
        case .operations(let check): for operation in operations { check(operation, &self) }
        case .document(let check): check(&self)
        }
    }

    /// Runs an assertion of a rule file.
    mutating func run(_ own: OwnRule) {
        rule = own.id
        own.check(&self)
    }
}
