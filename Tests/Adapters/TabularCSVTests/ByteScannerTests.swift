import Testing

@testable import TabularCSV

@Suite("Byte scanner")
struct ByteScannerTests {
    @Test("The next of three bytes is found at every distance from every start, as by a plain loop")
    func finds() {
        let wanted: [UInt8] = [0x2C, 0x0A, 0x0D]
        let scanner = ByteScanner(wanted[0], wanted[1], wanted[2])
        var text = [UInt8](repeating: 0x61, count: 37)
        for (index, place) in [0, 7, 8, 15, 16, 17, 30, 36].enumerated() {
            text[place] = wanted[index % 3]
            for start in 0...text.count {
                let plain = text[start...].firstIndex { wanted.contains($0) } ?? text.count
                let found = scanner.next(in: text.span, from: start)
                if found != plain { Issue.record("from \(start): \(found) instead of \(plain)") }
            }
        }
    }
}
