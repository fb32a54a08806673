import Access
import Cleaning
import DataCleaning
import Diagnostics
import HTTPFetching
import TestEnvironment
import Testing

@testable import RecordDelivery

@Suite("Sending records")
struct RecordDeliveryTests {
    private func words(_ service: ScriptedService, count: Int = 1, concurrency: Int = 1) async throws -> [String] {
        let delivery = try service.delivery(try Notes.route(), concurrency: concurrency)
        return await delivery.send(Notes.records(count), columns: Notes.columns).map(\.word)
    }

    @Test("Each record is one request of the contract's operation, in the order of the file")
    func requests() async throws {
        let service = ScriptedService { _, _ in ScriptedService.made }
        let delivery = try service.delivery(try Notes.route(), token: Secret("abc"))
        let records = [OutgoingRecord(index: 0, number: 7, cells: ["a", "北京", "05"])] + Notes.records(3)
        let columns = Notes.columns + ["size"]
        let all = records.map { OutgoingRecord(index: $0.index, number: $0.number, cells: $0.cells + ["1"]) }
        #expect(await delivery.send([records[0]], columns: columns).map(\.word) == ["taken"])
        #expect(await delivery.send(Array(all[1...]), columns: columns).map(\.word) == ["taken", "taken", "taken"])
        let first = try #require(service.requests.first)
        #expect(first.method == "POST" && first.url == "http://service.test/v1/notes")
        #expect(String(decoding: first.body, as: UTF8.self) == #"{"id":"a","text":"北京","size":5}"#)
        let fields = Dictionary(first.fields.map { ($0.name, $0.value) }) { first, _ in first }
        #expect(fields["content-type"] == "application/json" && fields["authorization"] == "Bearer abc")
        #expect(fields["accept-language"] == "en" && fields["idempotency-key"]?.count == 41)
        let bodies = service.requests.dropFirst().map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies == (1...3).map { #"{"id":"n\#($0)","text":"text","size":1}"# })
        #expect(service.waits.isEmpty && service.mostUnderWay == 1)
    }

    @Test("The same record of the same file has the same key; of another file, part or operation it has not")
    func keys() async throws {
        let folder = TemporaryFolder()
        let file = try folder.write("id,text\n", to: "a.csv")
        let copy = try folder.write("id,text\n", to: "b.csv")
        let other = try folder.write("id,text\nx,y\n", to: "c.csv")
        func keys(
            _ path: String,
            _ part: String = "",
            _ choice: DeliveryRoute.Choice = .collection("notes")
        ) async throws
            -> [String]
        {
            let service = ScriptedService { _, _ in ScriptedService.status(202) }
            let delivery = try service.delivery(try Notes.route(choice), token: Secret("abc"))
            try await delivery.open(source: RecordOrigin(path: path, part: part))
            _ = await delivery.send([Notes.records(2)[1]], columns: Notes.columns)
            #expect(service.requests.map(\.method) == ["OPTIONS", "POST"])
            return service.requests.compactMap { ScriptedService.key(of: $0) }
        }
        let first = try await keys(file)
        #expect(first.count == 1)
        #expect(try await keys(copy) == first)
        let others = [
            try await keys(other), try await keys(file, "sheet 2"), try await keys(file, "", .operation("importNote")),
        ]
        #expect(Set(others + [first]).count == 4)
    }

    @Test("Refusals are the record's, and the others go on")
    func refusals() async throws {
        let service = ScriptedService { request, _ in
            let body = String(decoding: request.body, as: UTF8.self)
            if body.contains("n2\"") { return ScriptedService.status(409) }
            return body.contains("n3\"") ? ScriptedService.status(422) : ScriptedService.made
        }
        #expect(try await words(service, count: 4) == ["taken", "conflict", "refused", "taken"])
        #expect(service.requests.count == 4)
    }

    @Test("A service that is busy is left alone as long as it asks, and then asked again with the same key")
    func busy() async throws {
        let service = ScriptedService { request, attempt in
            attempt == 1 ? ScriptedService.status(429, [("retry-after", "30")]) : ScriptedService.made
        }
        #expect(try await words(service) == ["taken"])
        #expect(service.waits == [.seconds(30)])
        #expect(Set(service.requests.compactMap { ScriptedService.key(of: $0) }).count == 1)
        #expect(service.requests[0].body == service.requests[1].body)
    }

    @Test("A connection that breaks is tried again, at last given up, and the record may be there")
    func broken() async throws {
        let once = ScriptedService { _, attempt in attempt == 1 ? ScriptedService.broken : ScriptedService.made }
        #expect(try await words(once) == ["taken"])
        let always = ScriptedService { _, _ in ScriptedService.broken }
        #expect(try await words(always, count: 3) == ["delivery.unreachable?", "unsent", "unsent"])
        #expect(always.requests.count == RetryPlan.maximumAttemptCount)
        #expect(always.waits == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8)])
        let failing = ScriptedService { _, _ in ScriptedService.status(500) }
        #expect(try await words(failing, count: 2) == ["delivery.unavailable", "unsent"])
        let tired = ScriptedService { _, _ in ScriptedService.status(503, [("retry-after", "301")]) }
        #expect(try await words(tired) == ["delivery.unavailable"])
        #expect(tired.requests.count == 1 && tired.waits.isEmpty)
        let lost = ScriptedService { _, attempt in
            attempt == 1 ? ScriptedService.broken : ScriptedService.status(403)
        }
        #expect(try await words(lost) == ["delivery.refused-caller?"])
    }

    @Test("What never gets better is not tried again")
    func hopeless() async throws {
        let reasons: [(HTTPFetchError.Reason, String)] = [
            (.insecure("CERTIFICATE_VERIFY_FAILED"), "delivery.unreachable"),
            (.unknownHost("service.test"), "delivery.unreachable"), (.invalidURL, "delivery.unreachable"),
            (.tooLarge(limit: 1), "delivery.unreachable?"),
        ]
        for (reason, word) in reasons {
            let service = ScriptedService { _, _ in .failure(HTTPFetchError("", reason)) }
            #expect(try await words(service, count: 2) == [word, "unsent"], "\(reason)")
            #expect(service.requests.count == 1)
        }
    }

    @Test("As many are under way as may be, and what is under way is waited for when one fails")
    func concurrency() async throws {
        let service = ScriptedService { _, _ in ScriptedService.made }
        #expect(try await words(service, count: 50, concurrency: 3) == [String](repeating: "taken", count: 50))
        #expect((1...3).contains(service.mostUnderWay))
        let failing = ScriptedService { request, _ in
            let isThird = String(decoding: request.body, as: UTF8.self).contains("n3\"")
            return isThird ? ScriptedService.status(401) : ScriptedService.made
        }
        let words = try await words(failing, count: 50, concurrency: 3)
        #expect(words[2] == "delivery.refused-caller" && words.last == "unsent")
        #expect(words.count { $0 == "taken" } == failing.requests.count - 1)
    }

    @Test("A rate is kept")
    func rate() async throws {
        let service = ScriptedService { _, _ in ScriptedService.made }
        let delivery = try service.delivery(try Notes.route(), rate: 4)
        _ = await delivery.send(Notes.records(3), columns: Notes.columns)
        #expect(service.waits == [.milliseconds(250), .milliseconds(250)])
    }

    @Test("Somebody has to be there, and not to send elsewhere, before the source is read")
    func opening() async throws {
        let source = RecordOrigin(path: "/nowhere/at/all", part: "")
        func code(_ answer: ScriptedService.Answer) async throws -> String? {
            let delivery = try ScriptedService { _, _ in answer }.delivery(try Notes.route())
            do {
                try await delivery.open(source: source)
                return nil
            } catch let error as any ExplainedError {
                return error.diagnostics.first?.code
            }
        }
        #expect(try await code(ScriptedService.broken) == "delivery.unreachable")
        #expect(try await code(ScriptedService.status(301)) == "delivery.redirected")
        #expect(try await code(ScriptedService.status(404)) == "file.unreadable")
    }

    @Test("A token is exposed only where anybody could read it")
    func exposure() throws {
        let service = ScriptedService { _, _ in ScriptedService.made }
        #expect(try service.delivery(try Notes.route(), token: Secret("abc")).exposesToken)
        #expect(try !service.delivery(try Notes.route()).exposesToken)
    }
}
