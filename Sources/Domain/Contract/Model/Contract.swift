public import Diagnostics
public import JSON

/// One OpenAPI description, read and checked.
///
/// Schemas stay nodes of the ``document``; everything else is resolved, so nobody else follows a `$ref`.
public struct Contract: Sendable {
    /// The path of the file as the user gave it.
    public let file: String
    /// The whole description, in OpenAPI 3.1 or later, with references within itself only.
    public let document: JSONDocument
    /// The absolute URI that schemas in the document are relative to.
    public let baseURI: String
    /// The version of OpenAPI that ``document`` is in, for example `3.1.0`.
    public let openAPIVersion: String
    /// The version of OpenAPI that the author wrote, for example `3.0.3`.
    public let writtenVersion: String
    /// What was changed to bring the description to 3.1, by kind; empty when nothing was.
    public let steps: [UpgradeStep]
    /// `jsonSchemaDialect`: the URI of the dialect of schemas that name none themselves; nil for OpenAPI's own.
    public let jsonSchemaDialect: String?
    /// `info.title`.
    public let title: String
    /// `info.version`.
    public let version: String
    /// The servers in order; empty when none is declared.
    public let servers: [Server]
    /// The tags that are declared, in order.
    public let tags: [Tag]
    /// The operations in the order of the document.
    public let operations: [Operation]
    /// What the service sends to others unasked, in the order of the document.
    public let webhooks: [Webhook]
    /// The security schemes by name.
    public let securitySchemes: [ByteName: SecurityScheme]
    /// The scopes that the flows of OAuth schemes declare, by the scheme's name.
    public let declaredScopes: [ByteName: Set<ByteName>]
    /// Findings that do not keep the contract from being used.
    public let warnings: [Diagnostic]
    /// The files that the description was read from.
    public let sources: ContractSources
    /// What every object is, and where references lead.
    package let map: ContractMap

    /// The operations that the service sends because of others, each once, whatever stands around them.
    public var callbackOperations: [Operation] {
        var seen: Set<Int> = []
        var found: [Operation] = []
        var waiting = (operations + webhooks.flatMap(\.operations)).flatMap(\.callbacks)
        var position = 0
        while position < waiting.count {
            for operation in waiting[position].operations where seen.insert(operation.node.index).inserted {
                found.append(operation)
                waiting += operation.callbacks
            }
            position += 1
        }
        return found
    }

    /// The schemas that have an identifier or an anchor, which references may use in place of a pointer.
    package var namedSchemas: [JSONNode] { map.namedSchemas.map { document.node(at: $0) } }

    /// Where a node stands in the author's file.
    public func location(of node: JSONNode) -> SourceLocation { sources.location(of: node) }
}

/// A group of operations.
public struct Tag: Sendable {
    /// The name that operations refer to.
    public let name: String
    /// `description`, if any.
    public let description: String?
    /// The tag's node.
    public let node: JSONNode
}

/// Requests that the service sends to whoever asked to be told.
public struct Webhook: Sendable {
    /// The name in the document.
    public let name: String
    /// What is sent, and which answers are understood.
    public let operations: [Operation]
    /// The path item's node.
    public let node: JSONNode
}

/// Requests that the service sends because of an operation, to an address that the caller gave.
public struct Callback: Sendable {
    /// The name in the operation.
    public let name: String
    /// The runtime expression that gives the address.
    public let expression: String
    /// What is sent, and which answers are understood.
    public let operations: [Operation]
    /// The path item's node.
    public let node: JSONNode
}

/// A way from a response to another operation.
public struct Link: Sendable {
    /// The name in the response.
    public let name: String
    /// `operationId`, if the link names its operation so.
    public let operationID: String?
    /// `operationRef`, if the link names its operation so.
    public let operationReference: String?
    /// The values for the operation's parameters: constants and runtime expressions.
    public let parameters: [(name: String, value: JSONNode)]
    /// The value or expression for the operation's body.
    public let requestBody: JSONNode?
    /// The link's node.
    public let node: JSONNode
}
