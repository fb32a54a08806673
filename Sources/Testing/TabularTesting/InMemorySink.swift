public import Tabular

/// A sink that keeps what it is given.
public struct InMemorySink: RecordSink {
    /// How a sink ended.
    public enum End: Sendable {
        case finished
        case abandoned
    }

    /// The form in which it takes records.
    public let form: RecordForm
    /// The columns it was started with; nil before.
    public private(set) var columns: [String]?
    /// The blocks it was given, one behind the other.
    public private(set) var bytes: [UInt8] = []
    /// The records it was given as fields.
    public private(set) var rows: [[String]] = []
    /// The number of records.
    public private(set) var recordCount = 0
    /// How it ended; nil while it is open.
    public private(set) var end: End?

    /// A sink for records in `form`.
    public init(form: RecordForm) {
        self.form = form
    }

    /// Keeps the columns.
    public mutating func begin(columns: [String]) throws(TabularError) {
        self.columns = columns
    }

    /// Keeps the block.
    public mutating func write(_ block: Span<UInt8>, recordCount: Int) throws(TabularError) {
        for index in block.indices { bytes.append(block[index]) }
        self.recordCount += recordCount
    }

    /// Keeps the records as rows.
    public mutating func write(_ records: FieldTable) throws(TabularError) {
        for record in 0..<records.count {
            rows.append(
                records.fieldIndices(of: record).map {
                    String(decoding: records.text[records.range(of: $0)], as: UTF8.self)
                }
            )
        }
        recordCount += records.count
    }

    /// Marks the sink as finished.
    public mutating func finish() throws(TabularError) {
        end = .finished
    }

    /// Marks the sink as abandoned.
    public mutating func abandon() {
        end = .abandoned
    }
}
