import Cleaning
import Diagnostics
import DocumentFiles
import Files
import JSON
import Synchronization
import Tabular
import TestEnvironment
import Testing

@testable import DataCleaning

/// Takes records, and says about each what a test wants.
private final class FakeReceiver: RecordReceiver {
    static let conflict = RejectCode("conflict")

    private struct State {
        var origin: RecordOrigin?
        var numbers: [Int] = []
        var columns: [String] = []
        var partCounts: [Int] = []
    }

    private let state = Mutex(State())
    private let answer: @Sendable (OutgoingRecord) -> Delivery
    private let opening: ServiceError?
    private let judge: (@Sendable ([String]) -> RecordRefusal?)?

    init(
        _ answer: @escaping @Sendable (OutgoingRecord) -> Delivery = { _ in .taken(isReplay: false) },
        opening: ServiceError? = nil,
        judge: (@Sendable ([String]) -> RecordRefusal?)? = nil
    ) {
        self.opening = opening
        self.judge = judge
        self.answer = answer
    }

    private struct Check: RecordCheck {
        let judge: @Sendable ([String]) -> RecordRefusal?
        func refusal(of cells: [String]) -> RecordRefusal? { judge(cells) }
    }

    /// The numbers of the records that were sent.
    var numbers: [Int] { state.withLock { $0.numbers } }
    var columns: [String] { state.withLock { $0.columns } }
    var origin: RecordOrigin? { state.withLock { $0.origin } }
    var partCounts: [Int] { state.withLock { $0.partCounts } }

    let codes = [conflict, RejectCode("refused")]

    func check(columns: [String]) throws -> (any RecordCheck)? { judge.map { Check(judge: $0) } }

    func open(source: RecordOrigin) async throws {
        if let opening { throw opening }
        state.withLock { $0.origin = source }
    }

    func send(_ records: [OutgoingRecord], columns: [String]) async -> [Delivery] {
        state.withLock { $0.partCounts.append(records.count) }
        var deliveries: [Delivery] = []
        for record in records {
            if case .stopped = deliveries.last {
                deliveries += [Delivery](repeating: .unsent, count: records.count - deliveries.count)
                break
            }
            state.withLock { state in
                state.numbers.append(record.number)
                state.columns = columns
            }
            deliveries.append(answer(record))
        }
        return deliveries
    }

    func close() async {}
}

@Suite("Records on their way to a service")
struct DeliveryTests {
    private let folder = TemporaryFolder("delivery")

    private static let recipe = """
        columns:
          id: [trim, {required: missing_id}]
          phone: [trim, {phone: {reject: bad_phone}}]
        records: [{unique: [id], reject: same_id}]
        """
    private static let text = """
        id,phone
        a,13800138000
        b,无
        c,13800138001
        a,13800138002
        d,13800138003
        e,13800138004

        """

    private func options(_ receiver: FakeReceiver, _ text: String = Self.text) throws -> CleanOptions {
        var options = CleanOptions(input: try folder.write(text, to: "in.csv"), output: "http://service.test/notes")
        options.recipe = try folder.write(Self.recipe, to: "r.yaml")
        options.rejects = folder.path + "/rejects.csv"
        options.rejectStyle = .plain
        options.receiver = receiver
        return options
    }

    private func run(_ options: CleanOptions) async throws -> CleanResult {
        try await CleanRun(options, language: .english).run()
    }

    private func rejects() throws -> [String] {
        let text = String(decoding: try Files.read(folder.path + "/rejects.csv"), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    /// What is left in the folder beside what a test has put there.
    private func left() throws -> [String] {
        try Files.names(in: folder.path).filter { !["in.csv", "r.yaml"].contains($0) }.sorted()
    }

    @Test("Clean records are sent once each, in their order; others are rejects as ever")
    func clean() async throws {
        let receiver = FakeReceiver()
        let result = try await run(try options(receiver))
        #expect(receiver.numbers == [1, 3, 5, 6] && receiver.columns == ["id", "phone"])
        #expect(receiver.origin?.path == folder.path + "/in.csv")
        #expect(result.counts.clean == 4 && result.counts.rejected == 2 && result.unsentCount == 0)
        #expect(try rejects() == ["row,reason,id,phone", "2,bad_phone,b,无", "4,same_id,a,13800138002"])
        #expect(result.text(in: .english).contains("4 → http://service.test/notes"))
        #expect(result.text(in: .english).contains("6 = 4 + 2 + 0 + 0"))
        #expect(try left() == ["rejects.csv"])
    }

    @Test("What the service refuses are rejects in the order of the file, with its words")
    func refused() async throws {
        let receiver = FakeReceiver { record in
            switch record.cells[0] {
            case "a": .refused(RecordRefusal(column: 1, message: LocalizedText("no", zh: "否")), FakeReceiver.conflict)
            case "e": .refused(RecordRefusal(column: nil, message: LocalizedText("so", zh: "是")), RejectCode("refused"))
            default: .taken(isReplay: record.cells[0] == "c")
            }
        }
        var options = try options(receiver)
        options.rejectStyle = .full
        options.reports = [folder.path + "/report.json"]
        let result = try await run(options)
        #expect(result.counts.clean == 2 && result.counts.rejected == 4)
        let rows = try rejects().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        #expect(rows.dropFirst().map { $0[1] } == ["1", "2", "4", "6"])
        #expect(rows[1][3...7] == ["phone", "13800138000", "conflict", "conflict", "no"])
        #expect(rows[4][3...7] == ["", "", "refused", "refused", "so"])
        #expect(result.reasons.map(\.code.name).sorted() == ["bad_phone", "conflict", "refused", "same_id"])
        #expect(result.notes.map(\.english) == ["1 of the records had been stored by an earlier run"])
        let report = try JSONParser().parse(Files.read(folder.path + "/report.json")).root
        #expect(report["counts"]?["clean"]?.integer == 2, "\(report.text())")
    }

    @Test("Records are judged by the contract before anything is sent")
    func judged() async throws {
        let receiver = FakeReceiver(judge: { cells in
            cells[0] == "c" ? RecordRefusal(column: 0, message: LocalizedText("no c", zh: "不要 c")) : nil
        })
        let result = try await run(try options(receiver))
        #expect(receiver.numbers == [1, 5, 6] && result.counts.rejected == 3)
        #expect(try rejects().contains("3,schema,c,13800138001"))
        var dry = try options(receiver)
        dry.rejects = nil
        let preview = try await CleanRun(dry, language: .english).preview(recordCount: 10)
        #expect(preview.text(in: .english).contains("no c [schema]"))
        #expect(receiver.numbers.count == 3)
    }

    @Test("A source that is broken at its end is not sent at all")
    func broken() async throws {
        let receiver = FakeReceiver()
        var options = try options(receiver, Self.text + "f,\"13800138005\n" + String(repeating: "x", count: 100_000))
        options.settings = [SourceSetting(option: "--set", member: "limits.recordByteCount", value: "1000")]
        let result = await #expect(throws: (any Error).self) { try await run(options) }
        #expect(result != nil && receiver.numbers.isEmpty)
        #expect(try left() == [])
    }

    @Test("More rejects than allowed, found while reading: nothing is sent", arguments: [1, 2])
    func limit(_ count: Int) async throws {
        let receiver = FakeReceiver()
        var options = try options(receiver)
        options.maximumRejects = .count(count)
        let result = try await run(options)
        #expect(result.isOverLimit == (count < 2))
        #expect(receiver.numbers.count == (count < 2 ? 0 : 4))
        if count < 2 {
            #expect(result.counts.clean == 0 && result.unsentCount == 4)
            #expect(result.text(in: .english).contains("6 = 0 + 2 + 0 + 4"))
            #expect(try left() == [])
        }
    }

    @Test("More rejects than allowed, because the service refuses: no more is sent, and all is accounted for")
    func limitWhileSending() async throws {
        let rows = (0..<1000).map { "n\($0),1380013\(1000 + $0)\n" }.joined()
        let receiver = FakeReceiver { record in
            record.number % 2 == 0
                ? .refused(RecordRefusal(column: nil, message: LocalizedText("odd", zh: "奇")), FakeReceiver.conflict)
                : .taken(isReplay: false)
        }
        var options = try options(receiver, "id,phone\n" + rows)
        options.maximumRejects = .percent(10)
        let result = try await run(options)
        #expect(result.isOverLimit && result.counts.records == 1000)
        let unsent = try #require(result.unsentCount)
        #expect(unsent >= 1000 - 3 * DeliveryPass.partCount)
        #expect(result.counts.clean + result.counts.rejected + result.counts.dropped + unsent == 1000)
        #expect(result.notes.last?.english.contains("odd") == true)
        #expect(receiver.partCounts.allSatisfy { $0 <= DeliveryPass.partCount })
        #expect(try left() == [])
    }

    @Test("When the service stops taking records, the error accounts for all of them")
    func stopped() async throws {
        let receiver = FakeReceiver { record in
            record.number == 5
                ? .stopped(
                    ServiceError("delivery.unavailable", LocalizedText("tired", zh: "累了"), isOutside: true),
                    mayBeThere: true
                ) : .taken(isReplay: false)
        }
        let options = try options(receiver)
        let error = await #expect(throws: ServiceError.self) { try await run(options) }
        #expect(error?.isOutside == true)
        #expect(error?.diagnostics.map(\.code) == ["delivery.unavailable", "delivery.account"])
        #expect(
            error?.diagnostics.last?.message.english
                == "of 6 records 2 are in the service, 2 were rejected, 0 dropped, 1 not sent, 1 sent without an answer"
        )
        #expect(try left() == [])
    }

    @Test("Rejects that cannot be written are accounted for, too")
    func fullDisk() async throws {
        var options = try options(FakeReceiver())
        options.rejects = "/dev/full"
        let error = await #expect(throws: ServiceError.self) { try await run(options) }
        #expect(error?.isOutside == true)
        #expect(error?.diagnostics.map(\.code) == ["file.no-space", "delivery.account"])
    }

    @Test("A service that is not there is told before the source is read")
    func closed() async throws {
        let fault = ServiceError("delivery.unreachable", LocalizedText("none", zh: "无"), isOutside: true)
        var options = try options(FakeReceiver(opening: fault))
        options.input = folder.path + "/missing.csv"
        let error = await #expect(throws: ServiceError.self) { try await run(options) }
        #expect(error?.diagnostics.map(\.code) == ["delivery.unreachable"])
    }

    @Test("A pipe is no source for a service", arguments: ["-", "/dev/null"])
    func pipe(_ input: String) async throws {
        var options = try options(FakeReceiver())
        options.input = input
        let error = await #expect(throws: ServiceError.self) { try await run(options) }
        #expect(error?.diagnostics.map(\.code) == ["clean.piped-source"])
    }

    @Test("The last record of a key is the one that is sent")
    func keepsLast() async throws {
        let receiver = FakeReceiver()
        var options = try options(receiver)
        let recipe = Self.recipe.replacing("reject: same_id", with: "keep: last, reject: same_id")
        options.recipe = try folder.write(recipe, to: "r.yaml")
        let result = try await run(options)
        #expect(receiver.numbers == [3, 4, 5, 6] && result.counts.rejected == 2)
        #expect(try rejects().last == "2,bad_phone,b,无")
    }

    @Test("The same records go out however many workers judge them", arguments: [1, 4])
    func workers(_ count: Int) async throws {
        let rows = (0..<5000).map { "n\($0 % 4000),1380013\(1000 + $0)\n" }.joined()
        let receiver = FakeReceiver()
        var options = try options(receiver, "id,phone\n" + rows)
        options.workerCount = count
        let seen = Mutex<[Int]>([])
        options.progress = { progress in seen.withLock { $0.append(progress.expectedRecordCount ?? 0) } }
        let result = try await run(options)
        #expect(receiver.numbers == Array(1...4000) && result.counts.rejected == 1000)
        #expect(Set(seen.withLock { $0 }) == [5000])
    }
}
