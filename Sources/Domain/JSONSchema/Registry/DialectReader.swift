import Diagnostics
import JSON

/// Why a `$schema` cannot be followed.
struct DialectError: Error {
    let code: SchemaError.Code
    let message: LocalizedText
    let remedy: LocalizedText
    /// The metaschema that the registry lacks, when that is the reason.
    var missingDocument: String?
}

/// Finds the dialect that a metaschema describes.
struct DialectReader {
    let registry: SchemaRegistry

    /// A metaschema of a metaschema of a metaschema is one too many.
    private static let maximumDepth = 8

    func dialect(_ uri: String, depth: Int = 0) throws(DialectError) -> Dialect {
        if let known = Dialect(uri: uri) { return known }
        let address = URIReference(uri).withoutFragment.description
        guard depth < Self.maximumDepth, let resource = registry.resourcesByURI[address] else {
            throw DialectError(
                code: .unknownDialect,
                message: LocalizedText("the dialect '\(uri)' is not known", zh: "未知的方言“\(uri)”"),
                remedy: LocalizedText(
                    "use 'https://json-schema.org/draft/2020-12/schema', or register the metaschema",
                    zh: "请使用“https://json-schema.org/draft/2020-12/schema”，或注册该元模式"
                ),
                missingDocument: depth < Self.maximumDepth ? address : nil
            )
        }
        let place = registry.resources[resource]
        var base = Dialect.draft2020
        if let outer = place.schemaURI, outer != uri { base = try dialect(outer, depth: depth + 1) }
        let root = registry.document(place.document).node(at: place.root)
        guard let vocabularies = root["$vocabulary"], vocabularies.kind == .object else {
            return Dialect(
                uri: address,
                revision: base.revision,
                assertsFormat: base.assertsFormat,
                keywords: base.keywords
            )
        }
        var keywords: Set<Keyword> = []
        var assertsFormat = false
        for (name, isRequired) in vocabularies.members {
            if let known = Vocabulary.keywords(of: name) {
                keywords.formUnion(known)
                assertsFormat = assertsFormat || Vocabulary.assertsFormat(name)
            } else if isRequired.boolean == true {
                throw DialectError(
                    code: .unknownVocabulary,
                    message: LocalizedText(
                        "the metaschema '\(uri)' requires the vocabulary '\(name)', which is not known",
                        zh: "元模式“\(uri)”要求未知的词汇表“\(name)”"
                    ),
                    remedy: LocalizedText(
                        "set the vocabulary to false in '$vocabulary' if its keywords may be ignored",
                        zh: "如果可以忽略其关键字，请在“$vocabulary”中将其设为 false"
                    )
                )
            }
        }
        keywords.formIntersection(Dialect(uri: address, revision: base.revision).keywords)
        return Dialect(uri: address, revision: base.revision, assertsFormat: assertsFormat, keywords: keywords)
    }
}
