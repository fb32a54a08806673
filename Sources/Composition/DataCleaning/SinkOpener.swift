import Cleaning
import Diagnostics
import DocumentFiles
import Tabular
import TabularSQLite
import TabularXLSX

/// Starts what clean records are written to, by the ending of its name.
enum SinkOpener {
    /// Starts a sink; nothing can be seen at the path before it is finished.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is standard output, which gets CSV unless the recipe says otherwise.
    ///   - input: The source, after which a table is named that has no other name.
    ///   - wanted: What the recipe says about the form.
    /// - Returns: The sink.
    /// - Throws: ``ServiceError`` when the file cannot be written, its name and the recipe say different things, or no
    ///   sink writes such files.
    static func sink(
        for path: String,
        input: String,
        _ wanted: OutputOptions = OutputOptions()
    ) throws(ServiceError) -> any RecordSink {
        let named = try form(ofName: path)
        if let named, let said = wanted.form, named != said { throw conflict(path, named, said) }
        switch wanted.form ?? named ?? .csv {
        case .csv: return try TextSink(path, form: wanted.applied(to: .csv(CSVStyle())))
        case .tsv:
            var style = CSVStyle()
            style.delimiter = 0x09
            return try TextSink(path, form: wanted.applied(to: .csv(style)))
        case .ndjson: return try TextSink(path, form: wanted.applied(to: .ndjson))
        case .xlsx:
            var style = XLSXStyle()
            if let sheet = wanted.sheet { style.sheetName = sheet }
            do throws(TabularError) {
                return try XLSXSink(path, style: style)
            } catch {
                throw unwritable(error)
            }
        case .sqlite:
            let target = try target(path, input: input, wanted)
            do throws(TabularError) {
                return try SQLiteSink(target)
            } catch {
                throw unwritable(error)
            }
        }
    }

    /// The form that the name of a file says; nil when it says none.
    private static func form(ofName path: String) throws(ServiceError) -> OutputOptions.Form? {
        if SQLiteTarget(path, input: "") != nil { return .sqlite }
        switch ending(of: path) {
        case "csv": return .csv
        case "tsv": return .tsv
        case "ndjson", "jsonl": return .ndjson
        case "xlsx": return .xlsx
        case let ending where foreignEndings.contains(ending): throw unknownForm(ending)
        default: return nil
        }
    }

    /// The table that a path, a recipe, or both name.
    private static func target(
        _ path: String,
        input: String,
        _ wanted: OutputOptions
    ) throws(ServiceError) -> SQLiteTarget {
        guard path != "-" else { throw pipedDatabase }
        let table = SQLiteTarget.table(of: input)
        guard let named = SQLiteTarget(path, input: input) else {
            return SQLiteTarget(path: path, table: wanted.table ?? table)
        }
        guard let said = wanted.table, said != named.table else { return named }
        guard named.path == path else { throw conflict(path, table: said) }
        return SQLiteTarget(path: path, table: said)
    }

    /// Files that other programs would open in vain if they held CSV.
    private static let foreignEndings = [
        "xlsm", "xlsb", "xls", "ods", "json", "xml", "parquet", "html",
    ]

    /// The ending of a file's name, in lower case; empty when it has none.
    private static func ending(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// What stands at the place of a result is the user's to decide about, a system that fails is not.
    private static func unwritable(_ error: TabularError) -> ServiceError {
        error.code == .noSpace ? ServiceError(writing: error) : ServiceError(error.diagnostics)
    }

    private static func conflict(
        _ path: String,
        _ named: OutputOptions.Form,
        _ said: OutputOptions.Form
    ) -> ServiceError {
        ServiceError(
            "clean.form-conflict",
            LocalizedText(
                "by its name '\(path)' is \(named.rawValue), and the recipe says 'form: \(said.rawValue)'",
                zh: "按文件名，“\(path)”为 \(named.rawValue)，而配方写着“form: \(said.rawValue)”"
            ),
            remedy: LocalizedText(
                "name a .\(said.rawValue) file, or leave 'form' out of the recipe's 'output'",
                zh: "请指定 .\(said.rawValue) 文件，或去掉配方“output”中的“form”"
            )
        )
    }

    private static func conflict(_ path: String, table: String) -> ServiceError {
        ServiceError(
            "clean.form-conflict",
            LocalizedText(
                "'\(path)' names another table than 'table: \(table)' of the recipe",
                zh: "“\(path)”指定的表与配方中的“table: \(table)”不同"
            ),
            remedy: LocalizedText("name the table in one place", zh: "请只在一处指定表名")
        )
    }

    private static let pipedDatabase = ServiceError(
        "clean.form-conflict",
        LocalizedText("a database cannot be written to standard output", zh: "无法将数据库写到标准输出"),
        remedy: LocalizedText("name a .sqlite file", zh: "请指定 .sqlite 文件")
    )

    private static func unknownForm(_ ending: String) -> ServiceError {
        ServiceError(
            "clean.unknown-form",
            LocalizedText("'.\(ending)' files cannot be written", zh: "无法写出“.\(ending)”文件"),
            remedy: LocalizedText(
                "write to a .csv, .tsv, .ndjson, .xlsx or .sqlite file",
                zh: "请写到 .csv、.tsv、.ndjson、.xlsx 或 .sqlite 文件"
            )
        )
    }
}
