import Diagnostics
import JSON

extension SchemaCompiler {
    /// Reports schemas that come back to themselves without looking into the instance: they would never end.
    ///
    /// - Parameter leavesOut: Whether what such schemas say is left out, so that the rest can be used.
    mutating func findEndlessReferences(leavesOut: Bool = false) {
        let isEndless = endlessSchemas()
        defer {
            if leavesOut { for id in subschemas.indices where isEndless[id] { subschemas[id].rules = [] } }
        }
        enum Color { case white, gray, black }
        var colors = [Color](repeating: .white, count: subschemas.count)
        var stack: [(id: SubschemaID, next: [SubschemaID])] = []
        for start in subschemas.indices where colors[start] == .white && isEndless[start] {
            colors[start] = .gray
            stack.append((start, steps(from: start).flatMap { $0 }))
            while let top = stack.indices.last {
                guard let next = stack[top].next.popLast() else {
                    colors[stack[top].id] = .black
                    stack.removeLast()
                    continue
                }
                guard isEndless[next] else { continue }
                switch colors[next] {
                case .black: break
                case .gray:
                    if errors.count >= options.limits.maximumErrorCount { return }
                    let first = stack.firstIndex { $0.id == next } ?? 0
                    reportLoop(stack[first...].map(\.id))
                case .white:
                    colors[next] = .gray
                    stack.append((next, steps(from: next).flatMap { $0 }))
                }
            }
        }
    }

    /// For each schema whether applying it never ends.
    ///
    /// A schema ends when all it applies to the same instance does; of the targets of a dynamic reference one has to,
    /// since which one is meant shows at run time only. Found from those that end at once, backwards.
    private func endlessSchemas() -> [Bool] {
        var isEndless = [Bool](repeating: true, count: subschemas.count)
        // How many steps of a schema are not known to end yet, and which steps wait for a schema.
        var openCount = [Int](repeating: 0, count: subschemas.count)
        var waiting: [[(schema: SubschemaID, step: Int)]] = Array(repeating: [], count: subschemas.count)
        var isStepDone: [Bool] = []
        var ending: [SubschemaID] = []
        for id in subschemas.indices {
            let steps = steps(from: id)
            openCount[id] = steps.count
            if steps.isEmpty { ending.append(id) }
            for targets in steps {
                for target in targets { waiting[target].append((id, isStepDone.count)) }
                isStepDone.append(false)
            }
        }
        while let id = ending.popLast() {
            isEndless[id] = false
            for (schema, step) in waiting[id] where !isStepDone[step] {
                isStepDone[step] = true
                openCount[schema] -= 1
                if openCount[schema] == 0 { ending.append(schema) }
            }
        }
        return isEndless
    }

    /// What a schema applies to the same instance: step by step, each with the schemas that it may lead to.
    private func steps(from id: SubschemaID) -> [[SubschemaID]] {
        subschemas[id].rules.flatMap { rule -> [[SubschemaID]] in
            switch rule.check {
            case .allOf(let schemas), .anyOf(let schemas), .oneOf(let schemas): schemas.map { [$0] }
            case .not(let schema), .reference(let schema): [[schema]]
            case .conditional(let condition, let then, let otherwise):
                ([condition] + [then, otherwise].compactMap { $0 }).map { [$0] }
            case .dependentSchemas(let dependents): dependents.map { [$0.schema] }
            case .dynamicReference(let name, let fallback):
                [dynamicNames[name].candidates.map(\.schema) + [fallback]]
            default: []
            }
        }
    }

    private mutating func reportLoop(_ loop: [SubschemaID]) {
        guard let last = loop.last else { return }
        let place = subschemas[last]
        let node = registry.document(place.document).node(at: place.node)
        let closing = node["$ref"] ?? node["$dynamicRef"] ?? node["$recursiveRef"] ?? node
        let most = 10
        var names = loop.prefix(most).map { name(of: $0, from: place.document) }
        if loop.count > most { names.append("… (\(loop.count - most))") }
        names.append(name(of: loop[0], from: place.document))
        let chain = names.joined(separator: " → ")
        report(
            .endlessReference,
            LocalizedText(
                "the schema leads back to itself without looking into the instance: \(chain)",
                zh: "该模式不深入实例就回到自身：\(chain)"
            ),
            at: closing,
            in: place.document,
            remedy: LocalizedText(
                "remove one reference of the loop, or move it under a keyword such as 'properties' or 'items'",
                zh: "请删除环中的一个引用，或将其移到“properties”或“items”等关键字之下"
            )
        )
    }

    /// The place of a schema: its pointer, with its document unless that is the one at hand.
    private func name(of id: SubschemaID, from document: Int) -> String {
        let place = subschemas[id]
        let pointer = registry.document(place.document).node(at: place.node).pointer
        let home = place.document == document ? "" : registry.documents[place.document].address.description
        return "\(home)#\(pointer)"
    }
}
