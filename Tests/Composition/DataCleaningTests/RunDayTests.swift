import Cleaning
import Diagnostics
import Files
import TestEnvironment
import Testing

@testable import DataCleaning

@Suite("The day of a run, and what people may see of it")
struct RunDayTests {
    private let folder = TemporaryFolder("run-day")

    private func options(_ text: String, _ recipe: String) throws -> CleanOptions {
        var options = CleanOptions(input: try folder.write(text, to: "in.csv"), output: folder.path + "/out.csv")
        options.recipe = try folder.write(recipe, to: "r.yaml")
        return options
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try Files.read("\(folder.path)/\(name)"), as: UTF8.self)
    }

    @Test("A day that is given holds for the run, its report and its preview")
    func day() async throws {
        var options = try options(
            "id,day\n1,2026-03-01\n2,2026-03-02\n",
            "columns: {day: [{date: {maximum: today, reject: later}}]}"
        )
        options.today = RunDay("2026-03-01")
        options.reports = [folder.path + "/report.json", folder.path + "/report.html"]
        let result = try await CleanRun(options, language: .english).run()
        #expect(try text("out.csv") == "id,day\n1,2026-03-01\n" && result.reasons.map(\.code.name) == ["later"])
        #expect(try text("report.json").contains(#""today": "2026-03-01""#))
        #expect(try text("report.html").contains("2026-03-01"))
        let preview = try await CleanRun(options, language: .english).preview(recordCount: 9).text(in: .english)
        #expect(preview.contains("record 2, line 3    rejected"))
    }

    @Test("A recipe has the day that it is given, else that of its zone, else that of the process")
    func dated() throws {
        var recipe = Recipe()
        #expect(recipe.dated().today != nil)
        recipe.today = RunDay("2024-02-29")
        #expect(recipe.dated().today?.text == "2024-02-29")
        #expect(recipe.dated(RunDay("2024-03-01")).today?.text == "2024-03-01")
    }

    @Test("Fields of rejects are masked when the command asks for it")
    func masked() async throws {
        var options = try options("id,phone\n1,12800138000\n", "columns: {phone: [phone, {mask: phone}]}")
        options.rejects = folder.path + "/rejects.csv"
        _ = try await CleanRun(options, language: .english).run()
        #expect(try text("rejects.csv").hasSuffix(",1,12800138000\n"))
        options.masksRejects = true
        _ = try await CleanRun(options, language: .english).run()
        #expect(try text("rejects.csv").hasSuffix(",1,128****8000\n"))
    }

    @Test("A preview of 'keep: last' says what it cannot know, as long as there are other records")
    func keepLast() async throws {
        let options = try options("id\n1\n1\n2\n", "records: [{unique: [id], keep: last}]")
        let run = try CleanRun(options, language: .english)
        let part = try await run.preview(recordCount: 2).text(in: .english)
        #expect(part.contains("line 2    rejected") && part.contains("'keep: last' has compared these 2 records only"))
        #expect(try await !run.preview(recordCount: 3).text(in: .english).contains("'keep: last'"))
    }
}
