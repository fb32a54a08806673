import JSON

/// A schema object while its keywords are read.
struct SchemaContext {
    let document: Int
    let resource: Int
    let dialect: Dialect
    /// The keywords that count, in the order written.
    let members: [(keyword: Keyword, value: JSONNode)]
    /// The names of members that say something about the instance without deciding anything.
    let annotations: [Int]
    var rules: [Rule] = []

    init(document: Int, resource: Int, dialect: Dialect, node: JSONNode) {
        self.document = document
        self.resource = resource
        self.dialect = dialect
        var members: [(keyword: Keyword, value: JSONNode)] = []
        var annotations: [Int] = []
        for (name, value) in node.memberNodes {
            if let keyword = KeywordTable.shared.keyword(name.tapeNode, in: node.document),
                dialect.keywords.contains(keyword)
            {
                members.append((keyword, value))
                switch keyword {
                case .format, .contentEncoding, .contentMediaType, .contentSchema: annotations.append(name.index)
                default: break
                }
            } else if name.nameText != "$comment" {
                annotations.append(name.index)
            }
        }
        if dialect.refStandsAlone, let ref = members.first(where: { $0.keyword == .ref }) {
            members = [ref]
            annotations = []
        }
        self.members = members
        self.annotations = annotations
    }

    subscript(keyword: Keyword) -> JSONNode? { members.first { $0.keyword == keyword }?.value }

    mutating func add(_ keyword: Keyword, _ value: JSONNode, _ check: Check) {
        rules.append(Rule(keyword: keyword, node: value.index, check: check))
    }
}
