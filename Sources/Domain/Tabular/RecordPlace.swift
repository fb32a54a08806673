/// Where a record stands in the source, for people and for programs that look it up.
public struct RecordPlace: Hashable, Sendable {
    /// The physical line, from 1, on which the record starts; in a workbook the row.
    public let line: Int
    /// The number of the record among the data records, from 1: header, preamble and blank lines are none.
    public let record: Int
    /// The offset, from 0, of the record's first byte in the source as it is stored, byte order mark included; nil in
    /// a workbook.
    public let byteOffset: Int?
    /// The cell in a workbook, such as `Orders!C12`.
    public let cell: String?

    /// A place.
    public init(line: Int, record: Int, byteOffset: Int? = nil, cell: String? = nil) {
        self.line = line
        self.record = record
        self.byteOffset = byteOffset
        self.cell = cell
    }
}

/// The letters that name a workbook's columns.
///
/// - SeeAlso: ECMA-376 part 1, section 18.3.1.4.
public enum ColumnLetters {
    /// The name of a column, from 1, such as `AA` for 27.
    public static func text(of column: Int) -> String {
        precondition(column >= 1, "columns are counted from 1")
        var letters: [UInt8] = []
        var rest = column
        while rest > 0 {
            letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}
