/// What an open transaction of a store can do; ``RecordCatalogue/apply(_:in:)`` makes changes of it.
///
/// Every collection that is named exists. When a change fails midway, the store takes back what it did.
package protocol RecordTransaction {
    mutating func record(_ key: String, in collection: String) throws -> StoredRecord?
    mutating func insert(_ record: StoredRecord, in collection: String) throws
    mutating func replace(_ record: StoredRecord, in collection: String) throws
    mutating func delete(_ key: String, in collection: String) throws

    /// Whether a record other than the one named has this value.
    mutating func hasRecord(
        with value: FieldKey,
        at field: FieldPath,
        otherThan key: String,
        in collection: String
    ) throws -> Bool

    /// Whether a record other than the one named refers to a key.
    mutating func hasRecord(
        referringTo key: String,
        at field: FieldPath,
        otherThan own: String?,
        in collection: String
    ) throws -> Bool

    /// The next revision, greater than all before.
    mutating func makeRevision() throws -> Int64
    /// The last value of a counter; 0 before its first.
    mutating func sequence(_ name: String) throws -> Int64
    mutating func setSequence(_ name: String, to value: Int64) throws

    /// What is remembered under a key and has not expired.
    mutating func remembered(_ key: IdempotencyKey) throws -> RememberedOutcome?
    mutating func remember(_ outcome: ChangeOutcome, as key: IdempotencyKey) throws
}

/// The outcome of an earlier change.
package struct RememberedOutcome: Sendable {
    package let fingerprint: [UInt8]
    package let kind: ChangeOutcome.Kind
    package let record: StoredRecord?

    package init(fingerprint: [UInt8], kind: ChangeOutcome.Kind, record: StoredRecord?) {
        self.fingerprint = fingerprint
        self.kind = kind
        self.record = record
    }
}

extension RecordCatalogue {
    /// Makes one change inside a transaction.
    package func apply(
        _ change: RecordChange,
        in transaction: inout some RecordTransaction
    ) throws -> ChangeOutcome {
        let entry = try entry(change.collection)
        if let key = change.idempotency, let remembered = try transaction.remembered(key) {
            guard remembered.fingerprint == key.fingerprint else { throw RecordError.idempotencyMismatch }
            return ChangeOutcome(kind: remembered.kind, record: remembered.record, isReplay: true)
        }
        let current: StoredRecord? =
            switch change.target {
            case .key(let key): try transaction.record(key, in: change.collection)
            case .new: nil
            }
        var sequences: [String: Int64] = [:]
        for name in change.sequences {
            // The last number of all is given again and again, and refused as a key that exists.
            sequences[name] = min(try transaction.sequence(name), .max - 1) + 1
        }
        let decision = try change.decide(ChangeContext(current: current, sequences: sequences))
        if case .insert(let key, _) = decision {
            let isTarget =
                if case .key(let target) = change.target { ExactText(target) == ExactText(key) } else { false }
            let holder = isTarget ? current : try transaction.record(key, in: change.collection)
            if holder != nil { throw RecordError.alreadyExists(key: key) }
        }
        let outcome = try perform(decision, on: current, of: entry, in: &transaction)
        if outcome.kind != .kept {
            for (name, value) in change.usedNumbers {
                sequences[name] = max(try sequences[name] ?? transaction.sequence(name), value)
            }
            for (name, value) in sequences { try transaction.setSequence(name, to: value) }
        }
        if let key = change.idempotency { try transaction.remember(outcome, as: key) }
        return outcome
    }

    private func perform(
        _ decision: ChangeDecision,
        on current: StoredRecord?,
        of entry: Entry,
        in transaction: inout some RecordTransaction
    ) throws -> ChangeOutcome {
        let collection = entry.definition.name
        switch decision {
        case .keep: return ChangeOutcome(kind: .kept, record: current)
        case .insert(let key, let body):
            let record = StoredRecord(key: key, revision: try transaction.makeRevision(), body: body)
            try checkUnique(record, replacing: nil, of: entry, in: &transaction)
            try transaction.insert(record, in: collection)
            try checkReferences(record, replacing: nil, of: entry, in: &transaction)
            return ChangeOutcome(kind: .inserted, record: record)
        case .replace(let body):
            guard let current else { throw RecordError.notFound }
            let record = StoredRecord(key: current.key, revision: try transaction.makeRevision(), body: body)
            try checkUnique(record, replacing: current, of: entry, in: &transaction)
            try transaction.replace(record, in: collection)
            try checkReferences(record, replacing: current, of: entry, in: &transaction)
            return ChangeOutcome(kind: .replaced, record: record)
        case .delete:
            guard let current else { throw RecordError.notFound }
            try checkReferrers(of: current, of: entry, in: &transaction)
            // A deletion is a write too: what is inserted later under this key must not repeat a revision.
            _ = try transaction.makeRevision()
            try transaction.delete(current.key, in: collection)
            return ChangeOutcome(kind: .deleted, record: current)
        }
    }

    /// Looks only at values that the change brings, so records older than a rule can still be changed elsewhere.
    private func checkUnique(
        _ record: StoredRecord,
        replacing old: StoredRecord?,
        of entry: Entry,
        in transaction: inout some RecordTransaction
    ) throws {
        for (field, locator) in entry.unique {
            let value = locator.key(in: record.body.span)
            if value.isNull { continue }
            if let old, locator.key(in: old.body.span) == value { continue }
            let collection = entry.definition.name
            if try transaction.hasRecord(with: value, at: field, otherThan: record.key, in: collection) {
                throw RecordError.notUnique(field: field, value: locator.quotedText(in: record.body.span))
            }
        }
    }

    /// Runs after the record is written, so that it may refer to itself.
    private func checkReferences(
        _ record: StoredRecord,
        replacing old: StoredRecord?,
        of entry: Entry,
        in transaction: inout some RecordTransaction
    ) throws {
        for (reference, locator) in entry.references {
            guard let key = locator.referenceKey(in: record.body.span) else { continue }
            if let old, let before = locator.referenceKey(in: old.body.span), ExactText(before) == ExactText(key) {
                continue
            }
            guard try transaction.record(key, in: reference.collection) != nil else {
                throw RecordError.danglingReference(
                    field: reference.field,
                    value: locator.quotedText(in: record.body.span),
                    collection: reference.collection
                )
            }
        }
    }

    private func checkReferrers(
        of record: StoredRecord,
        of entry: Entry,
        in transaction: inout some RecordTransaction
    ) throws {
        for (collection, reference) in entry.referrers {
            let isOwn = ExactText(collection) == ExactText(entry.definition.name)
            let isReferred = try transaction.hasRecord(
                referringTo: record.key,
                at: reference.field,
                otherThan: isOwn ? record.key : nil,
                in: collection
            )
            if isReferred { throw RecordError.referenced(collection: collection, field: reference.field) }
        }
    }
}
