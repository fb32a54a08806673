/// Some successive records: their text, and where records and fields stand in it.
///
/// No record and no field has storage of its own. A batch is handed on whole and used again by ``removeAll()``, which
/// keeps the storage of a usual batch; whoever keeps a second copy while it is filled again pays for copying it.
public struct RecordBatch: Sendable {
    /// How quotes inside quoted fields are written.
    public struct Quoting: Hashable, Sendable {
        /// The byte around quoted fields.
        public var quote: UInt8
        /// The byte before a quote inside; nil when such quotes are doubled.
        public var escape: UInt8?

        /// A notation; by default that of RFC 4180, section 2.
        public init(quote: UInt8 = UInt8(ascii: "\""), escape: UInt8? = nil) {
            self.quote = quote
            self.escape = escape
        }
    }

    /// The sheet that the records come from.
    public struct Sheet: Hashable, Sendable {
        /// The sheet's name.
        public var name: String
        /// The 1-based column of the first field.
        public var firstColumn: Int

        /// A sheet; the first column is 1, which a workbook calls `A`.
        public init(name: String, firstColumn: Int = 1) {
            self.name = name
            self.firstColumn = firstColumn
        }
    }

    /// Decoded text, UTF-8; records and fields are ranges of it.
    public var text: [UInt8] = []
    /// The fields of all records, one record behind the other.
    public var fields: [FieldRange] = []
    /// The records.
    public var records: [RecordEntry] = []
    /// The number of the first record among the data records of the source, from 1.
    public var firstRecord = 1
    /// The physical line, from 1, that ``RecordEntry/line`` counts from; in a workbook the row.
    public var firstLine = 1
    /// The offset of the first byte of ``text`` in the decoded text of the source.
    public var textOffset = 0
    /// Where text offsets are in the source's own bytes; nil in a workbook.
    public var origins: OriginMap?
    /// How quotes inside quoted fields are written.
    public var quoting = Quoting()
    /// The sheet that the records come from; nil when the source is text.
    public var sheet: Sheet?
    /// What was read otherwise than it stands; ordered by record.
    public var repairs: [Repair] = []

    /// An empty batch.
    public init() {}

    /// The number of records.
    @inlinable public var count: Int { records.count }
    /// Whether there are no records.
    @inlinable public var isEmpty: Bool { records.isEmpty }

    /// The bytes of storage that a batch keeps for what it holds next; a usual one needs less.
    private static let keptByteCount = 2 << 20

    /// Forgets everything but the storage; of that much more than a usual batch needs is given back.
    public mutating func removeAll() {
        text.removeAll(keepingCapacity: text.capacity <= Self.keptByteCount)
        fields.removeAll(keepingCapacity: fields.capacity <= Self.keptByteCount)
        records.removeAll(keepingCapacity: records.capacity <= Self.keptByteCount)
        repairs.removeAll(keepingCapacity: true)
        origins = nil
        sheet = nil
    }

    /// The fields of the record at `index` (from 0), as indices of ``fields``.
    @inlinable
    public func fieldIndices(of index: Int) -> Range<Int> {
        (index == 0 ? 0 : records[index &- 1].fieldEnd)..<records[index].fieldEnd
    }

    /// The text of one field as its author meant it, without quotes around or escapes inside, appended to `bytes`.
    public func append(field: FieldRange, to bytes: inout [UInt8]) {
        guard field.hasEscapes else {
            bytes.append(contentsOf: text[field.range])
            return
        }
        var offset = field.start
        while offset < field.end {
            let byte = text[offset]
            let next = offset + 1 < field.end ? text[offset + 1] : nil
            if let escape = quoting.escape {
                if byte == escape, let next, next == quoting.quote || next == escape {
                    bytes.append(next)
                    offset += 2
                    continue
                }
            } else if byte == quoting.quote, next == byte {
                offset += 1
            }
            bytes.append(byte)
            offset += 1
        }
    }

    /// The text of one field for people; ill-formed UTF-8 is shown as U+FFFD.
    public func string(of field: FieldRange) -> String {
        var bytes: [UInt8] = []
        append(field: field, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The fields of the record at `index` (from 0) for people.
    public func strings(of index: Int) -> [String] {
        fieldIndices(of: index).map { string(of: fields[$0]) }
    }

    /// Where the record at `index` (from 0) stands, and with a column (from 0) the cell.
    public func place(of index: Int, column: Int? = nil) -> RecordPlace {
        let entry = records[index]
        let line = firstLine + entry.line
        let byteOffset = origins.map {
            $0.originOffset(of: textOffset + entry.start, in: text.span, from: textOffset)
        }
        let cell = sheet.flatMap { sheet in
            column.map { "\(sheet.name)!\(ColumnLetters.text(of: sheet.firstColumn + $0))\(line)" }
        }
        return RecordPlace(line: line, record: firstRecord + index, byteOffset: byteOffset, cell: cell)
    }
}

/// A place where the source was read otherwise than it stands.
public struct Repair: Hashable, Sendable {
    /// What was wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// A quote in or around a field that does not belong there.
        case strayQuote = "stray-quote"
        /// A quote that is never closed.
        case unclosedQuote = "unclosed-quote"
        /// Blanks between a closing quote and what follows.
        case blankAfterQuote = "blank-after-quote"
        /// Fields were missing and have been added empty.
        case missingFields = "missing-cells"
        /// Empty fields past the last column were left out.
        case emptyExtraFields = "empty-extra-cells"
        /// The record was divided by another delimiter.
        case otherDelimiter = "other-delimiter"
    }

    /// The record's index in the batch, from 0.
    public let record: Int
    /// What was wrong.
    public let kind: Kind

    /// A repair of the record at an index of the batch.
    public init(record: Int, kind: Kind) {
        self.record = record
        self.kind = kind
    }
}
