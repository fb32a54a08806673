import Foundation
import Testing

@testable import Files

@Suite("A temporary file as memory")
struct SpillMappingTests {
    private static let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }

    private static func file() throws -> SpillFile {
        let file = try SpillFile()
        try file.append(bytes)
        return file
    }

    @Test("Every range gives what was written, in any order, before and after pages were given back")
    func reads() throws {
        let mapping = try SpillMapping(of: try Self.file(), maximumResidentByteCount: 2 * SpillMapping.blockByteCount)
        #expect(mapping.byteCount == Self.bytes.count)
        var place = 0
        for step in 0..<2_000 {
            place = (place + 123_457) % Self.bytes.count
            let range = place..<min(Self.bytes.count, place + step % 97)
            var seen: [UInt8] = [7]
            mapping.append(range, to: &seen)
            #expect(seen == [7] + Self.bytes[range])
        }
        var whole: [UInt8] = []
        mapping.append(0..<Self.bytes.count, to: &whole)
        #expect(whole == Self.bytes)
        let number = (0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(Self.bytes[65_533 + $1]) }
        #expect(mapping.number(at: 65_533) == number)
    }

    @Test("As many blocks as allowed are kept; one more gives the others back")
    func isBounded() throws {
        let block = SpillMapping.blockByteCount
        let mapping = try SpillMapping(of: try Self.file(), maximumResidentByteCount: 3 * block)
        var seen: [UInt8] = []
        for (index, count) in [(0, 1), (0, 1), (1, 2), (2, 3), (1, 3), (3, 1), (0, 2)] {
            mapping.append(index * block..<index * block + 1, to: &seen)
            #expect(mapping.residentByteCount == count * block)
        }
        mapping.append(block - 1..<block + 1, to: &seen)
        #expect(mapping.residentByteCount == 3 * block)
    }

    @Test("Nothing can be read of an empty file, which is no error")
    func isEmpty() throws {
        let mapping = try SpillMapping(of: try SpillFile(), maximumResidentByteCount: 0)
        var seen: [UInt8] = []
        mapping.append(0..<0, to: &seen)
        #expect(mapping.byteCount == 0)
        #expect(seen.isEmpty)
    }

    @Test("Several tasks read at once")
    func isShared() async throws {
        let mapping = try SpillMapping(of: try Self.file(), maximumResidentByteCount: SpillMapping.blockByteCount)
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<4 {
                group.addTask {
                    (0..<1_000).allSatisfy { step in
                        let place = (task * 250_007 + step * 65_537) % (Self.bytes.count - 10)
                        var seen: [UInt8] = []
                        mapping.append(place..<place + 10, to: &seen)
                        return seen.elementsEqual(Self.bytes[place..<place + 10])
                    }
                }
            }
            for await isEqual in group { #expect(isEqual) }
        }
    }
}
