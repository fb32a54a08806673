import Diagnostics
import Tabular
import TabularTesting
import Testing

@testable import Cleaning

@Suite("Rules that compare records with one another")
struct RepeatSurveyTests {
    /// Cleans rows in one pass or two, as the recipe needs.
    private func clean(
        _ text: String,
        header: [String],
        rows: [[String]],
        memory: KeyMemory = KeyMemory(),
        batchCount: Int = 100
    ) throws -> (clean: [String], rejects: [String], collector: RecordCollector) {
        let cleaner = try Cleaner(try Recipes.recipe(text), columns: header, readsTwice: true)
        var worker = cleaner.makeWorker()
        var batch = RecordBatch()
        var clean = CleanBatch()
        var repeated: RepeatedRecords?
        if cleaner.needsTwoPasses {
            var survey = RepeatSurvey(cleaner, memory: memory)
            var source = InMemorySource(header: header, rows: rows, batchCount: batchCount)
            while try source.next(into: &batch) {
                cleaner.clean(batch, with: &worker, into: &clean)
                try survey.add(batch, clean)
            }
            repeated = try survey.finish()
        }
        var collector = RecordCollector(cleaner, rejects: .plain, memory: memory, repeated: repeated)
        var source = InMemorySource(header: header, rows: rows, batchCount: batchCount)
        var bytes: [UInt8] = []
        var rejects: [UInt8] = []
        while try source.next(into: &batch) {
            cleaner.clean(batch, with: &worker, into: &clean)
            try collector.collect(batch, clean)
            bytes += collector.cleanBytes
            rejects += collector.rejectBytes
        }
        #expect(collector.counts.isBalanced)
        return (lines(bytes), lines(rejects), collector)
    }

    private func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("The last record of a key stays where it stands, and only sound records count")
    func last() throws {
        let rows = [
            ["1", "a"], ["2", "b"], ["1", "c"], ["", "d"], ["1", "e"], ["3", "f"], ["2", ""], ["", "g"],
        ]
        let result = try clean(
            "columns: {n: [{required: empty}]}\nrecords: [{unique: [id], keep: last, reject: replaced}]",
            header: ["id", "n"],
            rows: rows
        )
        // The record without `n` is refused before, so the other one of its key stays; empty keys are not compared.
        #expect(result.clean == ["2,b", ",d", "1,e", "3,f", ",g"])
        #expect(result.rejects == ["1,replaced,1,a", "3,replaced,1,c", "7,empty,2,"])
    }

    @Test("First and last go together: first those go that are replaced, then those that repeat what is left")
    func mixed() throws {
        let rows = [["1", "a"], ["1", "b"], ["2", "a"], ["3", "a"], ["3", "c"]]
        let result = try clean(
            "records: [{unique: [n], reject: repeated}, {unique: [id], keep: last, reject: replaced}]",
            header: ["id", "n"],
            rows: rows
        )
        #expect(result.clean == ["1,b", "2,a", "3,c"])
        #expect(result.rejects == ["1,replaced,1,a", "4,replaced,3,a"])
    }

    @Test("With little memory the answers are those with much, and records keep their order")
    func spilling() throws {
        var generator = SeededGenerator(state: 5)
        let rows = (0..<3_000).map { number in
            [
                String(Int.random(in: 0..<1_250, using: &generator)),
                String(Int.random(in: 0..<2_000, using: &generator)),
                String(number),
            ]
        }
        for rules in ["{unique: [a]}", "{unique: [a]}, {unique: [b]}", "{unique: [a], keep: last}, {unique: [b]}"] {
            let text = "records: [\(rules)]"
            let store = InMemorySpillStore()
            let little = KeyMemory(byteCount: 2_000, store: store)
            let all = try clean(text, header: ["a", "b", "n"], rows: rows)
            let spilled = try clean(text, header: ["a", "b", "n"], rows: rows, memory: little, batchCount: 77)
            #expect(store.spaceCount > 8)
            #expect(spilled.clean == all.clean)
            #expect(spilled.rejects == all.rejects)
            #expect(!all.rejects.isEmpty)
        }
    }

    @Test("The last of each key among many is what a dictionary says")
    func model() throws {
        var generator = SeededGenerator(state: 6)
        let rows = (0..<4_000).map { [String(Int.random(in: 0..<1_800, using: &generator)), String($0)] }
        let last = Dictionary(rows.map { ($0[0], $0[1]) }) { _, later in later }
        let memory = KeyMemory(byteCount: 10_000, store: InMemorySpillStore())
        let text = "records: [{unique: [id], keep: last}]"
        let result = try clean(text, header: ["id", "n"], rows: rows, memory: memory)
        #expect(result.clean == rows.filter { last[$0[0]] == $0[1] }.map { $0.joined(separator: ",") })
    }

    @Test("A source that is read once cannot keep the last record, and says where the recipe asks for it")
    func onePass() throws {
        let recipe = try Recipes.recipe("records:\n  - {unique: [id], keep: last}\n")
        let error = #expect(throws: RecipeError.self) { try Cleaner(recipe, columns: ["id"]) }
        #expect(
            error?.diagnostics.map { "\($0.code) \($0.location?.description ?? "")" } == [
                "recipe.bad-parameter r.yaml:2:5"
            ]
        )
        #expect(try !Cleaner(try Recipes.recipe("records: [{unique: [id]}]"), columns: ["id"]).needsTwoPasses)
        #expect(try Recipes.findings("records: [{unique: [id], keep: any}]").map(\.code) == ["recipe.bad-parameter"])
    }
}
