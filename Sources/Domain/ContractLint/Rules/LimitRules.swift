import Contract
import Diagnostics
import JSON
import StringFormats

extension RuleCatalogue {
    static let limitRules: [LintRule] = [
        LintRule(
            "limit.string",
            .strictly(.warning),
            LocalizedText("A text of any size fills the memory (OWASP API4).", zh: "任意长度的文本会占满内存（OWASP API4）。"),
            bad: RuleExample(.schema, "type: string"),
            good: RuleExample(.schema, "type: string\nmaxLength: 100"),
            check: .nodes(.schema, LimitRules.string)
        ),
        LintRule(
            "limit.array",
            .strictly(.warning),
            LocalizedText("A list of any length fills the memory (OWASP API4).", zh: "任意长度的列表会占满内存（OWASP API4）。"),
            bad: RuleExample(.schema, "type: array\nitems: {type: boolean}"),
            good: RuleExample(.schema, "type: array\nitems: {type: boolean}\nmaxItems: 100"),
            check: .nodes(.schema, LimitRules.array)
        ),
        LintRule(
            "limit.integer",
            .strictly(.warning),
            LocalizedText("Numbers that nobody expects overflow (OWASP API4).", zh: "意料之外的大数会溢出（OWASP API4）。"),
            bad: RuleExample(.schema, "type: integer\nminimum: 0"),
            good: RuleExample(.schema, "type: integer\nminimum: 0\nmaximum: 100"),
            check: .nodes(.schema, LimitRules.integer)
        ),
        LintRule(
            "limit.object",
            .strictly(.note),
            LocalizedText("Members that nobody expects pass (OWASP API3).", zh: "意料之外的成员也会通过（OWASP API3）。"),
            bad: RuleExample(.pathItem, LimitRules.body("type: object")),
            good: RuleExample(.pathItem, LimitRules.body("type: object, additionalProperties: false")),
            check: .document(LimitRules.object)
        ),
        LintRule(
            "limit.string-shape",
            .strictly(.note),
            LocalizedText("Whatever text passes (OWASP API4).", zh: "任何文本都会通过（OWASP API4）。"),
            bad: RuleExample(.parameters, "- {name: q, in: query, schema: {type: string, maxLength: 9}}"),
            good: RuleExample(
                .parameters,
                "- {name: q, in: query, schema: {type: string, maxLength: 9, pattern: '^[a-z]*$'}}"
            ),
            check: .nodes(.parameter, LimitRules.stringShape)
        ),
    ]
}

/// The checks of `limit.*`.
enum LimitRules {
    /// Whether `type` of a schema has a name.
    static func names(_ type: String, _ schema: JSONNode) -> Bool {
        guard let value = schema["type"] else { return false }
        return value.string == type || value.elements.contains { $0.string == type }
    }

    /// Whether one of some keywords stands in a schema or beside it.
    private static func hasAny(_ keywords: [String], _ schema: JSONNode, _ run: LintRun) -> Bool {
        keywords.contains { run.keyword($0, around: schema) != nil }
    }

    static func array(_ schema: JSONNode, _ run: inout LintRun) {
        guard names("array", schema), !hasAny(["maxItems", "enum", "const"], schema, run) else { return }
        // A closed tuple is as long as its list of elements.
        for keyword in ["items", "unevaluatedItems"]
        where run.keyword(keyword, around: schema)?.boolean == false { return }
        run.report(
            LocalizedText("the array has no 'maxItems'", zh: "数组没有“maxItems”"),
            on: schema,
            remedy: LocalizedText("add 'maxItems'", zh: "请添加“maxItems”")
        )
    }

    static func string(_ schema: JSONNode, _ run: inout LintRun) {
        guard names("string", schema), !hasAny(["maxLength", "enum", "const"], schema, run) else { return }
        let pattern = run.keyword("pattern", around: schema)?.string
        if let pattern, PatternExtent.isBounded(pattern) { return }
        if let format = run.keyword("format", around: schema)?.string, StringFormat(name: format) != nil { return }
        // Bytes have their own limit: that of the body.
        if hasAny(["contentMediaType"], schema, run) { return }
        if pattern != nil {
            return run.report(
                LocalizedText(
                    "the text has no 'maxLength', and its pattern has no end",
                    zh: "文本没有“maxLength”，其正则表达式也不限长度"
                ),
                on: schema,
                remedy: LocalizedText(
                    "add 'maxLength', or let the pattern end: '^[a-z]{1,64}$'",
                    zh: "请添加“maxLength”，或在正则表达式中限定长度：“^[a-z]{1,64}$”"
                )
            )
        }
        run.report(
            LocalizedText("the text has no 'maxLength'", zh: "文本没有“maxLength”"),
            on: schema,
            remedy: LocalizedText(
                "add 'maxLength', 'enum', a 'pattern' that ends, or a 'format'",
                zh: "请添加“maxLength”、“enum”、限定长度的“pattern”或“format”"
            )
        )
    }

    static func integer(_ schema: JSONNode, _ run: inout LintRun) {
        guard names("integer", schema), !hasAny(["enum", "const"], schema, run) else { return }
        let format = run.keyword("format", around: schema)?.string
        if format == "int32" || format == "int64" { return }
        let hasLower = hasAny(["minimum", "exclusiveMinimum"], schema, run)
        let hasUpper = hasAny(["maximum", "exclusiveMaximum"], schema, run)
        guard !hasLower || !hasUpper else { return }
        let missing =
            switch (hasLower, hasUpper) {
            case (true, _): ("no 'maximum'", "没有“maximum”")
            case (_, true): ("no 'minimum'", "没有“minimum”")
            default: ("no 'minimum' and no 'maximum'", "没有“minimum”和“maximum”")
            }
        run.report(
            LocalizedText("the integer has \(missing.0)", zh: "整数\(missing.1)"),
            on: schema,
            remedy: LocalizedText("add bounds, or 'format: int32' or int64", zh: "请添加范围，或“format: int32”、int64")
        )
    }

    /// The schemas of request bodies, on the outside.
    static func object(_ run: inout LintRun) {
        for body in run.map.objects(of: .requestBody) {
            for content in body["content"]?.members.map(\.value) ?? [] {
                guard let schema = content["schema"], run.schemas.types(of: schema) == .object,
                    run.schemas.keyword("maxProperties", of: schema) == nil,
                    !["additionalProperties", "unevaluatedProperties"].contains(where: {
                        run.schemas.keyword($0, of: schema)?.boolean == false
                    })
                else { continue }
                run.report(
                    LocalizedText("the body takes members that are not described", zh: "请求体接受未描述的成员"),
                    on: schema,
                    remedy: LocalizedText(
                        "add 'additionalProperties: false' or 'maxProperties'",
                        zh: "请添加“additionalProperties: false”或“maxProperties”"
                    )
                )
            }
        }
    }

    static func stringShape(_ parameter: JSONNode, _ run: inout LintRun) {
        guard let place = parameter["in"]?.string, place == "path" || place == "query",
            let schema = parameter["schema"], run.schemas.types(of: schema) == .string,
            !hasAny(["pattern", "format", "enum", "const"], schema, run)
        else { return }
        let name = parameter["name"]?.string ?? ""
        run.report(
            LocalizedText("'\(name)' takes any text", zh: "“\(name)”接受任何文本"),
            on: parameter,
            remedy: LocalizedText("add 'pattern', 'format' or 'enum'", zh: "请添加“pattern”、“format”或“enum”")
        )
    }

    static func body(_ schema: String) -> String {
        """
        put:
          operationId: setOrder
          summary: Sets an order
          security: []
          requestBody: {content: {application/json: {schema: {\(schema)}}}}
          responses: {'204': {description: Done}, default: {description: Something went wrong}}
        """
    }
}
