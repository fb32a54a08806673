import Diagnostics
import JSON
import JSONSchema

/// Checks the values of a schema's keywords as the metaschema of OpenAPI's dialect has them.
///
/// - SeeAlso: JSON Schema 2020-12, Core and Validation; OpenAPI Specification 3.1.1, section 4.8.24.
struct SchemaKeywordCheck {
    private var facts: SchemaFacts
    /// The values of `$schema` that were met, each text once.
    private(set) var dialects: [JSONNode] = []
    private var dialectNames: Set<ByteName> = []
    private static let typeNames: Set = ["null", "boolean", "object", "array", "number", "string", "integer"]

    private let map: ContractMap

    init(map: ContractMap) {
        self.map = map
        facts = SchemaFacts(of: map.document.root)
    }

    /// Checks one schema, but not those inside it.
    mutating func check(_ schema: JSONNode, _ findings: inout FindingCollector) {
        guard schema.kind == .object else { return }
        facts.read(schema)
        if let dialect = facts[.schema], let name = dialect.string, dialectNames.insert(ByteName(name)).inserted {
            dialects.append(dialect)
        }
        for keyword in facts.keywords {
            guard let value = facts[keyword], !isOldForm(keyword, value) else { continue }
            check(keyword, value, &findings)
        }
    }

    private func check(_ keyword: SchemaKeyword, _ value: JSONNode, _ findings: inout FindingCollector) {
        switch keyword {
        case .properties, .patternProperties, .defs, .definitions, .dependentSchemas, .dependencies:
            checkMap(keyword, value, &findings)
        case .allOf, .anyOf, .oneOf, .prefixItems:
            guard value.kind == .array, value.count > 0 else {
                return invalid(keyword, value, ExpectedValue.schemas, &findings)
            }
            for element in value.elements { checkSchema(keyword.name, element, &findings) }
        case .items, .additionalProperties, .unevaluatedItems, .unevaluatedProperties, .contains, .propertyNames,
            .not, .if, .then, .else, .contentSchema:
            checkSchema(keyword.name, value, &findings)
        case .type: checkType(value, &findings)
        default:
            if let expected = expectation(of: keyword, unlessMetBy: value) {
                invalid(keyword, value, expected, &findings)
            }
        }
    }

    /// What belongs into a keyword; nil when its value is right.
    private func expectation(of keyword: SchemaKeyword, unlessMetBy value: JSONNode) -> LocalizedText? {
        switch keyword {
        case .schema, .ref, .dynamicRef, .recursiveRef, .comment, .pattern, .format, .contentEncoding,
            .contentMediaType, .title, .description:
            value.kind == .string ? nil : ExpectedValue.text
        case .id: Self.isIdentifier(value) ? nil : LocalizedText("a URI without fragment", zh: "不含片段的 URI")
        case .recursiveAnchor where revision(at: value.index) == .draft2019:
            value.boolean == nil ? ExpectedValue.flag : nil
        case .anchor, .dynamicAnchor, .recursiveAnchor:
            Self.isAnchor(value) ? nil : LocalizedText("a plain name", zh: "简单名称")
        case .vocabulary:
            value.kind == .object && value.members.allSatisfy { $0.value.boolean != nil }
                ? nil : LocalizedText("an object of true and false", zh: "由 true 和 false 组成的对象")
        case .multipleOf: value.kind == .number && value.exactNumber.signum > 0 ? nil : ExpectedValue.positive
        case .maximum, .minimum, .exclusiveMaximum, .exclusiveMinimum:
            value.kind == .number ? nil : ExpectedValue.number
        case .maxLength, .minLength, .maxItems, .minItems, .maxContains, .minContains, .maxProperties,
            .minProperties:
            Self.isCount(value) ? nil : ExpectedValue.count
        case .uniqueItems, .deprecated, .readOnly, .writeOnly: value.boolean == nil ? ExpectedValue.flag : nil
        case .required: Self.areUniqueTexts(value) ? nil : ExpectedValue.uniqueTexts
        case .dependentRequired:
            value.kind == .object && value.members.allSatisfy { Self.areUniqueTexts($0.value) }
                ? nil : LocalizedText("an object of arrays of different strings", zh: "由互不相同的字符串数组组成的对象")
        case .enum, .examples: value.kind == .array ? nil : ExpectedValue.array
        case .discriminator, .xml, .externalDocs: value.kind == .object ? nil : ExpectedValue.object
        default: nil
        }
    }

    /// The revision of JSON Schema that holds at a node: that of the nearest schema around it with `$schema` beside an
    /// identifier, or of the document.
    private func revision(at node: Int) -> Dialect.Revision {
        var current = node
        while current != 0 {
            current = map.parent(of: current)
            let object = map.document.node(at: current)
            if current != 0, object["$id"]?.string == nil { continue }
            let name = current == 0 ? "jsonSchemaDialect" : "$schema"
            if let dialect = object[name]?.string.flatMap({ Dialect(uri: $0) }) { return dialect.revision }
        }
        return Dialect.openAPI.revision
    }

    /// Whether an older revision of JSON Schema, which holds here, has a keyword in another form.
    private func isOldForm(_ keyword: SchemaKeyword, _ value: JSONNode) -> Bool {
        switch keyword {
        case .items:
            value.kind == .array && value.elements.allSatisfy { $0.kind == .object || $0.boolean != nil }
                && revision(at: value.index) < .draft2020
        case .exclusiveMaximum, .exclusiveMinimum: value.boolean != nil && revision(at: value.index) == .draft4
        case .dependencies:
            value.kind == .object
                && value.members.allSatisfy { $0.value.kind == .string || Self.isSchemaOrTexts($0.value) }
                && revision(at: value.index) == .draft4
        default: false
        }
    }

    private static func isSchemaOrTexts(_ value: JSONNode) -> Bool {
        value.kind == .object || value.boolean != nil || areUniqueTexts(value)
    }

    private func checkMap(_ keyword: SchemaKeyword, _ value: JSONNode, _ findings: inout FindingCollector) {
        guard value.kind == .object else { return invalid(keyword, value, ExpectedValue.schemaMap, &findings) }
        for (name, member) in value.members {
            if keyword == .dependencies, Self.areUniqueTexts(member) { continue }
            checkSchema(name, member, &findings)
        }
    }

    private func checkSchema(_ name: String, _ value: JSONNode, _ findings: inout FindingCollector) {
        if value.kind == .object || value.boolean != nil { return }
        let isOldList = name == "items" && value.kind == .array
        findings.wrongType(
            value,
            name,
            expected: ExpectedValue.schema,
            severity: .warning,
            remedy: isOldList ? LocalizedText("write 'prefixItems' for a list", zh: "列表请用“prefixItems”") : nil
        )
    }

    private func checkType(_ value: JSONNode, _ findings: inout FindingCollector) {
        guard value.kind == .array else { return checkTypeName(value, &findings) }
        let names = value.elements.compactMap(\.string)
        if value.count == 0 || Set(names).count < names.count {
            let expected = LocalizedText("a type or an array of different types", zh: "类型或由互不相同的类型组成的数组")
            return invalid(.type, value, expected, &findings)
        }
        for element in value.elements { checkTypeName(element, &findings) }
    }

    private func checkTypeName(_ value: JSONNode, _ findings: inout FindingCollector) {
        guard let name = value.string else {
            return invalid(.type, value, LocalizedText("the name of a type", zh: "类型名"), &findings)
        }
        if Self.typeNames.contains(name) { return }
        let names = Self.typeNames.sorted()
        let nearest = EditDistance.nearest(to: name, among: names)
        let list = names.joined(separator: ", ")
        findings.report(
            .invalidKeyword,
            LocalizedText("'\(name)' is no type", zh: "“\(name)”不是类型名"),
            at: value,
            severity: .warning,
            remedy: LocalizedText(
                nearest.map { "did you mean '\($0)'?" } ?? "write one of \(list)",
                zh: nearest.map { "是否想写“\($0)”？" } ?? "请写 \(list) 之一"
            )
        )
    }

    private func invalid(
        _ keyword: SchemaKeyword,
        _ value: JSONNode,
        _ expected: LocalizedText,
        _ findings: inout FindingCollector
    ) {
        findings.wrongType(value, keyword.name, expected: expected, rule: .invalidKeyword, severity: .warning)
    }

    // MARK: Values

    private static func isCount(_ value: JSONNode) -> Bool {
        guard value.kind == .number else { return false }
        let number = value.exactNumber
        return number.isInteger && number.signum >= 0
    }

    private static func areUniqueTexts(_ value: JSONNode) -> Bool {
        guard value.kind == .array else { return false }
        var seen: Set<[UInt8]> = []
        // By bytes: texts of different bytes may be equal.
        return value.elements.allSatisfy { element in
            element.kind == .string && seen.insert(Array(element.document.content(of: element.tapeNode))).inserted
        }
    }

    private static func isIdentifier(_ value: JSONNode) -> Bool {
        guard let text = value.string else { return false }
        return !text.utf8.dropLast().contains(UInt8(ascii: "#"))
    }

    private static func isAnchor(_ value: JSONNode) -> Bool {
        guard let text = value.string, let first = text.utf8.first else { return false }
        return (isLetter(first) || first == UInt8(ascii: "_"))
            && text.utf8.allSatisfy { isLetter($0) || $0 &- UInt8(ascii: "0") <= 9 || "-._".utf8.contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
