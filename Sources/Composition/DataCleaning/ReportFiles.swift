import Cleaning
import CleaningReports
import Diagnostics
import DocumentFiles
import Tabular

/// The reports that a run writes, each in the form that the ending of its name says.
struct ReportFiles: Sendable {
    private enum Form: Sendable {
        case page
        case object
    }

    private var files: [(form: Form, file: OutputDraft)] = []

    /// Starts the files.
    ///
    /// - Parameter paths: Where they go, `.html` or `.json`.
    /// - Throws: ``ServiceError`` when one cannot be written.
    init(_ paths: [String]) throws(ServiceError) {
        for path in paths {
            let form = try Self.form(of: path)
            files.append((form, try OutputDraft(path)))
        }
    }

    private static func form(of path: String) throws(ServiceError) -> Form {
        let name = path.lowercased()
        if name.hasSuffix(".html") || name.hasSuffix(".htm") { return .page }
        if name.hasSuffix(".json") { return .object }
        throw ServiceError(
            "clean.unknown-form",
            LocalizedText("a report cannot be written to '\(path)'", zh: "报告不能写到“\(path)”"),
            remedy: LocalizedText("write to a .html or .json file", zh: "请写到 .html 或 .json 文件")
        )
    }

    var isEmpty: Bool { files.isEmpty }

    func write(_ report: QualityReport, in language: Language) throws(TabularError) {
        for (form, file) in files {
            let bytes =
                switch form {
                case .page: QualityReportPage(report, language: language).bytes
                case .object: QualityReportJSON(report).bytes
                }
            try file.write(bytes.span)
        }
    }

    func prepare() throws(TabularError) {
        for (_, file) in files { try file.prepare() }
    }

    func finish() throws(TabularError) {
        for (_, file) in files { try file.finish() }
    }

    func abandon() {
        for (_, file) in files { file.abandon() }
    }
}

/// Takes clean records that nobody wants to read: a run can be there for its report alone.
struct CountingSink: RecordSink {
    var form = RecordForm.csv(CSVStyle())

    func begin(columns: [String]) throws(TabularError) {}
    func write(_ block: Span<UInt8>, recordCount: Int) throws(TabularError) {}
    func write(_ records: FieldTable) throws(TabularError) {}
    func finish() throws(TabularError) {}
    func abandon() {}
}
