import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let mediaTypeRules: [LintRule] = [
        LintRule(
            "media-type.encoding-unknown",
            growing,
            LocalizedText("It describes no part of the form.", zh: "它不描述表单的任何部分。"),
            bad: RuleExample(.pathItem, MediaTypeRules.form("encoding: {fiel: {contentType: image/png}}")),
            good: RuleExample(.pathItem, MediaTypeRules.form("encoding: {file: {contentType: image/png}}")),
            check: .nodes(.mediaType, MediaTypeRules.unknownEncoding)
        ),
        LintRule(
            "media-type.encoding-misplaced",
            warning,
            LocalizedText("It counts for forms only.", zh: "它只对表单有效。"),
            bad: RuleExample(.mediaType, "schema: {type: object}\nencoding: {file: {contentType: image/png}}"),
            good: RuleExample(.mediaType, "schema: {type: object}"),
            check: .nodes(.mediaType) { node, run in
                guard let encoding = node["encoding"], let type = MediaTypeRules.type(of: node, run), !type.isForm,
                    type.isConcrete
                else { return }
                run.report(
                    LocalizedText(
                        "'encoding' has no effect on \(type.essence)",
                        zh: "“encoding”对 \(type.essence) 不起作用"
                    ),
                    on: encoding,
                    remedy: LocalizedText("remove it", zh: "请删除")
                )
            }
        ),
        LintRule(
            "media-type.form-schema",
            warning,
            LocalizedText("A form is an object: its fields are properties.", zh: "表单是对象：其字段即属性。"),
            bad: RuleExample(.pathItem, MediaTypeRules.form(schema: "{type: string}", "")),
            good: RuleExample(.pathItem, MediaTypeRules.form("")),
            check: .nodes(.mediaType) { node, run in
                guard let schema = node["schema"], let type = MediaTypeRules.type(of: node, run), type.isForm,
                    type.subtype != "mixed", !run.schemas.types(of: schema).contains(.object),
                    !run.schemas.types(of: schema).isEmpty
                else { return }
                run.report(
                    LocalizedText("the schema of a form takes no object", zh: "表单的模式不接受对象"),
                    on: schema,
                    remedy: LocalizedText(
                        "write 'type: object' with a property for each field",
                        zh: "请写“type: object”，每个字段一个属性"
                    )
                )
            }
        ),
        LintRule(
            "media-type.schema-missing",
            .strictly(.warning),
            LocalizedText("Any JSON passes.", zh: "任何 JSON 都能通过。"),
            bad: RuleExample(.mediaType, "examples: {}"),
            good: RuleExample(.mediaType, "schema: {type: object}"),
            check: .nodes(.mediaType) { node, run in
                guard node["schema"] == nil, node["itemSchema"] == nil,
                    MediaTypeRules.type(of: node, run)?.isJSON == true
                else { return }
                run.report(
                    LocalizedText("the body has no schema", zh: "没有模式"),
                    on: node,
                    remedy: LocalizedText("add 'schema'", zh: "请添加“schema”")
                )
            }
        ),
    ]
}

extension MediaRange {
    /// Whether a body of this type has fields.
    fileprivate var isForm: Bool { type == "multipart" || essence == "application/x-www-form-urlencoded" }
}

/// The checks of `media-type.*`.
enum MediaTypeRules {
    static func form(
        schema: String = "{type: object, properties: {file: {type: string}}}",
        _ encoding: String
    ) -> String {
        """
        post:
          operationId: addOrder
          summary: Adds an order
          security: []
          requestBody: {content: {multipart/form-data: {schema: \(schema)\(encoding.isEmpty ? "" : ", \(encoding)")}}}
          responses: {'204': {description: Done}, default: {description: Something went wrong}}
        """
    }

    /// The media type that stands in front of an object; nil for a component.
    static func type(of node: JSONNode, _ run: LintRun) -> MediaRange? {
        let anchor = run.map.anchor(of: node.index)
        return anchor == node.index ? nil : MediaRange(JSONNode(document: run.document, index: anchor).nameText)
    }

    static func unknownEncoding(_ node: JSONNode, _ run: inout LintRun) {
        guard let encoding = node["encoding"], let schema = node["schema"], type(of: node, run)?.isForm == true else {
            return
        }
        var known = SchemaLookup.Properties()
        var visited: Set<Int> = []
        run.schemas.properties(of: schema, into: &known, visited: &visited)
        // A form that takes any name may have a part of this one.
        if known.isOpen { return }
        let names = known.names.sorted().map(\.description)
        for (name, value) in encoding.members where !known.names.contains(ByteName(name)) {
            let nearest = run.nearest(to: name, among: names)
            run.report(
                LocalizedText("the form has no property '\(name)'", zh: "表单没有属性“\(name)”"),
                on: value,
                remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否想写“\($0)”？") }
            )
        }
    }
}
