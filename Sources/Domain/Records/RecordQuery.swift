public import JSON

/// A condition on one field.
///
/// Values are compared as JSON values: numbers by value, strings by their bytes, and only with values of the same kind.
/// A field that is missing or null meets no condition but equality with null.
public struct RecordFilter: Hashable, Sendable {
    /// How a field is compared with a value.
    public enum Comparison: String, Sendable, CaseIterable {
        case equal
        case notEqual
        case less
        case lessOrEqual
        case greater
        case greaterOrEqual
        /// The string has the value as a part, or the array has it as an element.
        case contains
        case hasPrefix
    }

    /// The field.
    public var field: FieldPath
    /// How it is compared.
    public var comparison: Comparison
    /// What it is compared with: any of these will do; for ``Comparison/notEqual`` the field must equal none.
    public var values: [JSONValue]

    /// A condition.
    public init(_ field: FieldPath, _ comparison: Comparison, _ values: [JSONValue]) {
        self.field = field
        self.comparison = comparison
        self.values = values
    }
}

/// One field to sort by.
///
/// The order is: missing and null, false, true, numbers, strings, arrays, objects.
public struct RecordSort: Hashable, Sendable {
    /// The field.
    public var field: FieldPath
    /// Whether the greatest value comes first.
    public var isDescending: Bool

    /// A field to sort by.
    public init(_ field: FieldPath, isDescending: Bool = false) {
        self.field = field
        self.isDescending = isDescending
    }
}

/// What to list of a collection.
public struct RecordQuery: Sendable {
    /// Conditions, all of which a record must meet.
    public var filters: [RecordFilter]
    /// The order; records alike in it, and all without one, come as they were inserted.
    ///
    /// When the last field is sorted descending, records alike come latest first.
    public var sort: [RecordSort]
    /// How many records to return at most.
    public var limit: Int
    /// How many records to skip.
    public var offset: Int
    /// Where the page before ended.
    public var cursor: RecordCursor?
    /// Whether to count all records that meet the conditions.
    public var countsTotal: Bool

    /// A query; without arguments, the first twenty records.
    public init(
        filters: [RecordFilter] = [],
        sort: [RecordSort] = [],
        limit: Int = 20,
        offset: Int = 0,
        cursor: RecordCursor? = nil,
        countsTotal: Bool = false
    ) {
        self.filters = filters
        self.sort = sort
        self.limit = limit
        self.offset = offset
        self.cursor = cursor
        self.countsTotal = countsTotal
    }
}

/// One page of a list.
public struct RecordPage: Sendable {
    /// The records, in the order of the query.
    public let records: [StoredRecord]
    /// Where the next page begins; nil when this is the last one.
    public let next: RecordCursor?
    /// How many records meet the conditions, when the query asked for it.
    public let total: Int?

    /// A page.
    public init(records: [StoredRecord], next: RecordCursor?, total: Int?) {
        self.records = records
        self.next = next
        self.total = total
    }
}
