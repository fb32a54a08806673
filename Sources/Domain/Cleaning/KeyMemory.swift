public import Tabular

/// How much memory the keys of records may take, and where they go beyond that.
///
/// While what has gone to disk is merged, at most another 1 MiB is used for buffers.
public struct KeyMemory: Sendable {
    /// What the keys of one run may take unless somebody says otherwise.
    public static let standardByteCount = 32 << 20

    /// The bytes that the keys of all rules together may take in memory.
    public var byteCount: Int
    /// Where keys go that do not fit; nil to keep all of them in memory, however many there are.
    public var store: (any SpillStore)?

    /// A limit, and what is there beyond it.
    public init(byteCount: Int = standardByteCount, store: (any SpillStore)? = nil) {
        self.byteCount = byteCount
        self.store = store
    }

    /// The share of one among several rules.
    func divided(among count: Int) -> KeyMemory { KeyMemory(byteCount: byteCount / max(1, count), store: store) }
}
