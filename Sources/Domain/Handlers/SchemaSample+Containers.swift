import Contract
import JSON
import RegularExpressions

extension SchemaSample.Maker {
    // MARK: - Objects

    mutating func object(_ parts: SchemaParts, depth: Int, salt: Int) -> JSONValue {
        let isFull = isFull && depth < SchemaSample.fullDepth
        let names = chosenNames(parts, isFull: isFull)
        var members: [JSONValue.Member] = []
        for name in names {
            let schemas = Self.schemas(of: name, in: parts)
            // The identifier of a branch tells its discriminator's value.
            if let value = parts.discriminators[name], schemas.allSatisfy({ $0["const"] == nil && $0["enum"] == nil }) {
                members.append(JSONValue.Member(name, .string(value)))
            } else {
                members.append(JSONValue.Member(name, value(of: schemas, depth: depth + 1, salt: salt)))
            }
        }
        addMembers(to: &members, parts, isFull: isFull, depth: depth)
        return .object(members)
    }

    /// The declared properties that the object has: what must be there, and in a full one the rest.
    private func chosenNames(_ parts: SchemaParts, isFull: Bool) -> [String] {
        var required = Set(parts.required)
        addDependents(of: parts, to: &required)
        let limit = parts.atMost("maxProperties") ?? .max
        var optionalCount = isFull ? max(0, limit - required.count) : 0
        var names: [String] = []
        for name in parts.propertyNames {
            if required.contains(name) {
                names.append(name)
            } else if optionalCount > 0, isWelcome(name, parts) {
                names.append(name)
                optionalCount -= 1
            }
        }
        names += (parts.required + required.sorted()).filter { !names.contains($0) }.uniqued
        var chosen = Set(names)
        let count = chosen.count
        addDependents(of: parts, to: &chosen)
        return count == chosen.count ? names : names + chosen.subtracting(names).sorted()
    }

    /// What `dependentRequired` asks for, once some names are there.
    private func addDependents(of parts: SchemaParts, to names: inout Set<String>) {
        let rules = parts.values("dependentRequired").flatMap { Array($0.members) }
        var before = -1
        while before != names.count {
            before = names.count
            for (name, needed) in rules where names.contains(name) {
                names.formUnion(SchemaParts.elements(needed).compactMap(\.string))
            }
        }
    }

    /// Whether an optional property may be there: its own schema and every other part accept it.
    private func isWelcome(_ name: String, _ parts: SchemaParts) -> Bool {
        let schemas = Self.schemas(of: name, in: parts)
        if schemas.contains(where: { $0.boolean == false || SchemaShape.keyword("writeOnly", of: $0)?.boolean == true })
        {
            return false
        }
        return parts.nodes.allSatisfy { node in
            guard node["additionalProperties"]?.boolean == false else { return true }
            return node["properties"]?[name] != nil || Self.patternSchemas(of: name, in: node).count > 0
        }
    }

    /// The schemas that a property must meet.
    private static func schemas(of name: String, in parts: SchemaParts) -> [JSONNode] {
        parts.nodes.flatMap { node -> [JSONNode] in
            var found = patternSchemas(of: name, in: node)
            if let property = node["properties"]?[name] { found.append(property) }
            if found.isEmpty, let others = node["additionalProperties"], others.kind == .object { found.append(others) }
            return found
        }
    }

    private static func patternSchemas(of name: String, in node: JSONNode) -> [JSONNode] {
        node["patternProperties"]?.members
            .filter { pattern, _ in PatternSampler(pattern)?.matches(name) ?? false }.map(\.value) ?? []
    }

    /// Members beyond the declared ones, where there must be more or where nothing is declared at all.
    private mutating func addMembers(
        to members: inout [JSONValue.Member],
        _ parts: SchemaParts,
        isFull: Bool,
        depth: Int
    ) {
        let isMap =
            parts.propertyNames.isEmpty
            && (parts.values("additionalProperties").contains { $0.kind == .object }
                || !parts.values("patternProperties").isEmpty)
        let wanted = max(parts.atLeast("minProperties"), isFull && isMap && members.isEmpty ? 1 : 0)
        let limit = min(parts.atMost("maxProperties") ?? .max, 1000)
        let optional = parts.propertyNames.filter { name in
            !members.contains { $0.name == name } && isWelcome(name, parts)
        }
        for name in optional where members.count < min(wanted, limit) {
            members.append(
                JSONValue.Member(name, value(of: Self.schemas(of: name, in: parts), depth: depth + 1, salt: 0))
            )
        }
        var number = 0
        while members.count < min(wanted, limit), number < 2 * limit {
            let name = memberName(number, parts)
            number += 1
            if members.contains(where: { $0.name == name }) { continue }
            let schemas = Self.schemas(of: name, in: parts)
            members.append(JSONValue.Member(name, value(of: schemas, depth: depth + 1, salt: 0)))
        }
    }

    private mutating func memberName(_ number: Int, _ parts: SchemaParts) -> String {
        let rules = parts.values("propertyNames").filter { $0.kind == .object }
        if !rules.isEmpty {
            let nameParts = SchemaParts(rules, choices: &choices)
            let values = nameParts.values("enum").first.map { SchemaParts.elements($0).compactMap(\.string) } ?? []
            if !values.isEmpty { return values[number % values.count] }
            return StringSample(nameParts).text(salt: number)
        }
        if let pattern = parts.values("patternProperties").first?.members.first(where: { _ in true })?.name,
            let name = PatternSampler(pattern)?.text(UInt64(number))
        {
            return name
        }
        return number == 0 ? "key" : "key\(number + 1)"
    }

    // MARK: - Arrays

    mutating func array(_ parts: SchemaParts, depth: Int, salt: Int) -> JSONValue {
        let isFull = isFull && depth < SchemaSample.fullDepth
        let prefixes = parts.values("prefixItems").map { SchemaParts.elements($0) }
        let prefixCount = prefixes.map(\.count).max() ?? 0
        let items = parts.values("items").filter { $0.kind == .object || $0.boolean == false }
        let contained = parts.values("contains").filter { $0.kind == .object }
        var limit = parts.atMost("maxItems") ?? .max
        if items.contains(where: { $0.boolean == false }) { limit = min(limit, prefixCount) }
        let needed = contained.isEmpty ? 0 : max(1, parts.atLeast("minContains"))
        let wanted = max(parts.atLeast("minItems"), needed, isFull ? max(1, prefixCount) : 0)
        let count = min(wanted, limit, 1000)
        let isUnique = parts.flag("uniqueItems")
        var elements: [JSONValue] = []
        for position in 0..<max(0, count) {
            var schemas = prefixes.compactMap { position < $0.count ? $0[position] : nil }
            if schemas.isEmpty { schemas = items.filter { $0.kind == .object } }
            if position >= prefixCount, position - prefixCount < needed { schemas += contained }
            var element = value(of: schemas, depth: depth + 1, salt: salt)
            var attempt = 1
            while isUnique, attempt < 200, elements.contains(element) {
                element = value(of: schemas, depth: depth + 1, salt: salt + attempt)
                attempt += 1
            }
            elements.append(element)
        }
        return .array(elements)
    }
}

extension [String] {
    /// The texts without repetitions, in order.
    fileprivate var uniqued: [String] {
        var known: Set<String> = []
        return filter { known.insert($0).inserted }
    }
}
