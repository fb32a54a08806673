import Cleaning
import Diagnostics
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
        guard records.unknownColumns.isEmpty else { throw Self.unknown(records, maker.model.definition.name) }
    }

    private static func unknown(_ records: CellRecords, _ collection: String) -> ServiceError {
        let names = records.unknownColumns.joined(separator: ", ")
        let known = records.properties.joined(separator: ", ")
        return ServiceError(
            "clean.unknown-property",
            LocalizedText(
                "records of '\(collection)' have no property for: \(names)",
                zh: "“\(collection)”的记录没有这些列对应的属性：\(names)"
            ),
            remedy: LocalizedText(
                "rename or drop these columns under 'order' in the recipe; the properties are \(known)",
                zh: "请在配方的“order”中重命名或删除这些列；现有属性：\(known)"
            )
        )
    }

    func refusal(of cells: [String]) -> RecordRefusal? {
        let record = JSONDocument(records.record(of: cells)).root
        guard let finding = maker.findings(storing: record).first else { return nil }
        return RecordRefusal(column: records.column(at: finding.pointer), message: finding.message)
    }
}
