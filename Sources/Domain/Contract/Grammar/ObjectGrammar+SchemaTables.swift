/// The keywords of a schema; where they have values of a narrower kind than the shape says, their own check knows.
///
/// - SeeAlso: JSON Schema 2020-12, Core, section 10, and Validation; OpenAPI Specification 3.1.1, section 4.8.24.
extension ObjectGrammar {
    static let schemaFields: [Field] = applicators + values

    private static let applicators: [Field] =
        ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"].map { Field($0, .map(.schema)) }
        + ["allOf", "anyOf", "oneOf", "prefixItems"].map { Field($0, .list(.schema)) }
        + [
            "items", "additionalProperties", "unevaluatedItems", "unevaluatedProperties", "contains", "propertyNames",
            "not", "if", "then", "else", "contentSchema",
        ]
        .map { Field($0, .object(.schema)) } + [
            Field("discriminator", .object(.discriminator)), Field("xml", .object(.xml)),
            Field("externalDocs", .object(.externalDocs)),
        ]

    private static let values: [Field] =
        [
            "$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment", "pattern", "format",
            "title", "description", "contentEncoding", "contentMediaType",
        ]
        .map { Field($0, .text) }
        + ["uniqueItems", "deprecated", "readOnly", "writeOnly"].map { Field($0, .flag) }
        + [
            "multipleOf", "maximum", "minimum", "maxLength", "minLength", "maxItems", "minItems", "maxProperties",
            "minProperties", "maxContains", "minContains",
        ]
        .map { Field($0, .number) }
        // A flag in 3.0, a number since.
        + ["exclusiveMaximum", "exclusiveMinimum"].map { Field($0, .any) } + [
            Field("required", .texts), Field("type", .any), Field("enum", .any), Field("const", .any),
            Field("default", .any), Field("example", .any), Field("examples", .any), Field("$vocabulary", .any),
            Field("dependentRequired", .any), Field("nullable", .flag, until: .v30),
        ]
}
