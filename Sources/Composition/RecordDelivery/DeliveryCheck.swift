import Cleaning
import DocumentFiles
import Handlers
import HandoverService
import JSON
import RESTGateway

/// Judges clean records as the service would judge what is sent to it.
struct DeliveryCheck: RecordCheck {
    let route: DeliveryRoute
    let records: CellRecords

    init(_ route: DeliveryRoute, columns: [String]) throws(ServiceError) {
        self.route = route
        records = CellRecords(columns: columns, schema: route.schema)
        try records.checkColumns(of: route.name)
    }

    func refusal(of cells: [String]) -> RecordRefusal? {
        let body = JSONDocument(records.record(of: cells)).root
        guard let finding = route.check.findings(body).first else { return nil }
        return RecordRefusal(column: records.column(at: finding.pointer), message: finding.message)
    }
}
