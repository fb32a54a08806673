public import Diagnostics
public import JSON

/// A reason why a schema cannot be compiled.
public struct SchemaError: Error, Hashable, Sendable {
    /// The broken rule; raw values are the stable part of a diagnostic's code.
    public struct Code: Hashable, Sendable, RawRepresentable {
        /// The stable name.
        public let rawValue: String

        /// A code by its stable name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A `$ref` that leads nowhere.
        public static let danglingReference = Code(rawValue: "dangling-reference")
        /// An `$anchor` or `$dynamicAnchor` that its schema resource has already.
        public static let duplicateAnchor = Code(rawValue: "duplicate-anchor")
        /// An `$id` that another schema has already.
        public static let duplicateID = Code(rawValue: "duplicate-id")
        /// References that lead to each other without ever looking into the instance.
        public static let endlessReference = Code(rawValue: "endless-reference")
        /// A keyword whose value has the wrong type or is out of range.
        public static let invalidKeyword = Code(rawValue: "invalid-keyword")
        /// An `$anchor` or `$dynamicAnchor` that is no plain name.
        public static let invalidAnchor = Code(rawValue: "invalid-anchor")
        /// An `$id` that is no URI reference, or has a fragment where none may be.
        public static let invalidID = Code(rawValue: "invalid-id")
        /// A regular expression that cannot be read.
        public static let invalidPattern = Code(rawValue: "invalid-pattern")
        /// A schema that is neither an object nor a boolean.
        public static let notASchema = Code(rawValue: "not-a-schema")
        /// A regular expression that asks for more than the limits allow.
        public static let costlyPattern = Code(rawValue: "pattern-too-costly")
        /// Schemas that stand in one another deeper than ``SchemaLimits/maximumSchemaDepth``.
        public static let tooDeep = Code(rawValue: "too-deep")
        /// A schema that asks for more than the limits allow.
        public static let tooLarge = Code(rawValue: "too-large")
        /// A `$schema` that nobody has registered.
        public static let unknownDialect = Code(rawValue: "unknown-dialect")
        /// A vocabulary that a metaschema requires and nobody knows.
        public static let unknownVocabulary = Code(rawValue: "unknown-vocabulary")
    }

    /// The broken rule.
    public let code: Code
    /// The URI of the document.
    public let documentURI: String
    /// The place in the document, from its root.
    public let pointer: JSONPointer
    /// The same place for a person; nil for a document that was made, not read.
    public let position: SourcePosition?
    /// What was found, quoted.
    public let message: LocalizedText
    /// What the author can change.
    public let remedy: LocalizedText?
    /// The absolute URI of a document that a reference or `$schema` leads to and the registry lacks; nil for any other
    /// error.
    public var missingDocument: String?

    /// The error as a finding in a file.
    public func diagnostic(in file: String) -> Diagnostic {
        Diagnostic(
            code: "schema.\(code.rawValue)",
            message,
            at: SourceLocation(file: file, position: position),
            remedy: remedy
        )
    }
}

/// All that is wrong with a schema and those it refers to.
public struct InvalidSchema: ExplainedError, Hashable, Sendable {
    /// The errors, at least one, in the order of their places.
    public let errors: [SchemaError]

    private static let start = SourcePosition(line: 1, column: 1)

    init(_ errors: [SchemaError]) {
        precondition(!errors.isEmpty, "an invalid schema has errors")
        var seen: Set<SchemaError> = []
        self.errors = errors.filter { seen.insert($0).inserted }
            .sorted { ($0.documentURI, $0.position ?? Self.start) < ($1.documentURI, $1.position ?? Self.start) }
    }

    /// The documents that references and `$schema` lead to and the registry lacks: absolute URIs, each once, sorted.
    ///
    /// Whoever can add them to the registry may compile again.
    public var missingDocuments: [String] { Set(errors.compactMap(\.missingDocument)).sorted() }

    /// The errors as findings in the documents they stand in.
    public var diagnostics: [Diagnostic] { errors.map { $0.diagnostic(in: $0.documentURI) } }
}
