import Cleaning
import DataCleaning
import Diagnostics
import DocumentFiles
import Foundation
import Handlers
import JSON
import Records
import RecordsTesting
import SQLiteRecords
import Testing

@testable import HandoverService

@Suite("First records from files of rows, and records from elsewhere")
struct TableSeedTests {
    private static let contract = TemporaryService.contract(
        """
          /owners:
            get:
              responses:
                '200':
                  description: x
                  content:
                    application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Owner'}}}
            post:
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Owner'}}}}
              responses: {'201': {description: x}}
          /pets:
            get:
              responses:
                '200':
                  description: x
                  content:
                    application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}
            post:
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
              responses: {'201': {description: x}}
        components:
          schemas:
            Owner: {type: object, required: [id], properties: {id: {type: string}, age: {type: integer}}}
            Pet:
              type: object
              additionalProperties: false
              required: [id]
              properties:
                id: {type: string}
                legs: {type: integer, maximum: 8}
                owner: {type: string, x-handover: {references: owners}}

        """
    )

    private func service(_ files: [String: String]) throws -> (TemporaryService, ServiceFolder) {
        let service = TemporaryService()
        try service.write(Self.contract, to: "contracts/a.yaml")
        for (name, text) in files { try service.write(text, to: name) }
        return (service, try ServiceFolder(service.path))
    }

    /// Loads the seeds of a service, and returns what is told of each.
    private func load(_ folder: ServiceFolder, into store: InMemoryRecordStore) async throws -> [LoadedSeed] {
        try await store.declare(folder.plans.flatMap(\.collections).map(\.definition))
        let seeds = Seeds(folder: folder, store: store) { model in
            RecordMaker(model: model, environment: RunningService.environment) { record in
                guard let legs = record["legs"], legs.integer.map({ $0 > 8 }) ?? true else { return [] }
                let message = LocalizedText("too many", zh: "太多")
                return [RecordFinding(pointer: JSONPointer(tokens: ["legs"]), keyword: "maximum", message: message)]
            }
        }
        return try await seeds.load()
    }

    private func record(_ key: String, _ store: InMemoryRecordStore) async throws -> String? {
        try await store.record(key, in: "pets").map { String(decoding: $0.body, as: UTF8.self) }
    }

    @Test("Rows go through the recipe of the same name; those that are refused are told with their lines")
    func recipe() async throws {
        let (service, folder) = try service([
            "seed/pets.csv": "编号,腿,主人\n a ,４,o\nb,,\n,4,o\nc,9,o\nd,4,nobody\na,4,o\n",
            "recipes/pets.yaml": """
            columns: {编号: [trim, {required: missing_id}], 腿: [trim, narrow]}
            order: {rename: {编号: id, 腿: legs, 主人: owner}}
            """,
            "seed/owners.json": #"[{"id": "o"}]"#,
        ])
        let store = InMemoryRecordStore()
        let seeds = try await load(folder, into: store)
        #expect(seeds.map(\.collection) == ["owners", "pets"])
        #expect(seeds.map(\.count) == [1, 2])
        #expect(seeds.map(\.rejectedCount) == [0, 4])
        #expect(try await record("a", store) == #"{"id":"a","legs":4,"owner":"o"}"#)
        #expect(try await record("b", store) == #"{"id":"b"}"#)
        let told = seeds[1].warnings.map { $0.rendered(in: .english).split(separator: "\n")[0] }
        let start = service.path + "/seed/pets.csv"
        #expect(told.first?.hasPrefix("\(start): warning: 4 of 6 records are left out") == true)
        #expect(
            told.dropFirst().map { String($0.dropFirst(start.count)) } == [
                ":4:1: note: missing_id: '编号' [seed.rejected-record]",
                ":5:1: note: schema: '腿' [seed.rejected-record]",
                ":6:1: note: 'owner' refers to 'nobody', which is not in 'owners' [seed.rejected-record]",
                ":7:1: note: another record has the value 'a' in 'id' [seed.rejected-record]",
            ]
        )
    }

    @Test("Without a recipe rows are taken as they are, and judged by the contract alone")
    func asIs() async throws {
        let (service, folder) = try service(["seed/pets.csv": "id,legs\na,4\nb,40\n b ,\n"])
        defer { withExtendedLifetime(service) {} }
        let store = InMemoryRecordStore()
        let seeds = try await load(folder, into: store)
        #expect(seeds.map(\.count) == [2])
        #expect(seeds.map(\.rejectedCount) == [1])
        #expect(try await record(" b ", store) == #"{"id":" b "}"#)
    }

    @Test("Columns that the contract does not know, and recipes that cannot be read, stop the service")
    func mistakes() async throws {
        for (files, code) in [
            (["seed/pets.csv": "id,weight\na,4\n"], "clean.unknown-property"),
            (
                ["seed/pets.csv": "id,legs\na,4\n", "recipes/pets.yaml": "columns: {weight: [trim]}"],
                "recipe.unknown-column"
            ),
            (["seed/pets.csv": "id,legs\na,4\n", "recipes/pets.yaml": "columns: ["], "yaml.syntax"),
        ] {
            let (service, folder) = try service(files)
            let store = InMemoryRecordStore()
            do {
                let seeds = try await load(folder, into: store)
                Issue.record("\(code): \(seeds) of \(service.path)")
            } catch let error as any ExplainedError {
                #expect(error.diagnostics.map(\.code) == [code])
            }
        }
    }

    // MARK: - Records from elsewhere

    private func clean(
        _ text: String,
        into folder: ServiceFolder,
        _ service: TemporaryService
    ) async throws -> CleanResult {
        let collection = try await ServiceCollection("pets", of: folder)
        var options = CleanOptions(input: try service.write(text, to: "in.csv"), output: "pets")
        options.destination = collection.destination
        options.rejects = service.path + "/rejects.csv"
        options.rejectStyle = .plain
        do {
            let result = try await CleanRun(options, language: .english).run()
            await collection.close()
            return result
        } catch {
            await collection.close()
            throw error
        }
    }

    private func storedCount(_ folder: ServiceFolder) async throws -> Int {
        let store = try SQLiteRecordStore(.init(folder: folder.dataFolder))
        try await store.declare(folder.plans.flatMap(\.collections).map(\.definition))
        let count = try await store.count(in: "pets")
        await store.close()
        return count
    }

    @Test("Clean records are stored in a collection; what the contract refuses is a reject")
    func collection() async throws {
        let (service, folder) = try service([:])
        let result = try await clean("id,legs\na,4\nb,40\nc,\n", into: folder, service)
        #expect(result.counts.clean == 2)
        #expect(result.counts.rejected == 1)
        #expect(
            try String(contentsOfFile: service.path + "/rejects.csv", encoding: .utf8)
                == "row,reason,id,legs\n2,schema,b,40\n"
        )
        #expect(try await storedCount(folder) == 2)
    }

    @Test("When one record cannot be stored none is, and the list of rejects is not written")
    func allOrNothing() async throws {
        let (service, folder) = try service([:])
        _ = try await clean("id,legs\na,4\n", into: folder, service)
        for (text, code) in [
            ("id,legs\nb,4\na,4\n", "record.already-exists"), ("id,owner\nb,\nc,nobody\n", "record.dangling-reference"),
        ] {
            do {
                _ = try await clean(text, into: folder, service)
                Issue.record("\(code) was not refused")
            } catch let error as ServiceError {
                #expect(error.diagnostics.map(\.code) == [code])
            }
        }
        #expect(try String(contentsOfFile: service.path + "/rejects.csv", encoding: .utf8) == "row,reason,id,legs\n")
        #expect(try await storedCount(folder) == 1)
    }

    @Test("A collection that the service does not have is refused with those it has")
    func unknown() async throws {
        let (service, folder) = try service([:])
        defer { withExtendedLifetime(service) {} }
        let error = await #expect(throws: ServiceError.self) { try await ServiceCollection("cats", of: folder) }
        #expect(error?.diagnostics.first?.code == "clean.unknown-collection")
        #expect(error?.diagnostics.first?.remedy?.english == "its collections are: owners, pets")
    }
}
