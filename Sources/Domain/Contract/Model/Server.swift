/// A place where the contract says it is served.
public struct Server: Hashable, Sendable {
    /// The URL with its variables replaced by their defaults.
    public let url: String
    /// The URL as written, with the names of its variables in braces.
    public let template: String
    /// The variables in the order of the document.
    public let variables: [ServerVariable]
    /// `description`, if any.
    public let description: String?

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

/// A part of a server's URL that a client chooses.
public struct ServerVariable: Hashable, Sendable {
    /// The name as it stands in braces.
    public let name: String
    /// The value of a client that does not choose.
    public let defaultValue: String
    /// The values to choose from; empty when any will do.
    public let values: [String]
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
