/// Where clean records go.
public protocol RecordSink: Sendable {
    /// The form in which the sink takes records.
    var form: RecordForm { get }

    /// Starts, with the names of the columns; none when there is no header to write.
    mutating func begin(columns: [String]) throws(TabularError)

    /// Takes records in a form of bytes, each with its line end.
    mutating func write(_ block: Span<UInt8>, recordCount: Int) throws(TabularError)

    /// Takes records as fields, when ``form`` is ``RecordForm/fields``.
    mutating func write(_ records: FieldTable) throws(TabularError)

    /// Brings everything to disk; then ``finish()`` can hardly fail. Several sinks are all prepared before one is finished.
    mutating func prepare() throws(TabularError)

    /// Ends and makes the result visible.
    mutating func finish() throws(TabularError)

    /// Ends without a result; nothing is left behind.
    mutating func abandon()
}

extension RecordSink {
    /// Leaves everything to ``finish()``.
    public mutating func prepare() throws(TabularError) {}
}

/// A form of records.
public enum RecordForm: Hashable, Sendable {
    /// Delimited text.
    case csv(CSVStyle)
    /// One JSON object a line, all values strings.
    case ndjson
    /// Fields as they are.
    case fields
}

/// How delimited text is written.
public struct CSVStyle: Hashable, Sendable {
    /// The byte between two fields.
    public var delimiter = UInt8(ascii: ",")
    /// Whether lines end with CR LF, as RFC 4180 has it, instead of LF.
    public var carriageReturn = false
    /// Whether the text starts with the mark by which some spreadsheets know UTF-8.
    public var byteOrderMark = false
    /// Whether `'` is put before fields that a spreadsheet would take for a formula.
    public var formulaGuard = false

    /// The usual style: comma and LF.
    public init() {}
}

/// Records whose fields are taken one by one.
public struct FieldTable: Sendable {
    /// The fields' text, one behind the other, UTF-8.
    public var text: [UInt8] = []
    /// The offset behind each field.
    public var fieldEnds: [UInt32] = []
    /// The index behind the last field of each record.
    public var recordEnds: [UInt32] = []

    /// No records.
    public init() {}

    /// The number of records.
    public var count: Int { recordEnds.count }

    /// The fields of a record (from 0), as indices of ``fieldEnds``.
    public func fieldIndices(of record: Int) -> Range<Int> {
        (record == 0 ? 0 : Int(recordEnds[record - 1]))..<Int(recordEnds[record])
    }

    /// The bytes of a field (from 0) in ``text``.
    public func range(of field: Int) -> Range<Int> {
        (field == 0 ? 0 : Int(fieldEnds[field - 1]))..<Int(fieldEnds[field])
    }

    /// Appends a field to the record at hand.
    @inlinable
    public mutating func append(field: some Sequence<UInt8>) {
        text.append(contentsOf: field)
        endField()
    }

    /// Ends a field whose bytes were appended to ``text``.
    @inlinable
    public mutating func endField() { fieldEnds.append(UInt32(truncatingIfNeeded: text.count)) }

    /// Ends the record at hand; the fields since the last one are its own.
    @inlinable
    public mutating func endRecord() { recordEnds.append(UInt32(truncatingIfNeeded: fieldEnds.count)) }

    /// The bytes of storage that are kept for what comes next; a usual batch needs less.
    private static let keptByteCount = 4 << 20

    /// Forgets everything but the storage; of that much more than a usual batch needs is given back.
    public mutating func removeAll() {
        text.removeAll(keepingCapacity: text.capacity <= Self.keptByteCount)
        fieldEnds.removeAll(keepingCapacity: true)
        recordEnds.removeAll(keepingCapacity: true)
    }
}
