public import Tabular

/// What every ``RecordSource`` promises, whatever it reads.
public struct RecordSourceConformance {
    /// A promise that was broken.
    public struct Breach: Error, CustomStringConvertible {
        /// The promise.
        public let description: String
    }

    private let make: () throws -> any RecordSource

    /// A kit over sources that `make` makes anew; all give the same records, at least one.
    public init(_ make: @escaping () throws -> any RecordSource) {
        self.make = make
    }

    /// Checks all promises and returns the records.
    ///
    /// - Throws: ``Breach`` or the source's own error.
    @discardableResult
    public func keepsItsPromises() throws -> [[String]] {
        var source = try make()
        let shape = try source.shape()
        try expect(try source.shape() == shape, "the shape is the same when asked again")
        var batch = RecordBatch()
        var rows: [[String]] = []
        var line = 0
        var byteOffset = -1
        while try source.next(into: &batch) {
            try expect(!batch.isEmpty, "a batch holds records until the end")
            try expect(batch.firstRecord == rows.count + 1, "records are counted on from batch to batch")
            for index in 0..<batch.count {
                let place = batch.place(of: index)
                try expect(place.record == rows.count + 1, "records are counted one by one")
                try expect(place.line > line, "each record starts on a line of its own, behind the one before")
                if let offset = place.byteOffset {
                    try expect(offset > byteOffset, "byte offsets ascend")
                    byteOffset = offset
                }
                line = place.line
                rows.append(batch.strings(of: index))
            }
        }
        try expect(batch.isEmpty, "the batch is empty at the end")
        try expect(try !source.next(into: &batch), "the end stays the end")
        try expect(source.counts.records == rows.count, "all records are counted")
        return rows
    }

    private func expect(_ holds: Bool, _ promise: String) throws {
        if !holds { throw Breach(description: promise) }
    }
}
