import Foundation
import Tabular
import TabularCSV

/// Prints the best time of many readings of each file: `name<TAB>bytes<TAB>nanoseconds<TAB>records`.
///
///     CSVBenchmark SECONDS-PER-FILE FILE…
///
/// Only dividing into records and fields is measured; the text is in memory and its dialect is known.
let arguments = CommandLine.arguments
guard arguments.count > 2, let seconds = Double(arguments[1]) else {
    print("usage: CSVBenchmark SECONDS-PER-FILE FILE…")
    exit(2)
}

/// Text in memory, handed out in pieces of 256 KiB.
struct MemoryText: TextChunks {
    let bytes: [UInt8]
    var offset = 0
    var assumptions: [Assumption] { [] }
    var strayByteCount: Int { 0 }

    mutating func read(into text: inout [UInt8], origins: inout OriginMap) throws(TabularError) -> Bool {
        guard offset < bytes.count else { return false }
        let end = min(offset + 256 << 10, bytes.count)
        text.append(contentsOf: bytes[offset..<end])
        offset = end
        return true
    }
}

let clock = ContinuousClock()
for path in arguments.dropFirst(2) {
    let text = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let end = clock.now + .seconds(seconds)
    var best = Duration.seconds(3600)
    var recordCount = 0
    repeat {
        var options = SourceOptions()
        options.delimiter = [UInt8(ascii: ",")]
        options.quote = .byte(UInt8(ascii: "\""))
        options.header = .records(count: 1)
        var source = CSVSource(MemoryText(bytes: text), options: options)
        _ = try source.shape()
        var batch = RecordBatch()
        let time = try clock.measure { while try source.next(into: &batch) {} }
        recordCount = source.counts.records
        best = min(best, time)
    } while clock.now < end
    let nanoseconds = best.components.attoseconds / 1_000_000_000 + best.components.seconds * 1_000_000_000
    print("\(path)\t\(text.count)\t\(nanoseconds)\t\(recordCount)")
}
