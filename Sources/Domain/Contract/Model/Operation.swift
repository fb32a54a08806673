public import Diagnostics
public import JSON

/// One operation of a contract: a method on a path, with everything that it inherits.
public struct Operation: Sendable {
    /// The method in capitals, for example `GET`.
    public let method: String
    /// The path it answers; for one that the service sends, the webhook's name or the callback's expression, without
    /// segments.
    public let path: PathTemplate
    /// The `operationId`, or one made of method and path.
    public let operationID: String
    /// `summary`, if any.
    public let summary: String?
    /// `description`, if any.
    public let description: String?
    /// Whether nobody should begin to use it.
    public let isDeprecated: Bool
    /// The tags in order.
    public let tags: [String]
    /// The parameters, those of the path item included.
    public let parameters: [Parameter]
    /// The request body, if one is declared.
    public let requestBody: RequestBody?
    /// The responses in the order of the document.
    public let responses: [Response]
    /// What a caller must prove: any one of these, each all of its schemes; an empty list asks for nothing.
    public let security: [SecurityRequirement]
    /// The servers that answer it: its own, those of its path, or those of the document.
    public let servers: [Server]
    /// What the service sends because of it, in the order of the document.
    public let callbacks: [Callback]
    /// The operation's own node, where extensions stand.
    public let node: JSONNode
    let sources: ContractSources

    /// Where the operation stands in the author's file.
    public var location: SourceLocation { sources.location(of: node) }

    /// The `x-handover` extension, if any.
    public var extensionNode: JSONNode? { node["x-handover"] }

    /// The response that describes a status: the exact code, else its range, else the default.
    public func response(for status: Int) -> Response? {
        responses.first { $0.status == .code(status) }
            ?? responses.first { $0.status == .range(status / 100) }
            ?? responses.first { $0.status == .default }
    }

    /// The declared codes from 200 to 299, lowest first.
    public var successCodes: [Int] {
        responses.compactMap { if case .code(let code) = $0.status, code / 100 == 2 { code } else { nil } }.sorted()
    }
}

/// The statuses that one response describes.
public enum StatusPattern: Hashable, Sendable {
    case code(Int)
    /// Every code of a hundred: 4 for `4XX`.
    case range(Int)
    case `default`

    /// From a key of `responses`; nil for anything the specification does not know.
    init?(_ text: String) {
        if text == "default" {
            self = .default
            return
        }
        guard text.utf8.count == 3, let first = text.utf8.first, (UInt8(ascii: "1")...UInt8(ascii: "5")).contains(first)
        else { return nil }
        if text.dropFirst().uppercased() == "XX" {
            self = .range(Int(first - UInt8(ascii: "0")))
        } else if let code = Int(text) {
            self = .code(code)
        } else {
            return nil
        }
    }
}

/// One response of an operation.
public struct Response: Sendable {
    /// The statuses it describes.
    public let status: StatusPattern
    /// `description`; empty when there is none.
    public let description: String
    /// The headers by lower-case name.
    public let headers: [ByteName: Header]
    /// The bodies it may have, in order; empty for a response without body.
    public let content: [MediaContent]
    /// Where a client may go from here, in order.
    public let links: [Link]
    /// The response's node.
    public let node: JSONNode
}

/// One header of a response.
public struct Header: Sendable {
    /// Whether it must be sent.
    public let isRequired: Bool
    /// Its schema, if any.
    public let schema: JSONNode?
    /// Whether an object's properties are written as `name=value`.
    public let explode: Bool
    /// The media type of a value that is a document of its own.
    public let content: MediaContent?
    /// The examples in order, resolved.
    public let examples: [JSONNode]
    /// The header's node.
    public let node: JSONNode
}

/// The body of a request.
public struct RequestBody: Sendable {
    /// Whether a request without body is refused.
    public let isRequired: Bool
    /// The bodies it may have, in order.
    public let content: [MediaContent]
    /// The body's node.
    public let node: JSONNode
}

/// A body of one media type.
public struct MediaContent: Sendable {
    /// The media type or range that the body has.
    public let mediaType: MediaRange
    /// The schema of the body, if any.
    public let schema: JSONNode?
    /// `encoding` by property name, for forms.
    public let encoding: [ByteName: FormEncoding]
    /// The examples in order, resolved: `example` or the values of `examples`.
    public let examples: [JSONNode]
    /// The media type's node.
    public let node: JSONNode
}

/// How one property of a form is written.
public struct FormEncoding: Sendable {
    /// The media types it may have; empty for the default of its type.
    public let contentTypes: [MediaRange]
    /// Its style, for urlencoded forms.
    public let style: ParameterStyle
    /// Whether arrays and objects become several pairs.
    public let explode: Bool
}

/// One set of schemes that together let a caller in.
public struct SecurityRequirement: Sendable, Hashable {
    /// The scopes asked of each scheme.
    public let scopes: [ByteName: [String]]
}

/// How a caller proves who it is.
public enum SecurityScheme: Sendable, Hashable {
    case apiKey(name: String, place: ParameterPlace)
    /// HTTP authentication with a scheme in lower case, such as `bearer` or `basic`.
    case http(scheme: String)
    case oauth2
    case openIDConnect
    case mutualTLS

    /// Whether a bearer token proves it.
    public var takesBearerToken: Bool {
        switch self {
        case .http(let scheme): scheme == "bearer"
        case .oauth2, .openIDConnect: true
        case .apiKey, .mutualTLS: false
        }
    }
}
