import Diagnostics
import Tabular

/// Dialect, structure and shape of a text, from its beginning.
struct TableSurvey: Sendable {
    private let finding: DialectDetector.Finding
    private let options: SourceOptions
    /// What the first records are.
    let structure: TableStructure
    /// The offset of the first data record in the beginning.
    let dataStart: Int
    /// Comments and blank lines before the first data record that are no part of the preamble.
    let commentLineCount: Int
    let blankLineCount: Int
    /// The physical line of the first data record, counted from the beginning's first line.
    private let dataLine: Int
    /// What the source looks like.
    private(set) var shape: SourceShape

    /// The tables in the beginning.
    private let tables: SampleTables
    /// What was looked at: a beginning, or the part of it in which a table stands that is read alone.
    let part: SourceBeginning

    /// Looks at a beginning, or at the table in it that the options name.
    ///
    /// - Throws: ``TabularError/Code/notText``, ``TabularError/Code/unclearDialect`` or
    ///   ``TabularError/Code/unknownTable``.
    static func survey(of beginning: SourceBeginning, options: SourceOptions) throws(TabularError) -> TableSurvey {
        var survey = try TableSurvey(beginning, options: options)
        let tables = survey.tables
        let dialect = survey.finding.dialect
        if survey.shape.columnCount == 1, !dialect.delimiter.isEmpty {
            survey.shape.notes.append(note(undivided: dialect))
        }
        guard case .number(let number) = options.table else {
            let main = tables.number(ofRecord: survey.structure.preambleCount)
            if let assumption = tables.assumption(main, isGiven: false) { survey.shape.assumptions.append(assumption) }
            if let note = tables.note(reading: main, line: beginning.line) { survey.shape.notes.append(note) }
            return survey
        }
        guard number <= max(1, tables.all.count) else { throw .noSuchTable(number, of: max(1, tables.all.count)) }
        guard tables.all.count > 1 else { return survey }
        let table = tables.all[number - 1]
        let part = SourceBeginning(beginning, table.range, lineCount: table.lineCount)
        survey = try TableSurvey(part, options: options, skippedCount: table.firstRecord)
        if let assumption = tables.assumption(number, isGiven: true) { survey.shape.assumptions.append(assumption) }
        return survey
    }

    /// Looks at a beginning, before which so many records and blank lines are left out.
    ///
    /// - Throws: ``TabularError/Code/notText`` or ``TabularError/Code/unclearDialect``.
    private init(
        _ beginning: SourceBeginning,
        options: SourceOptions,
        skippedCount: Int = 0
    ) throws(TabularError) {
        self.options = options
        part = beginning
        if beginning.isNoText { throw .noText }
        var given = options
        if given.delimiter == nil { given.delimiter = beginning.namedDelimiter }
        finding = DialectDetector(options: given).finding(
            in: LeadingLines.withoutComments(beginning.text, options.comment)
        )
        guard finding.confidence >= options.minimumConfidence else { throw .unclear(finding) }
        var scanner = RecordScanner(dialect: finding.dialect, width: finding.width, limits: options.limits)
        scanner.keepsBlankLines = true
        scanner.recordLimit = options.limits.sampleRecordCount
        scanner.comment = options.comment
        var batch = RecordBatch()
        batch.text = beginning.text
        batch.quoting = RecordBatch.Quoting(
            quote: finding.dialect.quote ?? UInt8(ascii: "\""),
            escape: finding.dialect.escape
        )
        let start = scanner
        let end = scanner.scan(beginning.text.span, from: 0, isLast: true, into: &batch)
        var structure = TableStructure(
            batch,
            width: finding.width,
            isWhole: beginning.isWhole && end == beginning.text.count,
            findsPreamble: options.skippedLineCount == 0,
            dividesProse: finding.dialect.delimiter == [0x20]
        )
        Self.fixHeader(of: &structure, beginning, options)
        var headers: [[String]] = []
        var index = beginning.hasWholeLine ? structure.preambleCount : 0
        var blankLineCount = 0
        while headers.count < structure.headerCount, index < batch.count {
            let fields = batch.strings(of: index)
            if fields != [""] || finding.width == 1 { headers.append(fields) } else { blankLineCount += 1 }
            index += 1
        }
        self.blankLineCount = blankLineCount
        commentLineCount = Self.commentCount(before: index, in: beginning.text, start)
        self.structure = structure
        dataStart = index < batch.count ? batch.records[index].start : end
        dataLine = index < batch.count ? batch.records[index].line : scanner.line - 1
        let isBlank = beginning.isWhole && beginning.text.allSatisfy { $0 <= 0x20 && $0 != 0x1F && $0 != 0x01 }
        var shape = SourceShape(
            form: .csv,
            dialect: finding.dialect,
            columnCount: isBlank ? 0 : finding.width,
            header: headers.isEmpty ? options.columnNames : TableStructure.joined(headers),
            headerCount: headers.count,
            preambleCount: structure.preambleCount + skippedCount,
            confidence: finding.confidence
        )
        if !isBlank {
            shape.assumptions = ShapeAssumptions(finding, structure, options, beginning, skippedCount).all
        }
        tables = finding.width > 1 ? SampleTables(batch, end: end) : SampleTables(RecordBatch(), end: 0)
        self.shape = shape
    }

    private static func fixHeader(
        of structure: inout TableStructure,
        _ beginning: SourceBeginning,
        _ options: SourceOptions
    ) {
        switch options.header {
        case .automatic: if !options.columnNames.isEmpty { structure.fixHeader(count: 0) }
        case .none: structure.fixHeader(count: 0)
        case .records(let count): structure.fixHeader(count: count)
        }
        // The start of a line without end tells the dialect, but is no header.
        if !beginning.hasWholeLine { structure.fixHeader(count: 0) }
    }

    private static func note(undivided dialect: Dialect) -> LocalizedText {
        let name = dialect.delimiterName
        return LocalizedText(
            "the delimiter \(name) that is given divides no line; each is one field",
            zh: "指定的分隔符 \(name) 没有切分任何一行；每行为一个字段"
        )
    }

    /// The comments before the record at an index, which a scanner meets from the start of a text.
    private static func commentCount(before index: Int, in text: [UInt8], _ scanner: RecordScanner) -> Int {
        guard !scanner.comment.isEmpty else { return 0 }
        var scanner = scanner
        scanner.recordLimit = index + 1
        var batch = RecordBatch()
        _ = scanner.scan(text.span, from: 0, isLast: true, into: &batch)
        return scanner.commentLineCount
    }

    /// The scanner for the data records.
    func scanner(from beginning: SourceBeginning) -> RecordScanner {
        let width = finding.width
        var scanner = RecordScanner(dialect: finding.dialect, width: width, limits: options.limits)
        scanner.keepsBlankLines = width == 1
        scanner.comment = options.comment
        scanner.line = beginning.line + dataLine
        if width > 1 {
            scanner.raggedness = Raggedness(
                short: options.short,
                long: options.long,
                takesOtherDelimiters: options.delimiter == nil
            )
        }
        return scanner
    }
}

extension TabularError {
    fileprivate static let noText = TabularError(
        .notText,
        LocalizedText("more than a tenth of it are control characters; it is no text", zh: "控制字符超过十分之一，不是文本"),
        remedy: LocalizedText("give its encoding if it is text after all", zh: "如果确实是文本，请指定编码")
    )

    fileprivate static func noSuchTable(_ number: Int, of count: Int) -> TabularError {
        TabularError(
            .unknownTable,
            LocalizedText(
                "there is no table \(number); its beginning has \(count)",
                zh: "没有第 \(number) 个表格；文件开头有 \(count) 个"
            ),
            remedy: LocalizedText(
                "choose one from 1 to \(count), or all; skip lines to start later",
                zh: "请选择 1 到 \(count)，或 all；可跳过前面的行"
            )
        )
    }

    fileprivate static func unclear(_ finding: DialectDetector.Finding) -> TabularError {
        func share(_ score: Double) -> String { ShapeAssumptions.decimal(score) }
        let first = finding.dialect.delimiterName
        let firstScore = share(finding.score ?? 0)
        let other = finding.alternatives.first
        let second = Dialect(delimiter: other?.delimiter ?? []).delimiterName
        let secondScore = share(other?.score ?? 0)
        let secondWidth = other?.width ?? 1
        return TabularError(
            .unclearDialect,
            LocalizedText(
                "it is not clear how it is divided: \(first) gives \(finding.width) cells (\(firstScore)), "
                    + "\(second) gives \(secondWidth) (\(secondScore))",
                zh: "无法确定分隔方式：\(first) 得 \(finding.width) 列（\(firstScore)），\(second) 得 \(secondWidth) 列（\(secondScore)）"
            ),
            remedy: LocalizedText("give the delimiter", zh: "请指定分隔符")
        )
    }
}
