import Cleaning
import Diagnostics
import JSON
import Tabular
import Testing

@testable import CleaningReports

@Suite("The JSON object of a report")
struct QualityReportJSONTests {
    private func object(_ report: QualityReport) throws -> JSONNode {
        try JSONParser().parse(QualityReportJSON(report).bytes).root
    }

    @Test("Its members stand in the order of the reference")
    func order() throws {
        let root = try object(try SampleReports.report(assumptions: SampleReports.assumptions))
        #expect(
            root.members.map(\.name) == [
                "version", "input", "assumptions", "counts", "reasons", "funnel", "columnCount", "columns",
                "rejectExamples", "repairs", "timing", "recipe",
            ]
        )
        #expect(root["version"]?.integer == 1)
        let column = try #require(root["columns"]?[0])
        #expect(
            column.members.map(\.name) == [
                "name", "type", "masked", "records", "empty", "nullTokens", "types", "distinct", "top", "topIsExact",
                "examples", "lengths", "numbers", "steps",
            ]
        )
    }

    @Test("It tells what the report does")
    func contents() throws {
        let root = try object(try SampleReports.report(assumptions: SampleReports.assumptions))
        #expect(root["counts"]?["records"]?.integer == 6 && root["counts"]?["clean"]?.integer == 2)
        #expect(root["funnel"]?.elements.map { $0["out"]?.integer } == [5, 4, 3, 2])
        #expect(root["assumptions"]?[0]?["confidence"]?.number?.text == "0.97")
        #expect(root["assumptions"]?[1]?["confidence"] == nil)
        let examples = Array(try #require(root["rejectExamples"]?.elements))
        #expect(examples.map { $0["record"]?.integer } == [2, 3, 4, 5])
        #expect(examples[1]["reasons"]?[0]?["value"]?.string == "无")
        #expect(examples[1]["raw"]?.elements.map(\.string) == ["2", "无", "x"])
        let phone = try #require(root["columns"]?[1])
        #expect(phone["steps"]?[1]?["examples"]?[0]?["after"]?.string == "13800138000")
        #expect(root["recipe"]?["sha256"]?.string?.count == 64)
        #expect(root["timing"]?["recordsPerSecond"]?.integer == 12)
    }

    @Test("One report has one text")
    func stable() throws {
        let first = QualityReportJSON(try SampleReports.report()).bytes
        #expect(QualityReportJSON(try SampleReports.report()).bytes == first)
        #expect(first.last == 0x0A)
    }
}
