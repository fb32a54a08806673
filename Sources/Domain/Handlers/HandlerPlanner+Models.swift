import Contract
import Diagnostics
import JSON
import Records

extension HandlerPlanner {
    /// What the records of a group look like, gathered from all of its operations.
    mutating func model(of group: CollectionGroup) -> CollectionModel {
        let schemas = recordSchemas(of: group)
        let fields = RecordFields(schemas)
        let inputs = (schemas.taken + schemas.patched).flatMap { SchemaShape(of: $0).properties.map(\.name) }
        inputNames[group.name, default: []].formUnion(inputs)
        let singular = Self.singular(of: group.name)
        let keyProperty = keyProperty(of: group, fields: fields, singular: singular)
        let keySchema = keyProperty.flatMap { fields[$0] }
        var draft = ModelDraft()
        for (name, property) in fields.properties {
            let own = extensions.propertyExtension(property)
            let field = FieldPath(names: [name])
            if own.isUnique, name != keyProperty { draft.unique.append(field) }
            if own.isIndexed { draft.indexed.append(field) }
            if let collection = own.references {
                draft.references.append(Reference(field: field, collection: collection))
            }
            draft.add(name, property, own.generation, isSetByService: fields.isSetByService(name), fields)
        }
        for index in group.actions.keys {
            for parameter in contract.operations[index].parameters where parameter.place == .query {
                if fields[parameter.name] != nil { draft.indexed.append(FieldPath(names: [parameter.name])) }
            }
        }
        if let keyProperty { draft.defaults.removeAll { $0.name == keyProperty } }
        let keyGeneration = keyProperty.flatMap { draft.generated.removeValue(forKey: $0) }
        return CollectionModel(
            definition: CollectionDefinition(
                name: group.name,
                unique: draft.unique,
                indexed: Set(draft.indexed).subtracting(draft.unique).sorted { $0.description < $1.description },
                references: draft.references
            ),
            singular: singular,
            keyProperty: keyProperty,
            keySchema: keySchema,
            keyGeneration: keyGeneration ?? Self.keyGeneration(for: keySchema),
            clientMayChooseKey: keyProperty.map { !fields.isSetByService($0) } ?? false,
            readOnly: draft.readOnly,
            writeOnly: draft.writeOnly,
            generated: draft.generated,
            touched: draft.touched,
            defaults: draft.defaults,
            order: fields.properties.map(\.name),
            required: Set(fields.required.map(\.description)),
            fieldTypes: fields.properties.reduce(into: [:]) { $0[$1.name] = SchemaShape(of: $1.schema).types },
            schema: schemas.primary,
            itemPath: group.itemPath
        )
    }

    /// The schemas that speak of the records of a group.
    func recordSchemas(of group: CollectionGroup) -> RecordSchemas {
        let operations = { (action: StoreAction) in
            group.actions.filter { $0.value == action }.keys.sorted().map { self.contract.operations[$0] }
        }
        var schemas = RecordSchemas()
        for action in [StoreAction.create, .replace, .merge] {
            for operation in operations(action) {
                guard let schema = operation.requestBody?.content.lazy.compactMap(\.schema).first else { continue }
                if action == .merge { schemas.patched.append(schema) } else { schemas.taken.append(schema) }
            }
        }
        let listed = operations(.list).compactMap { ListShape(of: $0)?.items }
        let hint = listed.first ?? schemas.taken.first
        let names = recordNames(of: group)
        for action in [StoreAction.get, .create, .replace, .merge] {
            for operation in operations(action) {
                guard let schema = operation.successContent?.schema else { continue }
                let envelope = RecordEnvelope(of: schema, record: hint, names: names)
                if let record = envelope.record { schemas.answered.append(record) }
            }
        }
        schemas.answered += listed
        return schemas
    }

    /// The names that a record and its key may have in answers.
    func recordNames(of group: CollectionGroup) -> RecordNames {
        let singular = Self.singular(of: group.name)
        let parameter = group.itemPath?.segments.last?.parameter
        let keys = [group.key, parameter, "id", "\(singular)Id"].compactMap { $0 }
        return RecordNames(singular: singular, keys: keys)
    }

    private func keyProperty(of group: CollectionGroup, fields: RecordFields, singular: String) -> String? {
        let names = fields.properties.map(\.name)
        if names.isEmpty { return nil }
        for name in recordNames(of: group).keys.prefix(while: { $0 != "id" }) {
            if let match = FoldedName.match(name, in: names) { return match }
        }
        // `petId` in the path is `id` in the record; so is any other name that ends in an identifier.
        if fields["id"] != nil { return "id" }
        let words = ["_id", "uuid", "key", "code", "\(singular)Id"].compactMap { FoldedName.match($0, in: names) }
        return words.first { fields.required.contains(ByteName($0)) } ?? words.first { fields.isSetByService($0) }
    }

    /// `orders` → `order`, `categories` → `category`, `boxes` → `box`; other words stay.
    static func singular(of name: String) -> String {
        let word = name.split(separator: ".").last.map(String.init) ?? name
        if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
        for ending in ["sses", "shes", "ches", "xes", "zes", "tuses"] where word.hasSuffix(ending) {
            return String(word.dropLast(2))
        }
        if word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), word.count > 2 {
            return String(word.dropLast())
        }
        return word
    }

    private static func keyGeneration(for schema: JSONNode?) -> Generation {
        guard let schema else { return .uuid }
        let types = SchemaShape(of: schema).types
        if types.contains(.string) { return KeyFormat(of: schema).map(Generation.numbered) ?? .uuid }
        if types.isDisjoint(with: [.integer, .number]) { return .uuid }
        let least = SchemaShape.keyword("minimum", of: schema)?.integer
        let above = SchemaShape.keyword("exclusiveMinimum", of: schema)?.integer.map { $0 + 1 }
        let first = max(least ?? 1, above ?? 1)
        return first > 1 ? .sequenceFrom(Int64(first)) : .sequence
    }
}

/// What is gathered about a model while its properties are walked.
private struct ModelDraft {
    var unique: [FieldPath] = []
    var indexed: [FieldPath] = []
    var references: [Reference] = []
    var readOnly: Set<String> = []
    var writeOnly: Set<String> = []
    var generated: [String: Generation] = [:]
    var touched: [String: Generation] = [:]
    var defaults: [JSONValue.Member] = []

    /// Decides who sets a property, and to what.
    mutating func add(
        _ name: String,
        _ property: JSONNode,
        _ declared: Generation?,
        isSetByService: Bool,
        _ fields: RecordFields
    ) {
        if isSetByService { readOnly.insert(name) }
        if SchemaShape.keyword("writeOnly", of: property)?.boolean == true { writeOnly.insert(name) }
        let given = fields.usualValue(of: name)
        if let generation = declared ?? (isSetByService && given == nil ? Self.inferred(name, property) : nil) {
            generated[name] = generation
            if isSetByService, Self.isChangeTime(name) { touched[name] = generation }
        } else if let given {
            defaults.append(JSONValue.Member(name, JSONValue(given)))
        } else if fields.required.contains(ByteName(name)), !fields.mustBeGiven(name) {
            // Answers must have what bodies may leave out.
            defaults.append(JSONValue.Member(name, FixedValue.initial(property)))
        }
    }

    /// What a property that only the service sets must be.
    private static func inferred(_ name: String, _ schema: JSONNode) -> Generation? {
        guard SchemaShape(of: schema).types.contains(.string) else { return nil }
        let isMoment = isChangeTime(name) || isCreationTime(name)
        switch SchemaShape.keyword("format", of: schema)?.string {
        case "date-time":
            // `deletedAt` and the like stay empty where they may.
            return isMoment || !SchemaShape(of: schema).types.contains(.null) ? .now : nil
        case "date": return isMoment || !SchemaShape(of: schema).types.contains(.null) ? .today : nil
        case "uuid": return .uuid
        case nil: return isMoment && SchemaShape.keyword("pattern", of: schema) == nil ? .now : nil
        default: return nil
        }
    }

    private static func isChangeTime(_ name: String) -> Bool {
        ["updated", "modified", "changed", "lastupdate"].contains { FoldedName(name).text.contains($0) }
            && isTime(name)
    }

    private static func isCreationTime(_ name: String) -> Bool {
        ["created", "inserted", "registered", "added", "placed", "issued"].contains {
            FoldedName(name).text.hasPrefix($0)
        }
            && isTime(name)
    }

    /// `updatedBy` names a person, `updatedAt` a moment.
    private static func isTime(_ name: String) -> Bool { !FoldedName(name).text.hasSuffix("by") }
}
