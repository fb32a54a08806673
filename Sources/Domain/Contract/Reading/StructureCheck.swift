import Diagnostics
import JSON
import JSONSchema

/// Checks every object of a description against its grammar, whether a request reaches it or not.
///
/// What it finds lowers the quality of a description and keeps nobody from using it, so all findings are warnings.
struct StructureCheck {
    let document: JSONDocument
    let map: ContractMap
    /// The version that the author wrote.
    let version: OpenAPIVersion
    var findings: FindingCollector
    private var schemas: SchemaKeywordCheck

    init(map: ContractMap, writtenVersion: OpenAPIVersion, findings: FindingCollector) {
        document = map.document
        self.map = map
        version = writtenVersion
        self.findings = findings
        schemas = SchemaKeywordCheck(map: map)
    }

    /// Checks the whole document.
    mutating func check() {
        for kind in OpenAPIObject.allCases {
            for index in map.nodes(of: kind) { check(document.node(at: index), as: kind) }
        }
        checkReferenceTargets()
        for value in schemas.dialects {
            let uri = value.string ?? ""
            // A document may bring the metaschema along.
            if Dialect(uri: uri) == nil, map.target(of: uri, at: value.index) == nil {
                findings.unknownDialect(value, severity: .warning)
            }
        }
    }

    /// A value that only references lead to has no parent that says what it has to be.
    private mutating func checkReferenceTargets() {
        for reference in map.references {
            guard let target = reference.target, map.kind(of: map.parent(of: target)) == nil else { continue }
            let node = document.node(at: target)
            if let expected = expectedObject(node, reference.expected) {
                findings.wrongType(
                    node,
                    map.pointer(of: target).tokens.last ?? "#",
                    expected: expected,
                    severity: .warning
                )
            }
        }
    }

    private mutating func check(_ node: JSONNode, as kind: OpenAPIObject) {
        // Whatever holds the node says what belongs there.
        guard node.kind == .object else { return }
        if kind.isReferable(in: version), let reference = node["$ref"] {
            if reference.kind != .string { wrongType(reference, "$ref", ExpectedValue.text) }
            // Beside a `$ref` anything may stand, but path items and schemas stay what they are.
            if kind != .schema && kind != .pathItem { return }
        }
        if kind == .schema { return schemas.check(node, &findings) }
        if kind == .oauthFlow { return }  // Which fields it has depends on its name.
        checkMembers(of: node, as: kind)
        checkConditions(of: node, as: kind)
    }

    private mutating func checkMembers(of node: JSONNode, as kind: OpenAPIObject) {
        let grammar = ObjectGrammar.of(kind)
        var present: UInt64 = 0
        for (name, value) in node.memberNodes {
            if kind == .securityRequirement {
                check(value, name.nameText, .texts)
            } else if let place = grammar.position(of: name.tapeNode, in: document) {
                present |= 1 << UInt64(place)
                check(value, grammar.fields[place].name, grammar.fields[place].shape)
            } else if document.isExtension(name.tapeNode) {
                continue
            } else if grammar.patterned != nil {
                checkPatterned(name, value, kind)
            } else {
                unknownField(name, of: kind)
            }
        }
        for (place, field) in grammar.fields.enumerated() where present & 1 << UInt64(place) == 0 {
            if field.isRequired(in: version) { missing(field.name, at: node) }
        }
    }

    /// Checks a member of `paths`, `responses` or a callback.
    private mutating func checkPatterned(_ name: JSONNode, _ value: JSONNode, _ kind: OpenAPIObject) {
        if kind == .responses, !Self.isStatus(name) { findings.invalidStatus(name, severity: .warning) }
        if kind == .paths, name.tapeNode.length == 0 || document.bytes[name.tapeNode.offset] != UInt8(ascii: "/") {
            findings.invalidPath(name, severity: .warning)
        }
        if value.kind != .object { wrongType(value, name.nameText, ExpectedValue.object) }
    }

    /// Whether a key of `responses` is a code or a range; `4xx` is neither.
    private static func isStatus(_ name: JSONNode) -> Bool {
        let text = Array(name.document.content(of: name.tapeNode))
        guard text.count == 3, (UInt8(ascii: "1")...UInt8(ascii: "5")).contains(text[0]) else { return false }
        return text[1...].elementsEqual("XX".utf8) || text[1...].allSatisfy { $0 &- UInt8(ascii: "0") <= 9 }
    }

    // MARK: Values

    /// Checks the type of a field's value.
    mutating func check(_ value: JSONNode, _ name: String, _ shape: FieldShape) {
        switch shape {
        case .any: break
        case .text: if value.kind != .string { wrongType(value, name, ExpectedValue.text) }
        case .flag: if value.boolean == nil { wrongType(value, name, ExpectedValue.flag) }
        case .number: if value.kind != .number { wrongType(value, name, ExpectedValue.number) }
        case .texts:
            guard value.kind == .array else { return wrongType(value, name, ExpectedValue.texts) }
            for element in value.elements where element.kind != .string {
                wrongType(element, name, ExpectedValue.text)
            }
        case .textMap:
            guard value.kind == .object else { return wrongType(value, name, ExpectedValue.textMap) }
            for (key, member) in value.members where member.kind != .string {
                wrongType(member, key, ExpectedValue.text)
            }
        case .object(let kind):
            if let expected = expectedObject(value, kind) { wrongType(value, name, expected) }
        case .list(let kind):
            guard value.kind == .array else { return wrongType(value, name, ExpectedValue.array) }
            for element in value.elements {
                if let expected = expectedObject(element, kind) { wrongType(element, name, expected) }
            }
        case .map(let kind):
            guard value.kind == .object else { return wrongType(value, name, ExpectedValue.object) }
            for (key, member) in value.members {
                if let expected = expectedObject(member, kind) { wrongType(member, key, expected) }
            }
        }
    }

    /// What belongs where an object is expected; nil when it is there.
    private func expectedObject(_ value: JSONNode, _ kind: OpenAPIObject) -> LocalizedText? {
        if kind != .schema { return value.kind == .object ? nil : ExpectedValue.object }
        return value.kind == .object || value.boolean != nil ? nil : ExpectedValue.schema
    }

    // MARK: Findings

    mutating func wrongType(_ value: JSONNode, _ name: String, _ expected: LocalizedText) {
        findings.wrongType(value, name, expected: expected, severity: .warning)
    }

    mutating func missing(_ name: String, at node: JSONNode) {
        findings.missing(name, at: node, severity: .warning)
    }

    mutating func report(_ rule: ContractRule, _ message: LocalizedText, at node: JSONNode, remedy: LocalizedText?) {
        findings.report(rule, message, at: node, severity: .warning, remedy: remedy)
    }

    /// Reports a field that an object of its kind does not have.
    mutating func unknownField(_ name: JSONNode, of kind: OpenAPIObject, remedy: LocalizedText? = nil) {
        let text = name.nameText
        if text == "$ref", let reference = map.reference(at: map.parent(of: name.index)) {
            return reportMisplaced(reference)
        }
        let known = ObjectGrammar.of(kind).fields.filter { $0.versions.contains(version) }.map(\.name)
        let lowered = text.lowercased()
        let nearest =
            EditDistance.nearest(to: text, among: known)
            ?? known.first { $0.lowercased().hasSuffix(lowered) && lowered.utf8.count > 2 }
        let help =
            nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否想写“\($0)”？") }
            ?? LocalizedText("remove it, or let its name start with 'x-'", zh: "请删除，或让其名称以“x-”开头")
        report(
            .unknownField,
            LocalizedText("'\(text)' is no field of \(kind.name.english)", zh: "“\(text)”不是\(kind.name.chinese)的字段"),
            at: name,
            remedy: remedy ?? help
        )
    }

    /// Reports a reference where the specification knows none; one that leads nowhere is reported as such.
    private mutating func reportMisplaced(_ reference: ContractReference) {
        guard reference.target != nil else { return }
        let text = reference.text
        report(
            .misplacedReference,
            LocalizedText(
                "the specification knows no '$ref' here; what '\(text)' leads to is taken all the same",
                zh: "规范不允许在此处使用“$ref”；仍按“\(text)”所指内容处理"
            ),
            at: document.node(at: reference.value),
            remedy: LocalizedText("other tools may refuse it: write the content here", zh: "其他工具可能会拒绝：请在此处直接写入内容")
        )
    }
}
