import Cleaning
import DocumentFiles
import Handlers
import JSON
import Records

/// Judges clean records as the contract would judge what a client sends.
struct CollectionCheck: RecordCheck {
    let records: CellRecords
    private let maker: RecordMaker

    /// A check for records with some columns.
    ///
    /// - Throws: ``ServiceError`` when the contract has no such properties, so that no record could ever be right.
    init(columns: [String], maker: RecordMaker) throws(ServiceError) {
        records = CellRecords(columns: columns, schema: maker.model.schema)
        self.maker = maker
        try records.checkColumns(of: maker.model.definition.name)
    }

    func refusal(of cells: [String]) -> RecordRefusal? {
        let record = JSONDocument(records.record(of: cells)).root
        guard let finding = maker.findings(storing: record).first else { return nil }
        return RecordRefusal(column: records.column(at: finding.pointer), message: finding.message)
    }
}
