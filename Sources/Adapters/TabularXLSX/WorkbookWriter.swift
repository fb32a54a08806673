import Compression
import Diagnostics
import Files
import Tabular
import ZipArchive

/// Writes a workbook, row by row, in memory that does not grow with it.
struct WorkbookWriter: ~Copyable {
    /// XML that is compressed at once, and bytes that are written at once.
    private static let blockByteCount = 128 << 10
    /// UTF-16 code units of a cell.
    static let cellUnitCount = 32_767

    private var file: OutputFile
    private var archive = ZipWriter()
    private var rows = RowWriter()
    private let style: XLSXStyle
    private let limits: WorkbookLimits
    private var columns: [String] = []
    /// Whether the cells of a column may be numbers.
    private var areNumbers: [Bool] = []
    private var sheetCount = 0
    /// Rows of the sheet that is written.
    private var rowCount = 0
    private var recordCount = 0
    private var isComplete = false

    init(_ file: consuming OutputFile, style: XLSXStyle, limits: WorkbookLimits = WorkbookLimits()) {
        self.file = file
        self.style = style
        self.limits = limits
    }

    mutating func begin(columns: [String]) throws(TabularError) {
        self.columns = columns
        areNumbers = columns.map { name in
            switch style.numbers {
            case .none: false
            case .all: true
            case .columns(let names): names.contains(name)
            }
        }
        try add("[Content_Types].xml", WorkbookSkeleton.contentTypes)
        try add("_rels/.rels", WorkbookSkeleton.packageRelations)
        try add("xl/styles.xml", WorkbookSkeleton.styles)
        try beginSheet()
    }

    mutating func write(_ records: FieldTable) throws(TabularError) {
        let text = records.text.span
        for record in 0..<records.count {
            if rowCount == limits.rowCount {
                try endSheet()
                try beginSheet()
            }
            recordCount += 1
            rowCount += 1
            let fields = records.fieldIndices(of: record)
            guard fields.count <= limits.columnCount else { throw tooManyFields(fields.count) }
            rows.begin(row: rowCount)
            for field in fields {
                let range = records.range(of: field)
                guard !range.isEmpty else { continue }
                try append(text.extracting(range), column: field - fields.lowerBound)
            }
            rows.end()
            if rows.xml.count >= Self.blockByteCount { try flush() }
        }
    }

    private mutating func append(_ text: Span<UInt8>, column: Int) throws(TabularError) {
        let mayBeNumber = column < areNumbers.count ? areNumbers[column] : style.numbers == .all
        if mayBeNumber, PlainNumber.isPlain(text) {
            rows.append(number: text, column: column)
            return
        }
        try checkLength(text, column)
        rows.append(text: text, column: column)
    }

    private func checkLength(_ text: Span<UInt8>, _ column: Int) throws(TabularError) {
        guard text.count > Self.cellUnitCount else { return }
        let count = WrittenText.unitCount(text)
        if count > Self.cellUnitCount { throw tooLong(count, column) }
    }

    /// Writes what is left, and brings it to disk; only the name is missing then.
    mutating func complete() throws(TabularError) {
        if !isComplete {
            if sheetCount == 0 { try begin(columns: []) }
            try endSheet()
            try writeStrings()
            let names = (1...sheetCount).map { WrittenText.xml(SheetName.valid(style.sheetName, number: $0)) }
            try add("xl/workbook.xml", WorkbookSkeleton.workbook(sheets: names))
            try add("xl/_rels/workbook.xml.rels", WorkbookSkeleton.workbookRelations(sheetCount: sheetCount))
            archive.finish()
            try save()
            isComplete = true
        }
        do throws(FileError) { try file.synchronize() } catch { throw .writing(error) }
    }

    /// Puts the workbook in its place.
    consuming func finish() throws(TabularError) {
        try complete()
        do throws(FileError) { try file.finish() } catch { throw .writing(error) }
    }

    // MARK: Parts

    private mutating func beginSheet() throws(TabularError) {
        sheetCount += 1
        rowCount = 0
        try beginPart(WorkbookSkeleton.sheetPart(sheetCount))
        rows.xml += WorkbookSkeleton.sheetStart(hasHeader: !columns.isEmpty, isFirst: sheetCount == 1).utf8
        guard !columns.isEmpty else { return }
        guard columns.count <= limits.columnCount else { throw tooManyFields(columns.count) }
        rowCount = 1
        rows.begin(row: 1)
        for (column, name) in columns.enumerated() where !name.isEmpty {
            let text = Array(name.utf8)
            try checkLength(text.span, column)
            rows.append(header: text.span, column: column)
        }
        rows.end()
    }

    private mutating func endSheet() throws(TabularError) {
        rows.xml += WorkbookSkeleton.sheetEnd.utf8
        try endPart()
    }

    private mutating func writeStrings() throws(TabularError) {
        try beginPart("xl/sharedStrings.xml")
        rows.xml += WorkbookSkeleton.sharedStringsStart.utf8
        var start = 0
        while start < rows.strings.count {
            let end = min(start + 1024, rows.strings.count)
            rows.appendStrings(start..<end)
            try flush()
            start = end
        }
        rows.xml += WorkbookSkeleton.sharedStringsEnd.utf8
        try endPart()
    }

    private mutating func beginPart(_ name: String) throws(TabularError) {
        do throws(InflateError) {
            try archive.begin(name, level: style.compressionLevel)
        } catch {
            throw .compressing
        }
    }

    private mutating func endPart() throws(TabularError) {
        try flush()
        archive.end()
    }

    private mutating func add(_ name: String, _ text: String) throws(TabularError) {
        do throws(InflateError) { try archive.add(name, Array(text.utf8)) } catch { throw .compressing }
        try save()
    }

    private mutating func flush() throws(TabularError) {
        archive.append(rows.xml)
        rows.xml.removeAll(keepingCapacity: true)
        if archive.output.count >= Self.blockByteCount { try save() }
    }

    private mutating func save() throws(TabularError) {
        do throws(FileError) { try file.write(archive.output) } catch { throw .writing(error) }
        archive.output.removeAll(keepingCapacity: true)
    }

    // MARK: Errors

    private func name(of column: Int) -> String {
        column < columns.count && !columns[column].isEmpty ? columns[column] : ColumnLetters.text(of: column + 1)
    }

    private func tooLong(_ count: Int, _ column: Int) -> TabularError {
        let place = name(of: column)
        let most = Self.cellUnitCount
        return TabularError(
            .cellTooLong,
            LocalizedText(
                "the field '\(place)' of record \(recordCount) has \(count) characters; a cell holds \(most)",
                zh: "第 \(recordCount) 条记录的字段“\(place)”有 \(count) 个字符；单元格最多 \(most) 个"
            ),
            remedy: LocalizedText("write to a .csv file", zh: "请写到 .csv 文件")
        )
    }

    private func tooManyFields(_ count: Int) -> TabularError {
        TabularError(
            .tooManyFields,
            LocalizedText(
                "record \(recordCount) has \(count) fields; a sheet has \(limits.columnCount) columns",
                zh: "第 \(recordCount) 条记录有 \(count) 个字段；工作表最多 \(limits.columnCount) 列"
            ),
            remedy: LocalizedText("write to a .csv file", zh: "请写到 .csv 文件")
        )
    }
}
