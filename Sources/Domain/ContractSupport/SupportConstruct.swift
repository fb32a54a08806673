/// A construct of OpenAPI that a part of the product may leave out.
///
/// The raw values are stable names, to be matched on.
public enum SupportConstruct: String, CaseIterable, Sendable {
    /// Requests that the service would send: callbacks and webhooks.
    case outgoing
    case link
    case serverVariable = "server-variable"
    /// Servers of a path or an operation.
    case localServers = "local-servers"
    /// Whatever gives out tokens: OAuth 2.0 and OpenID Connect.
    case tokenIssuer = "token-issuer"
    case unprovableSecurity = "unprovable-security"
    /// A media type that is neither JSON nor a form nor text.
    case opaqueMediaType = "opaque-media-type"
    case xml
    case encoding
    case stream
    case responseHeader = "response-header"
    case externalExample = "external-example"
    case parameterContent = "parameter-content"
    case unreachablePath = "unreachable-path"
    case format
    case contentKeywords = "content-keywords"
    case dialect
    /// What only OpenAPI 3.2 knows.
    case openAPI32 = "openapi-3.2"
    case remoteReference = "remote-reference"
    case getBody = "get-body"
    /// A parameter that would describe `Accept`, `Content-Type` or `Authorization`.
    case reservedHeader = "reserved-header"
}
