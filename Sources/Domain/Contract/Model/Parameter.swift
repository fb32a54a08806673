public import JSON

/// Where a parameter stands in a request.
public enum ParameterPlace: String, Sendable, CaseIterable {
    case path
    case query
    case header
    case cookie
}

/// How a parameter's value is written.
///
/// - SeeAlso: OpenAPI 3.1, section 4.8.12.3 (style values).
public enum ParameterStyle: String, Sendable, CaseIterable {
    case matrix
    case label
    case simple
    case form
    case spaceDelimited
    case pipeDelimited
    case deepObject

    /// The styles that a place allows, the default first.
    public static func allowed(in place: ParameterPlace) -> [ParameterStyle] {
        switch place {
        case .path: [.simple, .label, .matrix]
        case .query: [.form, .spaceDelimited, .pipeDelimited, .deepObject]
        case .header: [.simple]
        case .cookie: [.form]
        }
    }
}

/// One parameter of an operation.
public struct Parameter: Sendable {
    /// The name as written; header names compare without case.
    public let name: String
    /// Where it stands.
    public let place: ParameterPlace
    /// Whether a request without it is refused; always true in a path.
    public let isRequired: Bool
    /// How it is written.
    public let style: ParameterStyle
    /// Whether arrays and objects become several pairs.
    public let explode: Bool
    /// Whether `name=` counts as given without a value.
    public let allowsEmptyValue: Bool
    /// Whether reserved characters stand in a query as they are.
    public let allowsReserved: Bool
    /// Whether nobody should begin to use it.
    public let isDeprecated: Bool
    /// `description`, if any.
    public let description: String?
    /// The schema of the value, if any.
    public let schema: JSONNode?
    /// The media type of a value that is a document of its own, such as JSON in a query.
    public let content: MediaContent?
    /// The examples in order, resolved: `example` or the values of `examples`.
    public let examples: [JSONNode]
    /// The parameter's node.
    public let node: JSONNode
}
