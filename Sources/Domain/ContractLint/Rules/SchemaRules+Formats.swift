import Contract
import Diagnostics
import JSON
import RegularExpressions
import StringFormats

extension RuleCatalogue {
    static let schemaPatternRules: [LintRule] = [
        schema(
            "pattern-delimiters",
            growing,
            "The slashes are part of the pattern.",
            zh: "斜杠会成为模式的一部分。",
            bad: RuleExample(.schema, "type: string\npattern: '/^a$/'"),
            good: RuleExample(.schema, "type: string\npattern: '^a$'")
        ) { facts, run in
            guard let value = facts[.pattern], let text = value.string, SchemaRules.hasDelimiters(text) else { return }
            run.report(
                LocalizedText("the pattern stands between slashes, which are part of it", zh: "模式写在斜杠之间，斜杠也属于模式"),
                at: value,
                remedy: LocalizedText("remove the slashes", zh: "请去掉斜杠")
            )
        },
        schema(
            "pattern-unanchored",
            .strictly(.note),
            "It matches anywhere in the text.",
            zh: "它会匹配文本中的任何位置。",
            bad: RuleExample(.schema, "type: string\npattern: '[a-z]+'"),
            good: RuleExample(.schema, "type: string\npattern: '^[a-z]+$'")
        ) { facts, run in
            guard let value = facts[.pattern], let text = value.string else { return }
            if SchemaRules.isAnchored(text) { return }
            run.report(
                LocalizedText("the pattern matches anywhere in the text", zh: "模式会匹配文本中的任何位置"),
                at: value,
                remedy: LocalizedText("put it between '^' and '$'", zh: "请将其置于“^”和“$”之间")
            )
        },
        LintRule(
            "schema.property-case",
            .strictly(.note),
            LocalizedText("One habit is easier to guess than two.", zh: "统一的习惯更容易猜到。"),
            bad: RuleExample(.schema, SchemaRules.properties(last: "order_k")),
            good: RuleExample(.schema, SchemaRules.properties(last: "orderK")),
            check: .document { run in
                var names: [(name: String, value: JSONNode)] = []
                for schema in run.map.objects(of: .schema) {
                    names += schema["properties"]?.members.map { (name: $0.name, value: $0.value) } ?? []
                }
                run.reportOddNames(names)
            }
        ),
    ]

    static let schemaFormatRules: [LintRule] = [
        schema(
            "format-type",
            warning,
            "The format has no meaning for the type.",
            zh: "该格式对这种类型没有意义。",
            bad: RuleExample(.schema, "type: integer\nformat: date"),
            good: RuleExample(.schema, "type: string\nformat: date"),
            SchemaRules.formatType
        ),
        schema(
            "format-unknown",
            .strictly(.note),
            "Nothing checks it.",
            zh: "没有工具检查它。",
            bad: RuleExample(.schema, "type: string\nformat: zip"),
            good: RuleExample(.schema, "type: string\npattern: '^[0-9]{5}$'")
        ) { facts, run in
            guard let value = facts[.format], let format = value.string, StringFormat(name: format) == nil,
                !SchemaRules.numberFormats.contains(format), !["password", "binary"].contains(format)
            else { return }
            run.report(LocalizedText("nothing checks the format '\(format)'", zh: "没有工具检查格式“\(format)”"), at: value)
        },
        schema(
            "unsafe-integer",
            .strictly(.note),
            "JavaScript and many JSON libraries round it.",
            zh: "JavaScript 和许多 JSON 库会对它取近似值。",
            bad: RuleExample(.schema, "type: integer\nmaximum: 9223372036854775807"),
            good: RuleExample(.schema, "type: integer\nmaximum: 9007199254740991"),
            SchemaRules.unsafeIntegers
        ),
        schema(
            "binary-in-3.1",
            .strictly(.note),
            "Since 3.1 'contentMediaType' says what the bytes are.",
            zh: "自 3.1 起由“contentMediaType”说明字节的内容。",
            bad: RuleExample(.schema, "type: string\nformat: binary"),
            good: RuleExample(.schema, "type: string\ncontentMediaType: application/octet-stream")
        ) { facts, run in
            guard run.subject.writtenVersion > .v30, let value = facts[.format], value.string == "binary" else {
                return
            }
            run.report(
                LocalizedText("'format: binary' is a word of OpenAPI 3.0", zh: "“format: binary”是 OpenAPI 3.0 的写法"),
                at: value,
                remedy: LocalizedText("write 'contentMediaType'", zh: "请写“contentMediaType”")
            )
        },
        schema(
            "example-keyword",
            .strictly(.note),
            "It is deprecated since 3.1.",
            zh: "自 3.1 起已弃用。",
            bad: RuleExample(.schema, "type: string\nexample: a"),
            good: RuleExample(.schema, "type: string\nexamples: [a]")
        ) { facts, run in
            guard run.subject.writtenVersion > .v30, let value = facts[.example] else { return }
            run.report(
                LocalizedText("'example' in a schema is deprecated", zh: "模式中的“example”已弃用"),
                on: value,
                remedy: LocalizedText("write 'examples' with a list", zh: "请写带列表的“examples”")
            )
        },
        schema(
            "single-branch",
            .strictly(.note),
            "A wrapper around one schema has no effect.",
            zh: "只包一个模式没有作用。",
            bad: RuleExample(.schema, "allOf: [{type: string}]"),
            good: RuleExample(.schema, "type: string")
        ) { facts, run in
            for keyword in [SchemaKeyword.allOf, .anyOf, .oneOf] {
                guard let list = facts[keyword], list.kind == .array, list.count == 1 else { continue }
                // Before 3.1 nothing may stand beside `$ref`, so people wrap it; read as 3.1 a nullable one is a branch.
                if run.subject.writtenVersion == .v30, facts.node.count > 1 || run.isNullableBranch(facts.node) {
                    continue
                }
                run.report(
                    LocalizedText("'\(keyword.name)' has one branch", zh: "“\(keyword.name)”只有一个分支"),
                    on: list,
                    remedy: LocalizedText("write the branch itself", zh: "请直接写该分支")
                )
            }
        },
        schema(
            "free-object",
            .strictly(.note),
            "Anything may be in the object.",
            zh: "对象中可以有任何内容。",
            bad: RuleExample(.schema, "type: object"),
            good: RuleExample(.schema, "type: object\nproperties: {name: {type: string, maxLength: 9}}"),
            SchemaRules.freeObject
        ),
    ]
}

extension LintRun {
    /// Whether a schema stands beside `{type: 'null'}` in `anyOf` or `oneOf`.
    fileprivate func isNullableBranch(_ schema: JSONNode) -> Bool {
        let list = document.node(at: map.parent(of: schema.index))
        return list.kind == .array && list.count == 2 && list.elements.contains { $0["type"]?.string == "null" }
    }
}

extension SchemaRules {
    /// Whether a pattern is written as in JavaScript: between slashes, perhaps with flags.
    ///
    /// A path such as `/v1/` has slashes as well, but nothing that only patterns have.
    static func hasDelimiters(_ pattern: String) -> Bool {
        guard pattern.hasPrefix("/"), let last = pattern.lastIndex(of: "/"), last > pattern.startIndex else {
            return false
        }
        let inner = pattern[..<last].dropFirst()
        let flags = pattern[last...].dropFirst()
        guard !inner.isEmpty, flags.count <= 3, flags.allSatisfy({ "dgimsuvy".contains($0) }) else { return false }
        let isPattern = inner.contains { "^$[]()*+?|\\".contains($0) }
        return isPattern && (flags.isEmpty || inner.first == "^" || inner.last == "$")
    }

    /// Whether each alternative of a pattern begins with `^` and ends with `$`.
    static func isAnchored(_ pattern: String) -> Bool {
        var alternatives: [[Unicode.Scalar]] = [[]]
        var depth = 0
        var isEscaped = false
        var isClass = false
        for scalar in pattern.unicodeScalars {
            let isPlain = isEscaped
            isEscaped = scalar == "\\" && !isPlain
            if !isPlain {
                switch scalar {
                case "[": isClass = true
                case "]": isClass = false
                case "(" where !isClass: depth += 1
                case ")" where !isClass: depth -= 1
                case "|" where !isClass && depth == 0:
                    alternatives.append([])
                    continue
                default: break
                }
            }
            // An escaped dollar sign is a letter like others.
            alternatives[alternatives.count - 1].append(isPlain && scalar == "$" ? "a" : scalar)
        }
        return alternatives.allSatisfy { $0.first == "^" && $0.last == "$" }
    }

    static let numberFormats: Set = [
        "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double", "decimal",
    ]

    static func properties(last: String) -> String {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].map {
            "  order\($0.uppercased()): {type: boolean}"
        }
        return "type: object\nproperties:\n" + (names + ["  \(last): {type: boolean}"]).joined(separator: "\n")
    }

    static func formatType(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let value = facts[.format], let format = value.string, let type = facts[.type] else { return }
        let types = declaredTypes(type)
        guard !types.isEmpty else { return }
        let wanted: SchemaTypes
        if numberFormats.contains(format) {
            // Numbers that JSON would round are often written as texts.
            wanted = [.number, .integer, .string]
        } else if StringFormat(name: format) != nil {
            wanted = .string
        } else {
            return
        }
        guard types.isDisjoint(with: wanted) else { return }
        run.report(
            LocalizedText(
                "format '\(format)' has no meaning for the type \(type.text())",
                zh: "格式“\(format)”对类型 \(type.text()) 没有意义"
            ),
            at: value,
            remedy: LocalizedText("correct the type or the format", zh: "请更正类型或格式")
        )
    }

    static func unsafeIntegers(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        let keywords: [SchemaKeyword] = [.minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .const, .default]
        for value in keywords.compactMap({ facts[$0] }) + (facts[.enum]?.elements.map { $0 } ?? []) {
            guard value.kind == .number, value.exactNumber.isInteger, let number = value.number else { continue }
            guard let near = JSONNumber(number.double), near.exact == number.exact else {
                run.report(
                    LocalizedText("no double holds \(number.text)", zh: "双精度数无法表示 \(number.text)"),
                    at: value,
                    remedy: LocalizedText("write such numbers as texts", zh: "请用文本表示这样的数")
                )
                continue
            }
        }
    }

    static func freeObject(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let type = facts[.type], declaredTypes(type) == .object else { return }
        let describing: [SchemaKeyword] = [
            .properties, .patternProperties, .additionalProperties, .unevaluatedProperties, .propertyNames, .allOf,
            .anyOf, .oneOf, .ref, .not, .if, .const, .enum, .example, .examples, .maxProperties,
        ]
        if facts.hasAny(describing) { return }
        run.report(
            LocalizedText("nothing says what the object holds", zh: "没有说明对象的内容"),
            on: facts.node,
            remedy: LocalizedText(
                "add 'properties' or 'additionalProperties'",
                zh: "请添加“properties”或“additionalProperties”"
            )
        )
    }
}
