import Foundation
import Testing

@testable import Files

@Suite("A place beside a file")
struct DraftPlaceTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path() + "handover-draft-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
    }

    @Test("What is written there takes the file's place at the end, with its permissions")
    func finishing() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/a"
        try Data("old".utf8).write(to: URL(filePath: path))
        chmod(path, 0o640)
        let draft = try DraftPlace(for: path)
        try Data("new".utf8).write(to: URL(filePath: draft.path))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        try draft.finish()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
        #expect(try names == ["a"])
    }

    @Test("What is let go leaves nothing, and what is no file is refused")
    func refusals() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do { _ = try DraftPlace(for: folder + "/b") }
        #expect(try names == [])
        for path in [folder, "/dev/null", folder + "/x/y", "a\0b"] {
            #expect(throws: FileError.self) { _ = try DraftPlace(for: path) }
        }
    }
}
