import Foundation
import Testing

@testable import Files

@Suite("Files and folders")
struct FilesTests {
    /// A folder of its own for each test.
    private final class Folder {
        let path: String

        init() throws {
            path = NSTemporaryDirectory() + "/files-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit {
            do { try FileManager.default.removeItem(atPath: path) } catch { Issue.record(error) }
        }

        func write(_ name: String, _ bytes: [UInt8]) throws -> String {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
            return "\(path)/\(name)"
        }
    }

    @Test("A file is read whole, whatever its bytes", arguments: [0, 1, 65535, 65536, 65537, 300_000])
    func readsFiles(_ count: Int) throws {
        let folder = try Folder()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(try Files.read(folder.write("file", bytes)) == bytes)
    }

    @Test("A file may have the largest size, and not a byte more")
    func limitsFiles() throws {
        let path = try Folder().write("file", [1, 2, 3])
        let folder = try Folder()
        let kept = try folder.write("file", [1, 2, 3])
        #expect(try Files.read(kept, maximumByteCount: 3) == [1, 2, 3])
        #expect(throws: FileError(path: kept, tooLarge: [1, 2, 3], maximumByteCount: 2)) {
            try Files.read(kept, maximumByteCount: 2)
        }
        #expect(throws: FileError(path: path, code: ENOENT)) { try Files.read(path) }
    }

    @Test(
        "A file that is too large tells where the first byte too much stands",
        arguments: [
            ("[[[[", 3, 1, 4), ("ab\ncd\nef", 6, 3, 1), ("ab\ncd\nef", 5, 2, 3), ("医院编号", 6, 1, 3), ("医院编号", 7, 1, 3),
            ("a\r\nb", 3, 2, 1), ("\n", 0, 1, 1),
        ]
    )
    func placesExcess(_ text: String, _ maximum: Int, _ line: Int, _ column: Int) throws {
        let folder = try Folder()
        let path = try folder.write("file", Array(text.utf8))
        let error = #expect(throws: FileError.self) { try Files.read(path, maximumByteCount: maximum) }
        #expect(error?.excess?.line == line && error?.excess?.column == column)
        #expect(error?.isTooLarge == true)
    }

    @Test("What cannot be read says why, in the system's words")
    func reportsErrors() throws {
        let folder = try Folder()
        let file = try folder.write("file", [])
        for (path, code, isMissing) in [
            ("\(folder.path)/none", ENOENT, true), ("\(file)/below", ENOTDIR, true), (folder.path, EISDIR, false),
            ("\(file)\u{0}.txt", EINVAL, false), (String(repeating: "x", count: 5000), ENAMETOOLONG, false),
            ("", ENOENT, true),
        ] {
            let error = #expect(throws: FileError.self) { try Files.read(path) }
            #expect(error?.code == code, "\(path.prefix(40))")
            #expect(error?.isMissing == isMissing)
        }
        #expect(FileError(path: "x", code: ENOENT).reason == "No such file or directory")
    }

    @Test("Names of a folder are sorted, without hidden ones")
    func listsFolders() throws {
        let folder = try Folder()
        for name in ["b", "a.yaml", ".hidden", "报告"] { _ = try folder.write(name, []) }
        #expect(try Files.names(in: folder.path) == ["a.yaml", "b", "报告"])
        #expect(throws: FileError.self) { try Files.names(in: "\(folder.path)/none") }
        #expect(throws: FileError.self) { try Files.names(in: "\(folder.path)/b") }
        #expect(throws: FileError.self) { try Files.names(in: "\(folder.path)\u{0}") }
    }

    @Test("A path is a file, a folder, something else or nothing")
    func tellsKinds() throws {
        let folder = try Folder()
        let file = try folder.write("file", [])
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: file)
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/loop", withDestinationPath: "loop")
        for (path, kind) in [
            (file, .file), (folder.path, .folder), ("/dev/null", .other), ("\(folder.path)/link", .file),
            ("\(folder.path)/loop", nil), ("\(folder.path)/none", nil), ("\(file)\u{0}", nil),
        ] as [(String, Files.Kind?)] {
            #expect(Files.kind(of: path) == kind, "\(path)")
        }
    }

    @Test("Why there is nothing at a path is told without opening it")
    func tellsFailures() throws {
        let folder = try Folder()
        let file = try folder.write("file", [])
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/loop", withDestinationPath: "loop")
        for (path, code) in [
            (file, nil), (folder.path, nil), ("\(folder.path)/loop", ELOOP), ("\(folder.path)/none", ENOENT),
            ("\(file)/below", ENOTDIR), ("\(file)\u{0}", EINVAL),
        ] as [(String, Int32?)] {
            #expect(Files.failure(at: path)?.code == code, "\(path)")
        }
    }

    @Test("A folder's name is that of the folder that is meant")
    func namesFolders() throws {
        let folder = try Folder()
        #expect(Files.name(of: folder.path + "/").hasPrefix("files-"))
        #expect(Files.name(of: "\(folder.path)/.") == Files.name(of: folder.path))
        #expect(Files.name(of: ".") == Files.name(of: FileManager.default.currentDirectoryPath))
        #expect(Files.name(of: "no/such/place") == "place")
        #expect(Files.name(of: "/") == "/")
    }

    @Test("Paths join, and a path from the root stays")
    func joinsPaths() {
        for (path, folder, joined) in [
            ("a", "b", "b/a"), ("a", "b/", "b/a"), ("/a", "b", "/a"), ("a", ".", "a"), ("a", "", "a"), ("a", "/", "/a"),
        ] {
            #expect(Files.path(path, in: folder) == joined)
        }
    }
}
