import Testing

@testable import Cleaning

@Suite("Hashes and estimates")
struct KeyedHashTests {
    @Test("The hash is SipHash-2-4 of 128 bits, as its authors published it")
    func vectors() {
        let hash = KeyedHash(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908)
        let first: [UInt8] = [
            0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72, 0x14, 0xc7, 0x55, 0x02, 0x93,
        ]
        let second: [UInt8] = [
            0xda, 0x87, 0xc1, 0xd8, 0x6b, 0x99, 0xaf, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9b, 0x22, 0xfc, 0x45,
        ]
        #expect(bytes(value(of: [], hash)) == first)
        #expect(bytes(value(of: [0], hash)) == second)
        var seen: Set<UInt128> = []
        for count in 0...40 { seen.insert(hash.hash([UInt8](repeating: 0, count: count).span)) }
        #expect(seen.count == 41)
    }

    private func value(of text: [UInt8], _ hash: KeyedHash) -> UInt128 { hash.hash(text.span) }

    private func bytes(_ hash: UInt128) -> [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: hash >> UInt128($0 * 8)) }
    }

    @Test("Different values are counted within five in a hundred", arguments: [0, 1, 100, 5_000, 200_000])
    func distinct(_ count: Int) {
        var estimate = DistinctEstimate()
        let hash = KeyedHash(3, 4)
        for _ in 0..<2 {
            for number in 0..<count {
                estimate.add(UInt64(truncatingIfNeeded: hash.hash(Array(String(number).utf8).span)))
            }
        }
        #expect(abs(estimate.count - count) * 20 <= count)
    }

    @Test("Sets of values that are merged are counted as one set")
    func mergedDistinct() {
        var halves = [DistinctEstimate(), DistinctEstimate()]
        var whole = DistinctEstimate()
        for number in 0..<10_000 {
            let hash = CellHash.hash(Array(String(number).utf8).span)
            halves[number % 2].add(hash)
            whole.add(hash)
        }
        halves[0].merge(halves[1])
        #expect(halves[0].count == whole.count)
        #expect(DistinctEstimate().count == 0)
    }

    @Test("Texts that differ in one byte or in their length have other fast hashes")
    func fastHash() {
        var seen: Set<UInt64> = []
        for count in 0...40 {
            seen.insert(CellHash.hash([UInt8](repeating: 0, count: count).span))
            for offset in 0..<count {
                var text = [UInt8](repeating: 0, count: count)
                text[offset] = 1
                seen.insert(CellHash.hash(text.span))
            }
        }
        #expect(seen.count == 41 + 40 * 41 / 2)
    }
}
