/// The order of a query's records, and where its pages end.
package struct RecordOrder: Sendable {
    /// The place of a record in the order.
    package struct Place: Sendable {
        package let keys: [FieldKey]
        /// Records are inserted at growing positions.
        package let position: Int64

        package init(keys: [FieldKey], position: Int64) {
            self.keys = keys
            self.position = position
        }
    }

    private let sort: [(locator: FieldLocator, isDescending: Bool)]
    private let digest: UInt64
    /// Whether records alike come latest first.
    package let isPositionDescending: Bool

    package init(_ query: RecordQuery, in collection: String) throws(RecordError) {
        digest = query.digest(in: collection)
        try query.checkCursor(digest: digest)
        sort = query.sort.map { (FieldLocator($0.field), $0.isDescending) }
        isPositionDescending = query.sort.last?.isDescending ?? false
    }

    package func place(of body: Span<UInt8>, at position: Int64) -> Place {
        var keys: [FieldKey] = []
        for term in sort { keys.append(term.locator.key(in: body)) }
        return Place(keys: keys, position: position)
    }

    package func cursor(after place: Place) -> RecordCursor {
        RecordCursor(digest: digest, position: place.position, keys: place.keys)
    }

    package func precedes(_ left: Place, _ right: Place) -> Bool {
        for (index, term) in sort.enumerated() where left.keys[index] != right.keys[index] {
            return (left.keys[index] < right.keys[index]) != term.isDescending
        }
        return isPositionDescending ? left.position > right.position : left.position < right.position
    }

    /// Whether a record belongs to a later page than the one that a cursor closed.
    package func isAfter(_ place: Place, _ cursor: RecordCursor) -> Bool {
        precedes(Place(keys: cursor.keys, position: cursor.position), place)
    }
}
