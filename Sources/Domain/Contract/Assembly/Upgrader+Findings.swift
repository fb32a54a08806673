import Diagnostics
import JSON

/// What an upgrade, or a newer reader, has to say about a description.
extension Upgrader {
    // MARK: Fields and keywords of later versions

    /// Finds fields that only later versions know; they stay, and work as far as anything reads them.
    mutating func findNewerFields() {
        for kind in OpenAPIObject.allCases where kind != .schema {
            let grammar = ObjectGrammar.of(kind)
            guard grammar.fields.contains(where: { $0.versions.lowerBound > map.version }) else { continue }
            for node in map.nodes(of: kind) {
                for (name, _) in document.node(at: node).memberNodes {
                    guard let field = grammar.field(name), field.versions.lowerBound > map.version else { continue }
                    reportNewer(field.name, field.versions.lowerBound, at: name)
                }
            }
        }
        guard map.version == .v30 else { return }
        for node in map.nodes(of: .securityScheme) {
            guard let type = document.node(at: node)["type"], type.string == "mutualTLS" else { continue }
            reportNewer("mutualTLS", .v31, at: type)
        }
        findNewerScopes()
    }

    private mutating func reportNewer(_ name: String, _ version: OpenAPIVersion, at node: JSONNode) {
        report(
            .newerField,
            .warning,
            LocalizedText(
                "'\(name)' is known since OpenAPI \(version.text), and this is \(map.version.text)",
                zh: "“\(name)”从 OpenAPI \(version.text) 起才有，而本文档是 \(map.version.text)"
            ),
            at: node,
            remedy: LocalizedText(
                "other tools may ignore it: write 'openapi: \(version.text).0', or leave it out",
                zh: "其他工具可能会忽略它：请写“openapi: \(version.text).0”，或删除它"
            )
        )
    }

    /// Names in a requirement for a scheme that has no scopes are roles since 3.1.
    private mutating func findNewerScopes() {
        let schemes = document.root["components"]?["securitySchemes"]
        for node in map.nodes(of: .securityRequirement) {
            for (name, value) in document.node(at: node).memberNodes where value.count > 0 {
                guard let scheme = schemes?[name.nameText], let type = map.resolved(scheme)["type"]?.string,
                    type != "oauth2", type != "openIdConnect"
                else { continue }
                report(
                    .newerField,
                    .note,
                    LocalizedText(
                        "in OpenAPI 3.0 only 'oauth2' and 'openIdConnect' have scopes, and '\(name.nameText)' is '\(type)'",
                        zh: "在 OpenAPI 3.0 中只有“oauth2”和“openIdConnect”有作用域，而“\(name.nameText)”是“\(type)”"
                    ),
                    at: value,
                    remedy: LocalizedText("write an empty list", zh: "请写空列表")
                )
            }
        }
    }

    private static let newerKeywords = Set([
        "const", "$defs", "if", "then", "else", "prefixItems", "contains", "propertyNames", "patternProperties",
        "dependentSchemas", "dependentRequired", "unevaluatedProperties", "unevaluatedItems", "minContains",
        "maxContains", "$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment", "contentEncoding",
        "contentMediaType", "contentSchema", "examples",
    ])
    private static let newerHashes = Set(newerKeywords.map { KeyHash.hash($0) })

    /// Finds keywords that schemas of 3.0 do not have.
    mutating func findNewerKeywords(_ schema: SchemaSlots) {
        let slots: [SchemaSlots.Slot] = [.const, .if, .contentEncoding, .contentMediaType, .examples]
        for node in slots.compactMap({ schema[$0] }) { reportNewerKeyword(document.node(at: node.index - 1)) }
        for index in schema.otherNames where Self.newerHashes.contains(document.nodes[index].keyHash) {
            let name = document.node(at: index)
            if Self.newerKeywords.contains(name.nameText) { reportNewerKeyword(name) }
        }
        if let type = schema[.type], type.kind == .array || type.string == "null" {
            reportNewerKeyword(document.node(at: type.index - 1), value: type.text())
        }
        for slot in [SchemaSlots.Slot.exclusiveMinimum, .exclusiveMaximum] {
            guard let bound = schema[slot], bound.kind == .number else { continue }
            reportNewerKeyword(document.node(at: bound.index - 1), value: bound.text())
        }
    }

    private mutating func reportNewerKeyword(_ name: JSONNode, value: String? = nil) {
        let text = name.nameText + (value.map { ": \($0.prefix(40))" } ?? "")
        report(
            .newerKeyword,
            .warning,
            LocalizedText(
                "schemas of OpenAPI 3.0 do not have '\(text)'",
                zh: "OpenAPI 3.0 的模式没有“\(text)”"
            ),
            at: name,
            remedy: LocalizedText(
                "it is honoured here; for other tools write 'openapi: 3.1.0'",
                zh: "此处会遵守它；为兼容其他工具，请写“openapi: 3.1.0”"
            )
        )
    }

    // MARK: Siblings of references

    /// Finds what stands beside a reference and has no effect.
    mutating func findIgnoredSiblings() {
        for reference in map.references where reference.role == .reference {
            guard document.nodes[reference.site].length > 1, reference.expected != .pathItem, !reference.isMisplaced,
                map.version == .v30 || reference.expected != .schema
            else { continue }
            for (name, value) in document.node(at: reference.site).memberNodes where value.index != reference.value {
                reportSibling(name, of: reference)
            }
        }
    }

    private mutating func reportSibling(_ name: JSONNode, of reference: ContractReference) {
        let text = name.nameText
        let isText = text == "description" || text == "summary"
        if map.version > .v30, isText { return }
        let isHarmless = isText || document.isExtension(name.tapeNode)
        report(
            .ignoredSiblings,
            isHarmless ? .note : .warning,
            LocalizedText("'\(text)' has no effect beside '$ref'", zh: "“$ref”旁边的“\(text)”不起作用"),
            at: name,
            remedy: reference.expected == .schema
                ? LocalizedText(
                    "write 'allOf: [{$ref: …}]' instead of '$ref'",
                    zh: "请把“$ref”改写为“allOf: [{$ref: …}]”"
                ) : LocalizedText("write it where the reference leads", zh: "请写在引用所指之处")
        )
    }

    // MARK: Null and bounds

    mutating func reportNullableEnum(_ values: JSONNode) {
        report(
            .nullableEnum,
            .note,
            LocalizedText(
                "null is accepted, for 'nullable' says so; by the letter of 3.0.3 'enum' refuses it",
                zh: "按“nullable”接受 null；但按 3.0.3 的字面规定，“enum”会拒绝它"
            ),
            at: document.node(at: values.index - 1),
            remedy: LocalizedText("add null to 'enum'", zh: "请在“enum”中加入 null")
        )
    }

    mutating func reportNullableWithoutType(_ nullable: JSONNode) {
        report(
            .nullableWithoutType,
            .note,
            LocalizedText(
                "null is accepted, for 'nullable' says so; by the letter of 3.0.3 it has no effect without 'type'",
                zh: "按“nullable”接受 null；但按 3.0.3 的字面规定，没有“type”时它不起作用"
            ),
            at: document.node(at: nullable.index - 1),
            remedy: LocalizedText("add 'type'", zh: "请添加“type”")
        )
    }

    mutating func reportNullableWithoutEffect(_ nullable: JSONNode) {
        report(
            .nullableNoEffect,
            .warning,
            LocalizedText(
                "'nullable' has no effect: a part of 'allOf' refuses null",
                zh: "“nullable”不起作用：“allOf”的一部分拒绝 null"
            ),
            at: document.node(at: nullable.index - 1),
            remedy: LocalizedText("write 'nullable: true' in each part", zh: "请在每一部分中写“nullable: true”")
        )
    }

    mutating func reportUnbounded(_ name: JSONNode) {
        let text = name.nameText
        let bound = text == "exclusiveMinimum" ? "minimum" : "maximum"
        report(
            .exclusiveWithoutBound,
            .warning,
            LocalizedText("'\(text)' bounds nothing without '\(bound)'", zh: "没有“\(bound)”时“\(text)”不起作用"),
            at: name,
            remedy: LocalizedText("add '\(bound)', or leave it out", zh: "请添加“\(bound)”，或删除它")
        )
    }

    /// Reports flags in a description whose version has numbers in their place.
    mutating func reportFlags(_ schema: SchemaSlots) {
        for slot in [SchemaSlots.Slot.exclusiveMinimum, .exclusiveMaximum] {
            guard let flag = schema[slot], flag.boolean != nil else { continue }
            let bound = slot == .exclusiveMinimum ? "minimum" : "maximum"
            report(
                .invalidKeyword,
                .warning,
                LocalizedText(
                    "'\(slot.name)' is a number since OpenAPI 3.1, and no flag",
                    zh: "从 OpenAPI 3.1 起“\(slot.name)”是数字，不是标志"
                ),
                at: flag,
                remedy: LocalizedText(
                    "write the value of '\(bound)' here, and leave '\(bound)' out",
                    zh: "请在此处写“\(bound)”的值，并删除“\(bound)”"
                )
            )
        }
    }
}
