package import DocumentFiles
import JSON
import JSONSchema

/// Validates instances as they are read, with reasons.
package struct ValidationRun: ~Copyable {
    private let schema: LoadedSchema
    private var reader: InstanceReader
    private let limits: InstanceLimits
    /// What came out so far.
    package private(set) var counts = VerdictCounts()

    package init(_ loaded: LoadedSchema, _ reader: consuming InstanceReader, limits: InstanceLimits) {
        schema = loaded
        self.reader = reader
        self.limits = limits
    }

    /// Validates the next instances.
    ///
    /// - Parameter tell: Told each verdict, in the order of the instances.
    /// - Returns: False at the end.
    /// - Throws: ``ServiceError`` when a stream breaks.
    package mutating func advance(_ tell: (InstanceVerdict) -> Void) throws(ServiceError) -> Bool {
        let batch = try reader.next()
        let parserLimits = JSONLimits(maximumDepth: limits.maximumDepth)
        for text in batch {
            let instance = text.parsed(parserLimits)
            let verdict = InstanceVerdict(instance, schema, maximumFindingCount: limits.maximumFindingCount)
            counts.count(verdict.outcome)
            tell(verdict)
        }
        return !batch.isEmpty
    }
}
