public import JSON

/// One kind of change that made a description of OpenAPI 3.0 one of 3.1.
public struct UpgradeStep: Sendable {
    /// What was changed; raw values are stable names.
    public enum Kind: String, CaseIterable, Sendable {
        /// `nullable` became a second type.
        case nullableType = "nullable-type"
        /// `nullable` became a value of `enum`.
        case nullableEnum = "nullable-enum"
        /// `nullable` became a branch.
        case nullableBranch = "nullable-branch"
        /// `nullable` was dropped, since the schema takes null anyway.
        case nullableUntyped = "nullable-untyped"
        /// `nullable: false` was dropped.
        case nullableFalse = "nullable-false"
        /// A flag beside a bound became the bound.
        case exclusiveBound = "exclusive-bound"
        /// A flag without effect was dropped.
        case exclusiveFalse = "exclusive-false"
        /// A schema's `example` became one of its `examples`.
        case schemaExample = "schema-example"
        /// `format: binary` became a media type.
        case binary
        /// `format: base64` became an encoding.
        case base64
        /// `format: byte` got an encoding.
        case byte
        /// What stood beside a reference was dropped.
        case referenceSiblings = "ref-siblings"
    }

    /// What was changed.
    public let kind: Kind
    /// The objects that were changed, as they were written, in the order of the document.
    public let nodes: [JSONNode]
    /// How many objects were changed.
    public var count: Int { nodes.count }
}
