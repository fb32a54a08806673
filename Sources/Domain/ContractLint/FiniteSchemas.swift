import Contract
import Diagnostics
import JSON

/// Finds schemas that no finite value satisfies: each needs another value of its own kind.
struct FiniteSchemas {
    /// What a schema needs before it can be shown to have a finite value.
    private struct Needs {
        /// How many of its needs are not met yet.
        var openCount = 0
        /// The required properties and their schemas, where nothing but an object will do.
        var properties: [(name: String, schema: Int)] = []
        /// Properties that one part of the schema describes and another requires.
        var joined: [(name: String, schema: Int)] = []
        /// The schema of the elements, where a list must have some.
        var items: Int?
    }

    /// A schema that waits for another: for itself, or as one of several of which any will do.
    private struct Dependant {
        let schema: Int
        /// The number of the alternatives; nil for a need of its own.
        let choice: Int?
    }

    private var lookup: SchemaLookup
    private static let maximumPartCount = 64
    private var needs: [Int: Needs] = [:]
    private var dependants: [Int: [Dependant]] = [:]
    /// Which alternatives have one that is finite.
    private var isMet: [Bool] = []

    private init(_ lookup: SchemaLookup) { self.lookup = lookup }

    static func check(_ run: inout LintRun) {
        let schemas = run.map.objects(of: .schema).filter { schema in
            ["required", "allOf", "anyOf", "oneOf", "$ref", "minItems"].contains { schema[$0] != nil }
        }
        var search = FiniteSchemas(run.schemas)
        for schema in schemas { search.needs[schema.index] = Needs() }
        for schema in schemas { search.addNeeds(of: schema) }
        search.settle(schemas)
        for schema in schemas { search.report(schema, &run) }
    }

    // MARK: What schemas need

    private mutating func addNeeds(of schema: JSONNode) {
        for part in lookup.parts(of: schema) { wait(schema, for: part.index) }
        for keyword in ["anyOf", "oneOf"] {
            let branches = lookup.list(keyword, of: schema)
            // A branch without needs has a finite value.
            guard !branches.isEmpty, branches.allSatisfy({ needs[$0.index] != nil }) else { continue }
            isMet.append(false)
            needs[schema.index]?.openCount += 1
            for branch in branches {
                dependants[branch.index, default: []].append(Dependant(schema: schema.index, choice: isMet.count - 1))
            }
        }
        if schema["type"]?.string == "object" { addProperties(of: schema) }
        addJoinedProperties(of: schema)
        if schema["type"]?.string == "array", let least = schema["minItems"]?.integer, least > 0,
            schema["prefixItems"] == nil, let items = schema["items"], needs[items.index] != nil
        {
            wait(schema, for: items.index)
            needs[schema.index]?.items = items.index
        }
    }

    private mutating func addProperties(of schema: JSONNode) {
        guard let required = schema["required"], required.count > 0, let properties = schema["properties"] else {
            return
        }
        let names = Set(required.elements.compactMap(\.string).map { ByteName($0) })
        for (name, property) in properties.members where needs[property.index] != nil && names.contains(ByteName(name))
        {
            wait(schema, for: property.index)
            needs[schema.index]?.properties.append((name, property.index))
        }
    }

    /// The properties that one part describes and another requires; each part is looked at for itself besides.
    private mutating func addJoinedProperties(of schema: JSONNode) {
        guard schema["allOf"] != nil || schema["$ref"] != nil && schema.count > 1, lookup.types(of: schema) == .object
        else { return }
        var parts: [JSONNode] = []
        var visited: Set<Int> = []
        var waiting = [schema]
        while let part = waiting.popLast(), parts.count < Self.maximumPartCount {
            guard part.kind == .object, visited.insert(part.index).inserted, lookup.spend() else { continue }
            parts.append(part)
            waiting += lookup.parts(of: part)
        }
        let lists = parts.compactMap { $0["required"] }
        guard lookup.spend(lists.reduce(0) { $0 + $1.count }) else { return }
        let names = Set(lists.flatMap { $0.elements.compactMap(\.string).map { ByteName($0) } })
        if names.isEmpty { return }
        for part in parts {
            guard let properties = part["properties"], lookup.spend(properties.count) else { continue }
            for (name, property) in properties.members
            where needs[property.index] != nil && names.contains(ByteName(name)) {
                wait(schema, for: property.index)
                needs[schema.index]?.joined.append((name, property.index))
            }
        }
    }

    /// Whether a part of a schema has no finite value by itself, and so is reported.
    private func hasReportedPart(_ schema: JSONNode) -> Bool {
        lookup.parts(of: schema).contains { part in
            guard let own = needs[part.index] else { return false }
            return (own.properties + own.joined).contains { needs[$0.schema] != nil }
        }
    }

    private mutating func wait(_ schema: JSONNode, for other: Int) {
        guard needs[other] != nil else { return }
        needs[schema.index]?.openCount += 1
        dependants[other, default: []].append(Dependant(schema: schema.index, choice: nil))
    }

    // MARK: What is finite

    /// Takes away, one after the other, the schemas that need nothing any more.
    ///
    /// - Complexity: O(*n*) in the needs.
    private mutating func settle(_ schemas: [JSONNode]) {
        var waiting = schemas.map(\.index).filter { needs[$0]?.openCount == 0 }
        while let finite = waiting.popLast() {
            needs[finite] = nil
            for dependant in dependants.removeValue(forKey: finite) ?? [] {
                if let choice = dependant.choice {
                    if isMet[choice] { continue }
                    isMet[choice] = true
                }
                needs[dependant.schema]?.openCount -= 1
                if needs[dependant.schema]?.openCount == 0 { waiting.append(dependant.schema) }
            }
        }
    }

    private func report(_ schema: JSONNode, _ run: inout LintRun) {
        guard let own = needs[schema.index] else { return }
        let joined = own.joined.isEmpty || hasReportedPart(schema) ? [] : own.joined
        if let name = (own.properties + joined).first(where: { needs[$0.schema] != nil })?.name {
            run.report(
                LocalizedText(
                    "'\(name)' is required and needs another value of its kind, without end",
                    zh: "“\(name)”是必需的，且又需要一个同类的值，没有尽头"
                ),
                on: schema,
                remedy: LocalizedText("let it be optional, or accept null", zh: "请改为可选，或接受 null")
            )
        } else if let items = own.items, needs[items] != nil {
            run.report(
                LocalizedText(
                    "the list needs an element, which needs another list of its kind, without end",
                    zh: "列表至少需要一个元素，该元素又需要一个同类的列表，没有尽头"
                ),
                on: schema,
                remedy: LocalizedText("let the list be empty", zh: "请允许空列表")
            )
        }
    }
}
