import Contract
import JSON

/// Which components something else needs, directly or through others.
struct ComponentUse {
    /// One named object under `components`.
    struct Component {
        let section: String
        let name: String
        let node: JSONNode
    }

    /// The components in the order of the document.
    let components: [Component]
    /// By position in ``components``: whether paths, webhooks or requirements lead there.
    private(set) var isUsed: [Bool]

    private let map: ContractMap
    private let document: JSONDocument
    private let places: [ByteName: Int]

    init(_ map: ContractMap) {
        self.map = map
        document = map.document
        var components: [Component] = []
        for (section, values) in document.root["components"]?.memberNodes.map({ $0 }) ?? []
        where !section.nameText.hasPrefix("x-") {
            for (name, value) in values.memberNodes {
                components.append(Component(section: section.nameText, name: name.nameText, node: value))
            }
        }
        self.components = components
        isUsed = Array(repeating: false, count: components.count)
        places = Dictionary(
            components.enumerated().map { (ByteName("\($1.section)/\($1.name)"), $0) }
        ) { first, _ in first }
        follow(edges())
    }

    private struct Edges {
        var roots: [Int] = []
        var targets: [[Int]]

        mutating func add(from source: Int?, to target: Int?) {
            guard let target else { return }
            if let source { targets[source].append(target) } else { roots.append(target) }
        }
    }

    private func edges() -> Edges {
        var edges = Edges(targets: Array(repeating: [], count: components.count))
        for reference in map.references {
            let source = component(containing: reference.site)
            edges.add(from: source, to: reference.target.flatMap { component(containing: $0) })
            // A child that names its parent can be chosen by the parent's discriminator.
            if reference.expected == .schema, let target = reference.target, let source, isChild(reference.site),
                document.node(at: target)["discriminator"] != nil
            {
                edges.add(from: component(containing: target), to: source)
            }
        }
        for index in map.nodes(of: .securityRequirement) {
            for (name, _) in document.node(at: index).memberNodes {
                edges.add(from: component(containing: index), to: places[ByteName("securitySchemes/\(name.nameText)")])
            }
        }
        addExtensions(to: &edges)
        return edges
    }

    /// Whether a reference is an element of the `allOf` of a component.
    private func isChild(_ site: Int) -> Bool {
        let list = map.parent(of: site)
        return list > 0 && document.nodes[list].kind == .array && map.isName(list - 1)
            && Self.allOf.matches(document.nodes[list - 1], in: document)
    }

    private static let allOf = MemberName("allOf")

    /// References inside extensions are data, but somebody put them there to use what they name.
    private func addExtensions(to edges: inout Edges) {
        let reference = MemberName("$ref")
        var end = 0
        for index in document.nodes.indices.dropLast() where map.isName(index) {
            let name = document.nodes[index]
            if index >= end, document.isExtension(name), map.kind(of: map.parent(of: index)) != nil {
                end = document.end(of: index + 1)
            }
            guard index < end, reference.matches(name, in: document),
                let text = document.node(at: index + 1).string, text.hasPrefix("#/components/")
            else { continue }
            let tokens = JSONPointer(String(text.dropFirst()))?.tokens ?? []
            guard tokens.count >= 3 else { continue }
            edges.add(from: component(containing: index), to: places[ByteName("\(tokens[1])/\(tokens[2])")])
        }
    }

    private mutating func follow(_ edges: Edges) {
        var waiting = edges.roots
        while let next = waiting.popLast() {
            guard !isUsed[next] else { continue }
            isUsed[next] = true
            waiting += edges.targets[next]
        }
    }

    /// The position of the component that a node is part of; nil outside of components.
    func component(containing index: Int) -> Int? {
        var low = 0
        var high = components.count
        while low < high {
            let middle = (low + high) / 2
            if components[middle].node.index <= index { low = middle + 1 } else { high = middle }
        }
        guard low > 0, index < document.end(of: components[low - 1].node.index) else { return nil }
        return low - 1
    }
}
