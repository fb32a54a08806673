import Diagnostics
import Tabular

/// What the first rows of a sheet are.
struct SheetSurvey: Sendable {
    /// The column of the first field.
    let firstColumn: Int
    /// The number of fields of a record.
    let width: Int
    /// The index of the first row behind the header.
    let firstDataRow: Int
    /// Rows at the end that are none of the table.
    let footerCount: Int
    let shape: SourceShape

    /// Looks at rows that were clipped to a window; the columns that it names count even where they are empty.
    init(_ rows: [SheetRow], _ text: [UInt8], window: CellWindow, options: SourceOptions, isWhole: Bool) {
        let firstColumn = window.firstColumn ?? rows.compactMap { $0.cells.first?.column }.min() ?? 1
        let extents = rows.map { ($0.cells.last?.column ?? firstColumn - 1) - firstColumn + 1 }
        let usual = Self.usualWidth(extents)
        let batch = Self.batch(rows, text, firstColumn: firstColumn)
        var structure = TableStructure(
            batch,
            width: max(1, usual),
            isWhole: isWhole,
            findsPreamble: options.skippedLineCount == 0 && options.range == nil
        )
        switch options.header {
        case .automatic: if !options.columnNames.isEmpty { structure.fixHeader(count: 0) }
        case .none: structure.fixHeader(count: 0)
        case .records(let count): structure.fixHeader(count: count)
        }
        var headers: [[String]] = []
        var index = structure.preambleCount
        var width = (usual > 0 ? window.width : nil) ?? usual
        while headers.count < structure.headerCount, index < rows.count {
            if extents[index] > 0 {
                headers.append(batch.strings(of: index))
                width = max(width, extents[index])
            }
            index += 1
        }
        var names = headers.isEmpty ? options.columnNames : TableStructure.joined(headers)
        // A header cell that is empty has no text in the sheet, but is the name of a column all the same.
        if !headers.isEmpty { names += [String](repeating: "", count: max(0, width - names.count)) }
        self.firstColumn = firstColumn
        self.width = width
        firstDataRow = index
        footerCount = min(structure.footerCount, rows.count - index)
        var shape = SourceShape(
            form: .xlsx,
            columnCount: width,
            header: names,
            headerCount: headers.count,
            preambleCount: structure.preambleCount
        )
        if !rows.isEmpty { shape.assumptions = Self.assumptions(structure, headers.count, options) }
        self.shape = shape
    }

    /// The width that most rows have, wider ones before narrower ones.
    private static func usualWidth(_ extents: [Int]) -> Int {
        var counts: [Int: Int] = [:]
        for extent in extents where extent > 0 { counts[extent, default: 0] += 1 }
        func weight(_ width: Int) -> Double { Double(counts[width] ?? 0) * (1 - 1 / Double(width + 1)) }
        return counts.keys.max { (weight($0), $0) < (weight($1), $1) } ?? 0
    }

    /// The rows as records as wide as they are; a blank row is one empty field.
    private static func batch(_ rows: [SheetRow], _ text: [UInt8], firstColumn: Int) -> RecordBatch {
        var batch = RecordBatch()
        batch.text = text
        for row in rows {
            var column = firstColumn
            for cell in row.cells {
                while column < cell.column {
                    batch.fields.append(FieldRange(start: cell.start, count: 0))
                    column += 1
                }
                batch.fields.append(FieldRange(start: cell.start, count: cell.count))
                column += 1
            }
            if row.cells.isEmpty { batch.fields.append(FieldRange(start: 0, count: 0)) }
            let distance = row.number - (rows.first?.number ?? 1)
            batch.records.append(
                RecordEntry(
                    start: row.cells.first?.start ?? 0,
                    fieldEnd: batch.fields.count,
                    lineDistance: distance
                )
            )
        }
        return batch
    }

    private static func assumptions(
        _ structure: TableStructure,
        _ headerCount: Int,
        _ options: SourceOptions
    ) -> [Assumption] {
        let header =
            switch headerCount {
            case 0: LocalizedText("no header", zh: "无表头")
            case 1: LocalizedText("1 header row", zh: "1 行表头")
            default: LocalizedText("\(headerCount) header rows", zh: "\(headerCount) 行表头")
            }
        var all = [
            Assumption(
                .header,
                "\(headerCount)",
                confidence: options.header == .automatic ? structure.headerConfidence : nil,
                text: header
            )
        ]
        let preamble = structure.preambleCount
        if preamble > 0 {
            let text = LocalizedText(
                preamble == 1 ? "1 row before the table left out" : "\(preamble) rows before the table left out",
                zh: "略去表前 \(preamble) 行"
            )
            all.append(Assumption(.preamble, "\(preamble)", confidence: 0.9, text: text))
        }
        return all
    }
}
