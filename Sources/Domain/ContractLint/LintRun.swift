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
    /// Where operations and extensions of schemas are.
    let index: LintIndex
    /// Whether the rule set asks for everything; a few rules look closer then.
    let isStrict: Bool
    /// What schemas are through references; grows as it is asked.
    var schemas: SchemaLookup
    private var knownExamples: ExampleChecks?
    private(set) var findings: [Found] = []
    private var rule = ""
    private var suggestions = NameSuggestions()
    /// The scopes that the flows of a security scheme offer, by its node.
    var knownScopes: [Int: KnownNames] = [:]
    /// The names that links may use for the parameters of an operation, by its node.
    var knownParameterNames: [Int: KnownNames] = [:]

    /// A finding before its place is looked up.
    struct Found {
        let rule: String
        let message: LocalizedText
        let remedy: LocalizedText?
        /// The node where it is shown: a value or the name of a member.
        let place: Int
        /// The value that it is about.
        let value: Int
        /// Whether it is about the check rather than about the contract: a note in every set.
        var isRemark = false
    }

    init(_ subject: LintSubject, isStrict: Bool) {
        self.subject = subject
        self.isStrict = isStrict
        var census = OperationCensus(subject.map)
        census.count()
        paths = census.paths
        operations = census.operations
        index = LintIndex(subject.map, operations: census.operations)
        schemas = SchemaLookup(subject.map)
    }

    /// The loaded document.
    var document: JSONDocument { subject.map.document }
    /// Its root.
    var root: JSONNode { document.root }
    /// What kind each node is, and where references lead.
    var map: ContractMap { subject.map }

    /// What an object stands for, through all references.
    func resolved(_ node: JSONNode) -> JSONNode { map.resolved(node) }

    /// The value of a keyword in a schema, in one of its parts, or beside it in the `allOf` that it is a part of.
    func keyword(_ name: String, around schema: JSONNode) -> JSONNode? {
        var current = schema
        for _ in 0..<Self.maximumSurroundingCount {
            if let value = schemas.keyword(name, of: current) { return value }
            guard let around = LintIndex.schema(withPart: current.index, map) else { return nil }
            current = document.node(at: around)
        }
        return nil
    }

    /// The most schemas around one that are asked for a keyword.
    private static let maximumSurroundingCount = 20

    /// Reports a value, or the name of a member: where it stands itself.
    mutating func report(_ message: LocalizedText, at node: JSONNode, remedy: LocalizedText? = nil) {
        let value = map.isName(node.index) ? node.index + 1 : node.index
        findings.append(Found(rule: rule, message: message, remedy: remedy, place: node.index, value: value))
    }

    /// Reports a member or an element: at the name in front of it, if there is one.
    mutating func report(_ message: LocalizedText, on value: JSONNode, remedy: LocalizedText? = nil) {
        let place = map.anchor(of: value.index)
        findings.append(Found(rule: rule, message: message, remedy: remedy, place: place, value: value.index))
    }

    /// Says of a value that it could not be judged.
    mutating func remark(_ message: LocalizedText, on node: JSONNode) {
        report(message, on: node)
        findings[findings.count - 1].isRemark = true
    }

    /// Says of a value that judging it would cost more than the limits allow.
    mutating func remarkCost(of subject: LocalizedText, on node: JSONNode) {
        remark(
            LocalizedText(
                "\(subject.english) was not judged: that would cost more than the limits allow",
                zh: "未能判断\(subject.chinese)：所需的开销超过限制"
            ),
            on: node
        )
    }

    /// The name that was probably meant; nil when none is near, or when the run has compared enough of them.
    mutating func nearest(to wanted: String, among names: [String]) -> String? {
        suggestions.nearest(to: wanted, among: names)
    }

    /// Runs a rule.
    mutating func run(_ rule: LintRule) {
        self.rule = rule.id
        switch rule.check {
        case .reading, .limits, .planning, .ruleFile, .schemas: break
        case .nodes(let kind, let check): for node in map.objects(of: kind) { check(node, &self) }
        case .paths(let check): for path in paths { check(path, &self) }
        case .operations(let check): for operation in operations { check(operation, &self) }
        case .document(let check): check(&self)
        }
    }

    /// Runs the rules about schemas: one look at each schema for all of them.
    mutating func runSchemas(_ rules: [LintRule]) {
        guard !rules.isEmpty else { return }
        var facts = SchemaFacts(of: root)
        for index in map.nodes(of: .schema) where document.nodes[index].kind == .object {
            facts.read(document.node(at: index))
            for rule in rules {
                guard case .schemas(let check) = rule.check else { continue }
                self.rule = rule.id
                check(facts, &self)
            }
        }
    }

    /// All examples and defaults beside their schemas; worked out when it is first asked for.
    mutating func examples() -> ExampleChecks {
        if let knownExamples { return knownExamples }
        let checks = ExampleChecks(map)
        knownExamples = checks
        return checks
    }

    /// Runs an assertion of a rule file.
    mutating func run(_ own: OwnRule) {
        rule = own.id
        own.check(&self)
    }
}
