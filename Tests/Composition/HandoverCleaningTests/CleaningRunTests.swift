import Cleaning
import Diagnostics
import Foundation
import HandoverCleaning
import Tabular
import TestEnvironment
import Testing

@Suite("Cleaning as a library")
struct CleaningRunTests {
    private let folder = TemporaryFolder("library")

    private func run(_ text: String, recipe: String) throws -> CleaningRun {
        let input = try folder.write(text, to: "in.csv")
        return try CleaningRun(input: input, recipe: Recipe(contentsOf: folder.write(recipe, to: "r.yaml")))
    }

    private func read(_ name: String) throws -> String {
        try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }

    @Test("A file is written, with its rejects, and what became of the records is returned")
    func writing() async throws {
        let run = try run(
            "id;phone\n1;139 0013 9000\n2;none\n1;13800138000\n",
            recipe: "columns: {phone: [phone]}\nrecords: [{unique: [id]}]"
        )
        let summary = try await run.write(to: folder.path + "/out.csv", rejects: folder.path + "/rejects.csv")
        #expect(summary.counts.records == 3 && summary.counts.clean == 1 && summary.counts.rejected == 2)
        #expect(Set(summary.reasons.map(\.code.name)) == ["bad_phone", "duplicate"])
        #expect(summary.columns == ["id", "phone"])
        #expect(try read("out.csv") == "id,phone\n1,13900139000\n")
        #expect(try read("rejects.csv").split(separator: "\n").count == 3)
    }

    @Test("Without a recipe a file is read as it is; records can be had in memory, with their places")
    func records() async throws {
        let input = try folder.write("id,n\n1,\"a\nb\"\n2,c\n", to: "in.csv")
        let records = try await CleaningRun(input: input).records()
        #expect(records.columns == ["id", "n"])
        #expect(records.records.map(\.cells) == [["1", "a\nb"], ["2", "c"]])
        #expect(records.records.map(\.place.line) == [2, 4])
        #expect(records.counts.isBalanced)
    }

    @Test("In memory, too, the last record of a key can be kept")
    func last() async throws {
        let run = try run("id,n\n1,a\n2,b\n1,c\n", recipe: "records: [{unique: [id], keep: last}]")
        let records = try await run.records()
        #expect(records.records.map(\.cells) == [["2", "b"], ["1", "c"]])
        #expect(records.rejects.map(\.line) == [2])
    }

    @Test("A recipe names the files beside it, and the day of the run")
    func files() async throws {
        _ = try folder.write("from,to\n京,北京\n", to: "cities.csv")
        let recipe = "columns: {c: [{replace: {table: cities.csv}}]}\ncomputed: [{name: y, value: year(today)}]"
        var run = try run("id,c\n1,京\n2,沪\n", recipe: recipe)
        run.today = RunDay("2026-03-01")
        #expect(try await run.records().records.map(\.cells) == [["1", "北京", "2026"], ["2", "沪", "2026"]])
        _ = try await run.write(to: folder.path + "/out.csv")
        #expect(try read("out.csv") == "id,c,y\n1,北京,2026\n2,沪,2026\n")
    }

    @Test("Mistakes are explained")
    func mistakes() async throws {
        let error = #expect(throws: RecipeError.self) { try run("id\n1\n", recipe: "columns: {id: [trimm]}") }
        #expect(error?.diagnostics.first?.code == "recipe.unknown-step")
        let missing = CleaningRun(input: folder.path + "/none.csv")
        do {
            _ = try await missing.write(to: folder.path + "/out.csv")
            Issue.record("a file that is not there was cleaned")
        } catch let error as any ExplainedError {
            #expect(error.diagnostics.map(\.code) == ["file.unreadable"])
        }
    }
}
