import JSON

/// The members of one schema that an upgrade looks at, found in one pass.
struct SchemaSlots {
    enum Slot: Int, CaseIterable {
        case nullable, type, `enum`, anyOf, oneOf, allOf, minimum, maximum, exclusiveMinimum, exclusiveMaximum
        case example, examples, format, contentEncoding, contentMediaType, const, not, `if`, reference

        var name: String { self == .reference ? "$ref" : "\(self)" }
    }

    private static let names = Slot.allCases.map { MemberName($0.name) }
    private static let byHash = Dictionary(
        Slot.allCases.map { (KeyHash.hash($0.name), $0.rawValue) }
    ) { first, _ in first }

    let schema: JSONNode
    /// The node of each member's value; 0 for one that is not there.
    private var values = InlineArray<19, Int>(repeating: 0)
    /// Names that no slot is for.
    private(set) var otherNames: [Int] = []

    init(_ schema: JSONNode) {
        self.schema = schema
        let document = schema.document
        for (name, value) in schema.memberNodes {
            if let slot = Self.slot(of: name.tapeNode, in: document) {
                values[slot.rawValue] = value.index
            } else {
                otherNames.append(name.index)
            }
        }
    }

    static func slot(of name: TapeNode, in document: JSONDocument) -> Slot? {
        guard let slot = byHash[name.keyHash], names[slot].matches(name, in: document) else { return nil }
        return Slot(rawValue: slot)
    }

    subscript(slot: Slot) -> JSONNode? {
        let index = values[slot.rawValue]
        return index == 0 ? nil : schema.document.node(at: index)
    }

    func has(_ slot: Slot) -> Bool { values[slot.rawValue] != 0 }

    var isNullable: Bool { self[.nullable]?.boolean == true }

    /// Whether `type` is a name, or a list with it.
    func hasType(_ name: String) -> Bool {
        guard let type = self[.type] else { return false }
        return type.kind == .array ? type.elements.contains { $0.string == name } : type.string == name
    }

    /// The list that a slot holds; nil for anything else.
    func list(_ slot: Slot) -> JSONNode? { self[slot].flatMap { $0.kind == .array ? $0 : nil } }
}
