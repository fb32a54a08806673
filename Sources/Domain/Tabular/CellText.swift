/// The text of one cell while it is cleaned: still where the source put it, or rewritten; 12 bytes.
public struct CellText: Hashable, Sendable {
    /// The store that the offsets are about.
    public enum Store: UInt8, Sendable {
        /// The text of the ``RecordBatch``.
        case batch
        /// The bytes of the worker that cleans the batch.
        case arena
    }

    @usableFromInline let from: UInt32
    @usableFromInline let length: UInt32
    /// The store that the offsets are about.
    public let store: Store

    /// The bytes `range` of a store; offsets are below 2³².
    @inlinable
    public init(_ range: Range<Int>, in store: Store) {
        from = UInt32(truncatingIfNeeded: range.lowerBound)
        length = UInt32(truncatingIfNeeded: range.count)
        self.store = store
    }

    /// The bytes in the store.
    @inlinable public var range: Range<Int> { Int(from)..<Int(from) &+ Int(length) }
    /// The number of bytes.
    @inlinable public var count: Int { Int(length) }
    /// Whether there are no bytes.
    @inlinable public var isEmpty: Bool { length == 0 }
}
