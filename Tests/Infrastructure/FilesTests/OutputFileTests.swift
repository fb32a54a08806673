import Foundation
import Testing

@testable import Files

@Suite("Files that are written piece by piece")
struct OutputFileTests {
    /// Runs in a folder of its own.
    private func inFolder(_ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "/output-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }  // The system empties its folder some day, too.
        try body(path)
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test("Until the end the file is what it was before, and then all that was written")
    func finishes() throws {
        try inFolder { folder in
            let path = "\(folder)/a"
            try Files.replace(path, with: [9])
            #expect(chmod(path, 0o640) == 0)
            var output = try OutputFile(path)
            try output.write([1, 2])
            try output.write([])
            try output.write([UInt8](repeating: 3, count: 200_000))
            #expect(try Files.read(path) == [9])
            try output.finish()
            #expect(try Files.read(path).count == 200_002)
            #expect(try names(folder) == ["a"])
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o640)
        }
    }

    @Test("A file that is given up leaves nothing")
    func isGivenUp() throws {
        try inFolder { folder in
            do {
                var output = try OutputFile("\(folder)/a")
                try output.write([1])
                #expect(try names(folder).count == 1)
            }
            #expect(try names(folder).isEmpty)
        }
    }

    @Test("A link leads where it led")
    func followsLinks() throws {
        try inFolder { folder in
            try Files.replace("\(folder)/a", with: [1])
            #expect(symlink("a", "\(folder)/link") == 0)
            var output = try OutputFile("\(folder)/link")
            try output.write([2])
            try output.finish()
            #expect(try Files.read("\(folder)/a") == [2])
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "a")
        }
    }

    @Test("What cannot be written says why")
    func refuses() throws {
        try inFolder { folder in
            #expect(throws: FileError(path: folder, code: EISDIR)) { _ = try OutputFile(folder) }
            let missing = "\(folder)/none/a"
            #expect(throws: FileError(path: missing, code: ENOENT)) { _ = try OutputFile(missing) }
            #expect(throws: FileError(path: "a\0b", code: EINVAL)) { _ = try OutputFile("a\0b") }
            #expect(throws: FileError(path: "/dev/full", code: ENOSPC)) {
                var output = try OutputFile("/dev/full")
                try output.write([1])
            }
        }
    }

    @Test("What is no file is written to directly")
    func writesDirectly() throws {
        var output = try OutputFile("/dev/null")
        try output.write([1, 2, 3])
        try output.finish()
    }
}

extension OutputFileTests {
    @Test("A link that leads to nothing yet leads to the new file")
    func danglingLink() throws {
        try inFolder { folder in
            #expect(symlink("a", "\(folder)/one") == 0 && symlink("\(folder)/one", "\(folder)/two") == 0)
            var output = try OutputFile("\(folder)/two")
            try output.write([2])
            try output.finish()
            #expect(try Files.read("\(folder)/a") == [2])
            #expect(try names(folder) == ["a", "one", "two"])
            #expect(symlink("loop", "\(folder)/loop") == 0)
            #expect(throws: FileError.self) { _ = try OutputFile("\(folder)/loop/b") }
        }
    }

    @Test("What a killed process has left is cleared away; what somebody writes is not, nor other files")
    func leftovers() throws {
        try inFolder { folder in
            let path = "\(folder)/a"
            for name in ["a.123.draft", "a.\(getpid()).draft", "a.7-1.draft"] {
                try Files.replace("\(folder)/\(name)", with: [1])
            }
            let kept = ["a.draft", "a.x.draft", "b.123.draft", "a.1.draft.csv", "aa.5.draft"]
            for name in kept { try Files.replace("\(folder)/\(name)", with: [1]) }
            #expect(mkdir("\(folder)/a.9.draft", 0o700) == 0)
            var first = try OutputFile(path)
            try first.write([1])
            var second = try OutputFile(path)
            try second.write([2])
            #expect(
                try names(folder) == (kept + ["a.9.draft", "a.\(getpid()).draft", "a.\(getpid())-1.draft"]).sorted()
            )
            try first.finish()
            #expect(try Files.read(path) == [1])
            try second.finish()
            #expect(try Files.read(path) == [2])
            #expect(try names(folder) == (kept + ["a", "a.9.draft"]).sorted())
        }
    }

    @Test("Paths of one file lead to one place, whether it is there or not")
    func destinations() throws {
        try inFolder { folder in
            try Files.replace("\(folder)/a", with: [1])
            #expect(mkdir("\(folder)/f", 0o700) == 0 && symlink("../b", "\(folder)/f/link") == 0)
            #expect(Files.destination(of: "\(folder)/f/../a") == Files.destination(of: "\(folder)/a"))
            #expect(Files.destination(of: "\(folder)/f/link") == Files.destination(of: "\(folder)/b"))
            #expect(Files.destination(of: "\(folder)/f/../b") == Files.destination(of: "\(folder)/./b"))
            #expect(Files.destination(of: "\(folder)/a") != Files.destination(of: "\(folder)/b"))
            #expect(Files.destination(of: "x") == Files.destination(of: "./x"))
        }
    }
}
