import Cleaning
import DataCleaning
import Diagnostics
import DocumentFiles
import Handlers
import JSON
import Records
import Synchronization
import Tabular

/// Clean records as records of a service: all of them in one transaction, or none.
final class CollectionDestination: CleanDestination {
    /// How many records one transaction takes.
    static let maximumRecordCount = 100_000

    private let store: any RecordStore
    private let maker: RecordMaker
    private let maximumRecordCount: Int
    private let waiting = Mutex<[[UInt8]]>([])

    init(store: any RecordStore, maker: RecordMaker, maximumRecordCount: Int = maximumRecordCount) {
        self.store = store
        self.maker = maker
        self.maximumRecordCount = maximumRecordCount
    }

    /// The collection's name.
    var collection: String { maker.model.definition.name }

    /// Takes records, as fields.
    var sink: any RecordSink { CollectionSink(destination: self) }

    /// Judges records as the contract does.
    func check(columns: [String]) throws -> (any RecordCheck)? {
        try CollectionCheck(columns: columns, maker: maker)
    }

    /// Stores all records.
    ///
    /// - Throws: ``ServiceError`` with what the store refused; then it is as it was.
    func commit() async throws {
        let texts = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        do {
            // The texts were written by this program, from records that the contract accepts.
            let changes = try texts.map { try maker.change(storing: try JSONParser().parse($0).root) }
            _ = try await store.apply(changes)
        } catch let error as RecordError {
            throw ServiceError(error.code, error.message, remedy: error.remedy)
        } catch HandlerError.invalidRecord(let findings) {
            throw ServiceError(findings.map { Diagnostic(code: "clean.invalid-record", $0.message) })
        }
    }

    fileprivate func add(_ record: JSONValue) throws(TabularError) {
        let isFull = waiting.withLock { waiting in
            guard waiting.count < maximumRecordCount else { return true }
            waiting.append(Array(record.text().utf8))
            return false
        }
        guard isFull else { return }
        throw TabularError(
            .unwritableFile,
            LocalizedText(
                "one transaction takes at most \(maximumRecordCount) records",
                zh: "一个事务最多 \(maximumRecordCount) 条记录"
            ),
            remedy: LocalizedText("divide the source into several files", zh: "请将数据源拆分为多个文件")
        )
    }

    fileprivate func forget() { waiting.withLock { $0 = [] } }

    fileprivate func records(columns: [String]) -> CellRecords {
        CellRecords(columns: columns, schema: maker.model.schema)
    }
}

/// Gathers the records of one run.
private struct CollectionSink: RecordSink {
    let destination: CollectionDestination
    private var records: CellRecords?

    init(destination: CollectionDestination) { self.destination = destination }

    var form: RecordForm { .fields }

    mutating func begin(columns: [String]) throws(TabularError) { records = destination.records(columns: columns) }

    mutating func write(_ block: Span<UInt8>, recordCount: Int) throws(TabularError) {
        preconditionFailure("a collection takes records as fields")
    }

    mutating func write(_ table: FieldTable) throws(TabularError) {
        guard let records else { return }
        for record in 0..<table.count {
            let cells = table.fieldIndices(of: record).map {
                String(decoding: table.text[table.range(of: $0)], as: UTF8.self)
            }
            try destination.add(records.record(of: cells))
        }
    }

    mutating func finish() throws(TabularError) {}

    mutating func abandon() { destination.forget() }
}
