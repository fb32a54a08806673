package import DataCleaning
import Diagnostics
import DocumentFiles
import Handlers
import RESTGateway
import Records
import SQLiteRecords

/// One collection of a service that nobody serves at the moment, open for records from elsewhere.
package struct ServiceCollection: Sendable {
    /// Where clean records go.
    package let destination: any CleanDestination
    private let store: SQLiteRecordStore

    /// Opens a collection; the service's database is made when there is none.
    ///
    /// - Throws: An `ExplainedError` when there is no such collection, or a server is using the database.
    package init(_ name: String, of folder: ServiceFolder) async throws {
        let plan = folder.plans.first { plan in plan.collections.contains { $0.definition.name == name } }
        guard let plan, let model = plan.collections.first(where: { $0.definition.name == name }) else {
            throw Self.missing(name, folder)
        }
        store = try SQLiteRecordStore(SQLiteRecordSettings(folder: folder.dataFolder))
        do {
            let environment = RunningService.environment
            try await store.declare(RunningService.merged(folder.plans.flatMap(\.collections).map(\.definition)))
            let gateway = try Gateway(
                plan: plan,
                store: store,
                environment: environment,
                settings: GatewaySettings()
            )
            let maker = gateway.recordMaker(for: model, environment: environment)
            destination = CollectionDestination(store: store, maker: maker)
        } catch {
            await store.close()
            throw error
        }
    }

    /// Gives the database back.
    package func close() async { await store.close() }

    private static func missing(_ name: String, _ folder: ServiceFolder) -> ServiceError {
        let names = folder.plans.flatMap(\.collections).map(\.definition.name).sorted().joined(separator: ", ")
        return ServiceError(
            "clean.unknown-collection",
            LocalizedText("'\(folder.name)' has no collection '\(name)'", zh: "“\(folder.name)”没有集合“\(name)”"),
            remedy: names.isEmpty
                ? LocalizedText("no operation of its contracts keeps records", zh: "其契约中没有保存记录的操作")
                : LocalizedText("its collections are: \(names)", zh: "现有集合：\(names)")
        )
    }
}
