public import Diagnostics

/// What a source looks like: found out from its beginning, or given.
public struct SourceShape: Hashable, Sendable {
    /// The kind of file.
    public enum Form: String, Sendable {
        case csv
        case xlsx
    }

    /// The kind of file.
    public var form: Form
    /// How the text is divided; nil in a workbook.
    public var dialect: Dialect?
    /// The number of fields that most records have.
    public var columnCount: Int
    /// The header's cells, several header records joined; empty when there is no header.
    public var header: [String]
    /// The number of header records.
    public var headerCount: Int
    /// The number of records and blank lines before the header.
    public var preambleCount: Int
    /// How sure the division into fields is, from 0 to 1.
    public var confidence: Double
    /// Everything that was assumed, in the order in which it is told.
    public var assumptions: [Assumption]
    /// What else a person should know about the source, such as the sheets of a workbook that are not read.
    public var notes: [LocalizedText] = []

    /// A shape.
    public init(
        form: Form,
        dialect: Dialect? = nil,
        columnCount: Int,
        header: [String] = [],
        headerCount: Int = 0,
        preambleCount: Int = 0,
        confidence: Double = 1,
        assumptions: [Assumption] = []
    ) {
        self.form = form
        self.dialect = dialect
        self.columnCount = columnCount
        self.header = header
        self.headerCount = headerCount
        self.preambleCount = preambleCount
        self.confidence = confidence
        self.assumptions = assumptions
    }
}
