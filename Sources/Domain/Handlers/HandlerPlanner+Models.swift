import Contract
import Diagnostics
import JSON
import Records

extension HandlerPlanner {
    /// What the records of a group look like, gathered from all of its operations.
    mutating func model(of group: CollectionGroup) -> CollectionModel {
        let schema = recordSchema(of: group)
        let shape = schema.map { SchemaShape(of: $0) }
        let singular = Self.singular(of: group.name)
        let keyProperty = keyProperty(of: group, shape: shape, singular: singular)
        let keySchema = keyProperty.flatMap { shape?[$0] }
        var unique: [FieldPath] = []
        var indexed: [FieldPath] = []
        var references: [Reference] = []
        var readOnly: Set<String> = []
        var generated: [String: Generation] = [:]
        var touched: [String: Generation] = [:]
        var defaults: [JSONValue.Member] = []
        for (name, property) in shape?.properties ?? [] {
            let own = extensions.propertyExtension(property)
            let field = FieldPath(names: [name])
            if own.isUnique, name != keyProperty { unique.append(field) }
            if own.isIndexed { indexed.append(field) }
            if let collection = own.references {
                references.append(Reference(field: field, collection: collection))
            }
            let isReadOnly = SchemaShape.keyword("readOnly", of: property)?.boolean ?? false
            if isReadOnly { readOnly.insert(name) }
            if let generation = own.generation ?? (isReadOnly ? Self.inferredGeneration(name, property) : nil) {
                generated[name] = generation
                if isReadOnly, Self.isChangeTime(name) { touched[name] = generation }
            }
            if let value = SchemaShape.keyword("default", of: property), !isReadOnly {
                defaults.append(JSONValue.Member(name, JSONValue(value)))
            }
        }
        for index in group.actions.keys {
            let operation = contract.operations[index]
            for parameter in operation.parameters where parameter.place == .query && shape?[parameter.name] != nil {
                indexed.append(FieldPath(names: [parameter.name]))
            }
        }
        let keyIsReadOnly = keyProperty.map { readOnly.contains($0) } ?? true
        return CollectionModel(
            definition: CollectionDefinition(
                name: group.name,
                unique: unique,
                indexed: Set(indexed).subtracting(unique).sorted { $0.description < $1.description },
                references: references
            ),
            singular: singular,
            keyProperty: keyProperty,
            keySchema: keySchema,
            keyGeneration: keyProperty.flatMap { generated.removeValue(forKey: $0) }
                ?? Self.keyGeneration(for: keySchema),
            clientMayChooseKey: !keyIsReadOnly,
            readOnly: readOnly,
            generated: generated,
            touched: touched,
            defaults: defaults,
            order: shape?.properties.map(\.name) ?? [],
            schema: schema,
            itemPath: group.itemPath
        )
    }

    /// The schema of one record: what reading answers with, or what writing takes.
    private func recordSchema(of group: CollectionGroup) -> JSONNode? {
        let operations = { (action: StoreAction) in
            group.actions.filter { $0.value == action }.keys.sorted().map { self.contract.operations[$0] }
        }
        let written = (operations(.create) + operations(.replace)).lazy
            .compactMap { $0.requestBody?.content.first { $0.mediaType.isJSON }?.schema }.first
        for operation in operations(.list) {
            if let items = ListShape(of: operation)?.items { return items }
        }
        for operation in operations(.get) + operations(.create) + operations(.replace) {
            guard let schema = operation.successContent?.schema else { continue }
            let template = RecordEnvelope.template(for: schema, record: written, keyNames: keyNames(of: group))
            if template == "$record" { return schema }
            guard case .object(let members) = template,
                let name = members.first(where: { $0.value == "$record" })?.name
            else { continue }
            return SchemaShape(of: schema)[name]
        }
        return written
    }

    /// The names that a key of the group may have as a property.
    func keyNames(of group: CollectionGroup) -> [String] {
        let singular = Self.singular(of: group.name)
        let parameter = group.itemPath?.segments.last?.parameter
        return [group.key, parameter, "id", "\(singular)Id", "\(singular)_id"].compactMap { $0 }
    }

    private func keyProperty(of group: CollectionGroup, shape: SchemaShape?, singular: String) -> String? {
        guard let shape else { return nil }
        for name in keyNames(of: group).prefix(while: { $0 != "id" }) where shape[name] != nil { return name }
        // `petId` in the path is `id` in the record; so is any other name that ends in an identifier.
        if shape["id"] != nil { return "id" }
        let words = ["_id", "uuid", "key", "code", "\(singular)Id", "\(singular)ID", "\(singular)_id"]
        return words.first { shape[$0] != nil && shape.required.contains($0) }
            ?? words.first { shape[$0] != nil && SchemaShape.keyword("readOnly", of: shape[$0] ?? shape.node) != nil }
    }

    /// `orders` → `order`, `categories` → `category`, `boxes` → `box`; other words stay.
    static func singular(of name: String) -> String {
        let word = name.split(separator: ".").last.map(String.init) ?? name
        if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
        for ending in ["sses", "shes", "ches", "xes", "zes"] where word.hasSuffix(ending) {
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
        return types.contains(.string) ? .uuid : types.isDisjoint(with: [.integer, .number]) ? .uuid : .sequence
    }

    /// What a property that only the service sets must be.
    private static func inferredGeneration(_ name: String, _ schema: JSONNode) -> Generation? {
        switch SchemaShape.keyword("format", of: schema)?.string {
        case "date-time": .now
        case "date": .today
        case "uuid": .uuid
        default: nil
        }
    }

    private static func isChangeTime(_ name: String) -> Bool {
        let word = name.lowercased().filter { $0 != "_" && $0 != "-" }
        return ["updated", "modified", "changed"].contains { word.contains($0) }
    }
}
