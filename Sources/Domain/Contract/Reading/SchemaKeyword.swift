package import JSON

/// The keywords that a schema of an OpenAPI description may have, those of other drafts and versions included.
package enum SchemaKeyword: UInt8, CaseIterable, Sendable {
    // Identity and references
    case schema, id, anchor, dynamicAnchor, recursiveAnchor, ref, dynamicRef, recursiveRef, vocabulary, comment
    // Places of schemas
    case defs, definitions, properties, patternProperties, dependentSchemas, dependencies
    case allOf, anyOf, oneOf, prefixItems
    case items, additionalItems, additionalProperties, unevaluatedItems, unevaluatedProperties, contains
    case propertyNames, not, `if`, then, `else`, contentSchema
    // Values
    case type, const, `enum`, multipleOf, maximum, minimum, exclusiveMaximum, exclusiveMinimum
    case maxLength, minLength, pattern, format, contentEncoding, contentMediaType
    case maxItems, minItems, uniqueItems, maxContains, minContains
    case maxProperties, minProperties, required, dependentRequired
    // Annotations
    case title, description, `default`, example, examples, deprecated, readOnly, writeOnly
    // OpenAPI's own
    case discriminator, xml, externalDocs, nullable
    // Draft 4
    case legacyID

    /// The keyword as it is written.
    package var name: String { Self.names[Int(rawValue)] }

    private static let names: [String] = allCases.map { keyword in
        switch keyword {
        case .schema, .id, .anchor, .dynamicAnchor, .recursiveAnchor, .ref, .dynamicRef, .recursiveRef, .vocabulary,
            .comment, .defs:
            "$\(keyword)"
        case .legacyID: "id"
        default: "\(keyword)"
        }
    }

    private static let byHash = Dictionary(uniqueKeysWithValues: allCases.map { (KeyHash.hash($0.name), $0) })

    /// The keyword of a member name; nil for any other name.
    package init?(_ name: TapeNode, in document: JSONDocument) {
        guard let keyword = Self.byHash[name.keyHash] else { return nil }
        let text = keyword.name.utf8
        guard text.count == name.length,
            name.length <= KeyHash.exactByteCount || document.content(of: name).elementsEqual(text)
        else { return nil }
        self = keyword
    }

    /// All names, for suggestions.
    package static let allNames = names
}
