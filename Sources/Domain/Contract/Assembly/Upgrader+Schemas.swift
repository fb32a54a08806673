import Diagnostics
import JSON

extension Upgrader {
    private typealias Slot = SchemaSlots.Slot

    /// Whether a schema must be written anew; reports what is newer than the description on the way.
    mutating func needsChange(_ schema: SchemaSlots) -> Bool {
        let exclusive = [Slot.exclusiveMinimum, .exclusiveMaximum].compactMap { schema[$0] }
        if map.version > .v30 { return exclusive.contains { $0.boolean != nil } }
        if schema.has(.reference), map.reference(at: schema.schema.index) != nil { return false }
        findNewerKeywords(schema)
        return schema[.nullable]?.boolean != nil || exclusive.contains { $0.boolean != nil }
            || schema.has(.example) && (schema[.examples].map { $0.kind == .array } ?? true)
            || contentFormat(schema) != nil
    }

    /// The format of a text that holds bytes, which is said in another way since 3.1.
    private func contentFormat(_ schema: SchemaSlots) -> String? {
        guard let format = schema[.format]?.string, ["binary", "base64", "byte"].contains(format) else { return nil }
        guard schema.has(.type) else { return format == "binary" ? nil : format }
        return schema.hasType("string") ? format : nil
    }

    /// Writes a schema as 3.1 has it.
    mutating func writeSchema(_ schema: SchemaSlots) {
        let nullable = map.version == .v30 ? nullability(of: schema) : NullableParts()
        if map.version > .v30 { reportFlags(schema) }
        copy.beginObject(at: schema.schema)
        for (name, value) in schema.schema.memberNodes {
            guard let slot = SchemaSlots.slot(of: name.tapeNode, in: document) else {
                if copy.name(name) { write(value) }
                continue
            }
            switch slot {
            case .exclusiveMinimum, .exclusiveMaximum, .minimum, .maximum: writeBound(slot, name, value, schema)
            case .nullable, .type, .enum, .anyOf, .oneOf, .allOf:
                writeNullable(slot, name, value, schema, nullable)
            case .example, .examples: writeExamples(slot, name, value, schema)
            case .format: writeFormat(name, value, schema)
            default: if copy.name(name) { write(value) }
            }
        }
        copy.end()
    }
}

// MARK: - Null

/// The parts of a schema that must say that null is accepted.
struct NullableParts {
    var type = false
    var `enum` = false
    var anyOf = false
    var oneOf = false
    /// Whether `allOf` becomes a branch beside null.
    var wrapsAllOf = false
}

extension Upgrader {
    private mutating func nullability(of schema: SchemaSlots) -> NullableParts {
        var parts = NullableParts()
        guard let nullable = schema[.nullable], let flag = nullable.boolean else { return parts }
        guard flag else {
            count(.nullableFalse, schema.schema)
            return parts
        }
        parts.type = schema.has(.type) && !schema.hasType("null")
        if let values = schema.list(.enum), !values.elements.contains(where: \.isNull) {
            parts.enum = true
            count(.nullableEnum, schema.schema)
            reportNullableEnum(values)
        }
        parts.anyOf = schema.list(.anyOf).map { !$0.elements.contains { takesNull($0) } } ?? false
        parts.oneOf = schema.list(.oneOf).map { !$0.elements.contains { takesNull($0) } } ?? false
        let hasBranches = schema.list(.anyOf) != nil || schema.list(.oneOf) != nil
        let allOf = schema.list(.allOf)
        parts.wrapsAllOf = allOf != nil && !schema.has(.type) && !hasBranches
        if parts.type { count(.nullableType, schema.schema) }
        if parts.anyOf || parts.oneOf || parts.wrapsAllOf { count(.nullableBranch, schema.schema) }
        if !schema.has(.type), hasBranches || parts.wrapsAllOf { reportNullableWithoutType(nullable) }
        if let allOf, !parts.wrapsAllOf, allOf.elements.contains(where: { refusesNull($0) }) {
            reportNullableWithoutEffect(nullable)
        }
        if !schema.has(.type), !schema.has(.enum), !hasBranches, allOf == nil {
            count(.nullableUntyped, schema.schema)
        }
        return parts
    }

    /// Whether a branch takes null as it is going to be, as far as its own members say.
    private func takesNull(_ node: JSONNode) -> Bool {
        let node = map.resolved(node)
        guard node.kind == .object else { return node.boolean ?? false }
        let schema = SchemaSlots(node)
        if let values = schema.list(.enum) {
            return (schema.isNullable || values.elements.contains(where: \.isNull))
                && (!schema.has(.type) || schema.hasType("null") || schema.isNullable)
        }
        if schema.has(.type) { return schema.hasType("null") || schema.isNullable }
        if [.anyOf, .oneOf, .allOf, .not, .if, .const, .reference].contains(where: { schema.has($0) }) {
            return schema.isNullable
        }
        return true
    }

    /// Whether a part can never take null, whatever stands beside it.
    private func refusesNull(_ node: JSONNode) -> Bool {
        let node = map.resolved(node)
        guard node.kind == .object else { return node.boolean == false }
        let schema = SchemaSlots(node)
        if schema.isNullable { return false }
        if let values = schema.list(.enum), !values.elements.contains(where: \.isNull) { return true }
        return schema.has(.type) && !schema.hasType("null")
    }

    private mutating func writeNullable(
        _ slot: SchemaSlots.Slot,
        _ name: JSONNode,
        _ value: JSONNode,
        _ schema: SchemaSlots,
        _ parts: NullableParts
    ) {
        let cause = schema[.nullable] ?? value
        switch slot {
        case .nullable:
            // Where `nullable` stands first, the type does.
            if map.version > .v30 || value.boolean == nil {
                if copy.name(name) { copy.value(value) }
            } else if parts.type, let type = schema[.type], copy.name("type", at: document.node(at: type.index - 1)) {
                writeType(type, cause)
            }
        case .type where parts.type: if copy.name(name) { writeType(value, cause) }
        case .enum where parts.enum: if copy.name(name) { writeAppending(nullTo: value, cause) }
        case .anyOf where parts.anyOf: if copy.name(name) { writeAppending(branchTo: value, cause) }
        case .oneOf where parts.oneOf: if copy.name(name) { writeAppending(branchTo: value, cause) }
        case .allOf where parts.wrapsAllOf:
            guard copy.name("anyOf", at: name) else { return }
            copy.beginArray(at: value)
            copy.beginObject(at: value)
            if copy.name(name) { write(value) }
            copy.end()
            writeNullBranch(cause)
            copy.end()
        default: if copy.name(name) { write(value) }
        }
    }

    private mutating func writeType(_ type: JSONNode, _ cause: JSONNode) {
        copy.beginArray(at: type)
        if type.kind == .array {
            for element in type.elements { copy.value(element) }
        } else {
            copy.value(type)
        }
        copy.string("null", at: cause)
        copy.end()
    }

    private mutating func writeAppending(nullTo list: JSONNode, _ cause: JSONNode) {
        copy.beginArray(at: list)
        for element in list.elements { copy.value(element) }
        copy.null(at: cause)
        copy.end()
    }

    private mutating func writeAppending(branchTo list: JSONNode, _ cause: JSONNode) {
        copy.beginArray(at: list)
        for element in list.elements { write(element) }
        writeNullBranch(cause)
        copy.end()
    }

    private mutating func writeNullBranch(_ cause: JSONNode) {
        copy.beginObject(at: cause)
        if copy.name("type", at: cause) { copy.string("null", at: cause) }
        copy.end()
    }
}

// MARK: - Bounds, examples and bytes

extension Upgrader {
    /// The flag that goes with a bound, and the bound of a flag.
    private static func partner(of slot: SchemaSlots.Slot) -> SchemaSlots.Slot {
        switch slot {
        case .minimum: .exclusiveMinimum
        case .maximum: .exclusiveMaximum
        case .exclusiveMinimum: .minimum
        default: .maximum
        }
    }

    private mutating func writeBound(
        _ slot: SchemaSlots.Slot,
        _ name: JSONNode,
        _ value: JSONNode,
        _ schema: SchemaSlots
    ) {
        let isFlagSlot = slot == .exclusiveMinimum || slot == .exclusiveMaximum
        let partner = schema[Self.partner(of: slot)]
        let flag = isFlagSlot ? value : partner
        guard let isExclusive = flag?.boolean, isFlagSlot || isExclusive else {
            if copy.name(name) { copy.value(value) }
            return
        }
        guard isExclusive else {
            count(.exclusiveFalse, schema.schema)
            return
        }
        guard let bound = isFlagSlot ? partner : value else {
            reportUnbounded(name)
            return
        }
        let flagName = document.node(at: isFlagSlot ? name.index : (flag?.index ?? 1) - 1)
        // The second of the two finds the name there.
        if copy.name(flagName) {
            copy.value(bound)
            count(.exclusiveBound, schema.schema)
        }
    }

    private mutating func writeExamples(
        _ slot: SchemaSlots.Slot,
        _ name: JSONNode,
        _ value: JSONNode,
        _ schema: SchemaSlots
    ) {
        guard map.version == .v30, let example = schema[.example], schema[.examples].map({ $0.kind == .array }) ?? true
        else {
            if copy.name(name) { copy.value(value) }
            return
        }
        guard copy.name("examples", at: name) else { return }
        count(.schemaExample, schema.schema)
        copy.beginArray(at: example)
        let others = schema.list(.examples).map { Array($0.elements) } ?? []
        if !others.contains(where: { JSONNode.areEqual($0, example) }) { copy.value(example) }
        for other in others { copy.value(other) }
        copy.end()
    }

    private mutating func writeFormat(_ name: JSONNode, _ value: JSONNode, _ schema: SchemaSlots) {
        guard map.version == .v30, let format = contentFormat(schema) else {
            if copy.name(name) { copy.value(value) }
            return
        }
        let isBinary = format == "binary"
        count(isBinary ? .binary : format == "byte" ? .byte : .base64, schema.schema)
        // Readers of 3.1 know `byte` as a format, too.
        if format == "byte", copy.name(name) { copy.value(value) }
        guard !schema.has(isBinary ? .contentMediaType : .contentEncoding) else { return }
        if copy.name(isBinary ? "contentMediaType" : "contentEncoding", at: name) {
            copy.string(isBinary ? "application/octet-stream" : "base64", at: value)
        }
    }
}
