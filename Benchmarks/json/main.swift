import Foundation
import JSON

/// Prints the best time of many readings of each file: `name<TAB>bytes<TAB>nanoseconds`.
///
///     JSONBenchmark SECONDS-PER-FILE FILE…
let arguments = CommandLine.arguments
guard arguments.count > 2, let seconds = Double(arguments[1]) else {
    print("usage: JSONBenchmark SECONDS-PER-FILE FILE…")
    exit(2)
}

let clock = ContinuousClock()
for path in arguments.dropFirst(2) {
    let text = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let end = clock.now + .seconds(seconds)
    var best = Duration.seconds(3600)
    var nodeCount = 0
    repeat {
        let time = try clock.measure { nodeCount = try JSONParser().parse(text).nodes.count }
        best = min(best, time)
    } while clock.now < end
    let nanoseconds = best.components.attoseconds / 1_000_000_000
    print("\(path)\t\(text.count)\t\(nanoseconds)\t\(nodeCount)")
}
