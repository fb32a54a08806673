/// How a delimited text is divided into records and fields.
public struct Dialect: Hashable, Sendable {
    /// The bytes between two fields, one or more; empty when each line is one field.
    public var delimiter: [UInt8]
    /// The byte around fields that hold delimiters or line ends; nil when there is none.
    public var quote: UInt8?
    /// The byte before a quote inside a quoted field; nil when such quotes are doubled.
    public var escape: UInt8?
    /// Whether blanks may stand before an opening quote.
    public var blanksBeforeQuote: Bool
    /// Whether a carriage return without a line feed ends a record.
    public var loneCarriageReturnEnds: Bool

    /// A dialect; by default that of RFC 4180.
    public init(
        delimiter: [UInt8] = [UInt8(ascii: ",")],
        quote: UInt8? = UInt8(ascii: "\""),
        escape: UInt8? = nil,
        blanksBeforeQuote: Bool = false,
        loneCarriageReturnEnds: Bool = true
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.escape = escape
        self.blanksBeforeQuote = blanksBeforeQuote
        self.loneCarriageReturnEnds = loneCarriageReturnEnds
    }

    /// A dialect whose delimiter is given as text.
    public init(_ delimiter: String) {
        self.init(delimiter: Array(delimiter.utf8))
    }

    /// The delimiter for people: control characters are named.
    public var delimiterName: String {
        switch delimiter {
        case []: "none"
        case [0x09]: "TAB"
        case [0x20]: "blank"
        case [0x01]: "U+0001"
        case [0x1F]: "U+001F"
        default:
            "'" + String(decoding: delimiter.flatMap { $0 == 0x09 ? Array("\\t".utf8) : [$0] }, as: UTF8.self) + "'"
        }
    }
}
