import JSON

/// Finds the keyword that a member name is, by its hash.
struct KeywordTable: Sendable {
    static let shared = KeywordTable()

    private let byHash: [UInt64: Keyword]

    private init() {
        byHash = Dictionary(Keyword.allCases.map { (KeyHash.hash($0.rawValue), $0) }) { first, _ in first }
    }

    func keyword(_ name: TapeNode, in document: JSONDocument) -> Keyword? {
        guard let keyword = byHash[name.keyHash], keyword.rawValue.utf8.count == name.length,
            name.length <= KeyHash.exactByteCount || document.content(of: name).elementsEqual(keyword.rawValue.utf8)
        else { return nil }
        return keyword
    }
}
