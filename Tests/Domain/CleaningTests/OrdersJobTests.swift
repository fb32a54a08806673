import Foundation
import Tabular
import Testing

@testable import Cleaning

/// The orders that the cleaning job is measured on, when their generator lies beside the repository.
enum Orders {
    /// The folder `shared/bench/cleaning` of the nearest ancestor that has one.
    static let folder: URL? = {
        var folder = URL(filePath: #filePath)
        while folder.path() != "/" {
            folder = folder.deletingLastPathComponent()
            let job = folder.appending(path: "shared/bench/cleaning")
            if FileManager.default.fileExists(atPath: job.appending(path: "JOB.md").path()) { return job }
        }
        return nil
    }()

    /// The recipe of the job, which is an example at the same time.
    static func recipe() throws -> Recipe {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder = folder.deletingLastPathComponent() }
        let file = folder.appending(path: "Examples/data/recipes/orders.yaml")
        return try Recipes.recipe(String(decoding: Data(contentsOf: file), as: UTF8.self))
    }

    static let columns = [
        "order_id", "customer", "phone", "order_date", "product", "quantity", "amount", "city", "remark",
    ]

    /// Runs Python in the job's folder, and returns what it printed.
    static func python(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B"] + arguments
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }

    /// The records of a text as RFC 4180 has it, the header left out, in batches of so many.
    static func batches(of text: [UInt8], count: Int) -> [RecordBatch] {
        var batches: [RecordBatch] = []
        var batch = RecordBatch()
        var start = 0
        var number = 0
        var record = 0
        while start < text.count {
            let from = batch.text.count
            while true {
                let isQuoted = start < text.count && text[start] == 0x22
                var end = isQuoted ? start + 1 : start
                var hasEscapes = false
                while end < text.count {
                    if isQuoted {
                        guard text[end] == 0x22 else {
                            end += 1
                            continue
                        }
                        guard end + 1 < text.count, text[end + 1] == 0x22 else { break }
                        hasEscapes = true
                        end += 2
                    } else if text[end] == 0x2C || text[end] == 0x0A {
                        break
                    } else {
                        end += 1
                    }
                }
                let first = batch.text.count
                let field = isQuoted ? start + 1..<end : start..<end
                batch.text += text[field]
                batch.fields.append(FieldRange(start: first, count: field.count, flags: hasEscapes ? .hasEscapes : []))
                start = isQuoted ? end + 1 : end
                let isLast = start >= text.count || text[start] == 0x0A
                start += 1
                if isLast { break }
            }
            if number == 0 {
                batch.removeAll()
            } else {
                batch.records.append(RecordEntry(start: from, fieldEnd: batch.fields.count, lineDistance: record))
                record += 1
                if record == count || start >= text.count {
                    batch.firstRecord = number - record + 1
                    batches.append(batch)
                    batch = RecordBatch()
                    record = 0
                }
            }
            number += 1
        }
        return batches
    }

    /// Cleans batches, and returns both files.
    static func clean(_ batches: [RecordBatch]) throws -> (clean: [UInt8], rejects: [UInt8], counts: CleaningCounts) {
        let cleaner = try Cleaner(try recipe(), columns: columns)
        var worker = cleaner.makeWorker()
        var collector = RecordCollector(cleaner, rejects: .plain)
        var result = CleanBatch()
        var clean = Array((columns.joined(separator: ",") + "\n").utf8)
        var rejects = collector.rejectHeader
        for batch in batches {
            cleaner.clean(batch, with: &worker, into: &result)
            try collector.collect(batch, result)
            clean += collector.cleanBytes
            rejects += collector.rejectBytes
        }
        return (clean, rejects, collector.counts)
    }
}

@Suite("The orders job", .enabled(if: Orders.folder != nil, "shared/bench/cleaning is not beside the repository"))
struct OrdersJobTests {
    @Test("10,000 orders give the records and the rejects of all others who do the job", arguments: [1, 777, 10_000])
    func digests(_ batchCount: Int) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "orders \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // The system empties the folder of itself one day.
        _ = try Orders.python(["gen_data.py", "10000", folder.path(percentEncoded: false), "--no-xlsx"])
        let text = try Array(Data(contentsOf: folder.appending(path: "orders_10000.csv")))
        let result = try Orders.clean(Orders.batches(of: text, count: batchCount))
        #expect(result.counts.records == 10_000 && result.counts.isBalanced)
        #expect(result.counts.clean == 8_805 && result.counts.rejected == 1_195)
        try Data(result.clean).write(to: folder.appending(path: "clean.csv"))
        try Data(result.rejects).write(to: folder.appending(path: "rejects.csv"))
        let digests = try Orders.python(["check.py", folder.path(percentEncoded: false)])
        #expect(digests.contains("[(8805, 'ee3acedc461b'), (1195, 'be6d4ef8b85a')]"), "\(digests)")
    }
}
