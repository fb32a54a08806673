/// One record of a ``RecordBatch``; 16 bytes.
public struct RecordEntry: Hashable, Sendable {
    /// What was found out about a record as a whole.
    public struct Flags: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt32

        /// Flags of their bits.
        @inlinable
        public init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// Stray or unclosed quotes were read as their author probably meant them.
        public static let repaired = Flags(rawValue: 1 << 0)
        /// Fields are missing (and were not filled).
        public static let missingFields = Flags(rawValue: 1 << 1)
        /// There are more fields than columns.
        public static let extraFields = Flags(rawValue: 1 << 2)
        /// Missing fields were added.
        public static let filled = Flags(rawValue: 1 << 3)
        /// The record is longer than ``TabularLimits/recordByteCount``; only its start was kept.
        public static let tooLong = Flags(rawValue: 1 << 4)
        /// The record has more fields than ``TabularLimits/fieldCount``; only the first ones were kept.
        public static let tooManyFields = Flags(rawValue: 1 << 5)
        /// The record belongs to another table of the same source.
        public static let otherTable = Flags(rawValue: 1 << 6)
        /// Bytes that the encoding does not know stand in the record, as U+FFFD.
        public static let undecodable = Flags(rawValue: 1 << 7)
        /// A quote is never closed.
        public static let unclosedQuote = Flags(rawValue: 1 << 8)
        /// An error value of a workbook, such as `#DIV/0!`, stands in the record.
        public static let errorValue = Flags(rawValue: 1 << 9)
        /// A cell is longer than a workbook's cell can be; only its start was kept.
        public static let cellTooLong = Flags(rawValue: 1 << 10)
        /// A day that no calendar has, such as 1900-02-29.
        public static let badDate = Flags(rawValue: 1 << 11)
        /// A reference to a shared string that does not exist.
        public static let badReference = Flags(rawValue: 1 << 12)

        /// Flags that speak against using the record.
        public static let refusals: Flags = [
            .missingFields, .extraFields, .tooLong, .tooManyFields, .otherTable, .undecodable, .errorValue,
            .cellTooLong, .badDate, .badReference,
        ]
    }

    @usableFromInline let from: UInt32
    @usableFromInline let behindFields: UInt32
    @usableFromInline let lineDistance: UInt32
    /// What was found out about the record as a whole.
    public var flags: Flags

    /// A record.
    ///
    /// - Parameters:
    ///   - start: The offset of its first byte in the batch's text.
    ///   - fieldEnd: The index behind its last field among the batch's fields.
    ///   - lineDistance: Its first physical line, counted from the batch's first line.
    ///   - flags: What was found out about it.
    @inlinable
    public init(start: Int, fieldEnd: Int, lineDistance: Int, flags: Flags = []) {
        from = UInt32(truncatingIfNeeded: start)
        behindFields = UInt32(truncatingIfNeeded: fieldEnd)
        self.lineDistance = UInt32(truncatingIfNeeded: lineDistance)
        self.flags = flags
    }

    /// The offset of the first byte in the batch's text.
    @inlinable public var start: Int { Int(from) }
    /// The index behind the last field among the batch's fields.
    @inlinable public var fieldEnd: Int { Int(behindFields) }
    /// The first physical line, counted from the batch's first line.
    @inlinable public var line: Int { Int(lineDistance) }
}
