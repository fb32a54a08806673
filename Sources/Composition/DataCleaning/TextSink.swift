import DocumentFiles
import Tabular
import TabularCSV

/// A file of delimited text, or of one JSON object a line.
struct TextSink: RecordSink {
    let form: RecordForm
    private let file: OutputDraft

    /// Starts a file; `-` is standard output.
    init(_ path: String, form: RecordForm) throws(ServiceError) {
        file = try OutputDraft(path)
        self.form = form
    }

    func begin(columns: [String]) throws(TabularError) {
        guard case .csv(let style) = form else { return }
        var header: [UInt8] = []
        CSVWriter(style: style).append(header: columns, to: &header)
        try file.write(header.span)
    }

    func write(_ block: Span<UInt8>, recordCount: Int) throws(TabularError) { try file.write(block) }

    func write(_ records: FieldTable) throws(TabularError) { preconditionFailure("its form is one of bytes") }

    func prepare() throws(TabularError) { try file.prepare() }

    func finish() throws(TabularError) { try file.finish() }

    func abandon() { file.abandon() }
}
