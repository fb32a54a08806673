@testable import RegularExpressions
import Testing

@Suite("Replacement of matches (ECMA-262, section 22.1.3.19.1)")
struct ReplacementTemplateTests {
    private struct Output: ReplacementOutput {
        var bytes: [UInt8] = []

        mutating func append(_ text: [UInt8]) { bytes += text }

        mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
            for offset in range { bytes.append(text[offset]) }
        }
    }

    struct Row {
        let pattern: String
        let text: String
        let template: String
        let expected: String
    }

    static let rows: [Row] = [
        Row(pattern: "b", text: "abc", template: "x", expected: "x"),
        Row(pattern: "(b)(c)", text: "abc", template: "$2$1", expected: "cb"),
        Row(pattern: "b", text: "abc", template: "[$&]", expected: "[b]"),
        Row(pattern: "b", text: "abc", template: "$$&", expected: "$&"),
        Row(pattern: "b", text: "abc", template: "$", expected: "$"),
        Row(pattern: "b", text: "abc", template: "$x", expected: "$x"),
        Row(pattern: "b", text: "abc", template: "5$ each", expected: "5$ each"),
        Row(pattern: "(b)", text: "abc", template: "$10", expected: "b0"),
        Row(pattern: "(b)", text: "abc", template: "$01", expected: "b"),
        Row(
            pattern: "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)",
            text: "abcdefghij",
            template: "$10-$1",
            expected: "j-a"
        ),
        Row(pattern: "(a)|(b)", text: "b", template: "<$1|$2>", expected: "<|b>"),
        Row(pattern: "(?<年>\\d+)年", text: "2024年", template: "$<年>-01", expected: "2024-01"),
        Row(pattern: "(?<y>b)", text: "b", template: "$<y", expected: "$<y"),
    ]

    private static func match(of finder: MatchFinder, in bytes: [UInt8]) throws -> RegularExpressionMatch? {
        try finder.firstMatch(in: bytes.span)
    }

    @Test("A template is written as the standard says")
    func writes() throws {
        for row in Self.rows {
            let finder = try MatchFinder(row.pattern)
            let template = try ReplacementTemplate(row.template, for: finder)
            let bytes = Array(row.text.utf8)
            let match = try #require(try Self.match(of: finder, in: bytes))
            var output = Output()
            template.write(match, in: bytes.span, to: &output)
            let written = String(decoding: output.bytes, as: UTF8.self)
            if written != row.expected { Issue.record("\(row.template): \(written)") }
        }
    }

    @Test(
        "A reference to a group that is not there is an error, with its place",
        arguments: [("(a)", "x$2", 1), ("a", "$1", 0), ("(a)", "中$0", 1), ("(?<y>a)", "--$<m>", 2)]
    )
    func refuses(_ pattern: String, _ template: String, _ offset: Int) throws {
        let finder = try MatchFinder(pattern)
        let error = #expect(throws: RegularExpressionError.self) { try ReplacementTemplate(template, for: finder) }
        #expect(error?.code == .invalidBackreference)
        #expect(error?.offset == offset)
    }
}
