internal import Diagnostics
internal import JSON

extension SchemaCompiler {
    /// Reports schemas that come back to themselves without looking into the instance: they would never end.
    mutating func findEndlessReferences() {
        enum Color { case white, gray, black }
        var colors = [Color](repeating: .white, count: subschemas.count)
        var stack: [(id: SubschemaID, next: [SubschemaID])] = []
        for start in subschemas.indices where colors[start] == .white {
            colors[start] = .gray
            stack.append((start, successors(of: start)))
            while let top = stack.indices.last {
                guard let next = stack[top].next.popLast() else {
                    colors[stack[top].id] = .black
                    stack.removeLast()
                    continue
                }
                switch colors[next] {
                case .black: break
                case .gray:
                    reportLoop(from: stack[top].id, to: next)
                case .white:
                    colors[next] = .gray
                    stack.append((next, successors(of: next)))
                }
            }
        }
    }

    /// The schemas that are applied to the same instance.
    private func successors(of id: SubschemaID) -> [SubschemaID] {
        subschemas[id].rules.flatMap { rule -> [SubschemaID] in
            switch rule.check {
            case .allOf(let schemas), .anyOf(let schemas), .oneOf(let schemas): schemas
            case .not(let schema), .reference(let schema): [schema]
            case .conditional(let condition, let then, let otherwise):
                [condition] + [then, otherwise].compactMap { $0 }
            case .dependentSchemas(let dependents): dependents.map(\.schema)
            case .dynamicReference(let name, let fallback):
                // Which one is meant shows at run time only, and so does a loop.
                dynamicNames[name].candidates.count > 1 ? [] : [fallback]
            default: []
            }
        }
    }

    private mutating func reportLoop(from source: SubschemaID, to target: SubschemaID) {
        let place = subschemas[source]
        let node = registry.document(place.document).node(at: place.node)
        let end = subschemas[target]
        let pointer = registry.document(end.document).node(at: end.node).pointer
        let closing = node["$ref"] ?? node["$dynamicRef"] ?? node
        report(
            .endlessReference,
            LocalizedText(
                "the schema leads back to '#\(pointer)' without looking into the instance",
                zh: "该模式不深入实例就回到“#\(pointer)”"
            ),
            at: closing,
            in: place.document,
            remedy: LocalizedText(
                "remove one reference of the loop, or move it under a keyword such as 'properties' or 'items'",
                zh: "请删除环中的一个引用，或将其移到“properties”或“items”等关键字之下"
            )
        )
    }
}
