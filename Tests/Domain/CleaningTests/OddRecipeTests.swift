import Diagnostics
import Testing

@testable import Cleaning

@Suite("Recipes that nobody would write on purpose")
struct OddRecipeTests {
    /// Each with the code and place of what is found first.
    private static let odd: [(recipe: String, finding: String)] = [
        ("[]", "wrong-type 1:1"),
        ("text", "wrong-type 1:1"),
        ("1", "wrong-type 1:1"),
        ("version: 2", "bad-parameter 1:10"),
        ("version: 1e400", "bad-parameter 1:10"),
        ("version: '1'", "bad-parameter 1:10"),
        ("colums: {}", "unknown-field 1:1"),
        ("columns: []", "wrong-type 1:10"),
        ("columns: 5", "wrong-type 1:10"),
        ("columns: {a: trim}", "wrong-type 1:14"),
        ("columns: {a: {trim: null}}", "wrong-type 1:14"),
        ("columns: {a: [5]}", "wrong-type 1:15"),
        ("columns: {a: [[trim]]}", "wrong-type 1:15"),
        ("columns: {a: [{}]}", "wrong-type 1:15"),
        ("columns: {a: [{trim: null, narrow: null}]}", "wrong-type 1:15"),
        ("columns: {a: [tirm]}", "unknown-step 1:15"),
        ("columns: {a: ['']}", "unknown-step 1:15"),
        ("columns: {a: [{trim: 5}]}", "bad-parameter 1:22"),
        ("columns: {a: [{date: {from: 5}}]}", "bad-date-pattern 1:29"),
        ("columns: {a: [{date: {from: {a: b}}}]}", "wrong-type 1:29"),
        ("columns: {a: [{date: {minimum: 2024-13-01}}]}", "bad-parameter 1:32"),
        ("columns: {a: [{date: {twoDigitYears: 1e9}}]}", "bad-parameter 1:38"),
        ("columns: {a: [{money: {scale: -1}}]}", "bad-parameter 1:31"),
        ("columns: {a: [{money: {scale: 99999999999999999999}}]}", "bad-parameter 1:31"),
        ("columns: {a: [{integer: {minimum: 1.5}}]}", "bad-parameter 1:35"),
        ("columns: {a: [{length: {min: -1}}]}", "bad-parameter 1:30"),
        ("columns: {a: [{length: {max: 1e99}}]}", "bad-parameter 1:30"),
        ("columns: {a: [{range: {min: abc}}]}", "bad-parameter 1:29"),
        ("columns: {a: [{range: {min: 1e999999999}}]}", "bad-parameter 1:29"),
        ("columns: {a: [{pattern: '('}]}", "bad-pattern 1:25"),
        ("columns: {a: [{pattern: [x]}]}", "wrong-type 1:25"),
        ("columns: {a: [{replace: {pattern: a, with: $9}}]}", "bad-pattern 1:44"),
        ("columns: {a: [{replace: {text: ''}}]}", "missing-parameter 1:16"),
        ("columns: {a: [{replace: {map: {a: b}, with: x}}]}", "bad-parameter 1:45"),
        ("columns: {a: [{replace: {table: cities.csv, text: x}}]}", "bad-parameter 1:51"),
        ("columns: {a: [{replace: {text: a, with: b, ignoreCase: true}}]}", "bad-parameter 1:56"),
        ("columns: {a: [{integer: {minimum: 5, maximum: 1}}]}", "bad-parameter 1:35"),
        ("columns: {a: [{number: {minimum: 1.5, maximum: 1.4}}]}", "bad-parameter 1:34"),
        ("columns: {a: [{percent: {minimum: 5, maximum: 1}}]}", "bad-parameter 1:35"),
        ("columns: {a: [{length: {min: 5, max: 4}}]}", "bad-parameter 1:30"),
        ("columns: {a: [{range: {min: 5, max: 4.9}}]}", "bad-parameter 1:29"),
        ("columns: {a: [{range: {min: 2024-05-02, max: 2024-05-01}}]}", "bad-parameter 1:29"),
        ("columns: {a: [{date: {minimum: 2024-05-02, maximum: 2024-05-01}}]}", "bad-parameter 1:32"),
        ("columns: {a: [{time: {minimum: '18:00', maximum: '08:00'}}]}", "bad-parameter 1:32"),
        ("columns: {a: [{enum: []}]}", "missing-parameter 1:16"),
        ("columns: {a: [{enum: {values: [[x]]}}]}", "wrong-type 1:32"),
        ("columns: {a: [{required: 'Bad Code'}]}", "bad-parameter 1:26"),
        ("columns: {a: [{required: {code: ''}}]}", "bad-parameter 1:26"),
        ("columns: {a: [{mask: everything}]}", "bad-parameter 1:22"),
        ("columns: {a: [{mask: {keep: -5}}]}", "bad-parameter 1:29"),
        ("columns: {a: [{compute: ''}]}", "bad-expression 1:26"),
        ("columns: {a: [{compute: [x]}]}", "wrong-type 1:25"),
        ("columns: {a: [{compute: '1 +'}]}", "bad-expression 1:29"),
        ("columns: {'*': [{split: {by: x, into: [y]}}]}", "bad-parameter 1:18"),
        ("columns: {a: [{split: {by: x, into: ['']}}]}", "wrong-type 1:38"),
        ("computed: {}", "wrong-type 1:11"),
        ("computed: [x]", "wrong-type 1:12"),
        ("computed: [{value: a}]", "missing-parameter 1:12"),
        ("computed: [{name: '', value: a}]", "wrong-type 1:19"),
        ("computed: [{name: [], value: a}]", "wrong-type 1:19"),
        ("computed: [{name: x}]", "missing-parameter 1:12"),
        ("computed: [{name: x, value: {}}]", "wrong-type 1:29"),
        ("computed: [{name: x, value: nofunction(1)}]", "unknown-function 1:29"),
        ("records: {unique: [a]}", "wrong-type 1:10"),
        ("records: [unique]", "unknown-step 1:11"),
        ("records: [{}]", "unknown-step 1:11"),
        ("records: [{unique: []}]", "bad-parameter 1:20"),
        ("records: [{unique: 5}]", "wrong-type 1:20"),
        ("records: [{unique: [[a]]}]", "wrong-type 1:21"),
        ("records: [{unique: [a], keep: middle}]", "bad-parameter 1:31"),
        ("records: [{check: 5}]", "type-conflict 1:19"),
        ("records: [{sample: {every: 0}}]", "bad-parameter 1:28"),
        ("records: [{sample: {first: -1}}]", "bad-parameter 1:28"),
        ("records: [{sample: {share: 2}}]", "bad-parameter 1:28"),
        ("records: [{sample: 5}]", "missing-parameter 1:20"),
        ("records: [{lookup: '', on: {a: b}, take: {c: d}}]", "wrong-type 1:20"),
        ("records: [{lookup: cities.csv, on: [a], take: {c: name}}]", "wrong-type 1:36"),
        ("order: []", "wrong-type 1:8"),
        ("order: {rename: {a: ''}}", "wrong-type 1:21"),
        ("order: {drop: a}", "wrong-type 1:15"),
        ("schema: 5", "wrong-type 1:9"),
        ("output: {lineEnds: cr}", "bad-parameter 1:20"),
        ("rejects: {mask: 1}", "bad-parameter 1:17"),
        ("source: {encoding: [utf-8]}", "wrong-type 1:20"),
        ("source: {limits: {fieldCount: -1}}", "bad-parameter 1:31"),
        ("zone: 5", "unusable-file 1:7"),
    ]

    @Test("Each is answered with what is wrong and where")
    func findings() throws {
        var told: [String] = []
        for (recipe, wanted) in Self.odd {
            let finding = try Recipes.findings(recipe).first
            let place = finding?.location?.position.map { "\($0.line):\($0.column)" } ?? "nowhere"
            let found = "\(finding?.code.dropFirst("recipe.".count) ?? "nothing") \(place)"
            if found != wanted { told.append("\(recipe): \(found), not \(wanted)") }
            if finding?.message.chinese.isEmpty ?? false { told.append("\(recipe): nothing in Chinese") }
        }
        #expect(told.isEmpty, "\(told.joined(separator: "\n"))")
    }

    @Test("Two limits may be one")
    func equalLimits() throws {
        let steps = [
            "integer: {minimum: 5, maximum: 5}", "number: {minimum: 1.50, maximum: 1.5}", "length: {min: 4, max: 4}",
            "range: {min: 5, max: 5.0}", "range: {min: 2024-05-01, max: 2024-05-01}",
            "datetime: {minimum: '2024-05-01 08:30', maximum: 2024-05-01}",
            "time: {minimum: '08:00', maximum: '08:00'}",
        ]
        for step in steps { #expect(try Recipes.findings("columns: {a: [{\(step)}]}").isEmpty, "\(step)") }
    }

    @Test("Anchors and merges stand for what they name; what is deep or circular is refused by the reader")
    func anchors() throws {
        let recipe = "columns:\n  a: &text [trim, narrow]\n  b: *text\n"
        #expect(try Recipes.clean(recipe, header: ["a", "b"], rows: [[" １ ", " ２"]]).clean == ["1,2"])
        #expect(throws: (any Error).self) { try Recipes.findings("columns: &x {a: *x}") }
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: (any Error).self) { try Recipes.findings("columns: {a: \(deep)") }
        #expect(throws: (any Error).self) { try Recipes.findings("columns: {a: [trim], a: [narrow]}") }
    }

    @Test("Patterns that explode end in a reject of the cell")
    func patterns() throws {
        let long = String(repeating: "a", count: 100_000) + "!"
        for step in ["{pattern: '(a+)+'}", "{replace: {pattern: '(a+)+$', with: x}}", "{remove: {pattern: '(a|a)*$'}}"]
        {
            let result = try Recipes.clean("columns: {a: [\(step)]}", header: ["a", "b"], rows: [[long, ""]])
            #expect(result.counts.records == 1 && result.counts.isBalanced, "\(step)")
        }
    }

    @Test("A recipe of ten thousand columns is bound to a header that has them, and to one that has none of them")
    func manyColumns() throws {
        let names = (0..<10_000).map { "c\($0)" }
        let recipe = try Recipes.recipe("columns:\n" + names.map { "  \($0): [trim]\n" }.joined())
        #expect(try Cleaner(recipe, columns: names).outputColumns.count == 10_000)
        let error = #expect(throws: RecipeError.self) { try Cleaner(recipe, columns: ["x"]) }
        #expect(error?.diagnostics.count == 10_000 && error?.diagnostics.last?.location?.position?.line == 10_001)
    }

    @Test("Names of columns may be empty, repeated, and hold any character that YAML lets through")
    func names() throws {
        #expect(try Recipes.clean("columns: {'': [trim]}", header: ["", "b"], rows: [[" x", ""]]).clean == ["x,"])
        #expect(
            try Recipes.clean("columns: {\"a\\0b\": [trim]}", header: ["a\0b", "b"], rows: [[" x", ""]]).clean == ["x,"]
        )
        let error = #expect(throws: RecipeError.self) {
            try Recipes.clean("columns: {a: [trim]}", header: ["a", "a"], rows: [[" x", " y"]])
        }
        #expect(error?.diagnostics.map(\.code) == ["recipe.ambiguous-column"])
        #expect(
            try Recipes.clean("columns: {'#2': [trim]}", header: ["a", "a"], rows: [[" x", " y"]]).clean == [" x,y"]
        )
    }
}
