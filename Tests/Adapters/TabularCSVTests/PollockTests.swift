import Foundation
import JSON
import Tabular
import Testing

@testable import TabularCSV

@Suite("Polluted files (Pollock)", Corpus.installed("pollock"))
struct PollockTests {
    /// Precision, recall and F1 of what was loaded against the truth, as multisets; their sum.
    static func measures(_ truth: [String], _ loaded: [String]) -> Double {
        guard !truth.isEmpty else { return 3 }
        var left: [String: Int] = [:]
        for item in truth { left[item, default: 0] += 1 }
        var common = 0
        for item in loaded where left[item, default: 0] > 0 {
            left[item, default: 0] -= 1
            common += 1
        }
        guard common > 0 else { return 0 }
        let precision = Double(common) / Double(truth.count)
        let recall = Double(common) / Double(loaded.count)
        return precision + recall + 2 * precision * recall / (precision + recall)
    }

    /// The score of one file, from 0 to 10.
    static func score(truth: [[String]], loaded: [[String]]) -> Double {
        guard let names = truth.first else { return 10 }
        let trim = { (text: String) in text.trimmingCharacters(in: .whitespacesAndNewlines) }
        let header = measures(names.map(trim), (loaded.first ?? []).map(trim))
        let joined = { (row: [String]) in row.map(trim).joined() }
        let records = measures(truth.dropFirst().map(joined), loaded.dropFirst().map(joined))
        return 1 + header + records + measures(truth.flatMap(\.self), loaded.flatMap(\.self))
    }

    /// The records of a text as RFC 4180 has them.
    static func plainRecords(_ text: [UInt8]) -> [[String]] {
        var batch = RecordBatch()
        batch.text = text
        var scanner = RecordScanner(dialect: Dialect())
        _ = scanner.scan(text.span, from: 0, isLast: true, into: &batch)
        return (0..<batch.count).map { batch.strings(of: $0) }
    }

    @Test("Files are read without parameters nearly as their authors meant them")
    func scores() async throws {
        let paths = try Corpus.paths("pollock", "csv")
        #expect(paths.count > 400)
        let weights = try JSONParser().parse(try Corpus.bytes("pollock/weights.json"))
        let scores = try await withThrowingTaskGroup(of: [(String, Double)].self) { group in
            for part in 0..<4 {
                group.addTask { @concurrent in
                    try stride(from: part, to: paths.count, by: 4).map { index in
                        let path = paths[index]
                        let truth = Self.plainRecords(try Corpus.bytes(path.replacing("/csv/", with: "/clean/")))
                        let loaded = try Reading(try Corpus.bytes(path)).rows
                        return (path.replacing("pollock/csv/", with: ""), Self.score(truth: truth, loaded: loaded))
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        var weighted = 0.0
        var total = 0.0
        for (name, score) in scores {
            let weight = weights.root[name].flatMap { Double($0.text()) } ?? 1
            weighted += score * weight
            total += weight
            if score < 9.4, name != "file_field_delimiter_0x20.csv" { Issue.record("\(name): \(score)") }
        }
        let simple = scores.reduce(0) { $0 + $1.1 } / Double(scores.count)
        #expect(simple >= 9.98)
        #expect(weighted / total >= 9.98)
        print("Pollock: \(scores.count) files, simple \(simple), weighted \(weighted / total)")
    }
}
