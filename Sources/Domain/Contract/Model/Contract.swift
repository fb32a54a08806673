public import Diagnostics
public import JSON

/// One OpenAPI description, read and checked.
///
/// Schemas stay nodes of the ``document``; everything else is resolved, so nobody else follows a `$ref`.
public struct Contract: Sendable {
    /// The path of the file as the user gave it.
    public let file: String
    /// The whole document.
    public let document: JSONDocument
    /// The absolute URI that schemas in the document are relative to.
    public let baseURI: String
    /// The version of OpenAPI, for example `3.1.0`.
    public let openAPIVersion: String
    /// `info.title`.
    public let title: String
    /// `info.version`.
    public let version: String
    /// The servers in order; empty when none is declared.
    public let servers: [Server]
    /// The operations in the order of the document.
    public let operations: [Operation]
    /// The security schemes by name.
    public let securitySchemes: [String: SecurityScheme]
    /// Findings that do not keep the contract from being used.
    public let warnings: [Diagnostic]

    /// Where a node stands in the author's file.
    public func location(of node: JSONNode) -> SourceLocation {
        SourceLocation(file: file, position: node.position)
    }
}

/// A place where the contract says it is served.
public struct Server: Hashable, Sendable {
    /// The URL with its variables replaced by their defaults.
    public let url: String

    /// The path part of the URL without a slash at the end; empty for the root.
    public var basePath: String {
        var rest = url[...]
        // `//host/path` takes the scheme of whoever reads it.
        let authority = rest.hasPrefix("//") ? rest.startIndex : rest.range(of: "://")?.lowerBound
        if let authority {
            rest = rest[authority...].drop { $0 == ":" }.dropFirst(2)
            guard let slash = rest.firstIndex(of: "/") else { return "" }
            rest = rest[slash...]
        }
        let path = rest.prefix { $0 != "?" && $0 != "#" }
        let trimmed = path.hasSuffix("/") ? path.dropLast() : path
        return trimmed.isEmpty || trimmed.hasPrefix("/") ? String(trimmed) : "/" + trimmed
    }
}

extension Substring {
    /// The first place where another text stands; the standard library has this for regular expressions only.
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
