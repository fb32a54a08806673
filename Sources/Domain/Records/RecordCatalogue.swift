/// The collections that a store knows, with what its rules need at hand.
package struct RecordCatalogue: Sendable {
    /// One collection.
    package struct Entry: Sendable {
        package let definition: CollectionDefinition
        let unique: [(field: FieldPath, locator: FieldLocator)]
        let references: [(reference: Reference, locator: FieldLocator)]
        /// Who refers to this collection's records.
        fileprivate(set) var referrers: [(collection: String, reference: Reference)] = []

        init(_ definition: CollectionDefinition) {
            self.definition = definition
            unique = definition.unique.map { ($0, FieldLocator($0)) }
            references = definition.references.map { ($0, FieldLocator($0.field)) }
        }
    }

    private var entries: [ExactText: Entry] = [:]

    package init() {}

    /// The definitions, in no order.
    package var definitions: [CollectionDefinition] { entries.values.map(\.definition) }

    /// Takes definitions; those of the same name are replaced.
    ///
    /// - Throws: ``RecordError/unknownCollection(name:)`` when a reference leads nowhere.
    package mutating func declare(_ definitions: [CollectionDefinition]) throws(RecordError) {
        var entries = entries
        for definition in definitions { entries[ExactText(definition.name)] = Entry(definition) }
        for name in entries.keys { entries[name]?.referrers = [] }
        for entry in entries.values {
            for (reference, _) in entry.references {
                let target = ExactText(reference.collection)
                guard entries[target] != nil else { throw .unknownCollection(name: reference.collection) }
                entries[target]?.referrers.append((entry.definition.name, reference))
            }
        }
        self.entries = entries
    }

    package func entry(_ collection: String) throws(RecordError) -> Entry {
        guard let entry = entries[ExactText(collection)] else { throw .unknownCollection(name: collection) }
        return entry
    }
}
