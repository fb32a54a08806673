import Contract
import JSON

/// What identifies a value when lines move and elements are added around it.
struct Fingerprint {
    let map: ContractMap
    let document: JSONDocument

    /// The rule, a blank, and the way to a value, in which elements are named by what they are rather than by number.
    func text(of rule: String, at index: Int) -> String { "\(rule) \(stablePointer(of: index))" }

    /// The way to a value: members by name, parameters by place and name, tags by name, servers by address, the values
    /// of `required`, `enum` and the like by themselves, anything else by number.
    func stablePointer(of index: Int) -> JSONPointer {
        var tokens: [String] = []
        var current = index
        while current > 0 {
            let parent = map.parent(of: current)
            tokens.append(token(of: current, in: parent))
            current = parent
        }
        return JSONPointer(tokens: tokens.reversed())
    }

    private func token(of index: Int, in parent: Int) -> String {
        let array = document.node(at: parent)
        guard array.kind == .array else { return document.node(at: index - 1).nameText }
        let element = document.node(at: index)
        if let text = element.string { return text }
        let value = map.resolved(element)
        if let place = value["in"]?.string, let name = value["name"]?.string { return "\(place):\(name)" }
        if let name = value["name"]?.string ?? value["url"]?.string ?? element["$ref"]?.string { return name }
        let position = array.elements.enumerated().first { $0.element.index == index }?.offset
        return String(position ?? 0)
    }
}
