public import JSONSchema

/// The types of values that a column can have, as JSON knows them.
public struct CellTypes: OptionSet, Sendable, Hashable {
    /// One bit a type.
    public let rawValue: UInt8

    /// From bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// No value.
    public static let null = CellTypes(rawValue: 1)
    /// True and false.
    public static let boolean = CellTypes(rawValue: 2)
    /// Numbers, whole or not.
    public static let number = CellTypes(rawValue: 4)
    /// Texts.
    public static let string = CellTypes(rawValue: 8)
    /// Arrays and objects, written as JSON.
    public static let structure = CellTypes(rawValue: 16)
}

/// A schema that clean records have to follow.
public struct RecipeSchema: Sendable {
    /// The schema, compiled; its instances are records as objects.
    public let schema: Schema
    /// The types that each property lets through; of others cells are texts.
    public let types: [String: CellTypes]

    /// A schema with what it says about its properties.
    public init(_ schema: Schema, types: [String: CellTypes]) {
        self.schema = schema
        self.types = types
    }
}
