import JSON

/// A text in an OpenAPI document that names another part of it, or of another document.
package struct ContractReference: Sendable {
    /// What the text is.
    package enum Role: Sendable {
        /// A `$ref`.
        case reference
        /// A `$dynamicRef`, which leads to its target unless an outer schema takes its place.
        case dynamic
        /// A value in the `mapping` of a discriminator.
        case mapping
        /// The `operationRef` of a link.
        case operation
    }

    /// Why a reference has no target.
    package enum Failure: Hashable, Sendable {
        /// There is nothing at the place that it names.
        case dangling
        /// It names another file, which is not part of the document.
        case otherFile
        /// It names something on the network.
        case remote
        /// What it leads to is of another kind, or of none that has a name.
        case kind(OpenAPIObject?)
    }

    /// The object that has the reference; of a mapping, the text itself.
    package let site: Int
    /// The node of the text.
    package let value: Int
    package let text: String
    package let role: Role
    /// What should be there.
    package let expected: OpenAPIObject
    /// Whether the specification knows no reference at this place.
    package let isMisplaced: Bool
    /// Where it leads, in one step; nil when it leads nowhere, or to a metaschema.
    package internal(set) var target: Int?
    package internal(set) var failure: Failure?
    /// The shape of which ``expected`` is the kind.
    let shape: WalkShape
}

/// What the walk takes a node for: an object of a kind, or a list or map of such.
struct WalkShape: Hashable, Sendable {
    /// The kind, and 32 more for a list, 64 for a map.
    let code: UInt8

    private static let listFlag: UInt8 = 32
    private static let mapFlag: UInt8 = 64

    init(code: UInt8) { self.code = code }
    init(_ kind: OpenAPIObject) { code = kind.rawValue }

    static func list(_ kind: OpenAPIObject) -> Self { Self(code: kind.rawValue | listFlag) }
    static func map(_ kind: OpenAPIObject) -> Self { Self(code: kind.rawValue | mapFlag) }

    /// The shape of a field; nil for one that holds no objects.
    init?(_ shape: FieldShape) {
        switch shape {
        case .object(let kind): self.init(kind)
        case .list(let kind): self = .list(kind)
        case .map(let kind): self = .map(kind)
        case .text, .flag, .number, .any, .texts, .textMap: return nil
        }
    }

    var isList: Bool { code & Self.listFlag != 0 }
    var isMap: Bool { code & Self.mapFlag != 0 }
    /// The kind of the object, or of the objects inside; nil for a node that was not walked.
    var element: OpenAPIObject? { OpenAPIObject(rawValue: code & 31) }
    /// Whether a value can be what the shape says: a schema may be true or false, and a reference may stand for a list.
    func fits(_ value: JSONNode) -> Bool {
        if value.kind == .object || isList && value.kind == .array { return true }
        return kind == .schema && value.boolean != nil
    }

    /// The kind of the object itself.
    var kind: OpenAPIObject? { OpenAPIObject(rawValue: code) }
}
