import Cleaning
import Diagnostics
import Tabular
import TestEnvironment
import Testing

@testable import DataCleaning

@Suite("Files cleaned into memory")
struct CleanedFileTests {
    private let folder = TemporaryFolder("cleaned-file")

    private func clean(_ text: String, recipe: String?) async throws -> CleanedFile {
        let input = try folder.write(text, to: "in.csv")
        let recipe = try recipe.map { try folder.write($0, to: "r.yaml") }
        return try await CleanedFile(input, recipeFile: recipe) { _ in nil }
    }

    @Test("A recipe names the files beside it, and the day of the run, as on the command line")
    func recipes() async throws {
        _ = try folder.write("code,city\nA,北京\nB,上海\n", to: "cities.csv")
        _ = try folder.write(#"{"properties": {"n": {"type": "integer", "maximum": 9}}}"#, to: "row.json")
        let file = try await clean(
            "k,n,d\nA,1,2024-05-01\nB,10,2024-05-01\nC,2,2024-05-01\nB,3,2099-01-01\n",
            recipe: """
                columns: {d: [date]}
                records:
                  - {lookup: cities.csv, on: {k: code}, take: {city: city}}
                  - {check: "date(d) <= today", reject: late}
                schema: row.json
                """
        )
        #expect(file.columns == ["k", "n", "d", "city"])
        #expect(file.records.map(\.cells) == [["A", "1", "2024-05-01", "北京"]])
        #expect(file.records.map(\.place.line) == [2])
        #expect(file.rejects.map(\.place.line) == [3, 4, 5])
        #expect(
            file.rejects.map { $0.reasons.map(\.english) } == [["schema: 'n'"], ["not_found: 'k'"], ["late"]]
        )
        #expect(file.rejects[0].reasons[0].chinese == "schema：“n”")
        #expect(file.reasons.map(\.count) == [1, 1, 1])
    }

    @Test("Every reason of a rejected record is told, without its cells; repeated records have their places")
    func rejects() async throws {
        let file = try await clean(
            "id,phone\n1,secret\n1,13800138000\n,x\n1,13900139000\n",
            recipe: "columns: {id: [required], phone: [phone]}\nrecords: [{unique: [id]}]"
        )
        #expect(file.rejects.map(\.place.line) == [2, 4, 5])
        #expect(
            file.rejects.map { $0.reasons.map(\.english) }
                == [["bad_phone: 'phone'"], ["missing: 'id'", "bad_phone: 'phone'"], ["duplicate"]]
        )
        #expect(file.counts.isBalanced && file.counts.clean == 1)
    }

    @Test("Without a recipe a file is taken as it is")
    func plain() async throws {
        let file = try await clean("a,b\n1,x\n2,y\n", recipe: nil)
        #expect(file.records.map(\.cells) == [["1", "x"], ["2", "y"]] && file.rejects.isEmpty)
    }
}
