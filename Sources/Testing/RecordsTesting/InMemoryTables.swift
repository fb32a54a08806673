import Records

/// The contents of an ``InMemoryRecordStore``.
struct InMemoryTables: Sendable {
    struct Row: Sendable {
        let position: Int64
        var record: StoredRecord
    }

    private struct Remembered: Sendable {
        let outcome: RememberedOutcome
        let expiry: Int64
    }

    private let time: AdjustableTime
    private var tables: [ExactText: [ExactText: Row]] = [:]
    private var sequences: [ExactText: Int64] = [:]
    private var outcomes: [[ExactText]: Remembered] = [:]
    private var revision: Int64 = 0

    init(time: AdjustableTime = AdjustableTime()) { self.time = time }

    mutating func create(_ collection: String) { tables[ExactText(collection), default: [:]] = rowsByKey(collection) }

    func rows(in collection: String) -> [Row] { Array(rowsByKey(collection).values) }

    func record(_ key: String, in collection: String) -> StoredRecord? {
        tables[ExactText(collection)]?[ExactText(key)]?.record
    }

    func checkUnique(_ field: FieldPath, in collection: String) throws(RecordError) {
        let locator = FieldLocator(field)
        var seen: Set<FieldKey> = [.null]
        for row in rows(in: collection).sorted(by: { $0.position < $1.position }) {
            let key = locator.key(in: row.record.body.span)
            guard seen.insert(key).inserted || key.isNull else {
                let value = locator.quotedText(in: row.record.body.span)
                throw .duplicateValues(collection: collection, field: field, value: value)
            }
        }
    }

    private func rowsByKey(_ collection: String) -> [ExactText: Row] { tables[ExactText(collection)] ?? [:] }
}

extension InMemoryTables: RecordTransaction {
    mutating func insert(_ record: StoredRecord, in collection: String) {
        tables[ExactText(collection), default: [:]][ExactText(record.key)] =
            Row(position: record.revision, record: record)
    }

    mutating func replace(_ record: StoredRecord, in collection: String) {
        tables[ExactText(collection)]?[ExactText(record.key)]?.record = record
    }

    mutating func delete(_ key: String, in collection: String) {
        tables[ExactText(collection)]?[ExactText(key)] = nil
    }

    func hasRecord(with value: FieldKey, at field: FieldPath, otherThan key: String, in collection: String) -> Bool {
        let locator = FieldLocator(field)
        return rowsByKey(collection)
            .contains { $0.key != ExactText(key) && locator.key(in: $0.value.record.body.span) == value }
    }

    func hasRecord(
        referringTo key: String,
        at field: FieldPath,
        otherThan own: String?,
        in collection: String
    ) -> Bool {
        let locator = FieldLocator(field)
        let own = own.map { ExactText($0) }
        return rowsByKey(collection)
            .contains { row in
                let referred = locator.referenceKey(in: row.value.record.body.span)
                return row.key != own && referred.map { ExactText($0) } == ExactText(key)
            }
    }

    mutating func makeRevision() -> Int64 {
        revision += 1
        return revision
    }

    func sequence(_ name: String) -> Int64 { sequences[ExactText(name)] ?? 0 }

    mutating func setSequence(_ name: String, to value: Int64) { sequences[ExactText(name)] = value }

    func remembered(_ key: IdempotencyKey) -> RememberedOutcome? {
        guard let found = outcomes[[ExactText(key.scope), ExactText(key.key)]] else { return nil }
        return found.expiry > time.milliseconds ? found.outcome : nil
    }

    mutating func remember(_ outcome: ChangeOutcome, as key: IdempotencyKey) {
        outcomes[[ExactText(key.scope), ExactText(key.key)]] = Remembered(
            outcome: RememberedOutcome(fingerprint: key.fingerprint, kind: outcome.kind, record: outcome.record),
            expiry: key.expiry(now: time.milliseconds)
        )
    }
}
