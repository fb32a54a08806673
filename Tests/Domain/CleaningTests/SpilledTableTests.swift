import Diagnostics
import Tabular
import TabularTesting
import Testing
import YAMLDocuments

@testable import Cleaning

@Suite("Tables beyond memory")
struct SpilledTableTests {
    private static func memory(_ byteCount: Int) -> KeyMemory {
        KeyMemory(byteCount: byteCount, store: InMemorySpillStore())
    }

    private func clean(_ text: String, _ rows: [[String]], _ memory: KeyMemory) throws -> [String] {
        let document = try YAMLReader().read(Array(text.utf8))
        let recipe = try RecipeReader.recipe(from: document, file: "r.yaml", files: Recipes.files(memory: memory))
        let cleaner = try Cleaner(recipe, columns: ["a", "b"])
        var worker = cleaner.makeWorker()
        var collector = RecordCollector(cleaner)
        var source = InMemorySource(header: ["a", "b"], rows: rows)
        var batch = RecordBatch()
        var clean = CleanBatch()
        #expect(try source.next(into: &batch))
        cleaner.clean(batch, with: &worker, into: &clean)
        try collector.collect(batch, clean)
        let bytes = collector.cleanBytes + collector.rejectBytes
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(
        "On disk a table gives the answers that it gives in memory",
        arguments: [
            "columns: {a: [{replace: {table: cities.csv}}]}",
            "columns: {a: [{replace: {table: cities.csv, otherwise: reject}}]}",
            "columns: {a: [{replace: {map: {京: x}, table: cities.csv, otherwise: empty}}]}",
            "columns: {b: [{replace: {table: words.csv, ignoreCase: true}}]}",
            "columns: {b: [{enum: {table: words.csv, ignoreCase: true}}]}",
            "columns: {a: [{enum: {table: cities.csv, to: code}}]}",
            "columns: {b: [{enum: {values: [y], table: words.csv}}]}",
            "records: [{lookup: cities.csv, on: {a: short}, take: {b: name, c: code}}]",
            "records: [{lookup: cities.csv, on: {a: short}, take: {b: name, c: code}, missing: empty}]",
            "records: [{lookup: pairs.csv, on: {a: one, b: two}, take: {n: number}}]",
        ]
    )
    func alike(_ recipe: String) throws {
        let rows = [["京", "x"], ["京", "Y"], ["津", "z"], ["", ""], ["沪", "ABC"], ["沪", "aBc"], ["上海市", "y"]]
        let inMemory = try clean(recipe, rows, KeyMemory())
        #expect(try clean(recipe, rows, Self.memory(0)) == inMemory && !inMemory.isEmpty)
    }

    @Test("A table goes to disk when it takes more than its share of memory, and not before")
    func limit() throws {
        // A quarter of 64 bytes is 16: for each cell its bytes and four for its end.
        for (cell, isSpilled) in [("abcd", false), ("abcde", true)] {
            var table = RecipeTable(columns: ["a", "b"], memory: Self.memory(64))
            #expect(try table.append("efgh".utf8) && !table.isSpilled)
            #expect(try table.append(cell.utf8) && table.rowCount == 1)
            #expect(table.isSpilled == isSpilled)
        }
    }

    @Test("Many keys are found in several runs, with long cells and short ones, and others are not")
    func many() throws {
        let store = InMemorySpillStore()
        var table = RecipeTable(columns: ["key", "value"], memory: KeyMemory(byteCount: 4_096, store: store))
        func value(_ number: Int) -> String {
            number % 997 == 0 ? String(repeating: "v", count: 70_000 + number) : "value \(number)"
        }
        for number in 0..<5_000 {
            #expect(try table.append("key \(number)".utf8) && table.append(value(number).utf8))
        }
        let lookup = try LookupTable(table, keyColumns: [0], valueColumns: [1])
        #expect(table.isSpilled && lookup.isOnDisk && lookup.keyCount == 5_000)
        var buffer = CellBuffer()
        for number in 0..<5_000 {
            let key = Array("key \(number)".utf8)
            guard let row = lookup.row(of: key.span) else {
                Issue.record("\(number) is not found")
                continue
            }
            buffer.clear()
            lookup.append(row: row, column: 1, to: &buffer)
            if String(decoding: buffer.bytes, as: UTF8.self) != value(number) { Issue.record("\(number) is another") }
            let other = Array("key \(number) ".utf8)
            if lookup.row(of: other.span) != nil { Issue.record("\(number) with a blank is found") }
        }
        #expect(lookup.failure == nil)
    }

    @Test("Two answers for one key are found on disk, too; the same answer twice is one")
    func ambiguous() throws {
        func finding(_ rows: [[String]], values: [Int]) -> [String] {
            let table = Recipes.table(rows, memory: Self.memory(0))
            do throws(LookupTable.Failure) {
                return ["\(try LookupTable(table, keyColumns: [0], valueColumns: values, ignoresCase: true).keyCount)"]
            } catch {
                guard case .ambiguous(let key) = error else { return [] }
                return key.map { String(decoding: $0, as: UTF8.self) }
            }
        }
        #expect(finding([["k", "v"], ["a", "1"], ["b", "2"], ["A", "1"]], values: [1]) == ["2"])
        #expect(finding([["k", "v"], ["a", "1"], ["b", "2"], ["A", "3"]], values: [1]) == ["A"])
        #expect(finding([["k", "v"], ["a", "1"], ["b", "2"], ["A", "3"]], values: []) == ["2"])
    }

    /// Room that can be written and then not be read any more.
    private final class FailingStore: SpillStore, SpillSpace {
        func makeSpace() -> any SpillSpace { self }
        func append(_ bytes: [UInt8]) {}
        func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws(TabularError) {
            throw TabularError(.unwritableFile, LocalizedText("gone", zh: "没了"))
        }
    }

    @Test("A disk that cannot be read is told, and no record is judged by it")
    func failure() throws {
        let rows = [["k", "v"], ["a", "1"]]
        let table = Recipes.table(rows, memory: KeyMemory(byteCount: 0, store: FailingStore()))
        do throws(LookupTable.Failure) {
            _ = try LookupTable(table, keyColumns: [0], valueColumns: [1])
            Issue.record("nothing is said")
        } catch {
            if case .unusable(let reason) = error {
                #expect(reason.code == .unwritableFile)
            } else {
                Issue.record("\(error)")
            }
        }
        let full = KeyMemory(byteCount: 0, store: InMemorySpillStore(maximumByteCount: 3))
        var small = RecipeTable(columns: ["a"], memory: full)
        #expect(try small.append([UInt8](repeating: 65, count: 100)))
        #expect(throws: TabularError.self) { try small.flushedRows() }
        var collector = RecordCollector(try Cleaner(Recipe(), columns: ["a"]))
        var clean = CleanBatch()
        clean.failure = TabularError(.noSpace, LocalizedText("full", zh: "满"))
        #expect(throws: TabularError.self) { try collector.collect(RecordBatch(), clean) }
    }

    @Test("Codes of divisions can be on disk")
    func divisions() throws {
        let recipe = "columns: {a: [{identityCard: {division: true, table: codes.csv}}]}"
        let digits = Array("11019919900101001".utf8)
        let number = String(decoding: digits + [IdentityCardRule.checkCharacter(of: digits.span)], as: UTF8.self)
        #expect(try clean(recipe, [[number, ""]], Self.memory(0)) == ["\(number),"])
    }
}
