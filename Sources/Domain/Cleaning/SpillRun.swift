import Tabular

/// Something of a fixed size that is put in order outside of memory.
protocol SpillEntry: BitwiseCopyable, Comparable, Sendable {}

extension UInt64: SpillEntry {}

/// Something that is found by a key of 128 bits, evenly spread, and is in the order of these.
protocol KeyedSpillEntry: SpillEntry {
    var key: UInt128 { get }
}

extension UInt128: KeyedSpillEntry {
    var key: UInt128 { self }
}

/// Entries on disk in ascending order.
///
/// Their bytes are those that they have in memory: nothing but this process ever reads them.
struct SpillRun<Entry: SpillEntry>: Sendable {
    /// How many entries lie from one fence to the next.
    static var blockCount: Int { 4096 }
    static var stride: Int { MemoryLayout<Entry>.stride }

    let space: any SpillSpace
    let count: Int
    /// The first entry of each block, and behind them the last entry of all.
    let fences: [Entry]

    /// The entry at an index of some that were read.
    @inline(__always)
    static func entry(at index: Int, of bytes: [UInt8]) -> Entry {
        let offset = index &* stride
        precondition(offset >= 0 && offset &+ stride <= bytes.count, "an entry must lie inside the bytes")
        // SAFETY: The precondition keeps the entry inside the bytes; any bit pattern is an entry, as it was written.
        return unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Entry.self)
    }
}

/// Writes a run, its entries in ascending order.
struct SpillRunWriter<Entry: SpillEntry>: ~Copyable {
    private static var bufferByteCount: Int { 64 << 10 }

    private let space: any SpillSpace
    private var buffer: [UInt8] = []
    private var fences: [Entry] = []
    private var count = 0
    private var last: Entry?

    init(to space: any SpillSpace) {
        self.space = space
        buffer.reserveCapacity(Self.bufferByteCount + SpillRun<Entry>.stride)
    }

    mutating func append(_ entry: Entry) throws(TabularError) {
        if count % SpillRun<Entry>.blockCount == 0 { fences.append(entry) }
        // SAFETY: The bytes are copied before the closure ends.
        unsafe withUnsafeBytes(of: entry) { unsafe buffer.append(contentsOf: $0) }
        count += 1
        last = entry
        if buffer.count >= Self.bufferByteCount { try flush() }
    }

    private mutating func flush() throws(TabularError) {
        try space.append(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    consuming func finish() throws(TabularError) -> SpillRun<Entry> {
        try flush()
        if let last { fences.append(last) }
        return SpillRun(space: space, count: count, fences: fences)
    }
}

/// Reads a run from its first entry to its last.
struct SpillRunReader<Entry: SpillEntry>: Sendable {
    private static var bufferCount: Int { (64 << 10) / SpillRun<Entry>.stride }

    private let run: SpillRun<Entry>
    private var buffer: [UInt8] = []
    private var position = 0
    private var nextRead = 0
    /// The entry at hand; nil at the end.
    private(set) var current: Entry?

    init(_ run: SpillRun<Entry>) throws(TabularError) {
        self.run = run
        try advance()
    }

    mutating func advance() throws(TabularError) {
        if position * SpillRun<Entry>.stride == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            position = 0
            let end = min(nextRead + Self.bufferCount, run.count)
            guard nextRead < end else {
                current = nil
                return
            }
            try run.space.read(nextRead * SpillRun<Entry>.stride..<end * SpillRun<Entry>.stride, into: &buffer)
            nextRead = end
        }
        current = SpillRun<Entry>.entry(at: position, of: buffer)
        position += 1
    }
}

/// Several runs read as one, in ascending order.
struct SpillMerger<Entry: SpillEntry>: Sendable {
    private var readers: [SpillRunReader<Entry>] = []

    init(_ runs: [SpillRun<Entry>]) throws(TabularError) {
        for run in runs { readers.append(try SpillRunReader(run)) }
    }

    /// The next entry; nil at the end.
    mutating func next() throws(TabularError) -> Entry? {
        var least: (index: Int, entry: Entry)?
        for index in readers.indices {
            guard let entry = readers[index].current else { continue }
            if let found = least, found.entry <= entry { continue }
            least = (index, entry)
        }
        guard let least else { return nil }
        try readers[least.index].advance()
        return least.entry
    }
}

/// The runs that there are; eight of about the same size become one, so that there are never many.
struct SpillRuns<Entry: SpillEntry>: Sendable {
    static var fanIn: Int { 8 }

    private let store: any SpillStore
    /// The runs of each size, the smallest first.
    private var levels: [[SpillRun<Entry>]] = []

    init(in store: any SpillStore) { self.store = store }

    /// All runs, the smallest first.
    var all: [SpillRun<Entry>] { levels.flatMap { $0 } }
    var isEmpty: Bool { levels.isEmpty }

    /// Adds a run of entries in ascending order.
    mutating func add(_ entries: [Entry]) throws(TabularError) {
        var writer = SpillRunWriter<Entry>(to: try store.makeSpace())
        for entry in entries { try writer.append(entry) }
        try add(try writer.finish(), at: 0)
    }

    private mutating func add(_ run: SpillRun<Entry>, at level: Int) throws(TabularError) {
        if level == levels.count { levels.append([]) }
        levels[level].append(run)
        guard levels[level].count == Self.fanIn else { return }
        var merger = try SpillMerger(levels[level])
        var writer = SpillRunWriter<Entry>(to: try store.makeSpace())
        while let entry = try merger.next() { try writer.append(entry) }
        levels[level] = []
        try add(try writer.finish(), at: level + 1)
    }

    /// Whether one of the runs satisfies a condition; the largest is asked first, since it most probably does.
    func contains(where condition: (SpillRun<Entry>) throws(TabularError) -> Bool) throws(TabularError) -> Bool {
        for level in levels.reversed() {
            for run in level where try condition(run) { return true }
        }
        return false
    }
}
