import Diagnostics

/// A rule that a contract can break; an open set, so adding one breaks nobody.
public struct ContractRule: Hashable, Sendable {
    /// The stable name, for example `contract.dangling-reference`.
    public let code: String

    package init(_ name: String, in category: String = "contract") { code = "\(category).\(name)" }

    // MARK: The document

    /// The document has no `openapi` field, or is no object.
    public static let notOpenAPI = ContractRule("not-openapi")
    /// The version of OpenAPI is not one that is read.
    public static let unsupportedVersion = ContractRule("unsupported-version")
    /// A field that must be there is missing.
    public static let missingField = ContractRule("missing-field")
    /// A field that the object does not have.
    public static let unknownField = ContractRule("unknown-field")
    /// A field that only a later version of OpenAPI has.
    public static let newerField = ContractRule("newer-field")
    /// A field has a value of the wrong type.
    public static let wrongType = ContractRule("wrong-type")
    /// A field has a value that the specification does not know.
    public static let invalidValue = ContractRule("invalid-value")
    /// Two fields that exclude each other.
    public static let conflictingFields = ContractRule("conflicting-fields")
    /// A keyword of a schema has a value that its metaschema refuses.
    public static let invalidKeyword = ContractRule("invalid-keyword")
    /// A regular expression that cannot be read.
    public static let invalidPattern = ContractRule("invalid-pattern")
    /// A component has a name that references cannot hold.
    public static let componentName = ContractRule("component-name")
    /// A key of `content` is no media type.
    public static let mediaType = ContractRule("media-type")
    /// `jsonSchemaDialect` or `$schema` names a dialect that nobody knows.
    public static let unknownDialect = ContractRule("unknown-dialect")

    // MARK: References

    /// A `$ref` names nothing.
    public static let danglingReference = ContractRule("dangling-reference")
    /// A `$ref` leads back to itself.
    public static let circularReference = ContractRule("circular-reference")
    /// A `$ref` leads out of the document.
    public static let externalReference = ContractRule("external-reference")
    /// A `$ref` leads to a file that is not there.
    public static let missingFile = ContractRule("missing-file")
    /// A `$ref` leads to a file outside the folder that files may come from.
    public static let fileOutsideRoot = ContractRule("file-outside-root")
    /// A `$ref` leads to another host.
    public static let remoteReference = ContractRule("remote-reference")
    /// A `$ref` leads to an object of another kind.
    public static let referenceKind = ContractRule("reference-kind")
    /// A `$ref` stands where the specification knows none.
    public static let misplacedReference = ContractRule("misplaced-reference")
    /// Members beside `$ref` that have no effect.
    public static let ignoredSiblings = ContractRule("ignored-siblings")
    /// A dynamic reference whose scope the bundle changes.
    public static let dynamicReference = ContractRule("dynamic-reference")
    /// A schema applies itself without end.
    public static let endlessSchema = ContractRule("endless-schema")

    /// The files, or what must be written in place of references, are too many or too large.
    public static let tooLarge = ContractRule("too-large")

    // MARK: What was written for OpenAPI 3.0

    /// `exclusiveMinimum: true` without `minimum`, or the same for the maximum.
    public static let exclusiveWithoutBound = ContractRule("exclusive-without-bound", in: "upgrade")
    /// `nullable: true` beside an `enum` without null.
    public static let nullableEnum = ContractRule("nullable-enum", in: "upgrade")
    /// `nullable: true` where no `type` stands beside it.
    public static let nullableWithoutType = ContractRule("nullable-without-type", in: "upgrade")
    /// `nullable: true` that another part of the schema refuses.
    public static let nullableNoEffect = ContractRule("nullable-no-effect", in: "upgrade")
    /// A keyword that only later versions know.
    public static let newerKeyword = ContractRule("newer-keyword", in: "upgrade")

    // MARK: Operations

    /// A path does not start with `/`, or its braces do not match.
    public static let invalidPath = ContractRule("invalid-path")
    /// Two operations answer the same requests.
    public static let ambiguousOperation = ContractRule("ambiguous-operation")
    /// Two operations share one `operationId`.
    public static let duplicateOperationID = ContractRule("duplicate-operation-id")
    /// A name in a path has no parameter, or the other way round.
    public static let pathParameter = ContractRule("path-parameter")
    /// Two parameters of one operation have the same name and place.
    public static let duplicateParameter = ContractRule("duplicate-parameter")
    /// A security requirement names no scheme.
    public static let unknownSecurityScheme = ContractRule("unknown-security-scheme")
    /// An `x-handover` extension says something that cannot be done.
    public static let invalidExtension = ContractRule("invalid-extension")
}

extension ContractRule {
    /// Every rule there is.
    package static let all: [ContractRule] = [
        .notOpenAPI, .unsupportedVersion, .missingField, .unknownField, .newerField, .wrongType, .invalidValue,
        .conflictingFields, .invalidKeyword, .invalidPattern, .componentName, .mediaType, .unknownDialect,
        .danglingReference, .circularReference, .externalReference, .missingFile, .fileOutsideRoot, .remoteReference,
        .referenceKind, .misplacedReference, .ignoredSiblings, .dynamicReference, .endlessSchema, .tooLarge,
        .exclusiveWithoutBound, .nullableEnum, .nullableWithoutType, .nullableNoEffect, .newerKeyword, .invalidPath,
        .ambiguousOperation, .duplicateOperationID, .pathParameter, .duplicateParameter, .unknownSecurityScheme,
        .invalidExtension,
    ]

    /// A finding about this rule.
    func finding(
        _ severity: Diagnostic.Severity,
        _ message: LocalizedText,
        at location: SourceLocation,
        remedy: LocalizedText? = nil
    ) -> Diagnostic {
        Diagnostic(code: code, severity: severity, message, at: location, remedy: remedy)
    }
}
