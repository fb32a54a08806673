import Diagnostics
import Tabular
import ZipArchive

/// A workbook with what its sheets share.
struct WorkbookOpening: Sendable {
    let parts: WorkbookParts
    let context: WorkbookContext

    /// Opens a workbook and reads its strings and formats.
    init(
        _ path: String,
        options: SourceOptions,
        limits: WorkbookLimits = WorkbookLimits(),
        readsPlainly: Bool = true
    ) throws(TabularError) {
        var limits = limits
        limits.rowByteCount = options.limits.recordByteCount
        limits.rowKeptByteCount = options.limits.keptByteCount
        switch try FileKind(ofFile: path) {
        case .archive: break
        case .legacyWorkbook: throw .legacyWorkbook
        case .encryptedWorkbook: throw .encryptedWorkbookFile
        case .other: throw .noWorkbook
        }
        let archive: ZipArchive
        do throws(ZipError) {
            archive = try ZipArchive(path, maximumEntryCount: limits.entryCount)
        } catch {
            throw .workbook(error)
        }
        if archive.entry(named: "xl/workbook.bin") != nil { throw .binaryWorkbook }
        if archive.entry(named: "mimetype") != nil, archive.entry(named: "content.xml") != nil { throw .noWorkbook }
        parts = try WorkbookParts(archive, limits: limits)
        var context = WorkbookContext()
        context.limits = limits
        context.readsPlainRows = readsPlainly
        context.isFrom1904 = parts.isFrom1904
        context.numbers = options.numbers
        context.errorValues = options.errorValues
        if let part = parts.styles, let bytes = try parts.bytes(of: part) {
            context.formats = try NumberFormats(bytes, part: part, limits: limits)
        }
        if let part = parts.sharedStrings, archive.entry(named: part) != nil {
            context.strings = try SharedStrings(
                try parts.stream(of: part),
                part: part,
                limits: limits,
                readsPlainStrings: readsPlainly
            )
        }
        self.context = context
    }

    /// The reader of a sheet.
    func reader(of sheet: SheetPart) throws(TabularError) -> SheetReader {
        SheetReader(try parts.stream(of: sheet.part), part: sheet.part, name: sheet.name, context: context)
    }

    /// The sheets that are meant, at least one; the first one that is not hidden unless something else is.
    func sheets(_ wanted: SourceOptions.Sheet) throws(TabularError) -> [SheetPart] {
        let sheets = parts.sheets
        let names = sheets.map(\.name)
        switch wanted {
        case .firstVisible:
            guard let sheet = sheets.first(where: { !$0.isHidden }) ?? sheets.first else {
                throw .missingPart("xl/worksheets/sheet1.xml")
            }
            return [sheet]
        case .all:
            guard let first = sheets.first else { throw .missingPart("xl/worksheets/sheet1.xml") }
            let visible = sheets.filter { !$0.isHidden }
            return visible.isEmpty ? [first] : visible
        case .name(let name):
            let lower = name.lowercased()
            let found = sheets.first { $0.name == name } ?? sheets.first { $0.name.lowercased() == lower }
            guard let found else { throw .unknownSheet("'\(name)'", of: names) }
            return [found]
        case .number(let number):
            guard number >= 1, number <= sheets.count else { throw .unknownSheet("\(number)", of: names) }
            return [sheets[number - 1]]
        }
    }
}

extension TabularError {
    private static let saveAsXLSX = LocalizedText("save it as .xlsx or .csv", zh: "请另存为 .xlsx 或 .csv")

    fileprivate static let legacyWorkbook = TabularError(
        .legacyFormat,
        LocalizedText("it is an Excel 97–2003 workbook", zh: "这是 Excel 97–2003 工作簿"),
        remedy: saveAsXLSX
    )

    fileprivate static let encryptedWorkbookFile = TabularError(
        .encryptedWorkbook,
        LocalizedText("the workbook is protected by a password", zh: "工作簿有密码保护"),
        remedy: LocalizedText("save it without a password", zh: "请去除密码后保存")
    )

    fileprivate static let binaryWorkbook = TabularError(
        .binaryFormat,
        LocalizedText("it is a binary workbook (.xlsb)", zh: "这是二进制工作簿（.xlsb）"),
        remedy: saveAsXLSX
    )

    fileprivate static let noWorkbook = TabularError(
        .notAWorkbook,
        LocalizedText("it is no Excel workbook", zh: "这不是 Excel 工作簿"),
        remedy: saveAsXLSX
    )
}
