import Cleaning
import Diagnostics
import DocumentFiles
import Files
import JSON
import Tabular
import TestEnvironment
import Testing

@testable import DataCleaning

@Suite("Reports of a run")
struct ReportTests {
    private let folder = TemporaryFolder("reports")
    private let orders = "id,phone\n1,13800138000\n2,无\n1,13900139000\n3,139-0013-9000\n"
    private let recipe = """
        columns: {phone: [trim, narrow, {phone: {reject: bad_phone}}]}
        records: [{unique: [id], reject: same_id}]
        """

    private func path(_ name: String) -> String { folder.path + "/" + name }

    private func run(
        _ text: String,
        recipe: String?,
        _ change: (inout CleanOptions) -> Void
    ) async throws -> CleanResult {
        var options = CleanOptions(input: try folder.write(text, to: "in.csv"), output: path("out.csv"))
        if let recipe { options.recipe = try folder.write(recipe, to: "r.yaml") }
        options.digest = { "\($0.count) bytes" }
        change(&options)
        return try await CleanRun(options, language: .english).run()
    }

    private func object(_ name: String) throws -> JSONNode { try JSONParser().parse(try Files.read(path(name))).root }

    @Test("A page and an object are written beside the other results")
    func both() async throws {
        _ = try await run(orders, recipe: recipe) { $0.reports = [path("r.html"), path("r.json")] }
        let page = String(decoding: try Files.read(path("r.html")), as: UTF8.self)
        #expect(page.contains("<h1>in.csv</h1>") && page.contains("bad_phone"))
        let root = try object("r.json")
        #expect(root["input"]?["name"]?.string == "in.csv")
        #expect(root["input"]?["bytes"]?.integer == orders.utf8.count)
        #expect(root["counts"]?["clean"]?.integer == 2)
        #expect(root["funnel"]?.elements.map { $0["out"]?.integer } == [3, 2])
        #expect(root["recipe"]?["file"]?.string == "r.yaml")
        #expect(root["recipe"]?["sha256"]?.string == "\(recipe.utf8.count) bytes")
        #expect(root["columns"]?[1]?["steps"]?[2]?["changed"]?.integer == 1)
        #expect(root["assumptions"]?.count ?? 0 > 2)
        #expect(Files.kind(of: path("out.csv")) == .file)
    }

    @Test("Any number of workers writes the same report but for its timing")
    func workers() async throws {
        let lines = (0..<30_000).map { "\($0 % 29_000),1380013\($0 % 10_000 + 10_000)".dropLast($0 % 17 == 0 ? 1 : 0) }
        let text = "id,phone\n" + lines.joined(separator: "\n") + "\n"
        var reports: [String] = []
        for workerCount in [1, 2, 5] {
            _ = try await run(text, recipe: recipe) {
                $0.reports = [path("\(workerCount).json")]
                $0.workerCount = workerCount
            }
            let report = String(decoding: try Files.read(path("\(workerCount).json")), as: UTF8.self)
            let timing = try #require(report.firstRange(of: "\"timing\""))
            reports.append(String(report[..<timing.lowerBound]))
        }
        #expect(reports[1] == reports[0] && reports[2] == reports[0])
        #expect(reports[0].contains("\"records\": 30000"))
    }

    @Test("A report can be all that is written")
    func alone() async throws {
        let result = try await run(orders, recipe: nil) {
            $0.output = nil
            $0.reports = [path("r.json")]
        }
        #expect(result.counts.clean == 4)
        #expect(try object("r.json")["recipe"] == nil)
        #expect(Files.kind(of: path("out.csv")) == nil)
    }

    @Test("With more rejects than allowed the report is the only result")
    func overLimit() async throws {
        let result = try await run(orders, recipe: recipe) {
            $0.reports = [path("r.json")]
            $0.rejects = path("rejects.csv")
            $0.maximumRejects = .count(1)
        }
        #expect(result.isOverLimit)
        #expect(try object("r.json")["counts"]?["rejected"]?.integer == 2)
        #expect(Files.kind(of: path("out.csv")) == nil && Files.kind(of: path("rejects.csv")) == nil)
    }

    @Test("An empty source is refused and has no report")
    func empty() async throws {
        let error = await #expect(throws: TabularError.self) {
            _ = try await run("", recipe: nil) { $0.reports = [path("r.json"), path("r.html")] }
        }
        #expect(error?.code == .empty && Files.kind(of: path("r.json")) == nil)
    }

    @Test("A source that cannot be cleaned leaves no report")
    func failure() async throws {
        let error = await #expect(throws: RecipeError.self) {
            _ = try await run(orders, recipe: "columns: {x: [trim]}") { $0.reports = [path("r.json")] }
        }
        #expect(error?.diagnostics.first?.code == "recipe.unknown-column")
        #expect(Files.kind(of: path("r.json")) == nil)
    }

    @Test("A report has a known ending and a place of its own", arguments: ["r.pdf", "out.csv", "r"])
    func refusals(_ name: String) async throws {
        await #expect(throws: ServiceError.self) {
            _ = try await run(orders, recipe: nil) { $0.reports = [path(name)] }
        }
        await #expect(throws: ServiceError.self) {
            _ = try await run(orders, recipe: nil) { $0.reports = [path("a.json"), path("a.json")] }
        }
    }
}
