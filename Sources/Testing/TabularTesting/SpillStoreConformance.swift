public import Tabular

/// What every ``SpillStore`` promises.
public struct SpillStoreConformance {
    /// A promise that was broken.
    public struct Breach: Error, CustomStringConvertible {
        /// The promise.
        public let description: String
    }

    private let store: any SpillStore

    /// A kit over a store with room for some 200 KB.
    public init(_ store: any SpillStore) { self.store = store }

    /// Checks all promises.
    ///
    /// - Throws: ``Breach`` or the store's own error.
    public func keepsItsPromises() throws {
        let first = try store.makeSpace()
        let second = try store.makeSpace()
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try first.append(Array(bytes[..<10]))
        try second.append([7])
        try first.append([])
        try first.append(Array(bytes[10...]))
        for range in [0..<0, 0..<10, 5..<15, 99_999..<100_000, 0..<100_000] {
            var read: [UInt8] = [1, 2]
            try first.read(range, into: &read)
            try expect(read == [1, 2] + bytes[range], "what was written is appended to what is there")
        }
        var other: [UInt8] = []
        try second.read(0..<1, into: &other)
        try expect(other == [7], "each space is one of its own")
    }

    private func expect(_ holds: Bool, _ promise: String) throws {
        if !holds { throw Breach(description: promise) }
    }
}
