import Tabular

/// The merged ranges of a sheet, whose value stands in their first cell alone.
struct SheetMerges: Sendable {
    struct Area: Hashable, Sendable {
        let columns: ClosedRange<Int>
        let rows: ClosedRange<Int>
    }

    /// By their first row.
    private var areas: [Area] = []
    private var next = 0
    private var limits = WorkbookLimits()
    /// Those that the last row lay in, with the text and the flags of their first cell.
    private var open: [(area: Area, text: [UInt8], flags: RecordEntry.Flags)] = []

    /// No merged ranges.
    init() {}

    /// Reads the ranges, which stand behind the rows: the whole part is gone through.
    init(_ bytes: PartBytes, part: String, limits: WorkbookLimits) throws(TabularError) {
        self.limits = limits
        var tokens = XMLTokenizer(bytes, part: part, limits: limits)
        while true {
            let token = try tokens.next()
            if token == .endOfDocument { break }
            guard token == .start, tokens.isElement("mergeCell"), let reference = try tokens.value("ref"),
                let area = Self.area(reference, limits)
            else { continue }
            guard areas.count < limits.mergedRangeCount else { break }
            areas.append(area)
        }
        areas.sort { $0.rows.lowerBound < $1.rows.lowerBound }
    }

    private static func area(_ reference: [UInt8], _ limits: WorkbookLimits) -> Area? {
        let corners = reference.split(separator: UInt8(ascii: ":")).map { CellReference.place(Array($0).span) }
        guard corners.count == 2, let first = corners[0], let last = corners[1], first.column <= last.column,
            first.row <= last.row, last.column <= limits.columnCount
        else { return nil }
        return Area(columns: first.column...last.column, rows: first.row...last.row)
    }

    /// Gives each empty cell of a merged range the value of its first cell; a row that would get too long stays as it is,
    /// and is marked.
    mutating func fill(_ row: inout SheetRow, text: inout [UInt8]) {
        guard !areas.isEmpty else { return }
        open.removeAll { $0.area.rows.upperBound < row.number }
        openAreas(of: row, text)
        guard !open.isEmpty else { return }
        let (cellCount, textCount) = (row.cells.count, text.count)
        let start = row.cells.first?.start ?? textCount
        let filled = Set(row.cells.lazy.map(\.column))
        for (area, value, flags) in open {
            for column in area.columns where !filled.contains(column) {
                guard text.count - start + value.count <= limits.rowByteCount else {
                    row.isTooLong = true
                    row.cells.removeSubrange(cellCount...)
                    text.removeLast(text.count - textCount)
                    return
                }
                let start = text.count
                text += value
                row.cells.append(
                    SheetCell(column: column, start: start, count: value.count, flags: flags, isFilled: true)
                )
            }
        }
        row.cells.sort { $0.column < $1.column }
    }

    /// Takes the areas that start in a row; one that overlaps another, which no program writes, is passed over.
    private mutating func openAreas(of row: SheetRow, _ text: [UInt8]) {
        var values: [Int: SheetCell]?
        while next < areas.count, areas[next].rows.lowerBound <= row.number {
            let area = areas[next]
            next += 1
            guard area.rows.lowerBound == row.number else { continue }
            if values == nil {
                values = Dictionary(row.cells.lazy.map { ($0.column, $0) }) { first, _ in first }
            }
            guard let cell = values?[area.columns.lowerBound],
                !open.contains(where: { $0.area.columns.overlaps(area.columns) })
            else { continue }
            let held = open.reduce(0) { $0 + $1.text.count }
            if held + cell.count <= limits.rowByteCount {
                open.append((area, Array(text[cell.start..<cell.start + cell.count]), cell.flags))
            } else {
                open.append((area, [], cell.flags.union(.tooLong)))
            }
        }
    }
}
