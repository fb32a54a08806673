import Foundation
import Tabular
import TabularXLSX

/// Prints the best time of many readings of each workbook: `name<TAB>records<TAB>nanoseconds`.
///
///     TabularXLSXBenchmark SECONDS-PER-FILE FILE…
let arguments = CommandLine.arguments
guard arguments.count > 2, let seconds = Double(arguments[1]) else {
    print("usage: TabularXLSXBenchmark SECONDS-PER-FILE FILE…")
    exit(2)
}

let clock = ContinuousClock()
for path in arguments.dropFirst(2) {
    let end = clock.now + .seconds(seconds)
    var best = Duration.seconds(3600)
    var batch = RecordBatch()
    var count = 0
    repeat {
        var source = XLSXSource(path)
        let time = try clock.measure { while try source.next(into: &batch) {} }
        count = source.counts.records
        best = min(best, time)
    } while clock.now < end
    let (whole, parts) = best.components
    print("\(path)\t\(count)\t\(whole * 1_000_000_000 + parts / 1_000_000_000)")
}
