import JSON

/// What is known of a schema from an instance's kind alone.
struct KindSummary: Equatable {
    /// Kinds that the schema accepts whatever their content, as bits.
    var passes: UInt8 = 0
    /// Kinds that the schema refuses whatever their content.
    var fails: UInt8 = 0

    static let all: UInt8 = 0x7F
    static let everything = KindSummary(passes: all)
    static let nothing = KindSummary(fails: all)

    static func bit(_ kind: JSONKind) -> UInt8 { 1 << kind.rawValue }

    func passes(_ kind: JSONKind) -> Bool { passes & Self.bit(kind) != 0 }
    func fails(_ kind: JSONKind) -> Bool { fails & Self.bit(kind) != 0 }

    static let kinds: [JSONKind] = [.null, .false, .true, .number, .string, .array, .object]

    /// The summaries of all schemas.
    ///
    /// Schemas mostly stand after those that refer to them, so a few passes from the end see nearly all there is;
    /// whatever is not seen stays unknown, which is always right.
    static func of(_ subschemas: [Subschema]) -> [KindSummary] {
        var summaries = [KindSummary](repeating: KindSummary(), count: subschemas.count)
        for _ in 0..<4 {
            var hasChanged = false
            for id in subschemas.indices.reversed() {
                let summary = summary(of: subschemas[id], summaries)
                if summary != summaries[id] {
                    summaries[id] = summary
                    hasChanged = true
                }
            }
            if !hasChanged { break }
        }
        return summaries
    }

    private static func summary(of schema: Subschema, _ known: [KindSummary]) -> KindSummary {
        if let boolean = schema.boolean { return boolean ? everything : nothing }
        return schema.rules.reduce(everything) { $0.and(effect(of: $1.check, known)) }
    }

    private func and(_ other: Self) -> Self { Self(passes: passes & other.passes, fails: fails | other.fails) }
    private func or(_ other: Self) -> Self { Self(passes: passes | other.passes, fails: fails & other.fails) }
    private var not: Self { Self(passes: fails, fails: passes) }

    private static func effect(of check: Check, _ known: [KindSummary]) -> KindSummary {
        switch check {
        case .type(let types):
            let admitted = kinds.filter { types.admits($0) }.reduce(0 as UInt8) { $0 | bit($1) }
            let isSure = types.contains(.number) ? admitted : admitted & ~bit(.number)
            return KindSummary(passes: isSure, fails: all & ~admitted)
        case .values(let nodes):
            let present = nodes.reduce(0 as UInt8) { $0 | bit($1.kind) }
            return KindSummary(passes: present & 0b111, fails: all & ~present)
        case .multipleOf, .bound, .numberFormat: return restricting(.number)
        case .minimumLength, .maximumLength, .pattern, .format: return restricting(.string)
        case .minimumItems, .maximumItems, .uniqueItems, .contains, .prefixItems, .items, .unevaluatedItems:
            return restricting(.array)
        case .minimumProperties, .maximumProperties, .required, .properties, .patternProperties,
            .additionalProperties, .propertyNames, .dependentRequired, .dependentSchemas, .unevaluatedProperties:
            return restricting(.object)
        case .allOf(let schemas): return schemas.reduce(everything) { $0.and(known[$1]) }
        case .anyOf(let schemas): return schemas.reduce(nothing) { $0.or(known[$1]) }
        case .oneOf(let schemas): return exactlyOne(of: schemas.map { known[$0] })
        case .not(let schema): return known[schema].not
        case .reference(let schema): return known[schema]
        case .conditional(let condition, let then, let otherwise):
            let then = then.map { known[$0] } ?? everything
            let otherwise = otherwise.map { known[$0] } ?? everything
            return known[condition].not.or(then).and(known[condition].or(otherwise))
        case .dynamicReference: return KindSummary()
        }
    }

    private static func restricting(_ kind: JSONKind) -> KindSummary { KindSummary(passes: all & ~bit(kind)) }

    private static func exactlyOne(of branches: [KindSummary]) -> KindSummary {
        var result = KindSummary()
        for kind in kinds {
            let passing = branches.count { $0.passes(kind) }
            let failing = branches.count { $0.fails(kind) }
            if passing > 1 || failing == branches.count { result.fails |= bit(kind) }
            if passing == 1, failing == branches.count - 1 { result.passes |= bit(kind) }
        }
        return result
    }
}
