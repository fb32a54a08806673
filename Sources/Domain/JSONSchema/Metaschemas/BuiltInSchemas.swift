import JSON

/// The metaschemas that every registry knows.
enum BuiltInSchemas {
    /// A registry with nothing but the metaschemas.
    static let registry: SchemaRegistry = {
        var registry = SchemaRegistry(empty: ())
        let drafts: [([(uri: String, text: String)], Dialect)] = [
            (Metaschema2020.documents, .draft2020), (Metaschema2019.documents, .draft2019),
            (MetaschemaDrafts.documents, .draft7),
        ]
        for (documents, dialect) in drafts {
            for (uri, text) in documents {
                do {
                    registry.add(try JSONParser().parse(text), at: uri, dialect: dialect)
                } catch {
                    preconditionFailure("the metaschema \(uri) is JSON")
                }
            }
        }
        // The dialect adds annotations only, so its schemas have the form of those of 2020-12.
        registry.alias(Dialect.openAPI.uri, for: Dialect.draft2020.uri)
        return registry
    }()
}
