import Cleaning
import Diagnostics
import DocumentFiles
import Files
import Tabular

/// What a run writes; all of it takes its place together at the end.
struct CleanOutputs: Sendable {
    private var clean: any RecordSink
    private let rejects: OutputDraft?
    private let reports: ReportFiles

    init(_ options: CleanOptions, _ wanted: OutputOptions) throws(ServiceError) {
        reports = try ReportFiles(options.reports)
        try OutputPlaces(options).check()
        if let destination = options.destination {
            clean = destination.sink
        } else if options.receiver != nil {
            clean = CountingSink(form: .fields)
        } else if let output = options.output {
            clean = try SinkOpener.sink(for: output, input: options.input, wanted)
        } else {
            clean = CountingSink()
        }
        rejects = if let path = options.rejects { try OutputDraft(path) } else { nil }
    }

    /// The form in which clean records are taken.
    var form: RecordForm { clean.form }

    /// Whether a report is wanted.
    var hasReports: Bool { !reports.isEmpty }

    func write(_ report: QualityReport, in language: Language) throws(ServiceError) {
        do throws(TabularError) {
            try reports.write(report, in: language)
        } catch {
            throw ServiceError(writing: error)
        }
    }

    mutating func begin(columns: [String], rejects header: [UInt8]) throws(ServiceError) {
        do throws(TabularError) {
            try clean.begin(columns: columns)
            if !header.isEmpty { try rejects?.write(header.span) }
        } catch {
            throw ServiceError(writing: error)
        }
    }

    /// Writes what became of the batch that was collected last.
    mutating func write(_ collector: borrowing RecordCollector) throws(ServiceError) {
        do throws(TabularError) {
            if collector.cleanCount > 0 {
                if form == .fields {
                    try clean.write(collector.cleanTable)
                } else {
                    try clean.write(collector.cleanBytes.span, recordCount: collector.cleanCount)
                }
            }
            if let rejects, !collector.rejectBytes.isEmpty { try rejects.write(collector.rejectBytes.span) }
        } catch {
            throw ServiceError(writing: error)
        }
    }

    /// Brings all to disk, so that hardly anything can go wrong when it takes its place.
    mutating func prepare() throws(ServiceError) {
        do throws(TabularError) {
            try clean.prepare()
            try rejects?.prepare()
            try reports.prepare()
        } catch {
            throw ServiceError(writing: error)
        }
    }

    /// Puts the reports in their place, and leaves nothing else behind.
    mutating func finishReports() throws(ServiceError) {
        clean.abandon()
        rejects?.abandon()
        do throws(TabularError) {
            try reports.prepare()
            try reports.finish()
        } catch {
            throw ServiceError(writing: error)
        }
    }

    /// Puts the clean records in their place, then the rejects and the reports.
    mutating func finish() throws(ServiceError) {
        var clean = clean
        let rejects = rejects
        let reports = reports
        do throws(TabularError) {
            try Drafts.finishing { () throws(TabularError) in
                try clean.finish()
                try rejects?.finish()
                try reports.finish()
            }
        } catch {
            throw ServiceError(writing: error)
        }
    }

    /// Leaves nothing behind.
    mutating func abandon() {
        clean.abandon()
        rejects?.abandon()
        reports.abandon()
    }
}
