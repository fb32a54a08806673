import Diagnostics
import RegularExpressions

/// Finds the columns of a source that a recipe names.
struct RecipeBinding {
    /// The names of the columns, as people read them: those of the source, then those that steps and rules add.
    private(set) var names: [String]
    private let sourceCount: Int
    /// The columns of each name; those of the source can have one name.
    private var indices: [String: [Int]]
    private var caseless: [String: [Int]]
    private(set) var findings: RecipeFindings

    /// A binding to the cells of a header, which are used as they stand with `keepsNames`, else trimmed and narrow.
    init(header: [String], keepsNames: Bool, file: String) {
        let names = keepsNames ? header : header.map(Self.clean)
        self.names = names
        sourceCount = names.count
        indices = Dictionary(grouping: names.indices) { names[$0] }
        caseless = Dictionary(grouping: names.indices) { names[$0].lowercased() }
        findings = RecipeFindings(file: file)
    }

    /// A name without white space at its ends, in half-width characters.
    static func clean(_ name: String) -> String {
        var output = CellBuffer()
        let bytes = Array(name.utf8)
        let trimmed = Array(bytes[WhiteSpace.trimmed(bytes.span)])
        let narrow: [UInt8] =
            switch Width.narrow(trimmed.span, into: &output) {
            case .written: output.bytes
            default: trimmed
            }
        // An ideographic blank is white space and narrow at once, so its ends are looked at again.
        return String(decoding: narrow[WhiteSpace.trimmed(narrow.span)], as: UTF8.self)
    }

    /// Reports that fields past the last column cannot be kept, since steps and rules are about columns.
    mutating func reportKeptFields() {
        findings.report(
            .badParameter,
            LocalizedText(
                "'long: keep' cannot be used with steps or rules: fields past the last column have no name",
                zh: "“long: keep” 不能与步骤或规则同用：末列之后的字段没有列名"
            ),
            at: nil,
            remedy: LocalizedText(
                "write drop-empty or reject, or name all columns under source.columns",
                zh: "请写 drop-empty 或 reject，或在 source.columns 中列出全部列名"
            )
        )
    }

    /// Reports that no column is left to be written.
    mutating func reportNoColumns(at location: SourceLocation?) {
        findings.report(
            .badParameter,
            LocalizedText("no column is left to be written", zh: "没有可写出的列"),
            at: location,
            remedy: LocalizedText("keep at least one", zh: "请至少保留一列")
        )
    }

    /// Whether there is a column of exactly this name.
    func has(_ name: String) -> Bool { indices[name] != nil }

    /// The index of a column; nil, and a finding, when there is none.
    mutating func index(of column: ColumnReference) -> Int? {
        if let index = known(column) { return index }
        let all = names.joined(separator: ", ")
        let known = LocalizedText("the columns are \(all)", zh: "现有列：\(all)")
        let nearest = EditDistance.nearest(to: column.name, among: names)
        findings.report(
            .unknownColumn,
            LocalizedText("the source has no column '\(column.name)'", zh: "数据源没有列“\(column.name)”"),
            at: column.location,
            remedy: nearest.map {
                LocalizedText(
                    "did you mean '\($0)'? \(known.english)",
                    zh: "是否为“\($0)”？\(known.chinese)"
                )
            } ?? known
        )
        return nil
    }

    /// The index of a column that has the name, is meant by its number, or has the name in letters of another case; nil
    /// when there is none.
    private mutating func known(_ column: ColumnReference) -> Int? {
        if let alike = indices[column.name] {
            if alike.count > 1 { reportAmbiguous(column, alike) }
            return alike[0]
        }
        if column.name.first == "#", let number = Int(column.name.dropFirst()),
            (1...max(1, sourceCount)).contains(number)
        {
            return number - 1
        }
        guard let alike = caseless[column.name.lowercased()], alike.count == 1 else { return nil }
        return alike[0]
    }

    /// The index of a column that is added; nil, and a finding, when there is one of that name.
    mutating func add(_ column: ColumnReference) -> Int? {
        if indices[column.name] != nil {
            reportDuplicate(column, remedy: LocalizedText("choose another name", zh: "请换一个名称"))
            return nil
        }
        let index = names.count
        names.append(column.name)
        indices[column.name] = [index]
        caseless[column.name.lowercased(), default: []].append(index)
        return index
    }

    /// The index of a column, which is added when there is none of that name.
    mutating func indexOrNew(_ column: ColumnReference) -> (index: Int, isNew: Bool)? {
        if let index = known(column) { return (index, false) }
        return add(column).map { ($0, true) }
    }

    mutating func indices(of columns: [ColumnReference]) -> [Int] { columns.compactMap { index(of: $0) } }

    mutating func report(
        _ finding: RecipeFinding,
        _ message: LocalizedText,
        at location: SourceLocation?,
        remedy: LocalizedText
    ) {
        findings.report(finding, message, at: location, remedy: remedy)
    }

    mutating func reportDuplicate(
        _ column: ColumnReference,
        remedy: LocalizedText = LocalizedText("put all steps in one list", zh: "请把所有步骤写在同一个列表中")
    ) {
        findings.report(
            .duplicateColumn,
            LocalizedText("'\(column.name)' is a column already", zh: "列“\(column.name)”已存在"),
            at: column.location,
            remedy: remedy
        )
    }

    private mutating func reportAmbiguous(_ column: ColumnReference, _ alike: [Int]) {
        let numbers = alike.map { "'#\($0 + 1)'" }
        let (all, allChinese) = (numbers.joined(separator: " or "), numbers.joined(separator: " 或 "))
        findings.report(
            .ambiguousColumn,
            LocalizedText(
                "the source has \(alike.count) columns '\(column.name)'",
                zh: "数据源有 \(alike.count) 个名为“\(column.name)”的列"
            ),
            at: column.location,
            remedy: LocalizedText("name one by its number: \(all)", zh: "请用序号指定其中一列：\(allChinese)")
        )
    }

    mutating func reportSinglePass(at location: SourceLocation?) {
        findings.report(
            .badParameter,
            LocalizedText(
                "'keep: last' reads the source twice, which cannot be done here",
                zh: "“keep: last”需要读取数据源两次，此处无法做到"
            ),
            at: location,
            remedy: LocalizedText(
                "give a file instead of a pipe, or write 'keep: first'",
                zh: "请用文件代替管道，或写“keep: first”"
            )
        )
    }
}
