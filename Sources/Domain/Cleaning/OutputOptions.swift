public import Tabular

/// How clean records are written, as a recipe says it.
public struct OutputOptions: Sendable {
    /// A form that a recipe can name.
    public enum Form: String, Sendable, CaseIterable {
        case csv
        case tsv
        case ndjson
        /// A workbook.
        case xlsx
        /// A database with one table.
        case sqlite
    }

    /// How lines end.
    public enum LineEnds: String, Sendable, CaseIterable {
        case lf
        case crlf
    }

    /// The form; nil: as the file's name says.
    public var form: Form?
    /// The name of a workbook's sheet; nil: as it would otherwise be.
    public var sheet: String?
    /// The name of a database's table; nil: as the file's name says.
    public var table: String?
    /// How lines of delimited text end; nil: as they would otherwise.
    public var lineEnds: LineEnds?
    /// Whether delimited text starts with the mark by which some spreadsheets know UTF-8; nil: as it would otherwise.
    public var byteOrderMark: Bool?
    /// Whether `'` is put before fields that a spreadsheet would take for a formula; nil: as it would otherwise.
    public var formulaGuard: Bool?

    /// Nothing said.
    public init() {}

    /// The form of records, when another one would be used without a recipe.
    public func applied(to other: RecordForm) -> RecordForm {
        var style = CSVStyle()
        switch (form, other) {
        case (.ndjson, _), (nil, .ndjson): return .ndjson
        case (.xlsx, _), (.sqlite, _): return .fields
        case (nil, .fields): return .fields
        case (.tsv, _): style.delimiter = 0x09
        case (.csv, .csv(let known)), (nil, .csv(let known)): style = known
        case (.csv, _): break
        }
        if form == .csv { style.delimiter = UInt8(ascii: ",") }
        if let lineEnds { style.carriageReturn = lineEnds == .crlf }
        if let byteOrderMark { style.byteOrderMark = byteOrderMark }
        if let formulaGuard { style.formulaGuard = formulaGuard }
        return .csv(style)
    }
}

/// How rejected records are listed, as a recipe says it.
public struct RejectOptions: Sendable {
    /// The form; nil: as the command says.
    public var style: RejectStyle?
    /// Whether the fields as they were read are masked in columns with a step `mask`, too.
    public var masksFields = false

    /// Nothing said.
    public init() {}
}
