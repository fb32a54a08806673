public import Diagnostics
public import JSON
public import Records

/// One request for a handler, already decoded and checked against the contract.
public struct HandlerCall: Sendable {
    /// The values of the operation's parameters, in its order; nil for those that were not given.
    public var parameters: [JSONValue?]
    /// The body, if any.
    public var body: JSONNode?
    /// What must be true of the record before it is changed or sent.
    public var precondition: Precondition
    /// The mark of a request that may be sent twice and must act once.
    public var idempotency: IdempotencyKey?
    /// The record after which a list goes on, when no parameter of the operation says so.
    public var cursor: String?
    /// Looks at an answer before the change that it tells of is made; what it throws keeps the change from being made.
    public var inspect: (@Sendable (_ status: Int, _ body: [UInt8]) throws -> Void)?

    /// A call.
    public init(
        parameters: [JSONValue?],
        body: JSONNode? = nil,
        precondition: Precondition = Precondition(),
        idempotency: IdempotencyKey? = nil,
        cursor: String? = nil
    ) {
        self.parameters = parameters
        self.body = body
        self.precondition = precondition
        self.idempotency = idempotency
        self.cursor = cursor
    }
}

/// What a handler answers.
public struct HandlerAnswer: Sendable {
    /// The status.
    public var status: Int
    /// JSON text; empty for an answer without body.
    public var body: [UInt8] = []
    /// The revision of the record that the answer shows.
    public var revision: Int64?
    /// The key of a record that was created.
    public var createdKey: String?
    /// Where the list goes on.
    public var next: RecordCursor?
    /// Whether an earlier request with the same idempotency key did the work.
    public var isReplay = false
}

/// Conditions on the state of a record.
///
/// - SeeAlso: RFC 9110, section 13.
public struct Precondition: Sendable, Hashable {
    /// The tags of a header: any state at all, or one of a list.
    public enum Tags: Sendable, Hashable {
        case any
        case list([EntityTag])
    }

    /// `If-Match`: the record must be in one of these states.
    public var ifMatch: Tags?
    /// `If-None-Match`: the record must be in none of these states.
    public var ifNoneMatch: Tags?

    /// Conditions; none by default.
    public init(ifMatch: Tags? = nil, ifNoneMatch: Tags? = nil) {
        self.ifMatch = ifMatch
        self.ifNoneMatch = ifNoneMatch
    }

    /// Whether a change may go ahead.
    func allowsChange(of current: StoredRecord?) -> Bool {
        let tag = current.map { EntityTag(revision: $0.revision) }
        switch ifMatch {
        case .any: if tag == nil { return false }
        // Strong comparison: a weak tag never matches.
        case .list(let tags): if !tags.contains(where: { !$0.isWeak && $0 == tag }) { return false }
        case nil: break
        }
        switch ifNoneMatch {
        case .any: return tag == nil
        case .list(let tags): return !tags.contains { $0.opaque == tag?.opaque }
        case nil: return true
        }
    }

    /// Whether a reader has the record's state already.
    func isNotModified(_ record: StoredRecord) -> Bool {
        switch ifNoneMatch {
        case .any: true
        case .list(let tags): tags.contains { $0.opaque == EntityTag(revision: record.revision).opaque }
        case nil: false
        }
    }

    /// Whether a reader gets what it asked for.
    func allowsReading(_ record: StoredRecord) -> Bool {
        switch ifMatch {
        case .any, nil: true
        case .list(let tags): tags.contains { !$0.isWeak && $0 == EntityTag(revision: record.revision) }
        }
    }
}

/// The mark of one state of a record.
///
/// - SeeAlso: RFC 9110, section 8.8.3.
public struct EntityTag: Sendable, Hashable, CustomStringConvertible {
    /// The text between the quotes.
    public let opaque: String
    /// Whether it starts with `W/`.
    public let isWeak: Bool

    /// The tag of a revision.
    public init(revision: Int64) {
        opaque = String(revision, radix: 36)
        isWeak = false
    }

    /// From its text; nil when that is no entity tag.
    public init?(_ text: some StringProtocol) {
        isWeak = text.hasPrefix("W/")
        let quoted = text.dropFirst(isWeak ? 2 : 0)
        guard quoted.count >= 2, quoted.hasPrefix("\""), quoted.hasSuffix("\"") else { return nil }
        opaque = String(quoted.dropFirst().dropLast())
    }

    /// The tag with its quotes.
    public var description: String { (isWeak ? "W/" : "") + "\"\(opaque)\"" }
}

/// Why a handler could not do what a call asked for.
public enum HandlerError: Error, Sendable {
    /// There is no such record.
    case notFound(singular: String, key: String)
    /// The record is not in the state that the caller asked for.
    case preconditionFailed
    /// The key in the body is not the one in the path.
    case keyMismatch(property: String, expected: String)
    /// The body is not an object, or its key is missing.
    case unusableBody(LocalizedText)
    /// A parameter asks for something that the collection does not have.
    case invalidParameter(index: Int, LocalizedText)
    /// The record would not be what the contract says.
    case invalidRecord([RecordFinding])
    /// The store refused.
    case record(RecordError)
}

/// One thing that is wrong with a record.
public struct RecordFinding: Sendable, Hashable {
    /// Where in the record.
    public let pointer: JSONPointer
    /// The keyword of the schema.
    public let keyword: String
    /// What is wrong.
    public let message: LocalizedText

    /// A finding.
    public init(pointer: JSONPointer, keyword: String, message: LocalizedText) {
        self.pointer = pointer
        self.keyword = keyword
        self.message = message
    }
}
