import Contract
import ContractLint
import Diagnostics
import Foundation
import FoundationXML
import JSON
import Testing

@testable import LintReports

@Suite("Reports of lint")
struct LintReportTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    /// Compares with a file; `BLESS=1` writes it instead.
    private func compare(_ bytes: [UInt8], with name: String) throws {
        let file = Self.fixtures.appending(path: name)
        if ProcessInfo.processInfo.environment["BLESS"] != nil {
            try FileManager.default.createDirectory(at: Self.fixtures, withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        let wanted = try String(contentsOf: file, encoding: .utf8)
        #expect(String(decoding: bytes, as: UTF8.self) == wanted, "run 'make bless' and look at the difference")
    }

    private func text(_ language: Language, isColoured: Bool = false) -> TextReport {
        TextReport(
            language: language,
            isColoured: isColoured,
            sources: SampleResult.sources,
            width: SampleResult.width,
            shown: { $0.replacing("\u{1B}", with: "<ESC>") }
        )
    }

    @Test("What a terminal would obey in a document or a file's name is not obeyed")
    func terminal() throws {
        let file = "a\u{1B}[1mb.yaml"
        let result = try SampleResult.result(of: "openapi: 3.1.0\npaths: {\"/\\e[2J/\": {get: {}}}\n", in: file)
        #expect(result.findings.contains { $0.message.english.contains("\u{1B}[2J") })
        let bytes = text(.english).bytes(of: result, fileCount: 1)
        #expect(!bytes.contains(0x1B))
        #expect(String(decoding: bytes, as: UTF8.self).contains("a<ESC>[1mb.yaml:"))
    }

    @Test("Text shows the line and a caret under the place, in both languages", arguments: Language.allCases)
    func text(_ language: Language) throws {
        let bytes = text(language).bytes(of: try SampleResult.result(), fileCount: 1)
        try compare(bytes, with: "report.\(language.rawValue).txt")
    }

    @Test("Colours change nothing but colours")
    func colours() throws {
        let result = try SampleResult.result()
        let plain = String(decoding: text(.english).bytes(of: result, fileCount: 1), as: UTF8.self)
        let coloured = text(.english, isColoured: true).bytes(of: result, fileCount: 1)
        let stripped = String(decoding: coloured, as: UTF8.self)
            .replacingOccurrences(of: "\u{1B}\\[[0-9;]*m", with: "", options: .regularExpression)
        #expect(coloured.contains(0x1B))
        #expect(stripped == plain)
    }

    @Test("JSON has all that is known of a finding")
    func json() throws {
        try compare(JSONReport(language: .english).bytes(of: SampleResult.result()), with: "report.json")
    }

    @Test("JUnit has a test case for each finding, and one that passes when there is none")
    func junit() throws {
        let report = JUnitReport(language: .english)
        try compare(report.bytes(of: SampleResult.result(), entry: SampleResult.file), with: "report.xml")
        let counts = try SampleResult.result()
        for (threshold, count) in [
            (Diagnostic.Severity.error, counts.count(of: .error)), (.note, counts.findings.count),
        ] {
            let report = JUnitReport(language: .english, failingOn: threshold)
            let text = String(decoding: report.bytes(of: counts, entry: "a"), as: UTF8.self)
            #expect(text.contains("failures=\"\(count)\""))
            #expect(text.split(separator: "<failure ").count == count + 1)
        }
        let clean = report.bytes(of: try SampleResult.result(.minimal), entry: SampleResult.file)
        try compare(clean, with: "clean.xml")
        for bytes in [clean, report.bytes(of: try SampleResult.result(), entry: SampleResult.file)] {
            #expect(XMLParser(data: Data(bytes)).parse())
        }
    }

    @Test("GitHub's commands are one line each")
    func github() throws {
        let bytes = GitHubReport(language: .english).bytes(of: try SampleResult.result())
        try compare(bytes, with: "report.github.txt")
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") { #expect(line.hasPrefix("::")) }
    }

    @Test("SARIF names each rule once and each result by it")
    func sarif() throws {
        let result = try SampleResult.result()
        let bytes = SARIFReport(language: .english, toolVersion: "0.1.0").bytes(of: result)
        try compare(bytes, with: "report.sarif")
        let run = try #require(try JSONParser().parse(bytes).root["runs"]?[0])
        let rules = try #require(run["tool"]?["driver"]?["rules"]).elements.compactMap { $0["id"]?.string }
        #expect(Set(rules).count == rules.count)
        let results = try #require(run["results"]).elements.map { $0 }
        #expect(results.count == result.findings.count)
        for result in results {
            #expect(result["ruleId"]?.string == rules[try #require(result["ruleIndex"]?.integer)])
            let location = result["locations"]?[0]?["physicalLocation"]
            #expect(location?["artifactLocation"]?["uri"]?.string == "specs/a%20b,c.yaml")
        }
    }

    @Test("SARIF describes what keeps a file from being read, as it does a rule", arguments: Language.allCases)
    func readingErrors(_ language: Language) throws {
        let errors = ["yaml.syntax", "file.unreadable", "house.own", "file.unreadable"].map { code in
            Diagnostic(code: code, LocalizedText("no", zh: "否"), at: SourceLocation(file: "a\(code).yaml"))
        }
        let input = LintInput(ContractReading(contract: nil, findings: errors))
        let result = Linter(.minimal, today: try #require(CalendarDay("2026-06-01"))).result(for: [input])
        let bytes = SARIFReport(language: language, toolVersion: "0.1.0").bytes(of: result)
        let run = try #require(try JSONParser().parse(bytes).root["runs"]?[0])
        let rules = try #require(run["tool"]?["driver"]?["rules"])
        #expect(rules.elements.map { $0["id"]?.string } == ["file.unreadable", "yaml.syntax", "house.own"])
        let rule = try #require(rules[1])
        let error = try #require(ReadingError.named("yaml.syntax"))
        #expect(rule["shortDescription"]?["text"]?.string == error.meaning.text(in: language))
        #expect(rule["help"]?["text"]?.string?.contains(error.remedy.text(in: language)) == true)
        #expect(rule["defaultConfiguration"]?["level"]?.string == "error")
        #expect(rule["properties"]?["category"]?.string == "yaml")
        for result in try #require(run["results"]).elements {
            let index = try #require(result["ruleIndex"]?.integer)
            #expect(rules[index]?["id"]?.string == result["ruleId"]?.string)
        }
    }

    @Test("Two runs give the same bytes")
    func isDeterministic() throws {
        func all() throws -> [[UInt8]] {
            let result = try SampleResult.result(.strict)
            return [
                text(.english).bytes(of: result, fileCount: 1), JSONReport(language: .english).bytes(of: result),
                JUnitReport(language: .chinese).bytes(of: result, entry: "a"),
                GitHubReport(language: .chinese).bytes(of: result),
                SARIFReport(language: .chinese, toolVersion: "1").bytes(of: result),
            ]
        }
        #expect(try all() == all())
    }
}

@Suite("Excerpts of a line")
struct SourceExcerptTests {
    private func excerpt(
        _ line: String,
        _ column: Int,
        width: (String) -> Int = SampleResult.width
    ) throws -> SourceExcerpt {
        var sources = SourceLines()
        sources.add(Array("first\n\(line)\nlast".utf8), named: "f")
        return SourceExcerpt(of: try #require(sources.part(around: column, ofLine: 2, of: "f")), width: width)
    }

    @Test("A short line is shown as it is, tabs as blanks")
    func short() throws {
        let excerpt = try excerpt("\ta: b", 5)
        #expect(excerpt.text == " a: b")
        #expect(excerpt.indentation == 4)
    }

    @Test("Wide characters before the caret move it by two columns each")
    func wide() throws {
        #expect(try excerpt("订单: x", 5).indentation == 6)
    }

    @Test("A place behind the end of the line is its end")
    func behind() throws {
        #expect(try excerpt("ab", 9).indentation == 2)
    }

    @Test(
        "Of a long line the part around the place is shown",
        arguments: [1, 40, 90, 1_018, 1_019, 1_024, 1_025, 5_000, 9_990, 10_000]
    )
    func long(_ column: Int) throws {
        for letter in ["a", "é", "单", "😀"] {
            let line = (0..<10_000).map { $0 == column - 1 ? "X" : letter }.joined()
            let excerpt = try excerpt(line, column, width: { $0.unicodeScalars.count })
            #expect(excerpt.text.unicodeScalars.count <= SourceExcerpt.maximumWidth)
            #expect(Array(excerpt.text)[excerpt.indentation] == "X")
            #expect(excerpt.text.hasPrefix("…") == (column > 34) && excerpt.text.hasSuffix("…") == (column < 9_900))
        }
    }

    @Test("A line of exactly the room is not cut, one more is")
    func limit() throws {
        let room = String(repeating: "a", count: SourceExcerpt.maximumWidth)
        #expect(try excerpt(room, 1, width: { $0.count }).text == room)
        #expect(try excerpt(room + "a", 1, width: { $0.count }).text.hasSuffix("a…"))
    }
}

@Suite("Lines of sources")
struct SourceLinesTests {
    @Test("Lines end with a line feed, a carriage return or both")
    func lines() {
        var sources = SourceLines()
        sources.add(Array("a\nb\r\nc\rd\n".utf8), named: "f")
        #expect(
            (0...6).map { sources.part(around: 1, ofLine: $0, of: "f")?.text } == [nil, "a", "b", "c", "d", "", nil]
        )
        #expect(sources.part(around: 1, ofLine: 1, of: "g")?.text == nil)
    }
}
