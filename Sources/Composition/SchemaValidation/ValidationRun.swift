package import Diagnostics
package import DocumentFiles
import JSON

/// Validates instances as they are read, with reasons.
package struct ValidationRun: ~Copyable {
    private let schema: LoadedSchema
    private var reader: InstanceReader
    private let limits: InstanceLimits
    /// What has been read and not yet validated.
    private var waiting: ArraySlice<InstanceText> = []
    /// What came out so far.
    package private(set) var counts = VerdictCounts()

    /// A run over the instances of a reader.
    package init(_ schema: LoadedSchema, _ reader: consuming InstanceReader, limits: InstanceLimits) {
        self.schema = schema
        self.reader = reader
        self.limits = limits
    }

    /// Validates the next instances, in order, until there is much to write.
    ///
    /// - Parameters:
    ///   - report: How verdicts are written.
    ///   - output: Where they are written to.
    ///   - tell: Told why there is nothing to validate of an instance, when the report has no place for it.
    /// - Returns: False at the end.
    /// - Throws: ``ServiceError`` when a stream breaks.
    package mutating func advance(
        _ report: InstanceReport,
        to output: inout [UInt8],
        tell: (Diagnostic) -> Void = { _ in }
    ) throws(ServiceError) -> Bool {
        if waiting.isEmpty { waiting = try reader.next()[...] }
        guard !waiting.isEmpty else { return false }
        let parserLimits = JSONLimits(maximumDepth: limits.maximumDepth)
        while output.count < Self.pieceByteCount, let text = waiting.popFirst() {
            let outcome = report.append(
                text.parsed(parserLimits),
                by: schema,
                maximumFindingCount: limits.maximumFindingCount,
                to: &output,
                tell: tell
            )
            counts.count(outcome)
        }
        return true
    }

    /// So much is written at once; reasons can be much longer than what they are about.
    private static let pieceByteCount = 64 << 10
}
