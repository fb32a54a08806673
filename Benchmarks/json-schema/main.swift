import Foundation
import JSON
import JSONSchema

/// Prints, for each folder with `schema.json` and `instances.jsonl`, the time per document of the fast mode:
/// `folder<TAB>documents<TAB>invalid<TAB>in turn, ns<TAB>in a loop, ns<TAB>compile, ns<TAB>parse, ns`.
///
///     JSONSchemaBenchmark SECONDS-PER-FOLDER FOLDER…
///
/// *In turn* goes from document to document, as work does; *in a loop* repeats each one, as the peer's own
/// figures do. The
/// first is the best of several passes, the second the mean of the repetitions. Compiling and parsing are timed apart.
let arguments = CommandLine.arguments
guard arguments.count > 2, let seconds = Double(arguments[1]) else {
    print("usage: JSONSchemaBenchmark SECONDS-PER-FOLDER FOLDER…")
    exit(2)
}

let clock = ContinuousClock()

func nanoseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) / 1e9
}

/// The best time of many rounds.
func best(for seconds: Double, _ body: () throws -> Void) rethrows -> Double {
    let end = clock.now + .seconds(seconds)
    var best = Double.infinity
    repeat { best = min(best, nanoseconds(try clock.measure(body))) } while clock.now < end
    return best
}

for path in arguments.dropFirst(2) {
    let folder = URL(filePath: path)
    let text = [UInt8](try Data(contentsOf: folder.appending(path: "schema.json")))
    let lines = try Data(contentsOf: folder.appending(path: "instances.jsonl")).split(separator: UInt8(ascii: "\n"))
        .map { [UInt8]($0) }
    let source = try JSONParser().parse(text)
    let compile = try best(for: seconds / 5) { _ = try Schema(source.root) }
    let schema = try Schema(source.root)
    var instances: [JSONDocument] = []
    let parse = try best(for: seconds / 5) { instances = try lines.map { try JSONParser().parse($0) } }

    var invalid = 0
    let inTurn = try best(for: seconds) {
        invalid = 0
        for instance in instances where try !schema.accepts(instance.root) { invalid += 1 }
    }
    var inLoop = 0.0
    for instance in instances {
        // The mean of all repetitions, as the peer gives it.
        let end = clock.now + .seconds(seconds / Double(instances.count))
        var (total, count) = (0.0, 0.0)
        repeat {
            total += nanoseconds(try clock.measure { for _ in 0..<100 { _ = try schema.accepts(instance.root) } })
            count += 100
        } while clock.now < end
        inLoop += total / count
    }
    let count = Double(instances.count)
    let figures = [inTurn / count, inLoop / count, compile, parse / count].map { String(Int($0.rounded())) }
    print(([path, String(instances.count), String(invalid)] + figures).joined(separator: "\t"))
}
