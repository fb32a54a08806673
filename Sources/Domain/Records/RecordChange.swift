/// Marks a change, so that asking twice changes once.
public struct IdempotencyKey: Hashable, Sendable {
    /// Whose key it is, for example a principal and an operation.
    public let scope: String
    /// What the client chose.
    public let key: String
    /// What the request was; a key must not be used for two different ones.
    public let fingerprint: [UInt8]
    /// How long the outcome is remembered.
    public let lifetime: Duration

    /// A mark.
    public init(scope: String, key: String, fingerprint: [UInt8], lifetime: Duration) {
        self.scope = scope
        self.key = key
        self.fingerprint = fingerprint
        self.lifetime = lifetime
    }

    /// When the outcome is forgotten, in the milliseconds of the given clock; at the end of time when that is later.
    package func expiry(now: Int64) -> Int64 {
        let (seconds, attoseconds) = lifetime.components
        let (milliseconds, isTooLong) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, isTooLate) = now.addingReportingOverflow(milliseconds)
        if isTooLong || isTooLate { return seconds < 0 ? .min : .max }
        let (expiry, isOver) = sum.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return isOver ? .max : expiry
    }
}

/// One change to one record: what it is about, and a rule that decides once the record is known.
public struct RecordChange: Sendable {
    /// The record that a change is about.
    public enum Target: Sendable {
        case key(String)
        /// One that does not exist; the decision names its key.
        case new
    }

    /// The collection.
    public var collection: String
    /// The record.
    public var target: Target
    /// The counters to advance by one; a change that keeps or fails advances none.
    public var sequences: [String]
    /// The counters to raise to at least these values, because the record uses up their numbers.
    public var usedNumbers: [String: Int64]
    /// The mark that makes the change happen once.
    public var idempotency: IdempotencyKey?
    /// The rule.
    ///
    /// Pure, on any thread, and perhaps more than once. Whatever it throws is what the change throws.
    public var decide: @Sendable (ChangeContext) throws -> ChangeDecision

    /// A change.
    public init(
        collection: String,
        target: Target,
        sequences: [String] = [],
        usedNumbers: [String: Int64] = [:],
        idempotency: IdempotencyKey? = nil,
        decide: @escaping @Sendable (ChangeContext) throws -> ChangeDecision
    ) {
        self.collection = collection
        self.target = target
        self.sequences = sequences
        self.usedNumbers = usedNumbers
        self.idempotency = idempotency
        self.decide = decide
    }
}

/// What a rule knows when it decides.
public struct ChangeContext: Sendable {
    /// The record as it is now; nil when there is none.
    public let current: StoredRecord?
    /// The new values of the counters, each 1 at first.
    public let sequences: [String: Int64]

    /// A context.
    public init(current: StoredRecord?, sequences: [String: Int64]) {
        self.current = current
        self.sequences = sequences
    }
}

/// What is to be done to a record.
public enum ChangeDecision: Sendable {
    case insert(key: String, body: [UInt8])
    case replace(body: [UInt8])
    case delete
    case keep
}

/// What was done to a record.
public struct ChangeOutcome: Hashable, Sendable {
    /// What was done.
    public enum Kind: String, Sendable, CaseIterable {
        case inserted
        case replaced
        case deleted
        case kept
    }

    /// What was done.
    public let kind: Kind
    /// The record after the change; for a deleted one as it last was.
    public let record: StoredRecord?
    /// Whether this is the outcome of an earlier change with the same ``IdempotencyKey``.
    public let isReplay: Bool

    /// An outcome.
    public init(kind: Kind, record: StoredRecord?, isReplay: Bool = false) {
        self.kind = kind
        self.record = record
        self.isReplay = isReplay
    }
}
