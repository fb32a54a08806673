/// Where a page ended: opaque to clients, and good only for the query it came from.
///
/// It holds the sort values and the position of the last record, so pages neither repeat nor skip a record that stays,
/// whatever is inserted or deleted between them, the last record itself included.
public struct RecordCursor: Hashable, Sendable {
    private static let version: UInt8 = 1

    /// The digest of the query's collection, filters and sort.
    package let digest: UInt64
    /// The position of the last record in its collection.
    package let position: Int64
    /// The sort values of the last record.
    package let keys: [FieldKey]

    package init(digest: UInt64, position: Int64, keys: [FieldKey]) {
        self.digest = digest
        self.position = position
        self.keys = keys
    }

    /// A cursor from its text.
    ///
    /// - Throws: ``RecordError/invalidCursor`` for any text that ``text`` has not made.
    public init(text: String) throws(RecordError) {
        guard let bytes = Base64URL.decode(text), bytes.first == Self.version, bytes.count >= 17 else {
            throw .invalidCursor
        }
        digest = Self.integer(bytes[1..<9])
        position = Int64(bitPattern: Self.integer(bytes[9..<17]))
        var keys: [FieldKey] = []
        var rest = bytes[17...]
        while !rest.isEmpty {
            guard rest.count >= 4 else { throw .invalidCursor }
            let count = Int(Self.integer(rest.prefix(4)))
            rest = rest.dropFirst(4)
            guard count >= 1, rest.count >= count else { throw .invalidCursor }
            keys.append(FieldKey(bytes: Array(rest.prefix(count))))
            rest = rest.dropFirst(count)
        }
        self.keys = keys
    }

    /// The cursor as text: letters, digits, `-` and `_`.
    public var text: String {
        var bytes = [Self.version]
        Self.append(digest, byteCount: 8, to: &bytes)
        Self.append(UInt64(bitPattern: position), byteCount: 8, to: &bytes)
        for key in keys {
            Self.append(UInt64(key.bytes.count), byteCount: 4, to: &bytes)
            bytes += key.bytes
        }
        return Base64URL.encode(bytes)
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    private static func append(_ value: UInt64, byteCount: Int, to bytes: inout [UInt8]) {
        for index in (0..<byteCount).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }
}

extension RecordQuery {
    /// The digest that binds a cursor to a query: FNV-1a over everything that decides which records come, and in which order.
    package func digest(in collection: String) -> UInt64 {
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ bytes: some Sequence<UInt8>) {
            var count: UInt64 = 0
            for byte in bytes {
                digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3
                count += 1
            }
            digest = (digest ^ (count << 1 | 1)) &* 0x100_0000_01B3
        }
        add(collection.utf8)
        for filter in filters {
            add("filter".utf8)
            for name in filter.field.names { add(name.utf8) }
            add(filter.comparison.rawValue.utf8)
            for value in filter.values { add(FieldKey(value).bytes) }
        }
        for sort in sort {
            add((sort.isDescending ? "descending" : "ascending").utf8)
            for name in sort.field.names { add(name.utf8) }
        }
        return digest
    }

    /// Makes sure that the cursor, if any, comes from this query.
    package func checkCursor(digest: UInt64) throws(RecordError) {
        guard let cursor else { return }
        guard cursor.digest == digest, cursor.keys.count == sort.count else { throw .invalidCursor }
    }
}
