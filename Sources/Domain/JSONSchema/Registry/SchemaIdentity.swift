import JSON
import StringFormats

/// The identifying members of one schema object.
struct SchemaIdentity {
    /// A text and the node it is the value of.
    struct Member {
        let text: String
        let node: Int
    }

    private(set) var schema: String?
    private(set) var anchor: Member?
    private(set) var dynamicAnchor: Member?
    private(set) var isRecursiveAnchor = false
    private var id: Member?
    private var legacyID: Member?
    private var hasRef = false

    /// What a node is called; nothing, when it is no object.
    init(of node: Int, in document: JSONDocument) {
        for (name, value) in document.node(at: node).memberNodes {
            let member = { value.string.map { Member(text: $0, node: value.index) } }
            switch KeywordTable.shared.keyword(name.tapeNode, in: document) {
            case .schema: schema = value.string
            case .id: id = member()
            case .legacyID: legacyID = member()
            case .anchor: anchor = member()
            case .dynamicAnchor: dynamicAnchor = member()
            case .recursiveAnchor: isRecursiveAnchor = value.boolean == true
            case .ref: hasRef = true
            default: break
            }
        }
    }

    init() {}

    /// The identifier that counts in a dialect.
    func id(in dialect: Dialect) -> Member? {
        if dialect.refStandsAlone, hasRef { return nil }
        return dialect.revision == .draft4 ? legacyID : id
    }

    /// The identifier, when it begins a resource of its own.
    func resourceID(in dialect: Dialect) -> Member? {
        guard let id = id(in: dialect) else { return nil }
        // A fragment alone is an anchor in older drafts and a mistake in later ones, but never another resource.
        return id.text.utf8.first == UInt8(ascii: "#") && (dialect.idDeclaresAnchors || id.text != "#") ? nil : id
    }

    /// What is wrong with the identifiers by themselves.
    func problems(in dialect: Dialect, document: Int) -> [IdentityProblem] {
        var problems: [IdentityProblem] = []
        func report(_ code: SchemaError.Code, _ member: Member) {
            let place = IdentityProblem.Place(document: document, node: member.node)
            problems.append(IdentityProblem(code: code, place: place, text: member.text))
        }
        if let id = id(in: dialect), !Self.isValidID(id.text, in: dialect) { report(.invalidID, id) }
        if dialect.keywords.contains(.anchor), let anchor, !Self.isPlainName(anchor.text, in: dialect) {
            report(.invalidAnchor, anchor)
        }
        if dialect.keywords.contains(.dynamicAnchor), let dynamicAnchor,
            !Self.isPlainName(dynamicAnchor.text, in: dialect)
        {
            report(.invalidAnchor, dynamicAnchor)
        }
        return problems
    }

    /// Whether an identifier is a URI reference, from 2019-09 on with no fragment but an empty one.
    private static func isValidID(_ text: String, in dialect: Dialect) -> Bool {
        if dialect.revision >= .draft2019, let fragment = URIReference(text).fragment, !fragment.isEmpty {
            return false
        }
        return StringFormat(name: "uri-reference")?.accepts(text.utf8.span) ?? true
    }

    /// Whether a name follows the grammar of anchors: the two revisions differ in `_` at the start and in `:`.
    private static func isPlainName(_ text: String, in dialect: Dialect) -> Bool {
        let isOlder = dialect.revision < .draft2020
        for (position, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
            case UInt8(ascii: "_"): if isOlder, position == 0 { return false }
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                if position == 0 { return false }
            case UInt8(ascii: ":"): if !isOlder || position == 0 { return false }
            default: return false
            }
        }
        return !text.isEmpty
    }
}
