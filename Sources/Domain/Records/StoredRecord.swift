/// A record as a store keeps it.
public struct StoredRecord: Hashable, Sendable {
    /// The key, unique in its collection; any text, compared byte by byte.
    public let key: String
    /// The number of the write that made the record what it is: unique across the store, growing with every write.
    public let revision: Int64
    /// Compact JSON text of one object, its members in the order they were written.
    public let body: [UInt8]

    /// A record.
    public init(key: String, revision: Int64, body: [UInt8]) {
        self.key = key
        self.revision = revision
        self.body = body
    }

    /// Equality byte by byte.
    public static func == (left: Self, right: Self) -> Bool {
        left.revision == right.revision && left.key.utf8.elementsEqual(right.key.utf8) && left.body == right.body
    }

    /// Hashes the revision, which no two records share.
    public func hash(into hasher: inout Hasher) { hasher.combine(revision) }
}
