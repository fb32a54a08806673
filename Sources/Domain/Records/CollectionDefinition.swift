/// What a store has to know about a collection.
public struct CollectionDefinition: Hashable, Sendable {
    /// The collection's name; any text.
    public let name: String
    /// Fields of which no two records may have the same value; missing and null do not count.
    public let unique: [FieldPath]
    /// Fields by which records are often searched or sorted.
    public let indexed: [FieldPath]
    /// Fields that name records of other collections, or of this one.
    public let references: [Reference]

    /// A collection.
    public init(
        name: String,
        unique: [FieldPath] = [],
        indexed: [FieldPath] = [],
        references: [Reference] = []
    ) {
        self.name = name
        self.unique = unique
        self.indexed = indexed
        self.references = references
    }
}

/// A field whose value must be the key of a record.
///
/// A string refers to the key it equals, a whole number to the key with its digits; missing and null refer to nothing.
/// As long as a record is referred to by another one, it cannot be deleted.
public struct Reference: Hashable, Sendable {
    /// The field that refers.
    public let field: FieldPath
    /// The collection that is referred to.
    public let collection: String

    /// A reference.
    public init(field: FieldPath, collection: String) {
        self.field = field
        self.collection = collection
    }
}
