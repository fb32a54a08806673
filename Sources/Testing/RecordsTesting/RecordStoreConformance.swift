public import Records
import Testing

/// The promises of ``RecordStore``, checked against any store.
public struct RecordStoreConformance: Sendable {
    let makeStore: @Sendable (AdjustableTime) async throws -> any RecordStore

    /// Takes a factory for fresh, empty stores that go by the given clock.
    public init(makeStore: @escaping @Sendable (AdjustableTime) async throws -> any RecordStore) {
        self.makeStore = makeStore
    }

    /// Checks one promise and records an issue for each breach.
    ///
    /// - Throws: What the store throws where it should not.
    public func check(_ promise: RecordStorePromise) async throws {
        let time = AdjustableTime()
        let store = try await makeStore(time)
        do {
            try await check(promise, of: store, time)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    private func check(_ promise: RecordStorePromise, of store: any RecordStore, _ time: AdjustableTime) async throws {
        switch promise {
        case .keepsRecords: try await keepsRecords(store)
        case .keepsKeysApart: try await keepsKeysApart(store)
        case .refusesSecondInsert: try await refusesSecondInsert(store)
        case .needsRecordToChange: try await needsRecordToChange(store)
        case .passesRuleErrorsOn: try await passesRuleErrorsOn(store)
        case .growsRevisions: try await growsRevisions(store)
        case .countsSequences: try await countsSequences(store)
        case .keepsUnique: try await keepsUnique(store)
        case .comparesUniqueByValue: try await comparesUniqueByValue(store)
        case .findsAnyFieldName: try await findsAnyFieldName(store)
        case .keepsReferences: try await keepsReferences(store)
        case .knowsDeclaredCollectionsOnly: try await knowsDeclaredCollectionsOnly(store)
        case .checksDeclarations: try await checksDeclarations(store)
        case .redeclares: try await redeclares(store)
        case .replaysOutcomes: try await replaysOutcomes(store)
        case .separatesIdempotencyKeys: try await separatesIdempotencyKeys(store)
        case .forgetsOutcomes: try await forgetsOutcomes(store, time)
        case .appliesAllOrNone: try await appliesAllOrNone(store)
        case .filters: try await filters(store)
        case .combinesFilters: try await combinesFilters(store)
        case .sorts: try await sorts(store)
        case .sortsByManyFields: try await sortsByManyFields(store)
        case .comparesNumbersExactly: try await comparesNumbersExactly(store)
        case .readsEscapes: try await readsEscapes(store)
        case .pages: try await pages(store)
        case .pagesThroughChanges: try await pagesThroughChanges(store)
        case .refusesForeignCursors: try await refusesForeignCursors(store)
        case .limits: try await limits(store)
        case .decidesRaces: try await decidesRaces(store)
        case .closes: try await closes(store)
        }
    }

    /// The error with which something was refused; an issue when it was not, or with another kind of error.
    func refusal(
        _ location: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async -> RecordError? {
        do {
            try await body()
            Issue.record("nothing was refused", sourceLocation: location)
        } catch let error as RecordError {
            return error
        } catch {
            Issue.record(error, sourceLocation: location)
        }
        return nil
    }
}

extension RecordChange {
    /// The change that inserts a record, if its key is free.
    static func insert(
        _ key: String,
        _ json: String,
        in collection: String = "people",
        idempotency: IdempotencyKey? = nil
    ) -> Self {
        RecordChange(collection: collection, target: .new, idempotency: idempotency) { _ in
            .insert(key: key, body: Array(json.utf8))
        }
    }

    static func replace(
        _ key: String,
        _ json: String,
        in collection: String = "people",
        idempotency: IdempotencyKey? = nil
    ) -> Self {
        RecordChange(collection: collection, target: .key(key), idempotency: idempotency) { _ in
            .replace(body: Array(json.utf8))
        }
    }

    static func delete(
        _ key: String,
        in collection: String = "people",
        idempotency: IdempotencyKey? = nil
    ) -> Self {
        RecordChange(collection: collection, target: .key(key), idempotency: idempotency) { _ in .delete }
    }
}

extension StoredRecord {
    var text: String { String(decoding: body, as: UTF8.self) }
}
