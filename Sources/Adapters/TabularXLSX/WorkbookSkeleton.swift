/// The parts of a workbook that do not depend on its records.
///
/// - SeeAlso: ECMA-376 part 1, clauses 12 and 18; part 2, clauses 9 and 10.
enum WorkbookSkeleton {
    private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packages = "http://schemas.openxmlformats.org/package/2006"
    private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    /// The styles of cells, by their index.
    enum CellStyle: Int {
        /// A number.
        case general = 0
        /// Text that stays text when it is edited.
        case text = 1
        /// The same in bold.
        case header = 2
    }

    /// Comes first, before it is known how many sheets there are: what is not told apart is a sheet.
    static let contentTypes =
        declaration + "<Types xmlns=\"\(packages)/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"\(types).worksheet+xml\"/>"
        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(types).sheet.main+xml\"/>"
        + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(types).styles+xml\"/>"
        + "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"\(types).sharedStrings+xml\"/>"
        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"\(types).worksheet+xml\"/></Types>"

    static let packageRelations =
        declaration + "<Relationships xmlns=\"\(packages)/relationships\">"
        + "<Relationship Id=\"rId1\" Type=\"\(relationships)/officeDocument\" Target=\"xl/workbook.xml\"/>"
        + "</Relationships>"

    static let styles =
        declaration + "<styleSheet xmlns=\"\(main)\"><fonts count=\"2\">"
        + "<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
        + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
        + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
        + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
        + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
        + "<cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
        + "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
        + "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
        + "applyFont=\"1\"/></cellXfs>"
        + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"

    static let sharedStringsStart = declaration + "<sst xmlns=\"\(main)\">"
    static let sharedStringsEnd = "</sst>"

    /// The start of a sheet, up to its first row.
    ///
    /// - Parameters:
    ///   - hasHeader: Whether the first row stays where it is when the others move.
    ///   - isFirst: Whether the sheet is the one that is shown.
    /// - Returns: XML.
    static func sheetStart(hasHeader: Bool, isFirst: Bool) -> String {
        let shown = isFirst ? " tabSelected=\"1\"" : ""
        let pane =
            hasHeader
            ? "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                + "<selection pane=\"bottomLeft\"/>" : ""
        return declaration + "<worksheet xmlns=\"\(main)\"><sheetViews><sheetView\(shown) workbookViewId=\"0\">\(pane)"
            + "</sheetView></sheetViews><sheetData>"
    }

    static let sheetEnd = "</sheetData></worksheet>"

    /// The list of sheets; `names` are XML already.
    static func workbook(sheets names: [String]) -> String {
        let sheets = names.enumerated().map { index, name in
            "<sheet name=\"\(name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
        }
        return declaration + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relationships)\"><bookViews><workbookView/>"
            + "</bookViews><sheets>\(sheets.joined())</sheets></workbook>"
    }

    static func sheetPart(_ number: Int) -> String { "xl/worksheets/sheet\(number).xml" }

    static func workbookRelations(sheetCount: Int) -> String {
        var relations = (1...max(1, sheetCount)).map { number in
            "<Relationship Id=\"rId\(number)\" Type=\"\(relationships)/worksheet\" "
                + "Target=\"worksheets/sheet\(number).xml\"/>"
        }
        relations.append(
            "<Relationship Id=\"rIdStyles\" Type=\"\(relationships)/styles\" Target=\"styles.xml\"/>"
        )
        relations.append(
            "<Relationship Id=\"rIdStrings\" Type=\"\(relationships)/sharedStrings\" Target=\"sharedStrings.xml\"/>"
        )
        return declaration + "<Relationships xmlns=\"\(packages)/relationships\">\(relations.joined())</Relationships>"
    }
}
