import Diagnostics
import Synchronization
public import Tabular

/// A store that keeps what is spilled in memory, and counts it.
public final class InMemorySpillStore: SpillStore {
    private let state = Mutex(State())
    private let maximumByteCount: Int

    fileprivate struct State: Sendable {
        var spaceCount = 0
        var byteCount = 0
        var readCount = 0
    }

    /// A store for at most so many bytes in all.
    public init(maximumByteCount: Int = .max) { self.maximumByteCount = maximumByteCount }

    /// How many spaces have been made.
    public var spaceCount: Int { state.withLock { $0.spaceCount } }
    /// How many bytes all spaces hold that are still held.
    public var byteCount: Int { state.withLock { $0.byteCount } }
    /// How often bytes were read.
    public var readCount: Int { state.withLock { $0.readCount } }

    /// A new space.
    public func makeSpace() throws(TabularError) -> any SpillSpace {
        state.withLock { $0.spaceCount += 1 }
        return Space(self)
    }

    fileprivate func change(by count: Int) throws(TabularError) {
        let fits = state.withLock { state in
            guard count <= maximumByteCount - state.byteCount else { return false }
            state.byteCount += count
            return true
        }
        if !fits { throw TabularError(.noSpace, LocalizedText("no space left", zh: "空间不足")) }
    }

    fileprivate func giveBack(_ count: Int) { state.withLock { $0.byteCount -= count } }

    fileprivate func countRead() { state.withLock { $0.readCount += 1 } }
}

private final class Space: SpillSpace {
    private let store: InMemorySpillStore
    private let bytes = Mutex<[UInt8]>([])

    init(_ store: InMemorySpillStore) { self.store = store }

    deinit { store.giveBack(bytes.withLock { $0.count }) }

    func append(_ added: [UInt8]) throws(TabularError) {
        try store.change(by: added.count)
        bytes.withLock { $0 += added }
    }

    func read(_ range: Range<Int>, into output: inout [UInt8]) throws(TabularError) {
        store.countRead()
        let part = bytes.withLock { $0[range] }
        output.append(contentsOf: part)
    }
}
