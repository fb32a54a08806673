import Diagnostics
import Testing

@testable import CleaningReports

@Suite("Text on pages")
struct HTMLWriterTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let text: String
        let html: String
        var testDescription: String { html }
    }

    @Test(
        "Nothing of a text is markup, and what cannot be seen is shown",
        arguments: [
            Sample(text: "<script>alert('x')</script>", html: "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
            Sample(text: "\" onload=\"x", html: "&quot; onload=&quot;x"),
            Sample(text: "&lt;", html: "&amp;lt;"),
            Sample(text: "a\u{202E}b", html: "a<i class=\"c\">U+202E</i>b"),
            Sample(text: "\u{200B}", html: "<i class=\"c\">U+200B</i>"),
            Sample(text: "\u{0}", html: "<i class=\"c\">U+0000</i>"),
            Sample(text: "a\nb\t", html: "a<i class=\"c\">⏎</i>b<i class=\"c\">⇥</i>"),
            Sample(text: "\r\n", html: "<i class=\"c\">U+000D</i><i class=\"c\">⏎</i>"),
            Sample(text: "张\u{3000}三", html: "张<i class=\"c\">□</i>三"),
            Sample(
                text: "\u{FEFF}\u{E000}\u{FFFE}",
                html: ["FEFF", "E000", "FFFE"].map { "<i class=\"c\">U+\($0)</i>" }.joined()
            ),
            Sample(text: "\u{E0041}", html: "<i class=\"c\">U+E0041</i>"),
            Sample(text: "é 中 😀 a b", html: "é 中 😀 a b"),
        ]
    )
    func escapes(_ sample: Sample) {
        var page = HTMLWriter()
        page.text(sample.text)
        #expect(page.html == sample.html)
    }

    @Test("In titles and attributes there is no markup either")
    func attributes() {
        var page = HTMLWriter()
        page.plain("<\u{202E}\">\n")
        #expect(page.html == "&lt;[U+202E]&quot;&gt;[⏎]")
    }

    @Test("Words stand in both languages, once when they are the same")
    func words() {
        var page = HTMLWriter()
        page.words(LocalizedText("a < b", zh: "甲"))
        page.words(LocalizedText("UUID", zh: "UUID"))
        #expect(page.html == "<span lang=\"en\">a &lt; b</span><span lang=\"zh\">甲</span>UUID")
    }
}

@Suite("Numbers on pages")
struct ReportNumbersTests {
    @Test(
        "Digits stand in groups of three",
        arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567")]
    )
    func grouped(_ number: Int, _ text: String) {
        #expect(ReportNumbers.grouped(number) == text)
    }

    @Test(
        "Decimal texts keep their decimals",
        arguments: [("1234.50", "1,234.50"), ("-0.5", "-0.5"), ("-1234.5", "-1,234.5")]
    )
    func groupedText(_ text: String, _ expected: String) {
        #expect(ReportNumbers.grouped(text) == expected)
    }

    @Test("Shares are neither all nor nothing unless they are")
    func percent() {
        #expect(ReportNumbers.percent(0, of: 10) == "0%" && ReportNumbers.percent(10, of: 10) == "100%")
        #expect(ReportNumbers.percent(1, of: 1_000_000) == "0.1%")
        #expect(ReportNumbers.percent(999_999, of: 1_000_000) == "99.9%")
        #expect(ReportNumbers.percent(1, of: 3) == "33.3%" && ReportNumbers.percent(1, of: 2) == "50%")
        #expect(ReportNumbers.percent(0, of: 0) == "0%")
    }

    @Test(
        "Sizes have one decimal",
        arguments: [(999, "999 B"), (1_000, "1 kB"), (1_250, "1.3 kB"), (999_999, "1 MB"), (97_000_000, "97 MB")]
    )
    func size(_ count: Int, _ text: String) {
        #expect(ReportNumbers.size(count) == text)
    }
}
