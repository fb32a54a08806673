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
    /// What tells a footer from records.
    let structure: TableStructure
    let shape: SourceShape

    /// Looks at rows that were clipped to a window; the columns that it names count even where they are empty.
    init(_ rows: [SheetRow], _ text: [UInt8], window: CellWindow, options: SourceOptions, isWhole: Bool) {
        let firstColumn = window.firstColumn ?? rows.compactMap { $0.cells.first?.column }.min() ?? 1
        let extents = rows.map { ($0.cells.last?.column ?? firstColumn - 1) - firstColumn + 1 }
        let usual = Self.usualWidth(extents)
        // What merged ranges fill in would make a title a row of many cells.
        let own = rows.map(\.unfilled)
        let batch = Self.batch(own, text, firstColumn: firstColumn)
        var structure = TableStructure(
            batch,
            width: max(1, usual),
            isWhole: isWhole,
            findsPreamble: options.skippedLineCount == 0 && options.range == nil
        )
        switch options.header {
        case .automatic:
            if !options.columnNames.isEmpty {
                structure.fixHeader(count: 0)
            } else {
                Self.lengthenHeader(of: &structure, own, text, firstColumn: firstColumn, width: usual, isWhole)
            }
        case .none: structure.fixHeader(count: 0)
        case .records(let count): structure.fixHeader(count: count)
        }
        var headers: [SheetRow] = []
        var index = structure.preambleCount
        var width = (usual > 0 ? window.width : nil) ?? usual
        while headers.count < structure.headerCount, index < rows.count {
            if extents[index] > 0 {
                headers.append(rows[index])
                width = max(width, extents[index])
            }
            index += 1
        }
        var names = headers.isEmpty ? options.columnNames : Self.names(of: headers, text, firstColumn: firstColumn)
        // A header cell that is empty has no text in the sheet, but is the name of a column all the same.
        if !headers.isEmpty { names += [String](repeating: "", count: max(0, width - names.count)) }
        self.firstColumn = firstColumn
        self.width = width
        firstDataRow = index
        // Blank rows set a footer apart, and most have no entry in the sheet.
        let dense = Self.batch(Self.withBlankRows(own), text, firstColumn: firstColumn)
        self.structure = isWhole ? TableStructure(dense, width: max(1, usual), isWhole: true) : structure
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

    /// The rows with one that is blank in each gap between them.
    private static func withBlankRows(_ rows: [SheetRow]) -> [SheetRow] {
        var all: [SheetRow] = []
        for row in rows {
            if row.isBehindBlankRow, let last = all.last, !last.isBlank {
                var blank = SheetRow()
                blank.number = row.number - 1
                all.append(blank)
            }
            all.append(row)
        }
        return all
    }

    /// The names of the columns that header rows give; in one row a merged cell names all of its columns.
    static func names(of headers: [SheetRow], _ text: [UInt8], firstColumn: Int) -> [String] {
        let batch = batch(headers.count > 1 ? headers.map(\.unfilled) : headers, text, firstColumn: firstColumn)
        return TableStructure.joined(headers.indices.map { batch.strings(of: $0) })
    }

    /// Looks for further header rows, of which the last cells are often part of a merged range and so empty.
    private static func lengthenHeader(
        of structure: inout TableStructure,
        _ rows: [SheetRow],
        _ text: [UInt8],
        firstColumn: Int,
        width: Int,
        _ isWhole: Bool
    ) {
        guard structure.headerCount > 0, structure.preambleCount < rows.count else { return }
        let body = Array(rows[structure.preambleCount...])
        let found = TableStructure(
            batch(body, text, firstColumn: firstColumn, width: width),
            width: max(1, width),
            isWhole: isWhole,
            findsPreamble: false
        )
        guard found.headerCount > structure.headerCount else { return }
        structure.fixHeader(count: found.headerCount, confidence: found.headerConfidence)
    }

    /// The width that most rows have, wider ones before narrower ones.
    private static func usualWidth(_ extents: [Int]) -> Int {
        var counts: [Int: Int] = [:]
        for extent in extents where extent > 0 { counts[extent, default: 0] += 1 }
        func weight(_ width: Int) -> Double { Double(counts[width] ?? 0) * (1 - 1 / Double(width + 1)) }
        return counts.keys.max { (weight($0), $0) < (weight($1), $1) } ?? 0
    }

    /// The rows as records as wide as they are, but no narrower than `width`; a blank row is one empty field.
    private static func batch(
        _ rows: [SheetRow],
        _ text: [UInt8],
        firstColumn: Int,
        width: Int = 0
    ) -> RecordBatch {
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
            while column > firstColumn, column < firstColumn + width {
                batch.fields.append(FieldRange(start: text.count, count: 0))
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
