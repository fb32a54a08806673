import Files
import Foundation
import Testing

@Suite("The state of a file")
struct FileStateTests {
    @Test("It stays as long as nobody writes")
    func state() throws {
        let path = NSTemporaryDirectory() + "/state-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }  // The system empties its folder some day, too.
        try Files.replace(path, with: Array("1234".utf8))
        let state = try #require(FileState(of: path))
        #expect(state.byteCount == 4 && FileState(of: path) == state)
        try Files.replace(path, with: Array("5678".utf8))
        #expect(FileState(of: path) != state, "another file has its name")
        try Files.replace(path, with: [])
        #expect(FileState(of: path)?.byteCount == 0)
    }

    @Test("What is no file has none")
    func none() {
        for path in ["/", "/none/such", "/dev/null", "a\0b"] { #expect(FileState(of: path) == nil) }
    }
}
