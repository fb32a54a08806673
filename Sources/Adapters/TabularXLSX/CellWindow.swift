/// The rows and columns that are read, from 1.
struct CellWindow: Hashable, Sendable {
    var columns = 1...Int.max
    var rows = 1...Int.max
    /// The column that the range names as its first one; nil when the cells tell where the table starts.
    private(set) var firstColumn: Int?
    /// The last column of any sheet: a range up to it is as wide as its rows.
    private static let lastColumn = WorkbookLimits().columnCount

    /// All of a sheet.
    init() {}

    /// A range such as `B3:K20`, `B3:K`, `B:K` or `B3`; nil for anything else.
    init?(_ text: String) {
        let corners = text.split(separator: ":", omittingEmptySubsequences: false).map { Self.corner($0) }
        guard let first = corners.first ?? nil, corners.count <= 2 else { return nil }
        var last: (column: Int?, row: Int?) = (nil, nil)
        if corners.count == 2 {
            guard let second = corners[1] else { return nil }
            last = second
        }
        let startColumn = first.column ?? 1
        let startRow = first.row ?? 1
        guard (last.column ?? .max) >= startColumn, (last.row ?? .max) >= startRow else { return nil }
        columns = startColumn...(last.column ?? .max)
        rows = startRow...(last.row ?? .max)
        firstColumn = first.column
    }

    /// The number of columns, empty ones too; nil when the range names no last one, or the last one of any sheet.
    var width: Int? { columns.upperBound < Self.lastColumn ? columns.count : nil }

    private static func corner(_ text: Substring) -> (column: Int?, row: Int?)? {
        let letters = text.prefix { $0.isASCII && $0.isLetter }
        let digits = text.dropFirst(letters.count)
        guard !text.isEmpty, letters.count <= 3, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        let column = letters.uppercased().utf8.reduce(0) { $0 * 26 + Int($1 - 0x40) }
        let row = Int(digits)
        guard digits.isEmpty || row ?? 0 > 0 else { return nil }
        return (letters.isEmpty ? nil : column, row)
    }

    /// Whether a row's cells are read; cells outside are removed from it.
    func clip(_ row: inout SheetRow) -> Bool {
        guard rows.contains(row.number) else { return false }
        if columns != 1...Int.max { row.cells.removeAll { !columns.contains($0.column) } }
        return true
    }
}
