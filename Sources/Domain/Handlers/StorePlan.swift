public import Contract
public import JSON
public import Records

/// What a store handler does with the records of its collection.
public enum StoreAction: String, Sendable, CaseIterable {
    case list
    case create
    case get
    case replace
    /// Changes some members, as RFC 7396 says.
    case merge
    case delete
}

/// A value that is made when a record is created.
public enum Generation: Sendable, Hashable {
    /// A random UUID, version 4.
    case uuid
    /// The time of the request, RFC 3339 in UTC.
    case now
    /// The day of the request in UTC.
    case today
    /// The next number of the collection.
    case sequence
    /// The next number between two texts, padded with zeros to a width: `ORD-{sequence:000}`.
    case pattern(prefix: String, width: Int, suffix: String)
    /// The next number of the collection, counted from another than 1.
    case sequenceFrom(Int64)
    /// The next number of the collection as a text of a format.
    case numbered(KeyFormat)

    /// Whether it takes a number from the collection's sequence.
    var needsSequence: Bool {
        switch self {
        case .sequence, .pattern, .sequenceFrom, .numbered: true
        case .uuid, .now, .today: false
        }
    }

    /// The number that a key uses up, so that it is not made again.
    func number(in key: String) -> Int64? {
        switch self {
        case .sequence: return Int64(key)
        case .sequenceFrom(let first):
            guard let number = Int64(key), number >= first else { return nil }
            return number - first + 1
        case .numbered(let format): return format.number(of: key)
        case .pattern(let prefix, _, let suffix):
            guard key.hasPrefix(prefix), key.hasSuffix(suffix), key.count > prefix.count + suffix.count else {
                return nil
            }
            return Int64(key.dropFirst(prefix.count).dropLast(suffix.count))
        case .uuid, .now, .today: return nil
        }
    }
}

/// How the records of one collection look, as far as the store handler must know.
public struct CollectionModel: Sendable {
    /// What the store keeps about the collection.
    public var definition: CollectionDefinition
    /// The name of one record, for messages: `order` for `orders`.
    public var singular: String
    /// The property that is the key; nil when the key is not part of the record.
    public var keyProperty: String?
    /// The schema of the key property.
    public var keySchema: JSONNode?
    /// How a key is made that the client does not give.
    public var keyGeneration: Generation
    /// Whether a client may choose the key.
    public var clientMayChooseKey: Bool
    /// The properties that a client cannot set.
    public var readOnly: Set<String>
    /// The properties that a client cannot see.
    public var writeOnly: Set<String> = []
    /// The properties that are made on creation.
    public var generated: [String: Generation]
    /// The properties that are made anew on every change.
    public var touched: [String: Generation]
    /// The values of properties that the client leaves out.
    public var defaults: [JSONValue.Member]
    /// The order of properties in a record.
    public var order: [String]
    /// The properties that a record must have in answers.
    public var required: Set<String>
    /// The types of the properties.
    public var fieldTypes: [String: SchemaTypes]
    /// The schema of a record.
    public var schema: JSONNode?
    /// The URL path of one record, with the key's parameter last; nil when there is none.
    public var itemPath: PathTemplate?
}

/// A parameter that narrows a collection to the records of a parent: `userId` in `/users/{userId}/orders`.
public struct ScopeRule: Sendable, Hashable {
    /// Index of the parameter in the operation.
    public let parameter: Int
    /// The record's member that holds the value; it starts with `$` when the schema has no such property.
    public let property: String
}

/// How a list is asked for, by parameters of the operation.
public struct ListingRule: Sendable {
    /// A parameter that keeps the records with its value in a property.
    public struct FilterRule: Sendable {
        let parameter: Int
        let field: FieldPath
        let comparison: RecordFilter.Comparison
    }

    var filters: [FilterRule] = []
    var limit: Int?
    var offset: Int?
    var page: Int?
    /// The number of the first page.
    var firstPage = 1
    var cursor: Int?
    var sort: Int?
    /// A parameter whose value is `asc` or `desc`, beside the one that names the property.
    var direction: Int?
    /// Whether the contract lists what can be sorted by, so that a value without meaning here is no mistake.
    var sortIsChecked = false
    /// A parameter that is an object of conditions by property.
    var filterObject: Int?
    /// Records per page when the request does not say.
    var defaultLimit = ListingRule.unpagedLimit

    /// The most records in one answer.
    public static let maximumLimit = 1000
    /// The records in one answer of an operation that declares no paging.
    public static let unpagedLimit = 1000
}

/// How a store handler answers one operation.
public struct StorePlan: Sendable {
    /// What it does.
    public let action: StoreAction
    /// The collection it works on.
    public let model: CollectionModel
    /// Index of the parameter that is the key; nil when the key comes from the body, or there is none.
    public let keyParameter: Int?
    /// The parameters that narrow the collection.
    public let scope: [ScopeRule]
    /// How records become an answer.
    public let envelope: Envelope
    /// How a list is asked for.
    public let listing: ListingRule
    /// The status of an answer that did what was asked.
    public let status: Int
    /// The status when replacing created the record; nil when a missing record is an error.
    public let creationStatus: Int?
    /// What to leave out of the records.
    public let mask: RecordMask

    /// The names of the parameters that say where a list begins; with a cursor they mean nothing.
    public func startParameterNames(in operation: Operation) -> Set<String> {
        Set([listing.page, listing.offset].compactMap { $0 }.map { operation.parameters[$0].name })
    }

    /// The name of the parameter that says where a list goes on, if the operation has one.
    public func cursorParameterName(in operation: Operation) -> String? {
        listing.cursor.map { operation.parameters[$0].name }
    }
}
