import Contract
import JSON

/// What identifies a value when lines move and elements are added around it.
struct Fingerprint {
    let map: ContractMap
    let document: JSONDocument
    /// The 0-based positions of the elements of each array that was asked about, by node.
    private var positions: [Int: [Int: Int]] = [:]
    /// What stands for long texts by which elements are known, by their node.
    private var shortNames: [Int: String] = [:]
    private static let maximumNameByteCount = 200

    init(_ map: ContractMap) {
        self.map = map
        document = map.document
    }

    /// The rule, a blank, and the way to a value, in which elements are named by what they are rather than by number.
    mutating func text(of rule: String, at index: Int) -> String { "\(rule) \(stablePointer(of: index))" }

    /// The way to a value: members by name, parameters by place and name, tags by name, servers by address, the values
    /// of `required`, `enum` and the like by themselves, anything else by number.
    ///
    /// - Complexity: O(depth), and once for each array O(*n*) in its elements.
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
        let element = document.node(at: index)
        if element.kind == .string { return name(of: element) }
        let value = map.resolved(element)
        if let place = value["in"]?.string, let name = value["name"]?.string { return "\(place):\(name)" }
        for member in [value["name"], value["url"], element["$ref"]] {
            if let member, member.kind == .string { return name(of: member) }
        }
        return String(position(of: index, in: parent))
    }

    /// A text, or what is seen of a long one: each of many findings in an element repeats it.
    private mutating func name(of text: JSONNode) -> String {
        if let known = shortNames[text.index] { return known }
        let name = text.string ?? ""
        guard name.utf8.count > Self.maximumNameByteCount else { return name }
        let short = "\(name.prefix(80))…\(name.suffix(80))…\(name.utf8.count)"
        shortNames[text.index] = short
        return short
    }

    private mutating func position(of index: Int, in array: Int) -> Int {
        if positions[array] == nil {
            var known: [Int: Int] = [:]
            for (position, element) in document.node(at: array).elements.enumerated() {
                known[element.index] = position
            }
            positions[array] = known
        }
        return positions[array]?[index] ?? 0
    }
}
