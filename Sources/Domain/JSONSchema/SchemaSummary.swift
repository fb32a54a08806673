public import JSON

/// What a compiled schema is made of.
public struct SchemaSummary: Hashable, Sendable {
    /// The URI of the metaschema that the schema follows, without an empty fragment.
    public let dialect: String
    /// How many subschemas can be reached, the schema itself included.
    public let subschemaCount: Int
    /// The URIs of the documents that they stand in, sorted; the schema's own is one of them.
    public let documents: [String]
}

extension Schema {
    /// What the schema is made of.
    public var summary: SchemaSummary {
        let registry = program.registry
        let documents = Set(program.subschemas.map(\.document))
        return SchemaSummary(
            dialect: registry.dialectURI(of: program.subschemas[root].resource),
            subschemaCount: program.subschemas.count,
            documents: documents.map { registry.documents[$0].address.description }.sorted()
        )
    }
}

extension SchemaRegistry {
    /// The schema that an absolute URI without a fragment names: a document, or one inside a document with an `$id`.
    ///
    /// - Returns: Nil when nobody has added it.
    public func schema(at uri: String) -> JSONNode? {
        let address = URIReference(uri).withoutFragment.description
        guard let resource = resourcesByURI[address].map({ resources[$0] }) else { return nil }
        return document(resource.document).node(at: resource.root)
    }

    /// The dialect that holds in a resource: its own `$schema`, or that of the resource around it.
    fileprivate func dialectURI(of resource: Int) -> String {
        var place = resources[resource]
        while place.schemaURI == nil, let parent = place.parent { place = resources[parent] }
        guard let uri = place.schemaURI else { return place.dialect.uri }
        return uri.hasSuffix("#") ? String(uri.dropLast()) : uri
    }
}

extension SchemaRegistry {
    /// The dialect that a URI names: one that is built in, or one whose metaschema has been added.
    ///
    /// - Returns: Nil when the URI names no dialect that could be followed.
    public func dialect(named uri: String) -> Dialect? {
        // Why it cannot be followed is said where a schema names it.
        try? DialectReader(registry: self).dialect(uri)
    }
}
