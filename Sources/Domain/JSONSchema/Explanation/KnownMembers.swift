import Diagnostics
import JSON

/// The member names that a schema has something to say about.
struct KnownMembers {
    private let program: Program
    /// Schemas may lead back to themselves, and branch at every step.
    private static let maximumSchemaCount = 256

    init(_ program: Program) { self.program = program }

    /// The names that a keyword lets pass: those beside it, or, before `unevaluatedProperties`, all that count.
    func names(in schema: SubschemaID, _ keyword: Keyword) -> [String] {
        guard keyword == .additionalProperties || keyword == .unevaluatedProperties else { return [] }
        var names: [String] = []
        var seen: Set<String> = []
        var waiting = [schema]
        var visited: Set<SubschemaID> = []
        while let next = waiting.popLast(), visited.count < Self.maximumSchemaCount {
            guard visited.insert(next).inserted else { continue }
            for rule in program.subschemas[next].rules {
                if case .properties(let parts, let table) = rule.check {
                    let allowed = zip(table.namesByValue, parts).filter { program.subschemas[$1].boolean != false }
                    names += allowed.map(\.0.text).filter { seen.insert($0).inserted }
                } else if keyword == .unevaluatedProperties {
                    waiting += Self.parts(of: rule.check)
                }
            }
        }
        return names
    }

    private static func parts(of check: Check) -> [SubschemaID] {
        switch check {
        case .allOf(let parts), .anyOf(let parts), .oneOf(let parts): parts
        case .reference(let target), .dynamicReference(_, let target): [target]
        case .conditional(let condition, let then, let otherwise): [condition] + [then, otherwise].compactMap { $0 }
        case .dependentSchemas(let parts): parts.map(\.schema)
        default: []
        }
    }
}

extension FaultText {
    /// The name that a member was probably meant to have, unless another member has it.
    func nearestMember(_ schema: SubschemaID, _ keyword: Keyword) -> String? {
        let known = KnownMembers(program).names(in: schema, keyword)
        guard let nearest = Self.similar(to: name, among: known) else { return nil }
        if let parent, parent.count <= Self.maximumSearchCount, parent[nearest] != nil { return nil }
        return nearest
    }

    /// In larger objects a name is not looked up only to make a suggestion.
    private static let maximumSearchCount = 10_000

    /// The nearest name that has more letters in common than not.
    static func similar(to name: String, among names: some Sequence<String>) -> String? {
        guard let nearest = NearestName.of(name, among: names) else { return nil }
        let distance = EditDistance.between(nearest.lowercased(), name.lowercased())
        return 2 * distance <= max(nearest.unicodeScalars.count, name.unicodeScalars.count) ? nearest : nil
    }
}
