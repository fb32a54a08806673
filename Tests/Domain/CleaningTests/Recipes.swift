import Diagnostics
import JSON
import JSONSchema
import Tabular
import TabularTesting
import Testing
import YAMLDocuments

@testable import Cleaning

/// Recipes and records of tests.
enum Recipes {
    /// The recipe of a YAML text.
    static func recipe(_ text: String) throws -> Recipe {
        let source = Array(text.utf8)
        let document = try YAMLReader().read(source)
        var recipe = try RecipeReader.recipe(from: document, file: "r.yaml", files: files, source: source)
        recipe.today = RunDay("2026-03-01")
        return recipe
    }

    /// The files that recipes of tests can name.
    static let files = RecipeFiles(
        table: { path throws(RecipeFileError) in
            guard let rows = tables[path] else {
                throw RecipeFileError([Diagnostic(code: "file.unreadable", LocalizedText("none", zh: "无"))])
            }
            return table(rows, memory: KeyMemory())
        },
        schema: { path, pointer throws(RecipeFileError) in
            guard let schema = schemas["\(path)#\(pointer)"] else {
                throw RecipeFileError([Diagnostic(code: "file.unreadable", LocalizedText("none", zh: "无"))])
            }
            do {
                return RecipeSchema(
                    try Schema(
                        try JSONParser().parse(schema.text).root,
                        options: SchemaOptions(assertsFormat: true)
                    ),
                    types: schema.types
                )
            } catch {
                throw RecipeFileError([Diagnostic(code: "schema.invalid", LocalizedText("\(error)", zh: "\(error)"))])
            }
        },
        timeZone: { name throws(RecipeFileError) in
            guard name == "Test/Damaged" else {
                throw RecipeFileError([Diagnostic(code: "recipe.unknown-zone", LocalizedText("none", zh: "无"))])
            }
            return Array("TZif2".utf8)
        }
    )

    /// The files, their tables kept in so much memory.
    static func files(memory: KeyMemory) -> RecipeFiles {
        RecipeFiles(
            table: { path throws(RecipeFileError) in
                guard let rows = tables[path] else { return try files.table(path) }
                return table(rows, memory: memory)
            },
            schema: files.schema,
            timeZone: files.timeZone
        )
    }

    /// A table with names of columns in the first row.
    static func table(_ rows: [[String]], memory: KeyMemory) -> RecipeTable {
        var table = RecipeTable(columns: rows[0], memory: memory)
        for row in rows.dropFirst() {
            for cell in row {
                do throws(TabularError) {
                    _ = try table.append(cell.utf8)
                } catch {
                    Issue.record("\(error.message.english)")
                }
            }
        }
        return table
    }

    private static let tables = [
        "cities.csv": [["short", "name", "code"], ["京", "北京市", "110000"], ["沪", "上海市", "310000"]],
        "pairs.csv": [["one", "two", "number"], ["京", "x", "1"], ["京", "y", "2"], ["津", "z", "3"]],
        "twice.csv": [["from", "to"], ["a", "1"], ["b", "2"], ["a", "3"]],
        "one.csv": [["only"], ["a"]],
        "words.csv": [["word", "meaning"], ["abc", "1"], ["Y", " two "], ["xyz", "3"]],
        "codes.csv": [["code", "old"], ["110199", "110198"]],
    ]

    private static let schemas: [String: (text: String, types: [String: CellTypes])] = [
        "order.json#": (
            """
            {"required": ["id", "count"], "properties": {"id": {"type": "string", "pattern": "^SO"},
             "count": {"type": "integer", "minimum": 1}, "paid": {"type": ["boolean", "null"]},
             "tags": {"type": "array", "maxItems": 1}, "day": {"type": "string", "format": "date"}},
             "dependentRequired": {"tags": ["day"]}}
            """,
            [
                "id": .string, "count": .number, "paid": [.boolean, .null], "tags": .structure, "day": .string,
            ]
        )
    ]

    /// What is found wrong with a YAML text, each as `code line:column`.
    static func findings(_ text: String) throws -> [Diagnostic] {
        let source = Array(text.utf8)
        let document = try YAMLReader().read(source)
        do throws(RecipeError) {
            _ = try RecipeReader.recipe(from: document, file: "r.yaml", files: files, source: source)
            return []
        } catch {
            return error.diagnostics
        }
    }

    /// What became of records.
    struct Result {
        var clean: [String] = []
        var rejects: [String] = []
        var counts = CleaningCounts()
        var reasons: [ReasonCount] = []
        var refusals: [RejectNotice] = []
    }

    /// Cleans rows.
    static func clean(
        _ text: String,
        header: [String],
        rows: [[String]],
        style: RejectStyle = .plain,
        batchCount: Int = 1_000
    ) throws -> Result {
        let recipe = try recipe(text)
        let cleaner = try Cleaner(recipe, columns: header)
        var worker = cleaner.makeWorker()
        var collector = RecordCollector(cleaner, rejects: style, listsRefusals: true)
        var refusals: [RejectNotice] = []
        var source = InMemorySource(header: header, rows: rows, batchCount: batchCount)
        var batch = RecordBatch()
        var clean = CleanBatch()
        var bytes: [UInt8] = []
        var rejects: [UInt8] = []
        while try source.next(into: &batch) {
            cleaner.clean(batch, with: &worker, into: &clean)
            try collector.collect(batch, clean)
            bytes += collector.cleanBytes
            rejects += collector.rejectBytes
            refusals += collector.refusals
        }
        var result = Result()
        result.clean = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        result.rejects = String(decoding: rejects, as: UTF8.self).split(separator: "\n").map(String.init)
        result.counts = collector.counts
        result.reasons = collector.reasons
        result.refusals = refusals
        #expect(result.counts.isBalanced)
        return result
    }
}
