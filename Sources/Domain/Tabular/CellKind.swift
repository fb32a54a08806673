/// What the text of a cell looks like.
public enum CellKind: UInt8, Hashable, Sendable, CaseIterable {
    /// Nothing, blanks, or a word for "no value" such as `N/A`.
    case empty
    /// Up to 18 digits with a sign.
    case integer
    /// A decimal number, with groups of three or an exponent.
    case number
    /// A number with a currency.
    case money
    /// A number with `%`.
    case percent
    /// A day, or a year and month in Chinese.
    case date
    /// A time of day.
    case time
    /// A day and a time.
    case datetime
    /// A word for true or false.
    case boolean
    /// A URL with its scheme, or starting with `www.`.
    case url
    /// A mail address.
    case email
    /// A UUID as RFC 9562 writes it.
    case uuid
    /// An IPv4 address.
    case address
    /// Letters, digits and a few marks, without blanks.
    case word
    /// Anything else.
    case text

    /// The kind by which columns are compared: integers are numbers.
    public var columnKind: CellKind { self == .integer ? .number : self }

    /// Whether the kind is that of names and prose, not of values with a form.
    public var isPlain: Bool { self == .word || self == .text }

    /// The kind of the cell at `range` of `text`, UTF-8; blanks around do not count.
    public init(_ text: Span<UInt8>, _ range: Range<Int>) {
        let cell = CellForm.trimmed(text, range)
        guard let first = cell.first.map({ text[$0] }) else {
            self = .empty
            return
        }
        let form = CellForm(range: cell)
        let isDigitLike = first &- 0x30 < 10 || first == 0x2D || first == 0x2B
        if isDigitLike, let kind = form.numeric(text) {
            self = kind
        } else if !isDigitLike, form.isMoneyWithSignFirst(text) {
            self = .money
        } else if form.isNull(text) {
            self = .empty
        } else if cell.count < 60 || isDigitLike, let kind = form.named(text) {
            self = kind
        } else {
            self = form.isWord(text) ? .word : .text
        }
    }
}

extension CellKind {
    /// Whether a cell holds nothing but blanks.
    public static func isBlank(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        CellForm.trimmed(text, range).isEmpty
    }
}
