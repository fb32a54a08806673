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
        @inlinable public static var repaired: Flags { Flags(rawValue: 1 << 0) }
        /// Fields are missing (and were not filled).
        @inlinable public static var missingFields: Flags { Flags(rawValue: 1 << 1) }
        /// There are more fields than columns.
        @inlinable public static var extraFields: Flags { Flags(rawValue: 1 << 2) }
        /// Missing fields were added.
        @inlinable public static var filled: Flags { Flags(rawValue: 1 << 3) }
        /// The record is longer than ``TabularLimits/recordByteCount``; only its start was kept.
        @inlinable public static var tooLong: Flags { Flags(rawValue: 1 << 4) }
        /// The record has more fields than ``TabularLimits/fieldCount``; only the first ones were kept.
        @inlinable public static var tooManyFields: Flags { Flags(rawValue: 1 << 5) }
        /// The record belongs to another table of the same source.
        @inlinable public static var otherTable: Flags { Flags(rawValue: 1 << 6) }
        /// Bytes that the encoding does not know stand in the record, as U+FFFD.
        @inlinable public static var undecodable: Flags { Flags(rawValue: 1 << 7) }
        /// A quote is never closed.
        @inlinable public static var unclosedQuote: Flags { Flags(rawValue: 1 << 8) }
        /// An error value of a workbook, such as `#DIV/0!`, stands in the record.
        @inlinable public static var errorValue: Flags { Flags(rawValue: 1 << 9) }
        /// A cell is longer than a workbook's cell can be; only its start was kept.
        @inlinable public static var cellTooLong: Flags { Flags(rawValue: 1 << 10) }
        /// A day that no calendar has, such as 1900-02-29.
        @inlinable public static var badDate: Flags { Flags(rawValue: 1 << 11) }
        /// A reference to a shared string that does not exist.
        @inlinable public static var badReference: Flags { Flags(rawValue: 1 << 12) }

        /// Flags of records that are there in part only; without a recipe, too, they are no clean records.
        @inlinable public static var losses: Flags { [.tooLong, .tooManyFields, .cellTooLong, .badReference] }

        /// Flags that speak against using the record.
        @inlinable public static var refusals: Flags {
            [
                .missingFields, .extraFields, .tooLong, .tooManyFields, .otherTable, .undecodable, .errorValue,
                .cellTooLong, .badDate, .badReference,
            ]
        }
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
