/// A keyword that the compiler acts on; all others are annotations.
enum Keyword: String, CaseIterable, Sendable {
    case schema = "$schema"
    case id = "$id"
    case legacyID = "id"
    case anchor = "$anchor"
    case dynamicAnchor = "$dynamicAnchor"
    case recursiveAnchor = "$recursiveAnchor"
    case ref = "$ref"
    case dynamicRef = "$dynamicRef"
    case recursiveRef = "$recursiveRef"
    case defs = "$defs"
    case definitions
    case vocabulary = "$vocabulary"

    case type
    case const
    case `enum`
    case multipleOf
    case maximum
    case exclusiveMaximum
    case minimum
    case exclusiveMinimum
    case maxLength
    case minLength
    case pattern
    case format
    case maxItems
    case minItems
    case uniqueItems
    case maxContains
    case minContains
    case maxProperties
    case minProperties
    case required
    case dependentRequired

    case allOf
    case anyOf
    case oneOf
    case not
    case `if`
    case then
    case `else`
    case dependentSchemas
    case dependencies
    case prefixItems
    case items
    case additionalItems
    case contains
    case properties
    case patternProperties
    case additionalProperties
    case propertyNames
    case unevaluatedItems
    case unevaluatedProperties
    case contentSchema
    case contentEncoding
    case contentMediaType

    /// Where a keyword's value holds subschemas.
    enum Shape {
        case none
        case schema
        case schemas
        case schemaMap
        /// One schema or an array of them: `items` before 2020-12.
        case schemaOrSchemas
        /// A map whose values are schemas or arrays of names.
        case dependencyMap
    }

    var shape: Shape {
        switch self {
        case .not, .if, .then, .else, .additionalItems, .contains, .additionalProperties, .propertyNames,
            .unevaluatedItems, .unevaluatedProperties, .contentSchema:
            .schema
        case .allOf, .anyOf, .oneOf, .prefixItems: .schemas
        case .defs, .definitions, .dependentSchemas, .properties, .patternProperties: .schemaMap
        case .items: .schemaOrSchemas
        case .dependencies: .dependencyMap
        default: .none
        }
    }
}
