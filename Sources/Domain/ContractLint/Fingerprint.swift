import Contract
import JSON

/// What identifies a value when lines move and elements are added around it.
struct Fingerprint {
    let map: ContractMap
    let document: JSONDocument
    /// What the elements that were asked about are called, by node.
    private var names: [Int: String] = [:]
    private static let maximumNameByteCount = 200

    init(_ map: ContractMap) {
        self.map = map
        document = map.document
    }

    /// The rule, a blank, and the way to a value, in which elements are named by what they are rather than by number.
    mutating func text(of rule: String, at index: Int) -> String { "\(rule) \(stablePointer(of: index))" }

    /// The way to a value: members by name, parameters by place and name, tags by name, servers by address, the values
    /// of `required`, `enum` and the like by themselves, schemas and other objects by what they are at first sight.
    ///
    /// Never by number: an element that is put in front changes nothing about the others.
    ///
    /// - Complexity: O(depth), and once for each element on the way O(*n*) in its members.
    mutating func stablePointer(of index: Int) -> JSONPointer {
        var tokens: [String] = []
        var current = index
        while current > 0 {
            let parent = map.parent(of: current)
            tokens.append(token(of: current, in: parent))
            current = parent
        }
        return JSONPointer(tokens: tokens.reversed())
    }

    private mutating func token(of index: Int, in parent: Int) -> String {
        guard document.nodes[parent].kind == .array else { return document.node(at: index - 1).nameText }
        if let name = names[index] { return name }
        let name = Self.shortened(name(of: document.node(at: index)))
        names[index] = name
        return name
    }

    /// A name, or what is seen of a long one: each of many findings in an element repeats it.
    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > maximumNameByteCount else { return name }
        return "\(name.prefix(80))…\(name.suffix(80))…\(name.utf8.count)"
    }

    private func name(of element: JSONNode) -> String {
        if let text = element.string { return text }
        let value = map.resolved(element)
        if let place = value["in"]?.string, let name = value["name"]?.string { return "\(place):\(name)" }
        if let name = value["name"]?.string ?? value["url"]?.string ?? element["$ref"]?.string { return name }
        return shape(of: element)
    }

    private static let maximumNameCount = 32
    /// The members whose values, when they are plain, tell objects apart.
    private static let telling: Set = ["title", "type", "format", "const", "$id", "$anchor", "name", "key", "id"]

    /// What is seen of a value without looking deeper: its members' names, those of its properties, and what tells it
    /// from others.
    private func shape(of value: JSONNode) -> String {
        switch value.kind {
        case .array: return "[" + value.elements.prefix(Self.maximumNameCount).map(brief).joined(separator: ",") + "]"
        case .object:
            let members = value.members.prefix(Self.maximumNameCount).map { name, member in
                if Self.telling.contains(name), !member.tapeNode.isContainer { return "\(name)=\(member.text())" }
                guard name == "properties" else { return name }
                let names = member.members.prefix(Self.maximumNameCount).map(\.name).sorted()
                return "properties=" + names.joined(separator: "+")
            }
            return "{" + members.sorted().joined(separator: ",") + "}"
        default: return value.text()
        }
    }

    private func brief(_ value: JSONNode) -> String {
        switch value.kind {
        case .array: "[]"
        case .object: "{}"
        default: value.text()
        }
    }
}
