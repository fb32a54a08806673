import Foundation
import Testing

@testable import Files

@Suite("Temporary files without a name")
struct SpillFileTests {
    @Test("What was appended is read at any place, and windows show the same")
    func readsBack() throws {
        let file = try SpillFile()
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * 7 / 3) }
        #expect(try file.append([]) == 0)
        #expect(try file.append(Array(bytes[..<40_000])) == 0)
        let rest = Array(bytes[40_000...])
        let start = try file.append(rest.span)
        #expect(start == 40_000)
        #expect(file.byteCount == bytes.count)
        for range in [0..<0, 0..<1, 4095..<4097, 39_999..<40_001, 50_000..<100_000, 100_000..<100_000] {
            var read: [UInt8] = [1, 2]
            try file.read(range, into: &read)
            #expect(read == [1, 2] + bytes[range])
            let window = try MappedWindow(range, of: file)
            var seen: [UInt8] = []
            window.append(range, to: &seen)
            #expect(seen == Array(bytes[range]))
            let isEqual = window.withBytes {
                $0.count == range.count && (range.isEmpty || $0[0] == bytes[range.lowerBound])
            }
            #expect(isEqual)
            if let last = range.last { #expect(window[last] == bytes[last]) }
        }
    }

    @Test("A window ends where the file ends, and outlives the file")
    func windowEnds() throws {
        var file: SpillFile? = try SpillFile()
        try file?.append([1, 2, 3])
        guard let open = file else { return }
        let window = try MappedWindow(1..<1_000_000, of: open)
        let behind = try MappedWindow(50..<60, of: open)
        file = nil
        #expect(window.range == 1..<3)
        #expect(window[2] == 3)
        #expect(behind.range.isEmpty)
    }

    @Test("The limit can be reached and not passed, and what is refused is not there")
    func limit() throws {
        let file = try SpillFile(maximumByteCount: 10)
        try file.append([1, 2, 3, 4, 5, 6])
        #expect(throws: FileError(path: file.folder, code: EFBIG)) { try file.append([1, 2, 3, 4, 5]) }
        #expect(file.byteCount == 6)
        try file.append([7, 8, 9, 10])
        #expect(throws: FileError(path: file.folder, code: EFBIG)) { try file.append([1]) }
        var bytes: [UInt8] = []
        try file.read(0..<10, into: &bytes)
        #expect(bytes == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        #expect(throws: FileError(path: file.folder, code: ERANGE)) { try file.read(5..<11, into: &bytes) }
    }

    @Test("Nothing lies in the folder, and a folder that is missing is an error")
    func isUnnamed() throws {
        let folder = NSTemporaryDirectory() + "/spill-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // The system empties its folder some day, too.
        let file = try SpillFile(in: folder)
        try file.append([1])
        let named = SpillFile.named(in: folder)
        #expect(named >= 0)
        close(named)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        let missing = folder + "/none"
        #expect(throws: FileError(path: missing, code: ENOENT)) { _ = try SpillFile(in: missing) }
        #expect(throws: FileError(path: "a\0b", code: EINVAL)) { _ = try SpillFile(in: "a\0b") }
    }

    @Test("Several tasks append without losing anything")
    func isShared() async throws {
        let file = try SpillFile()
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask {
                    for _ in 0..<100 {
                        do { try file.append([UInt8](repeating: UInt8(task), count: 10)) } catch { Issue.record(error) }
                    }
                }
            }
        }
        #expect(file.byteCount == 4_000)
        var bytes: [UInt8] = []
        try file.read(0..<4_000, into: &bytes)
        for start in stride(from: 0, to: 4_000, by: 10) {
            #expect(Set(bytes[start..<start + 10]).count == 1)
        }
    }
}
