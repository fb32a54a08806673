import Foundation
import Synchronization
import Tabular
import TextEncoding

/// Prints the best time of many decodings of each file: `name<TAB>encoding<TAB>bytes<TAB>nanoseconds`.
///
///     TextEncodingBenchmark SECONDS-PER-FILE FILE…
let arguments = CommandLine.arguments
guard arguments.count > 2, let seconds = Double(arguments[1]) else {
    print("usage: TextEncodingBenchmark SECONDS-PER-FILE FILE…")
    exit(2)
}

/// Hands out a file's bytes in pieces that are there already.
final class Pieces: Sendable {
    let pieces: [[UInt8]]
    let next = Atomic(0)

    init(_ bytes: [UInt8]) {
        pieces = stride(from: 0, to: bytes.count, by: 256 << 10).map {
            Array(bytes[$0..<min(bytes.count, $0 + (256 << 10))])
        }
    }

    func take() -> [UInt8] {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < pieces.count ? pieces[index] : []
    }
}

let clock = ContinuousClock()
for path in arguments.dropFirst(2) {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let pieces = Pieces(bytes)
    let end = clock.now + .seconds(seconds)
    var best = Duration.seconds(3600)
    var name = ""
    var text: [UInt8] = []
    repeat {
        pieces.next.store(0, ordering: .relaxed)
        let time = try clock.measure {
            var source = DecodedText { _ in pieces.take() }
            var origins = OriginMap()
            repeat { text.removeAll(keepingCapacity: true) } while try source.read(into: &text, origins: &origins)
            name = source.encoding?.rawValue ?? "ASCII"
        }
        best = min(best, time)
    } while clock.now < end
    print("\(path)\t\(name)\t\(bytes.count)\t\(best.components.attoseconds / 1_000_000_000)")
}
