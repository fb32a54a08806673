/// What is known about a source beforehand; whatever is not given is found out.
public struct SourceOptions: Hashable, Sendable {
    /// Where the header is.
    public enum Header: Hashable, Sendable {
        /// To be found.
        case automatic
        /// There is none.
        case none
        /// The first `count` records, at least 1, behind what is skipped.
        case records(count: Int)
    }

    /// A choice that may be "none".
    public enum Mark: Hashable, Sendable {
        case automatic
        case none
        case byte(UInt8)
    }

    /// What becomes of records with too few fields.
    public enum ShortRecords: String, Sendable, CaseIterable {
        case keep
        case fill
        case reject
    }

    /// What becomes of records with too many fields.
    public enum LongRecords: String, Sendable, CaseIterable {
        case keep
        /// Empty fields past the last column are left out; a record with others is rejected.
        case dropEmpty = "drop-empty"
        case reject
    }

    /// Which table of a source with several is read.
    public enum Table: Hashable, Sendable {
        /// All records from the table on that most of the source has, one table behind the other.
        case all
        /// The table with a number, from 1, among those of two lines or more in the beginning of a text; what stands
        /// before it is a preamble, and records behind it are marked
        /// ``RecordEntry/Flags/otherTable``.
        case number(Int)
    }

    /// Which sheet of a workbook is read.
    public enum Sheet: Hashable, Sendable {
        case firstVisible
        /// All that are not hidden, one behind the other, as far as they have the columns of the first.
        case all
        case name(String)
        /// From 1, hidden ones counted.
        case number(Int)
    }

    /// How numbers of a workbook become text.
    public enum Numbers: Hashable, Sendable {
        /// The shortest text that means the same number.
        case shortest
        /// Whole numbers without, others with so many decimals.
        case decimals(Int)
    }

    /// What becomes of a workbook's error values.
    public enum ErrorValues: String, Sendable, CaseIterable {
        case reject
        case text
        case empty
    }

    /// The encoding's name; nil to find it out.
    public var encoding: String?
    /// The language that the text is probably in, such as `zh-CN`.
    public var language: String?
    /// Whether records with undecodable bytes are kept, with U+FFFD, instead of being rejected.
    public var keepsUndecodable = false
    /// The bytes between two fields; nil to find them out, empty when each line is one field.
    public var delimiter: [UInt8]?
    /// The byte around fields.
    public var quote = Mark.automatic
    /// The byte before quotes inside; none when they are doubled.
    public var escape = Mark.automatic
    /// Where the header is.
    public var header = Header.automatic
    /// Physical lines to leave out at the start, whatever stands in them.
    public var skippedLineCount = 0
    /// Records to leave out at the end; nil to find them out.
    public var skippedFooterCount: Int?
    /// Names for the columns of a source without a header.
    public var columnNames: [String] = []
    /// The table to read.
    public var table = Table.all
    /// Lines that start with these bytes are left out; empty for none.
    public var comment: [UInt8] = []
    /// What becomes of records with too few fields.
    public var short = ShortRecords.keep
    /// What becomes of records with too many fields.
    public var long = LongRecords.keep
    /// Below this confidence, from 0 to 1, in how the text is divided the source is refused.
    public var minimumConfidence = 0.05
    /// Below this confidence, from 0 to 1, in the encoding of the whole text the source is refused.
    public var minimumEncodingConfidence = 0.5
    /// The sheet to read.
    public var sheet = Sheet.firstVisible
    /// The cells to read, such as `B3:K`; nil for all.
    public var range: String?
    /// Whether hidden rows are left out.
    public var skipsHiddenRows = false
    /// Whether each cell of a merged range gets its value, instead of the first alone.
    public var fillsMergedCells = false
    /// What becomes of error values.
    public var errorValues = ErrorValues.reject
    /// How numbers become text.
    public var numbers = Numbers.shortest
    /// The limits.
    public var limits = TabularLimits()

    /// Nothing is known.
    public init() {}
}
