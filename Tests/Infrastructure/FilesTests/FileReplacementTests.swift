import Foundation
import Testing

@testable import Files

@Suite("Files that are written as a whole")
struct FileReplacementTests {
    /// Runs in a folder of its own.
    private func inFolder(_ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "/replacement-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }  // The system empties its folder some day, too.
        try body(path)
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test("A file is made or replaced, and nothing is left beside it", arguments: [0, 1, 100_000])
    func replaces(_ count: Int) throws {
        try inFolder { folder in
            let bytes = [UInt8](repeating: 7, count: count)
            try Files.replace("\(folder)/a", with: [1, 2, 3])
            try Files.replace("\(folder)/a", with: bytes)
            #expect(try Files.read("\(folder)/a") == bytes)
            #expect(try names(folder) == ["a"])
        }
    }

    @Test("Permissions stay, and links lead where they led")
    func keepsWhatStands() throws {
        try inFolder { folder in
            try Files.replace("\(folder)/a", with: [1])
            #expect(chmod("\(folder)/a", 0o640) == 0)
            #expect(symlink("a", "\(folder)/link") == 0)
            try Files.replace("\(folder)/link", with: [2])
            #expect(try Files.read("\(folder)/a") == [2])
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "a")
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/a")
            #expect(attributes[.posixPermissions] as? Int == 0o640)
        }
    }

    @Test("What cannot be written says why and changes nothing")
    func refuses() throws {
        try inFolder { folder in
            #expect(throws: FileError(path: folder, code: EISDIR)) { try Files.replace(folder, with: []) }
            let missing = "\(folder)/none/a"
            #expect(throws: FileError(path: missing, code: ENOENT)) { try Files.replace(missing, with: []) }
            #expect(throws: FileError(path: "a\u{0}b", code: EINVAL)) { try Files.replace("a\u{0}b", with: []) }
            #expect(throws: FileError(path: "/dev/full", code: ENOSPC)) { try Files.replace("/dev/full", with: [1]) }
            let left = try names(folder)
            #expect(left.isEmpty)
        }
    }

    @Test("What is no file is written to")
    func writesToDevices() throws {
        try Files.replace("/dev/null", with: [1, 2, 3])
        #expect(Files.kind(of: "/dev/null") == .other)
    }
}
