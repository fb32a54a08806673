import Cleaning
import Diagnostics
import DocumentFiles
import Files
import Synchronization
import Tabular
import TestEnvironment
import Testing

@testable import DataCleaning

@Suite("The pipeline of cleaning")
struct CleaningPipelineTests {
    private let folder = TemporaryFolder("pipeline")

    /// Records of which each tenth is rejected and each third of the others repeats an earlier one; some batches.
    private static let text: String = {
        var text = "id,phone,note\n"
        for number in 0..<40_000 {
            let id = number % 3 == 2 ? number - 1 : number
            let phone = number % 10 == 0 ? "无" : "1380013\(1000 + number % 9000)"
            text += "\(id),\(phone),\"备注, \(number)\"\n"
        }
        return text
    }()

    private static let recipe = """
        columns: {phone: [trim, {phone: {reject: bad_phone}}]}
        records: [{unique: [id], reject: same_id}]
        """

    private func options(_ name: String) throws -> CleanOptions {
        let input = try folder.write(Self.text, to: "\(name).in.csv")
        var options = CleanOptions(input: input, output: folder.path + "/\(name).csv")
        options.recipe = try folder.write(Self.recipe, to: "\(name).yaml")
        options.rejects = folder.path + "/\(name).rejects.csv"
        return options
    }

    private func bytes(_ path: String?) throws -> [UInt8] { try Files.read(try #require(path)) }

    @Test("Results are the same bytes, in the order of the source, however many workers there are")
    func order() async throws {
        let one = try options("one")
        var first = one
        first.workerCount = 1
        let expected = try await CleanRun(first, language: .english).run()
        #expect(expected.counts.records == 40_000 && expected.counts.rejected > 4_000)
        let (clean, rejects) = (try bytes(one.output), try bytes(one.rejects))
        for workerCount in 2...8 {
            var other = try options("other")
            other.workerCount = workerCount
            let result = try await CleanRun(other, language: .english).run()
            #expect(result.counts == expected.counts && result.reasons == expected.reasons)
            #expect(try bytes(other.output) == clean && bytes(other.rejects) == rejects, "\(workerCount) workers")
        }
    }

    @Test("Rejects that nobody wants to read are counted all the same")
    func unwantedRejects() async throws {
        let wanted = try await CleanRun(try options("wanted"), language: .english).run()
        var options = try options("unwanted")
        options.rejects = nil
        let result = try await CleanRun(options, language: .english).run()
        #expect(result.counts == wanted.counts && result.reasons == wanted.reasons)
    }

    @Test("A run that is cancelled leaves nothing behind")
    func cancellation() async throws {
        var options = try options("cancelled")
        let started = Mutex<CheckedContinuation<Void, Never>?>(nil)
        options.progress = { _ in started.withLock { $0.take() }?.resume() }
        let cancelled = options
        let task = Mutex<Task<CleanResult, any Error>?>(nil)
        await withCheckedContinuation { continuation in
            started.withLock { $0 = continuation }
            task.withLock { $0 = Task { try await CleanRun(cancelled, language: .english).run() } }
        }
        let run = try #require(task.withLock { $0 })
        run.cancel()
        // It may have been through before it heard of it.
        if case .failure(let error) = await run.result {
            #expect(error is CancellationError)
            #expect(Files.kind(of: options.output ?? "") == nil)
        }
        #expect(try Files.names(in: folder.path).allSatisfy { !$0.hasSuffix(".draft") })
    }

    @Test("A file that changes while it is read is not written")
    func change() async throws {
        var options = try options("changed")
        let path = options.input
        let isDone = Mutex(false)
        options.progress = { _ in
            // Longer by one byte, once the run has begun.
            let isFirst = isDone.withLock { done in
                defer { done = true }
                return !done
            }
            guard isFirst, var bytes = try? Files.read(path) else { return }
            bytes.append(0x0A)
            try? Files.replace(path, with: bytes)
        }
        let error = await #expect(throws: TabularError.self) { try await CleanRun(options, language: .english).run() }
        #expect(error?.code == .changedFile && error?.file == path)
        #expect(Files.kind(of: options.output ?? "") == nil)
        #expect(Files.kind(of: try #require(options.rejects)) == nil)
        #expect(try Files.names(in: folder.path).allSatisfy { !$0.hasSuffix(".draft") })
    }

    @Test("What cannot be written ends the run as the system's fault, and nothing is left")
    func fullDisk() async throws {
        var options = try options("full")
        options.output = "/dev/full"
        let error = await #expect(throws: ServiceError.self) { try await CleanRun(options, language: .english).run() }
        #expect(error?.isOutside == true && error?.diagnostics.first?.code == "file.no-space")
        #expect(Files.kind(of: try #require(options.rejects)) == nil)
        #expect(try Files.names(in: folder.path).allSatisfy { !$0.hasSuffix(".draft") })
    }

    @Test("Clean records and rejects are not written to one place")
    func samePlace() async throws {
        var options = try options("same")
        options.rejects = options.output
        let error = await #expect(throws: ServiceError.self) { try await CleanRun(options, language: .english).run() }
        #expect(error?.diagnostics.first?.code == "command.invalid-value")
    }

    @Test("A file can be cleaned into itself")
    func inPlace() async throws {
        let path = try folder.write("a;b\n1;2\n", to: "itself.csv")
        _ = try await CleanRun(CleanOptions(input: path, output: path), language: .english).run()
        #expect(String(decoding: try Files.read(path), as: UTF8.self) == "a,b\n1,2\n")
    }
}
