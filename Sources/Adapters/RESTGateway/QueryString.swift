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

    /// The most pairs of one query or form.
    static let maximumPairCount = 1000

    private(set) var pairs: [Pair] = []
    /// The first name that is not valid percent-encoding.
    private(set) var brokenName: Substring?

    init(_ text: Substring) {
        guard !text.isEmpty else { return }
        // Bytes, since a combining character after a sign would hide it.
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decoded(Substring(halves[0]), plusIsSpace: true) else {
                brokenName = brokenName ?? Substring(halves[0])
                continue
            }
            pairs.append(Pair(name: name, rawValue: halves.count > 1 ? Substring(halves[1]) : nil))
        }
    }

    /// Pairs that were split already.
    init(_ pairs: [Pair]) { self.pairs = pairs }

    /// The raw values of a name, in order; an empty text for a name without `=`.
    func values(of name: String) -> [Substring] {
        pairs.compactMap { $0.name == name ? $0.rawValue ?? "" : nil }
    }
}
