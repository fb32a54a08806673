import Contract
import Diagnostics
import JSON
import Records
import RecordsTesting
import Testing

@testable import Handlers

@Suite("Store handler")
struct StoreHandlerTests {
    private static let thing = #"""
        {"type":"object","required":["name"],"properties":{"id":{"type":"string"},"name":{"type":"string"},
        "at":{"type":"string","format":"date-time","readOnly":true},"n":{"type":"integer","default":1}}}
        """#

    private struct Service {
        let handlers: [StoreAction: StoreHandler]

        init(refusing: String? = nil) async throws {
            let plan = try Sample.plan(Sample.collection(StoreHandlerTests.thing))
            let store = InMemoryRecordStore()
            try await store.declare(plan.collections.map(\.definition))
            var handlers: [StoreAction: StoreHandler] = [:]
            for index in plan.handlers.indices {
                let own = try plan.store(index)
                handlers[own.action] = StoreHandler(plan: own, store: store, environment: Sample.environment) {
                    record in
                    guard let refusing, record[refusing] != nil else { return [] }
                    return [
                        RecordFinding(
                            pointer: JSONPointer(tokens: [refusing]),
                            keyword: "k",
                            message: .init("no", zh: "否")
                        )
                    ]
                }
            }
            self.handlers = handlers
        }

        func answer(
            _ action: StoreAction,
            _ key: String? = nil,
            _ body: String? = nil,
            _ precondition: Precondition = Precondition()
        ) async throws -> HandlerAnswer {
            let handler = try #require(handlers[action])
            let call = HandlerCall(
                parameters: key.map { [.string($0)] } ?? [],
                body: try body.map { try JSONParser().parse($0).root },
                precondition: precondition
            )
            return try await handler.answer(call)
        }
    }

    private static func reason(_ work: () async throws -> HandlerAnswer) async -> String {
        do {
            return "\(try await work().status)"
        } catch let error as HandlerError {
            return switch error {
            case .notFound: "not found"
            case .preconditionFailed: "precondition"
            case .keyMismatch: "key mismatch"
            case .unusableBody: "body"
            case .invalidParameter: "parameter"
            case .invalidRecord: "record"
            case .record(let error): "\(error)".prefix { $0 != "(" }.description
            }
        } catch {
            return "\(error)"
        }
    }

    @Test("A record lives from its creation to its end")
    func life() async throws {
        let service = try await Service()
        let made = try await service.answer(.create, nil, #"{"name":"a","id":"k","at":"never"}"#)
        #expect(made.status == 201)
        #expect(made.createdKey == "k")
        #expect(
            String(decoding: made.body, as: UTF8.self)
                == #"{"id":"k","name":"a","at":"2023-11-14T22:13:20.000Z","n":1}"#
        )
        let tag = EntityTag(revision: try #require(made.revision))
        let read = try await service.answer(.get, "k", nil, Precondition(ifNoneMatch: .list([tag])))
        #expect(read.status == 304)
        let merged = try await service.answer(.merge, "k", #"{"name":null,"n":2,"at":"x","$x":1}"#)
        #expect(String(decoding: merged.body, as: UTF8.self) == #"{"id":"k","at":"2023-11-14T22:13:20.000Z","n":2}"#)
        let replaced = try await service.answer(.replace, "k", #"{"name":"b","id":"k"}"#, Precondition(ifMatch: .any))
        #expect(replaced.status == 200)
        #expect(try await service.answer(.delete, "k").status == 204)
        #expect(await Self.reason { try await service.answer(.get, "k") } == "not found")
    }

    @Test("Refusals say what is wrong")
    func refusals() async throws {
        let service = try await Service()
        _ = try await service.answer(.create, nil, #"{"name":"a","id":"k"}"#)
        let old = Precondition(ifMatch: .list([EntityTag(revision: 99)]))
        #expect(
            await Self.reason { try await service.answer(.create, nil, #"{"name":"a","id":"k"}"#) } == "alreadyExists"
        )
        #expect(await Self.reason { try await service.answer(.create, nil, "[]") } == "body")
        #expect(await Self.reason { try await service.answer(.create) } == "201", "a body left out says nothing")
        #expect(await Self.reason { try await service.answer(.create, nil, #"{"id":""}"#) } == "body")
        #expect(await Self.reason { try await service.answer(.replace, "k", #"{"id":"other"}"#) } == "key mismatch")
        #expect(await Self.reason { try await service.answer(.merge, "k", #"{"id":"other"}"#) } == "key mismatch")
        #expect(await Self.reason { try await service.answer(.replace, "x", #"{"name":"a"}"#) } == "not found")
        #expect(await Self.reason { try await service.answer(.delete, "x") } == "not found")
        for action in [StoreAction.replace, .merge, .delete] {
            #expect(await Self.reason { try await service.answer(action, "k", "{}", old) } == "precondition")
        }
        let picky = try await Service(refusing: "name")
        #expect(await Self.reason { try await picky.answer(.create, nil, #"{"name":"a"}"#) } == "record")
    }
}

@Suite("Timestamps, tags and generations")
struct SmallValueTests {
    @Test(
        "Moments are written as RFC 3339, before 1970 too",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.000Z"),
            (951_782_400, "2000-02-29T00:00:00.000Z"),
            (4_102_444_799, "2099-12-31T23:59:59.000Z"), (-86400, "1969-12-31T00:00:00.000Z"),
            (-2_208_988_800, "1900-01-01T00:00:00.000Z"),
        ]
    )
    func moments(_ seconds: Int64, text: String) { #expect(Timestamp(seconds: seconds).dateTime == text) }

    @Test("Milliseconds have three digits") func milliseconds() {
        #expect(Timestamp(seconds: 0, milliseconds: 7).dateTime == "1970-01-01T00:00:00.007Z")
    }

    @Test("Entity tags are read strictly")
    func tags() {
        #expect(EntityTag("\"a\"")?.opaque == "a")
        #expect(EntityTag("W/\"a\"")?.isWeak == true)
        #expect(EntityTag(revision: 36).description == "\"10\"")
        for text in ["", "a", "\"", "W/", "w/\"a\""] { #expect(EntityTag(text) == nil, "\(text)") }
    }

    @Test("Preconditions follow RFC 9110: weak tags never match a change")
    func preconditions() {
        let record = StoredRecord(key: "k", revision: 1, body: [])
        let tag = EntityTag(revision: 1)
        #expect(Precondition(ifMatch: .list([tag])).allowsChange(of: record))
        #expect(
            Precondition(ifMatch: .list(EntityTag("W/\(tag)").map { [$0] } ?? [])).allowsChange(of: record) == false
        )
        #expect(Precondition(ifMatch: .any).allowsChange(of: nil) == false)
        #expect(Precondition(ifNoneMatch: .any).allowsChange(of: nil))
        #expect(Precondition(ifNoneMatch: .any).allowsChange(of: record) == false)
    }

    @Test(
        "Generations are read from their text",
        arguments: [
            ("uuid", Generation.uuid), ("now", .now), ("today", .today), ("sequence", .sequence),
            ("A-{sequence:000}-Z", .pattern(prefix: "A-", width: 3, suffix: "-Z")),
            ("{sequence}", .pattern(prefix: "", width: 1, suffix: "")),
            ("x", nil), ("{sequence:12}", nil), ("{other}", nil), ("{sequence}{sequence}", nil), ("{sequence:}", nil),
            ("{", nil), ("}{", nil),
        ]
    )
    func generations(_ text: String, generation: Generation?) { #expect(Generation(text: text) == generation) }

    @Test(
        "A sort order is read in every common way",
        arguments: [
            ("name", "name+"), ("-name", "name-"), ("+name", "name+"), ("name:desc", "name-"), ("name desc", "name-"),
            ("name_desc", "name-"),
            ("name,desc", "name-"), ("createdAt,name", "createdAt+ name+"), ("created_at.desc", "createdAt-"),
            ("-created_at,name", "createdAt- name+"),
            ("size", "?size"), ("", ""), ("address.city", "address.city+"),
        ]
    )
    func sorting(_ text: String, expected: String) {
        let order = SortOrder(.string(text), properties: ["name", "createdAt", "address"], isDescending: false)
        let found =
            order.sorts.map { "\($0.field)\($0.isDescending ? "-" : "+")" }
            + (order.unknownName.map { ["?\($0)"] } ?? [])
        #expect(found.joined(separator: " ") == expected)
    }

    @Test(
        "Parameters compare properties by their names",
        arguments: [
            ("minPrice", "price greaterOrEqual"), ("price_lt", "price less"), ("createdAfter", "createdAt greater"),
            ("price[gte]", "price greaterOrEqual"),
            ("nameContains", "name contains"), ("minimum", nil), ("name", nil), ("created_before", "createdAt less"),
            ("max-price", "price lessOrEqual"),
        ]
    )
    func comparing(_ name: String, expected: String?) {
        let found = ParameterComparison.infer(name, properties: ["price", "createdAt", "name"])
        #expect(found.map { "\($0.field) \($0.comparison.rawValue)" } == expected)
    }
}
