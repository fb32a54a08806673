public import Records
import Synchronization

/// A store that forgets everything when the process ends; for tests of what uses a store.
public final class InMemoryRecordStore: ImmediateRecordStore {
    private struct State: Sendable {
        var catalogue = RecordCatalogue()
        var tables = InMemoryTables()
        var isClosed = false
    }

    private let state: Mutex<State>

    /// An empty store.
    ///
    /// - Parameter time: What remembered outcomes expire by.
    public init(time: AdjustableTime = AdjustableTime()) {
        state = Mutex(State(tables: InMemoryTables(time: time)))
    }

    /// Makes collections known.
    public func declare(_ collections: [CollectionDefinition]) async throws {
        try withOpenState { state in
            var catalogue = state.catalogue
            try catalogue.declare(collections)
            for definition in collections {
                for field in definition.unique {
                    try state.tables.checkUnique(field, in: definition.name)
                }
            }
            state.catalogue = catalogue
            for definition in collections { state.tables.create(definition.name) }
        }
    }

    /// The record of that key.
    public func record(_ key: String, in collection: String) async throws -> StoredRecord? {
        try immediateRecord(key, in: collection)
    }

    /// The record of that key.
    public func immediateRecord(_ key: String, in collection: String) throws -> StoredRecord? {
        try withOpenState { state in
            _ = try state.catalogue.entry(collection)
            return state.tables.record(key, in: collection)
        }
    }

    /// One page of the records that meet a query.
    public func page(_ query: RecordQuery, in collection: String) async throws -> RecordPage {
        let order = try RecordOrder(query, in: collection)
        let rows = try withOpenState { state in
            _ = try state.catalogue.entry(collection)
            return state.tables.rows(in: collection)
        }
        let tests = query.filters.map { FilterTest($0) }
        let matching = rows.filter { row in tests.allSatisfy { $0.passes(row.record.body.span) } }
            .map { row in (record: row.record, place: order.place(of: row.record.body.span, at: row.position)) }
            .sorted { order.precedes($0.place, $1.place) }
        let remaining = matching.filter { row in query.cursor.map { order.isAfter(row.place, $0) } ?? true }
            .dropFirst(max(0, query.offset))
        let page = remaining.prefix(max(0, query.limit))
        return RecordPage(
            records: page.map(\.record),
            next: page.count < remaining.count ? page.last.map { order.cursor(after: $0.place) } : nil,
            total: query.countsTotal ? matching.count : nil
        )
    }

    /// Makes one change.
    public func apply(_ change: RecordChange) async throws -> ChangeOutcome {
        try withOpenState { try Self.apply(change, to: &$0) }
    }

    /// Makes all changes, or none.
    public func apply(_ changes: [RecordChange]) async throws -> [ChangeOutcome] {
        try withOpenState { state in
            let before = state.tables
            do {
                return try changes.map { try Self.apply($0, to: &state) }
            } catch {
                state.tables = before
                throw error
            }
        }
    }

    /// How many records a collection has.
    public func count(in collection: String) async throws -> Int {
        try withOpenState { state in
            _ = try state.catalogue.entry(collection)
            return state.tables.rows(in: collection).count
        }
    }

    /// Refuses everything from now on.
    public func close() async { state.withLock { $0.isClosed = true } }

    private static func apply(_ change: RecordChange, to state: inout State) throws -> ChangeOutcome {
        let before = state.tables
        do {
            return try state.catalogue.apply(change, in: &state.tables)
        } catch {
            state.tables = before
            throw error
        }
    }

    private func withOpenState<Result: Sendable>(_ body: (inout State) throws -> Result) throws -> Result {
        try state.withLock { state throws in
            guard !state.isClosed else { throw StoreError.closed }
            return try body(&state)
        }
    }
}
