public import Testing

/// What every record store keeps to; raw values are sentences of the specification.
public enum RecordStorePromise: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case keepsRecords = "A record is read as it was written, byte by byte"
    case keepsKeysApart = "Keys are equal only byte by byte"
    case refusesSecondInsert = "A key is inserted once"
    case needsRecordToChange = "What is not there can be neither replaced nor deleted"
    case passesRuleErrorsOn = "What a rule throws is thrown, and nothing is changed"
    case growsRevisions = "Revisions grow with every write across all collections, deletions included"
    case countsSequences = "A counter advances by one with each change that is made, and with no other"
    case keepsUnique = "No two records share the value of a unique field"
    case comparesUniqueByValue = "Unique values are compared as JSON values; missing and null are not compared"
    case findsAnyFieldName = "A field may have any name and any depth"
    case keepsReferences = "A reference leads to a record, which cannot be deleted as long as it does"
    case knowsDeclaredCollectionsOnly = "A collection that was not declared is refused by name"
    case checksDeclarations = "A declaration that the records break changes nothing"
    case redeclares = "A collection declared again follows its new definition"
    case replaysOutcomes = "The same idempotency key returns the first outcome"
    case separatesIdempotencyKeys = "An idempotency key belongs to its scope and to one request"
    case forgetsOutcomes = "An idempotency key is free again when its lifetime is over"
    case appliesAllOrNone = "Changes that are made together are all made or none"
    case filters = "Each comparison selects the values it should"
    case combinesFilters = "A record must meet all conditions"
    case sorts = "Values sort by kind, then by value"
    case sortsByManyFields = "Records alike in one field are sorted by the next, then by insertion"
    case comparesNumbersExactly = "No number is rounded"
    case readsEscapes = "Escaped names and values are what they stand for"
    case pages = "Pages put together are the whole list"
    case pagesThroughChanges = "Pages neither repeat nor skip a record while others come and go"
    case refusesForeignCursors = "A cursor is refused by any query but its own"
    case limits = "Limit, offset and total mean what they say"
    case decidesRaces = "Of many changes at once that exclude each other, exactly one is made"
    case closes = "A closed store refuses everything"

    /// The sentence.
    public var testDescription: String { rawValue }
}
