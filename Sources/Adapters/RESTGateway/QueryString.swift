import Contract

/// The pairs of a query or an urlencoded form, in order.
///
/// Values stay encoded, since styles such as `a,b` split before they decode.
struct QueryString: Sendable {
    struct Pair: Sendable {
        /// The name, decoded.
        let name: String
        /// The value as it was sent; nil for a name without `=`.
        let rawValue: Substring?
    }

    private(set) var pairs: [Pair] = []
    /// The first name that is not valid percent-encoding.
    private(set) var brokenName: Substring?

    init(_ text: Substring) {
        var start = text.startIndex
        while start < text.endIndex {
            let end = text.utf8[start...].firstIndex(of: UInt8(ascii: "&")) ?? text.endIndex
            if start < end { add(text[start..<end]) }
            start = end < text.endIndex ? text.utf8.index(after: end) : end
        }
    }

    /// Bytes, not characters: a mark that joins the sign before it must not hide the sign.
    private mutating func add(_ pair: Substring) {
        let equals = pair.utf8.firstIndex(of: UInt8(ascii: "="))
        let rawName = pair[..<(equals ?? pair.endIndex)]
        guard let name = PercentEncoding.decoded(rawName, plusIsSpace: true) else {
            brokenName = brokenName ?? rawName
            return
        }
        pairs.append(Pair(name: name, rawValue: equals.map { pair[pair.utf8.index(after: $0)...] }))
    }

    /// The raw values of a name, in order; an empty text for a name without `=`.
    func values(of name: String) -> [Substring] {
        pairs.compactMap { $0.name == name ? $0.rawValue ?? "" : nil }
    }
}
