/// Where records are kept.
///
/// Every failure is a ``RecordError`` when a rule says no, a ``StoreError`` when the store cannot do its work, or what a
/// change's own rule threw.
public protocol RecordStore: Sendable {
    /// Makes collections known: creates what is missing, adds and removes indexes.
    ///
    /// A collection declared again takes the new definition; one that is not named stays as it is.
    /// - Throws: ``RecordError/duplicateValues(collection:field:value:)`` when records break a new ``CollectionDefinition/unique``
    ///   field; nothing is changed then.
    func declare(_ collections: [CollectionDefinition]) async throws

    /// The record of that key; nil when there is none.
    func record(_ key: String, in collection: String) async throws -> StoredRecord?

    /// One page of the records that meet a query.
    func page(_ query: RecordQuery, in collection: String) async throws -> RecordPage

    /// Makes one change in one transaction; what is returned is on disk.
    func apply(_ change: RecordChange) async throws -> ChangeOutcome

    /// Makes all changes in order, or none when one fails. A later change sees the earlier ones.
    func apply(_ changes: [RecordChange]) async throws -> [ChangeOutcome]

    /// How many records a collection has.
    func count(in collection: String) async throws -> Int

    /// Finishes what was accepted and gives everything back; anything asked later is refused.
    func close() async
}

/// A store whose reads by key never wait for anything but memory or the local disk, so they may run where no waiting is
/// allowed.
public protocol ImmediateRecordStore: RecordStore {
    /// The record of that key; nil when there is none.
    func immediateRecord(_ key: String, in collection: String) throws -> StoredRecord?
}
