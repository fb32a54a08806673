public import Diagnostics

/// The reasons why an OpenAPI document cannot serve as a contract, all that were found.
public struct ContractError: ExplainedError {
    /// The findings, sorted by position; at least one is an error.
    public let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) {
        precondition(!diagnostics.isEmpty, "an error has a reason")
        // A place that several operations share is found once for each of them.
        var seen: Set<Diagnostic> = []
        self.diagnostics = diagnostics.filter { seen.insert($0).inserted }.sorted(by: ContractError.byPlace)
    }

    private static func byPlace(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        let start = SourcePosition(line: 1, column: 1)
        return (left.location?.position ?? start) < (right.location?.position ?? start)
    }
}

/// A rule that a contract can break; an open set, so adding one breaks nobody.
public struct ContractRule: Hashable, Sendable {
    /// The stable name, for example `contract.dangling-reference`.
    public let code: String

    private init(_ name: String) { code = "contract.\(name)" }

    /// The document has no `openapi` field, or is no object.
    public static let notOpenAPI = ContractRule("not-openapi")
    /// The version of OpenAPI is not one that is read.
    public static let unsupportedVersion = ContractRule("unsupported-version")
    /// A field that must be there is missing.
    public static let missingField = ContractRule("missing-field")
    /// A field has a value of the wrong type.
    public static let wrongType = ContractRule("wrong-type")
    /// A field has a value that the specification does not know.
    public static let invalidValue = ContractRule("invalid-value")
    /// A `$ref` names nothing.
    public static let danglingReference = ContractRule("dangling-reference")
    /// A `$ref` leads back to itself.
    public static let circularReference = ContractRule("circular-reference")
    /// A `$ref` leads out of the document.
    public static let externalReference = ContractRule("external-reference")
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
    /// A schema cannot be used.
    public static let invalidSchema = ContractRule("invalid-schema")
    /// An `x-handover` extension says something that cannot be done.
    public static let invalidExtension = ContractRule("invalid-extension")
}
