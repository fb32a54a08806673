import Cleaning
import DataCleaning
import Diagnostics
import Foundation
import Tabular
import TabularCSV
import TabularTesting
import YAMLDocuments

/// Cleans a file by a recipe, one stage after the other, and prints what each takes: `stage<TAB>ns per record`.
///
///     CleaningBenchmark RECIPE FILE FOLDER [WORKERS]
///
/// With WORKERS the whole is done as `handover clean` does it, by so many tasks. `clean.csv` and `rejects.csv` are left in
/// FOLDER.
let arguments = CommandLine.arguments
guard arguments.count == 4 || arguments.count == 5 else {
    print("usage: CleaningBenchmark RECIPE FILE FOLDER [WORKERS]")
    exit(2)
}

let clock = ContinuousClock()
let folder = URL(filePath: arguments[3])
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
if arguments.count == 5 {
    var options = CleanOptions(input: arguments[2], output: folder.appending(path: "clean.csv").path())
    options.recipe = arguments[1]
    options.rejects = folder.appending(path: "rejects.csv").path()
    options.rejectStyle = .plain
    options.workerCount = Int(arguments[4]) ?? 2
    if arguments[2].hasSuffix(".xlsx"), let setting = SourceSetting("source.numbers.decimals=2") {
        options.settings = [setting]
    }
    print(try await CleanRun(options, language: .english).run().text(in: .english))
    exit(0)
}

let document = try YAMLReader().read(Array(Data(contentsOf: URL(filePath: arguments[1]))))
let recipe = try RecipeReader.recipe(from: document, file: arguments[1])
let text = try Array(Data(contentsOf: URL(filePath: arguments[2])))
var source = CSVSource(InMemoryText(text, chunkByteCount: 256 << 10), options: recipe.source)
let columns = try source.shape().header
let cleaner = try Cleaner(recipe, columns: columns)
var worker = cleaner.makeWorker()
var collector = RecordCollector(cleaner, rejects: .plain)
var batch = RecordBatch()
var result = CleanBatch()
var clean = Array((cleaner.outputColumns.joined(separator: ",") + "\n").utf8)
clean.reserveCapacity(text.count)
var rejects = collector.rejectHeader

var times: [(stage: String, time: Duration)] = [("scan", .zero), ("clean", .zero), ("collect", .zero), ("keep", .zero)]
var isOpen = true
while isOpen {
    times[0].time += try clock.measure { isOpen = try source.next(into: &batch) }
    guard isOpen else { break }
    times[1].time += clock.measure { cleaner.clean(batch, with: &worker, into: &result) }
    times[2].time += try clock.measure { try collector.collect(batch, result) }
    times[3].time += clock.measure {
        clean += collector.cleanBytes
        rejects += collector.rejectBytes
    }
}
let counts = collector.counts
for (stage, time) in times {
    let nanoseconds = Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9
    print("\(stage)\t\(Int(nanoseconds / Double(max(1, counts.records))))")
}
print("records\t\(counts.records)\t\(counts.clean)\t\(counts.rejected)\t\(counts.dropped)")
try Data(clean).write(to: folder.appending(path: "clean.csv"))
try Data(rejects).write(to: folder.appending(path: "rejects.csv"))
