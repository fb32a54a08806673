import Diagnostics
import Handlers
import JSON
import Records
import RecordsTesting
import Testing

@testable import HandoverService

@Suite("First records")
struct SeedsTests {
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
            Owner: {type: object, required: [id], properties: {id: {type: string}}}
            Pet:
              type: object
              required: [id]
              properties:
                id: {type: string}
                chip: {type: string, x-handover: {unique: true}}
                owner: {type: string, x-handover: {references: owners}}

        """
    )

    /// What loading leaves behind: what was loaded, or the findings.
    private static func load(_ files: [String: String], into store: InMemoryRecordStore) async throws -> [String] {
        let service = TemporaryService()
        try service.write(contract, to: "contracts/a.yaml")
        for (name, text) in files { try service.write(text, to: "seed/\(name)") }
        let folder = try ServiceFolder(service.path)
        try await store.declare(folder.plans.flatMap(\.collections).map(\.definition))
        let environment = HandlerEnvironment(now: { Timestamp(seconds: 0, milliseconds: 0) }, uuid: { "u" })
        let seeds = Seeds(folder: folder, store: store) { model in
            RecordMaker(model: model, environment: environment) { record in
                record["bad"] == nil
                    ? []
                    : [
                        RecordFinding(
                            pointer: JSONPointer(tokens: ["bad"]),
                            keyword: "x",
                            message: LocalizedText("bad", zh: "坏")
                        )
                    ]
            }
        }
        do {
            return try await seeds.load().map { "\($0.collection) \($0.count)" }
        } catch let error as any ExplainedError {
            let start = service.path + "/seed/"
            return error.diagnostics.map {
                $0.rendered(in: .english).split(separator: "\n")[0].split(separator: start).joined()
            }
        }
    }

    @Test("What is referred to is loaded first, and only into empty collections")
    func order() async throws {
        let store = InMemoryRecordStore()
        let files = ["pets.ndjson": "{\"id\":\"p\",\"owner\":\"o\"}\r\n\n{\"id\":\"q\"}", "owners.yaml": "- {id: o}\n"]
        #expect(try await Self.load(files, into: store) == ["owners 1", "pets 2"])
        #expect(try await Self.load(files, into: store) == [])
        #expect(try await store.count(in: "pets") == 2)
    }

    @Test("A byte order mark and an empty file are no mistakes")
    func forms() async throws {
        let store = InMemoryRecordStore()
        let files = ["pets.ndjson": "\u{FEFF}{\"id\":\"p\"}\n", "owners.ndjson": ""]
        #expect(try await Self.load(files, into: store) == ["owners 0", "pets 1"])
    }

    @Test("Every record that cannot be stored is reported with its line, and none is stored")
    func refusals() async throws {
        let store = InMemoryRecordStore()
        let text = "{\"id\":\"a\"}\n{\"id\":\"b\",\"bad\":1}\n{\n7\n{\"id\":\"a\"}\n"
        let findings = try await Self.load(["pets.ndjson": text, "owners.json": "{}"], into: store)
        #expect(findings.count == 5, "\(findings)")
        #expect(findings.first == "owners.json:1:1: error: the file is no list of records [seed.no-list]")
        for line in 2...5 where !findings.contains(where: { $0.hasPrefix("pets.ndjson:\(line):") }) {
            Issue.record("nothing about line \(line): \(findings)")
        }
        #expect(try await store.count(in: "pets") == 0)
    }

    @Test("What only the store can see is reported with the record's line, and the file is not loaded in part")
    func constraints() async throws {
        for (text, start) in [
            (
                "{\"id\":\"a\"}\n{\"id\":\"b\",\"owner\":\"nobody\"}\n",
                "pets.ndjson:2:1: error: 'owner' refers to 'nobody'"
            ),
            (
                "{\"id\":\"a\",\"chip\":\"1\"}\n{\"id\":\"b\"}\n{\"id\":\"c\",\"chip\":\"1\"}\n",
                "pets.ndjson:3:1: error: "
            ),
        ] {
            let store = InMemoryRecordStore()
            let findings = try await Self.load(["pets.ndjson": text], into: store)
            #expect(findings.count == 1 && findings[0].hasPrefix(start), "\(findings)")
            #expect(try await store.count(in: "pets") == 0)
        }
    }

    @Test("A thousand wrong records are shown as twenty and a number")
    func many() async throws {
        let lines = (0..<1000).map { "{\"id\":\"\($0)\",\"bad\":1}\n" }.joined()
        let findings = try await Self.load(["pets.ndjson": lines], into: InMemoryRecordStore())
        #expect(findings.count == 21)
        #expect(findings.last == "pets.ndjson: note: 980 further findings are not shown [seed.further-findings]")
    }
}
