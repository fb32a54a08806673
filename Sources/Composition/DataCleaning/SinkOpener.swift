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
    ///   - path: The file; `-` is standard output, which gets CSV.
    ///   - input: The source, after which a table is named that has no other name.
    ///   - wanted: What the recipe says about the form.
    /// - Returns: The sink.
    /// - Throws: ``ServiceError`` when the file cannot be written, or no sink writes such files.
    static func sink(
        for path: String,
        input: String,
        _ wanted: OutputOptions = OutputOptions()
    ) throws(ServiceError) -> any RecordSink {
        do throws(TabularError) {
            if let target = SQLiteTarget(path, input: input) { return try SQLiteSink(target) }
            if ending(of: path) == "xlsx" { return try XLSXSink(path) }
        } catch {
            throw unwritable(error)
        }
        switch ending(of: path) {
        case "ndjson", "jsonl": return try TextSink(path, form: wanted.applied(to: .ndjson))
        case "tsv":
            var style = CSVStyle()
            style.delimiter = 0x09
            return try TextSink(path, form: wanted.applied(to: .csv(style)))
        case let ending where foreignEndings.contains(ending): throw unknownForm(ending)
        default: return try TextSink(path, form: wanted.applied(to: .csv(CSVStyle())))
        }
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
