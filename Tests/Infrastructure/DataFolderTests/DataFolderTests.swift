import DataFolder
import Foundation
import Testing

@Suite("Data folder")
struct DataFolderTests {
    private let base = FileManager.default.temporaryDirectory.appending(path: "folder-\(UUID().uuidString)")

    private static func failure(_ body: () throws -> Void) -> FolderError? {
        do {
            try body()
            return nil
        } catch {
            return error as? FolderError
        }
    }

    @Test("A missing folder is created for its owner alone, and creating it again changes nothing")
    func creates() throws {
        let folder = DataFolder(path: base.appending(path: "a/b").path())
        try folder.create()
        try folder.create()
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test("A file where a folder should be is said to be one")
    func fileInTheWay() throws {
        try Data("x".utf8).write(to: base)
        #expect(Self.failure { try DataFolder(path: base.path()).create() } == .notAFolder)
        #expect(Self.failure { try DataFolder(path: base.path() + "/b").create() } == .notAFolder)
    }

    @Test("A folder that the system will not create is unwritable")
    func refused() {
        guard case .unwritable(let reason) = Self.failure({ try DataFolder(path: "/proc/handover/data").create() })
        else {
            Issue.record("the folder was created")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test("Only one holder at a time, and the other is told its process")
    func locks() throws {
        let folder = DataFolder(path: base.path())
        try folder.create()
        let first = try FolderLock(folder)
        let own = ProcessInfo.processInfo.processIdentifier
        #expect(Self.failure { _ = try FolderLock(folder) } == .locked(processID: own))
        first.release()
        _ = try FolderLock(folder)
    }

    @Test("Files are measured, renamed and removed")
    func files() throws {
        let folder = DataFolder(path: base.path())
        try folder.create()
        try Data("abc".utf8).write(to: base.appending(path: "one"))
        try folder.rename("one", to: "two")
        #expect(folder.byteCount(of: "one") == nil)
        #expect(folder.byteCount(of: "two") == 3)
        try folder.remove("two")
        try folder.remove("two")
        #expect(folder.byteCount(of: "two") == nil)
        #expect(Self.failure { try folder.rename("one", to: "two") } != nil)
        try folder.createFile("two")
        #expect(folder.byteCount(of: "two") == 0)
        #expect(Self.failure { try folder.createFile("two") } != nil)
    }
}
