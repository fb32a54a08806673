/// A set of keywords with their meaning, named by a metaschema.
public struct Dialect: Hashable, Sendable {
    /// The revision of JSON Schema whose rules hold.
    public enum Revision: Int, Comparable, Sendable {
        case draft4 = 4
        case draft6 = 6
        case draft7 = 7
        case draft2019 = 2019
        case draft2020 = 2020

        /// Orders by age.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// The metaschema's URI, without an empty fragment.
    public let uri: String
    /// The revision whose rules hold.
    public let revision: Revision
    /// Whether `format` decides, whatever the options say.
    let assertsFormat: Bool
    let keywords: Set<Keyword>

    init(uri: String, revision: Revision, assertsFormat: Bool = false, keywords: Set<Keyword>? = nil) {
        self.uri = uri
        self.revision = revision
        self.assertsFormat = assertsFormat
        self.keywords = keywords ?? Self.keywords(of: revision)
    }

    /// JSON Schema 2020-12.
    public static let draft2020 = Dialect(uri: Vocabulary.draft2020 + "schema", revision: .draft2020)
    /// JSON Schema 2019-09.
    public static let draft2019 = Dialect(uri: Vocabulary.draft2019 + "schema", revision: .draft2019)
    /// JSON Schema draft 7.
    public static let draft7 = Dialect(uri: "http://json-schema.org/draft-07/schema", revision: .draft7)
    /// JSON Schema draft 6.
    public static let draft6 = Dialect(uri: "http://json-schema.org/draft-06/schema", revision: .draft6)
    /// JSON Schema draft 4.
    public static let draft4 = Dialect(uri: "http://json-schema.org/draft-04/schema", revision: .draft4)
    /// The dialect of schemas in OpenAPI 3.1 and 3.2: 2020-12 with annotations of its own.
    ///
    /// `dependencies`, which 2020-12 leaves to those who want to stay compatible with older schemas, means nothing here:
    /// OpenAPI never had it.
    public static let openAPI = Dialect(
        uri: "https://spec.openapis.org/oas/3.1/dialect/base",
        revision: .draft2020,
        keywords: openAPIKeywords
    )

    private static let openAPIKeywords = keywords(of: .draft2020).subtracting([.dependencies])

    /// The dialect that a `$schema` URI names; nil when it is none of those built in.
    public init?(uri: String) {
        let name = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
        let known = [Self.draft2020, .draft2019, .draft7, .draft6, .draft4, .openAPI]
        if let dialect = known.first(where: { $0.uri == name }) {
            self = dialect
            return
        }
        // OpenAPI publishes its dialect anew under dated names, and once for each minor version.
        guard name.hasPrefix(Self.openAPIPrefix), name.contains("/dialect/") else { return nil }
        self = .init(uri: name, revision: .draft2020, keywords: Self.openAPIKeywords)
    }

    private static let openAPIPrefix = "https://spec.openapis.org/oas/3."

    /// Whether the formats of OpenAPI's registry hold.
    var isOpenAPI: Bool { uri.hasPrefix(Self.openAPIPrefix) }
    /// Whether siblings of `$ref` are ignored.
    var refStandsAlone: Bool { revision <= .draft7 }
    var idKeyword: String { revision == .draft4 ? "id" : "$id" }
    /// Whether `$id: "#name"` declares an anchor.
    var idDeclaresAnchors: Bool { revision <= .draft7 }

    private static func keywords(of revision: Revision) -> Set<Keyword> {
        var keywords = Set(Keyword.allCases)
        keywords.subtract([.legacyID])
        switch revision {
        case .draft2020:
            keywords.subtract([.additionalItems, .recursiveRef, .recursiveAnchor])
        case .draft2019:
            keywords.subtract([.dynamicRef, .dynamicAnchor, .prefixItems])
        case .draft4, .draft6, .draft7:
            keywords.subtract([
                .dynamicRef, .dynamicAnchor, .recursiveRef, .recursiveAnchor, .anchor, .prefixItems, .vocabulary,
                .defs, .dependentRequired, .dependentSchemas, .unevaluatedItems, .unevaluatedProperties,
                .minContains, .maxContains, .contentSchema,
            ])
        }
        if revision <= .draft6 { keywords.subtract([.if, .then, .else, .contentEncoding, .contentMediaType]) }
        if revision == .draft4 {
            keywords.subtract([.id, .const, .contains, .propertyNames])
            keywords.insert(.legacyID)
        }
        return keywords
    }
}

/// The vocabularies of JSON Schema 2019-09 and 2020-12.
enum Vocabulary {
    static let draft2020 = "https://json-schema.org/draft/2020-12/"
    static let draft2019 = "https://json-schema.org/draft/2019-09/"

    private static let core: Set<Keyword> = [
        .schema, .id, .anchor, .dynamicAnchor, .recursiveAnchor, .ref, .dynamicRef, .recursiveRef, .defs, .definitions,
        .vocabulary,
    ]
    private static let applicator: Set<Keyword> = [
        .allOf, .anyOf, .oneOf, .not, .if, .then, .else, .dependentSchemas, .dependencies, .prefixItems, .items,
        .additionalItems, .contains, .properties, .patternProperties, .additionalProperties, .propertyNames,
    ]
    private static let validation: Set<Keyword> = [
        .type, .const, .enum, .multipleOf, .maximum, .exclusiveMaximum, .minimum, .exclusiveMinimum, .maxLength,
        .minLength, .pattern, .maxItems, .minItems, .uniqueItems, .maxContains, .minContains, .maxProperties,
        .minProperties, .required, .dependentRequired,
    ]
    private static let unevaluated: Set<Keyword> = [.unevaluatedItems, .unevaluatedProperties]

    /// The keywords of a vocabulary; nil for one that is not known.
    static func keywords(of uri: String) -> Set<Keyword>? {
        let name: Substring
        guard uri.hasPrefix(draft2020 + "vocab/") || uri.hasPrefix(draft2019 + "vocab/") else {
            return uri.hasPrefix("https://spec.openapis.org/oas/3.") && uri.contains("/vocab/") ? [] : nil
        }
        name = uri.dropFirst(draft2020.count + 6)
        return switch name {
        case "core": core
        // 2019-09 had no vocabulary of their own for these.
        case "applicator": uri.hasPrefix(draft2019) ? applicator.union(unevaluated) : applicator
        case "unevaluated": unevaluated
        case "validation": validation
        case "format", "format-annotation", "format-assertion": [.format]
        case "content": [.contentSchema, .contentEncoding, .contentMediaType]
        case "meta-data": []
        default: nil
        }
    }

    static func assertsFormat(_ uri: String) -> Bool { uri == draft2020 + "vocab/format-assertion" }
}
