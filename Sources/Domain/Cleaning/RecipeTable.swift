/// A table that a recipe names, all of it in memory: names of columns, and rows of texts.
public struct RecipeTable: Sendable {
    /// The most bytes that the file of a table may have.
    public static let maximumByteCount = 64 << 20
    /// The most columns.
    public static let maximumColumnCount = 1_000

    /// The names of the columns.
    public let columns: [String]
    /// All cells, one behind the other.
    private(set) var text: [UInt8] = []
    /// The offset behind each cell.
    private var ends: [UInt32] = []

    /// A table without rows; it has at least one column.
    public init(columns: [String]) {
        precondition(!columns.isEmpty, "a table has columns")
        self.columns = columns
    }

    /// The number of rows.
    public var rowCount: Int { ends.count / columns.count }

    /// Appends the next cell of the row at hand; after the last one the next row begins.
    ///
    /// - Returns: false when the table would be larger than ``maximumByteCount``; then nothing is appended.
    public mutating func append(_ cell: some Collection<UInt8>) -> Bool {
        guard text.count + cell.count <= Self.maximumByteCount, ends.count < Int(Int32.max) else { return false }
        text.append(contentsOf: cell)
        ends.append(UInt32(text.count))
        return true
    }

    /// Where a cell is in ``text``.
    func range(row: Int, column: Int) -> Range<Int> {
        let index = row * columns.count + column
        return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    func cell(row: Int, column: Int) -> ArraySlice<UInt8> { text[range(row: row, column: column)] }
}
