import Contract

/// Finds the operations of a path.
///
/// A tree of segments, built once: names in braces belong to the operation, not to the place in the tree, so that
/// `/a/{x}` and `/a/{y}/b` live side by side. A segment that is written out wins over one in braces.
struct Router: Sendable {
    /// A path of the tree that operations end at.
    struct Endpoint: Sendable {
        /// The operations by method, and the names of their path parameters in order.
        var operations: [String: (index: Int, names: [String], basePath: String)] = [:]

        /// The methods that are answered, for `Allow`.
        var allow: String {
            var methods = Set(operations.keys)
            if methods.contains("GET") { methods.insert("HEAD") }
            methods.insert("OPTIONS")
            return methods.sorted().joined(separator: ", ")
        }
    }

    /// A path that was found.
    struct Match {
        let endpoint: Endpoint
        /// The raw texts of the segments' names, in order, still percent-encoded.
        let values: [Substring]
    }

    private struct Node {
        var literals: [ByteName: Int] = [:]
        var templates: [(pattern: SegmentPattern, node: Int)] = []
        var endpoint: Endpoint?
    }

    private var nodes = [Node()]

    /// Adds an operation.
    ///
    /// - Returns: False when another operation answers the same method on a path of the same shape; nothing is added.
    mutating func add(method: String, path: PathTemplate, operation: Int, basePath: String = "") -> Bool {
        var current = 0
        for segment in path.segments { current = child(of: current, for: segment) }
        var endpoint = nodes[current].endpoint ?? Endpoint()
        guard endpoint.operations[method] == nil else { return false }
        endpoint.operations[method] = (operation, path.parameterNames, basePath)
        nodes[current].endpoint = endpoint
        return true
    }

    private mutating func child(of node: Int, for segment: PathTemplate.Segment) -> Int {
        if let literal = segment.literal {
            let name = ByteName(literal)
            if let known = nodes[node].literals[name] { return known }
            nodes.append(Node())
            nodes[node].literals[name] = nodes.count - 1
            return nodes.count - 1
        }
        let pattern = SegmentPattern(segment)
        if let known = nodes[node].templates.first(where: { $0.pattern == pattern }) { return known.node }
        nodes.append(Node())
        nodes[node].templates.append((pattern, nodes.count - 1))
        // The more of a segment is written out, the earlier it is tried.
        nodes[node].templates.sort { $0.pattern.literalByteCount > $1.pattern.literalByteCount }
        return nodes.count - 1
    }

    /// Finds a path.
    ///
    /// - Parameter path: The path of a request, percent-encoded, without query.
    /// - Returns: nil when no operation has such a path.
    /// - Complexity: O(*n*) in the segments, times the templates that share a beginning.
    func match(_ path: Substring) -> Match? {
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        // Bytes, since a combining character after a slash would hide it.
        let slash = UInt8(ascii: "/")
        let segments = path.utf8.dropFirst().split(
            separator: slash,
            maxSplits: Self.maximumSegmentCount,
            omittingEmptySubsequences: false
        )
        guard segments.count <= Self.maximumSegmentCount else { return nil }
        var values: [Substring] = []
        guard let node = find(segments[...], from: 0, values: &values), let endpoint = nodes[node].endpoint else {
            return nil
        }
        return Match(endpoint: endpoint, values: values)
    }

    /// Deeper paths than any contract has are not looked for.
    static let maximumSegmentCount = 64

    private func find(
        _ segments: ArraySlice<Substring.UTF8View>,
        from node: Int,
        values: inout [Substring]
    ) -> Int? {
        guard let segment = segments.first.map({ Substring($0) }) else {
            return nodes[node].endpoint == nil ? nil : node
        }
        let rest = segments.dropFirst()
        if !nodes[node].literals.isEmpty, let name = literal(segment), let next = nodes[node].literals[name],
            let found = find(rest, from: next, values: &values)
        {
            return found
        }
        for template in nodes[node].templates {
            let count = values.count
            if template.pattern.capture(segment, into: &values),
                let found = find(rest, from: template.node, values: &values)
            {
                return found
            }
            values.removeLast(values.count - count)
        }
        return nil
    }

    private func literal(_ segment: Substring) -> ByteName? {
        // Broken percent-encoding is no literal; whoever reads the captured value reports it.
        PercentEncoding.decoded(segment).map { ByteName($0) }
    }
}
