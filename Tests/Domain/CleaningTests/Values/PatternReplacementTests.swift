import Testing

@testable import Cleaning

@Suite("Replacing what patterns match")
struct PatternReplacementTests {
    struct Row {
        let step: String
        let cell: String
        let expected: String

        init(_ step: String, _ cell: String, _ expected: String) {
            self.step = step
            self.cell = cell
            self.expected = expected
        }
    }

    static let rows: [Row] = [
        Row(#"{replace: {pattern: '\s+', with: ' '}}"#, "a \u{3000} b  c", "a b c"),
        Row(#"{replace: {pattern: '\s+', with: ' ', all: false}}"#, "a  b  c", "a b  c"),
        Row(#"{replace: {pattern: '^(\d{3})(\d{4})(\d{4})$', with: '$1-$2-$3'}}"#, "13800138000", "138-0013-8000"),
        Row(#"{replace: {pattern: 'x*', with: '-'}}"#, "a中", "-a-中-"),
        Row(#"{replace: {pattern: 'a*', with: '-'}}"#, "baaac", "-b--c-"),
        Row(#"{replace: {pattern: '(?<=\d)(?=(?:\d{3})+$)', with: ','}}"#, "1234567", "1,234,567"),
        Row(#"{replace: {pattern: '\p{Script=Han}', with: '<$&>'}}"#, "a北b京", "a<北>b<京>"),
        Row(#"{replace: {pattern: '(.)\1', with: '$1'}}"#, "aabbc", "abc"),
        Row(#"{replace: {pattern: 'x', with: 'y'}}"#, "abc", "abc"),
        Row(#"{replace: {pattern: '.*', with: 'y'}}"#, "", "y"),
        Row(#"{remove: {pattern: '[^0-9]'}}"#, "(010) 6228-8888", "01062288888"),
        Row(#"{remove: {pattern: '(?:有限)?公司$'}}"#, "某某有限公司", "某某"),
        Row(#"{remove: {pattern: '^SO-?'}}"#, "SO-SO-1", "SO-1"),
    ]

    @Test("Every match is replaced, or the first one")
    func replaces() throws {
        for row in Self.rows {
            let result = try Recipes.clean("columns: {a: [\(row.step)]}", header: ["a", "b"], rows: [[row.cell, "x"]])
            if result.clean != ["\(row.expected.contains(",") ? "\"\(row.expected)\"" : row.expected),x"] {
                Issue.record("\(row.step) on '\(row.cell)': \(result.clean)")
            }
        }
    }

    @Test(
        "A cell that would take too much work is refused, and the others are not",
        arguments: [
            #"{replace: {pattern: '(a+)+\1b', with: x}}"#, #"{remove: {pattern: '(a+)+\1b'}}"#,
            #"{pattern: '(a+)+\1b|a*'}"#,
        ]
    )
    func tooCostly(_ step: String) throws {
        let rows = [[String(repeating: "a", count: 3_000), "x"], ["aaa", "y"]]
        let result = try Recipes.clean("columns: {a: [\(step)]}", header: ["a", "b"], rows: rows)
        #expect(result.clean == ["aaa,y"])
        #expect(result.reasons.map(\.code.name) == ["pattern_too_costly"])
    }

    @Test("A cell that would grow beyond the limit is refused")
    func tooLong() throws {
        let doubled = "{replace: {pattern: '.', with: '\(String(repeating: "$&", count: 200))'}}"
        let rows = [["aaa", "x"], ["a", "y"]]
        let recipe = "columns: {a: [\(doubled), \(doubled), \(doubled)]}"
        let result = try Recipes.clean(recipe, header: ["a", "b"], rows: rows)
        #expect(result.clean.count == 1)
        #expect(result.reasons.map(\.code.name) == ["pattern_too_costly"])
    }

    @Test("So is one that grows by texts")
    func tooLongByTexts() throws {
        let step = "{replace: {text: a, with: \(String(repeating: "a", count: 10))}}"
        let recipe = "columns: {a: [\(Array(repeating: step, count: 7).joined(separator: ", "))]}"
        let rows = [[String(repeating: "a", count: 1000), "x"], ["b", "y"]]
        let result = try Recipes.clean(recipe, header: ["a", "b"], rows: rows)
        #expect(result.clean == ["b,y"])
        #expect(result.reasons.map(\.code.name) == ["pattern_too_costly"])
    }
}
