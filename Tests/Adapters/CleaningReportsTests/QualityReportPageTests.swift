import Cleaning
import Diagnostics
import Tabular
import Testing

@testable import CleaningReports

@Suite("The page of a report")
struct QualityReportPageTests {
    /// Markup that is not closed in the order in which it is opened, or is not known; nil when there is none.
    private func misplaced(in html: String) -> String? {
        let void: Set = ["meta", "input", "rect", "line", "!doctype"]
        var open: [Substring] = []
        var rest = html[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            guard let end = rest.firstIndex(of: ">") else { return String(rest) }
            let tag = rest[..<end]
            rest = rest[rest.index(after: end)...]
            let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber || $0 == "!" }
            if tag.first == "/" {
                guard open.popLast() == name else { return String(tag) }
            } else if !void.contains(String(name)) {
                open.append(name)
            }
        }
        return open.last.map(String.init)
    }

    private func page(_ report: QualityReport, _ limits: QualityReportPage.Limits = .init()) -> String {
        QualityReportPage(report, limits: limits).html
    }

    @Test("It tells counts, reasons, the way of the records and columns, in both languages")
    func contents() throws {
        let html = page(try SampleReports.report(assumptions: SampleReports.assumptions))
        let told = [
            "<h1>orders.csv</h1>", "2 of 6 records are clean (33.3%). 4 were rejected", "6 条记录中有 2 条合格（33.3%）",
            "Why records were rejected", "剔除原因", "bad_phone", "非手机号", "line 4, record 3", "第 4 行，第 3 条记录",
            "记录的去向", "<h3>phone</h3>", "13800138000", "１３８００１３８０００", "delimiter &#39;,&#39;", "97%",
            "SHA-256 abab", "r.yaml",
        ]
        for text in told { #expect(html.contains(text), "\(text) is missing") }
        #expect(misplaced(in: html) == nil)
    }

    @Test("It runs no script and loads nothing")
    func closed() throws {
        let html = page(try SampleReports.report())
        for text in ["<script", "http:", "https:", "//", " src=", "url(", "@import", "<link", "<img", "<iframe"] {
            #expect(!html.contains(text), "\(text) is there")
        }
        #expect(html.contains("default-src 'none'"))
    }

    @Test("Hostile names and values are shown, not obeyed")
    func hostile() throws {
        let hostile = [
            "<script>alert(1)</script>", "</style><img src=x onerror=y>", "\"'><svg/onload=x>", "\u{202E}txt.exe",
        ]
        for text in hostile {
            let report = try SampleReports.report(
                "columns: {\"#1\": [{integer: {reject: {code: x, en: '\(text.filter { $0 != "'" })', zh: z}}}]}",
                header: [text, "b"],
                rows: [[text, text], [text, text]],
                name: text,
                assumptions: [
                    Assumption(
                        .delimiter,
                        text,
                        confidence: 1,
                        alternatives: [Assumption.Alternative(value: text, score: 1)],
                        text: LocalizedText(text, zh: text)
                    )
                ]
            )
            let html = page(report)
            #expect(misplaced(in: html) == nil)
            #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("<svg/"))
            #expect(!html.unicodeScalars.contains("\u{202E}"))
        }
    }

    @Test("The language that it shows first is chosen")
    func language() throws {
        let report = try SampleReports.report()
        let chinese = QualityReportPage(report, language: .chinese).html
        #expect(chinese.contains("<html lang=\"zh\">") && chinese.contains("id=\"zh\" aria-label=\"中文\" checked"))
        let english = QualityReportPage(report).html
        #expect(english.contains("<html lang=\"en\">") && english.contains("id=\"en\" aria-label=\"English\" checked"))
    }

    @Test("Every drawing has a title, every head of a table its scope, every label its field")
    func accessible() throws {
        let html = page(try SampleReports.report())
        let parts = html.split(separator: "<svg ").dropFirst()
        #expect(parts.count > 10)
        for part in parts { #expect(part.contains("role=\"img\"><title>")) }
        for part in html.split(separator: "<th").dropFirst() where !part.hasPrefix("ead") {
            #expect(part.hasPrefix(" scope="))
        }
        #expect(html.contains("<label for=\"en\">") && html.contains("<label for=\"zh\">"))
        #expect(html.contains("<main>") && html.contains("<h1>"))
    }

    @Test("A source without records, without columns or without a recipe makes a page, too")
    func extremes() throws {
        let empty = page(try SampleReports.report(rows: []))
        #expect(misplaced(in: empty) == nil && empty.contains("holds no records"))
        let narrow = page(try SampleReports.report("{}", header: ["a"], rows: [["x"]]))
        #expect(misplaced(in: narrow) == nil && narrow.contains("The only record is clean"))
        let nameless = page(try SampleReports.report("{}", header: ["", ""], rows: [["1", "2"]]))
        #expect(misplaced(in: nameless) == nil && nameless.contains("(column 2, no name)"))
    }

    @Test("What is past a limit is left out, and said")
    func limits() throws {
        let header = (0..<5).map { "c\($0)" }
        let report = try SampleReports.report("{}", header: header, rows: [header])
        var limits = QualityReportPage.Limits()
        limits.columnCount = 5
        #expect(!page(report, limits).contains("more, not shown here"))
        limits.columnCount = 4
        let html = page(report, limits)
        #expect(
            html.contains("and 1 more, not shown here") && !html.contains("<h3>c4</h3>") && html.contains("<h3>c3</h3>")
        )
    }

    @Test("A page stays small whatever the source holds")
    func bounded() throws {
        let long = String(repeating: "<\u{202E}", count: 3_000)
        let header = (0..<1_200).map { "\(long)\($0)" }
        let recipe = "columns: {\"*\": [trim, {integer: {reject: bad}}]}"
        let report = try SampleReports.report(
            recipe,
            header: header,
            rows: (0..<10).map { _ in header.map { _ in long } }
        )
        #expect(page(report).utf8.count < 8 << 20)
    }
}
