package import Diagnostics
package import DocumentFiles
import JSON
import JSONSchema

/// Validates instances without reasons, and measures how long that takes.
///
/// Some instances are parsed, then they are validated, so that the clock is read twice for all of them and what has
/// been parsed is still in the caches.
package struct FastRun: ~Copyable {
    private let schema: Schema
    private var reader: InstanceReader
    private let limits: InstanceLimits
    private let clock = ContinuousClock()

    /// What came out so far.
    package private(set) var counts = VerdictCounts()
    /// The first instances that are not valid.
    package private(set) var firstInvalid: [InstancePlace] = []
    /// The time that parsing took.
    package private(set) var parseTime: Duration = .zero
    /// The time that validating took, without reading and parsing.
    package private(set) var validationTime: Duration = .zero

    /// How many of the instances that are not valid are kept.
    package static let maximumShownCount = 10

    package init(_ loaded: LoadedSchema, _ reader: consuming InstanceReader, limits: InstanceLimits) {
        schema = loaded.schema
        self.reader = reader
        self.limits = limits
    }

    /// Validates the next instances.
    ///
    /// - Parameter tell: Told each instance that there is nothing to validate of, and each limit that was hit.
    /// - Returns: False at the end.
    /// - Throws: ``ServiceError`` when a stream breaks.
    package mutating func advance(_ tell: (Diagnostic) -> Void) throws(ServiceError) -> Bool {
        let batch = try reader.next()
        guard !batch.isEmpty else { return false }
        let parserLimits = JSONLimits(maximumDepth: limits.maximumDepth)
        let start = clock.now
        let instances = batch.map { $0.parsed(parserLimits) }
        let middle = clock.now
        parseTime += middle - start
        for instance in instances {
            switch instance.content {
            case .failure(let failure):
                counts.unusable += 1
                tell(failure.finding)
            case .success(let document):
                do throws(SchemaLimitError) {
                    if try schema.accepts(document.root) {
                        counts.valid += 1
                    } else {
                        counts.invalid += 1
                        if firstInvalid.count < Self.maximumShownCount { firstInvalid.append(instance.place) }
                    }
                } catch {
                    counts.unusable += 1
                    tell(error.diagnostic(at: instance.place))
                }
            }
        }
        validationTime += clock.now - middle
        return true
    }

    /// How many of the documents that could be parsed are validated in a second; nil when there was nothing to measure.
    package var documentsPerSecond: Double? {
        let seconds = validationTime / .seconds(1)
        return seconds > 0 && counts.total > 0 ? Double(counts.valid + counts.invalid) / seconds : nil
    }
}
