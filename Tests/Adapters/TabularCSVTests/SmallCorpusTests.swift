import Foundation
import JSON
import Tabular
import Testing

@testable import TabularCSV

@Suite("Small corpora", Corpus.installed("csv-spectrum"), Corpus.installed("csv-test-data"))
struct SmallCorpusTests {
    /// The rows that a truth file means: rows, or objects whose names are the header.
    static func rows(_ truth: JSONNode) -> [[String]] {
        let items = truth.kind == .object ? [truth] : Array(truth.elements)
        guard let first = items.first, first.kind == .object else {
            return items.map { row in row.elements.map { $0.string ?? $0.text() } }
        }
        let objects = items.map { item in item.members.map { ($0.name, $0.value.string ?? $0.value.text()) } }
        return [objects[0].map(\.0)] + objects.map { $0.map(\.1) }
    }

    @Test("Each file is read as its truth has it", arguments: [("csv-spectrum", "csvs"), ("csv-test-data", "csv")])
    func corpora(_ corpus: String, _ folder: String) throws {
        let truths = Set(try Corpus.paths(corpus, "json"))
        var compared = 0
        for path in try Corpus.paths(corpus, folder) where !path.hasSuffix("location_coordinates.csv") {
            let loaded = try Reading(try Corpus.bytes(path))
            let truth = path.replacing("/\(folder)/", with: "/json/").replacing(".csv", with: ".json")
            guard truths.contains(truth) else { continue }
            compared += 1
            var wanted = Self.rows(try JSONParser().parse(try Corpus.bytes(truth)).root)
            // Rows alone cannot tell a table with a header from none.
            if path.hasSuffix("header-no-rows.csv") { wanted = [["foo", "bar", "baz"]] }
            if loaded.rows != wanted { Issue.record("\(path): \(loaded.rows) instead of \(wanted)") }
        }
        #expect(compared >= 11)
    }

    @Test("Coordinates with lone quotes are read as they stand; the truth of the corpus names another number")
    func coordinates() throws {
        let path = "csv-spectrum/csvs/location_coordinates.csv"
        let loaded = try Reading(try Corpus.bytes(path))
        #expect(loaded.shape.header == ["Contact Phone Number", "Location Coordinates", "Cities", "Counties"])
        #expect(loaded.records.count == 1)
        #expect(loaded.records.first?.suffix(2) == ["Modesto", "Stanislaus"])
        #expect(loaded.records.first?[1].hasSuffix(#"'37.8"N 121\#u{FFFD}2'17.9"W"#) == true)
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let last: [String]
        var testDescription: String { name }
    }

    @Test(
        "Broken quotes are read as they were probably meant",
        arguments: [
            Sample(name: "bad-missing-quote.csv", last: ["1", "\"I forgot to close this one", "3"]),
            Sample(
                name: "bad-quotes-with-unescaped-quote.csv",
                last: ["1", #"Hey, I missed " it"#, "3"]
            ),
        ]
    )
    func broken(_ sample: Sample) throws {
        let loaded = try Reading(try Corpus.bytes("csv-test-data/csv/\(sample.name)"))
        #expect(loaded.rows.last == sample.last)
    }

    @Test("A file cut anywhere gives records or says why not")
    func truncations() throws {
        let paths = try Corpus.paths("csv-spectrum", "csvs") + Corpus.paths("csv-test-data", "csv")
        for path in paths {
            let whole = try Corpus.bytes(path)
            for part in 0..<16 {
                do {
                    let reading = try Reading(Array(whole[..<(whole.count * part / 16)]))
                    if reading.counts.records != reading.records.count {
                        Issue.record("\(path) at \(part): miscounted")
                    }
                } catch {
                    if error.code != .unclearDialect { Issue.record("\(path) at \(part): \(error)") }
                }
            }
        }
    }
}
