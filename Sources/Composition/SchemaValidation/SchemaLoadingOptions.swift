package import JSONSchema

/// What to compile a schema with.
package struct SchemaLoadingOptions: Sendable {
    /// The dialect of schemas without `$schema`: a short name such as `draft7`, or the URI of a metaschema.
    package var dialect: String?
    /// Where documents of some URIs lie.
    package var mappings: [RemoteMapping]
    /// Whether `http` and `https` documents may be fetched.
    package var allowsNetwork: Bool
    /// How schemas are compiled.
    package var schemaOptions: SchemaOptions
    /// How much loading may ask for.
    package var limits: SchemaLoadingLimits

    package init(
        dialect: String? = nil,
        mappings: [RemoteMapping] = [],
        allowsNetwork: Bool = false,
        schemaOptions: SchemaOptions = SchemaOptions(),
        limits: SchemaLoadingLimits = SchemaLoadingLimits()
    ) {
        self.dialect = dialect
        self.mappings = mappings
        self.allowsNetwork = allowsNetwork
        self.schemaOptions = schemaOptions
        self.limits = limits
    }
}

/// How much loading a schema and all it refers to may ask for.
package struct SchemaLoadingLimits: Hashable, Sendable {
    /// The most documents, those from the network included.
    package var maximumDocumentCount: Int
    /// The most documents from the network.
    package var maximumFetchCount: Int
    /// The most bytes of a document from the network.
    package var maximumFetchByteCount: Int
    /// How long fetching one document may take.
    package var fetchTimeout: Duration

    package init(
        maximumDocumentCount: Int = 1_000,
        maximumFetchCount: Int = 100,
        maximumFetchByteCount: Int = 16 << 20,
        fetchTimeout: Duration = .seconds(30)
    ) {
        self.maximumDocumentCount = maximumDocumentCount
        self.maximumFetchCount = maximumFetchCount
        self.maximumFetchByteCount = maximumFetchByteCount
        self.fetchTimeout = fetchTimeout
    }
}
