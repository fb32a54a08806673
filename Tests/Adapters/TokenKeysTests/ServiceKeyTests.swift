import Access
import Diagnostics
import Foundation
import JSON
import Testing
import TokenKeys

@Suite("The service's own key")
struct ServiceKeyTests {
    /// A data folder that is gone after the test.
    private final class DataFolder {
        let path = NSTemporaryDirectory() + "handover-key-\(UUID().uuidString)"
        var keyFolder: String { "\(path)/keys" }
        var keyFile: String { "\(path)/keys/token.jwk" }

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }  // What is left over harms nobody.

        func mode(_ path: String) throws -> Int {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            return try #require(mode as? Int)
        }

        func write(_ content: String, mode: Int = 0o600) throws {
            try FileManager.default.createDirectory(atPath: keyFolder, withIntermediateDirectories: true)
            try Data(content.utf8).write(to: URL(fileURLWithPath: keyFile))
            try set(keyFile, mode: mode)
        }

        func set(_ path: String, mode: Int) throws {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
    }

    @Test("The key is made on first use, for its owner alone, and stays the same")
    func makes() throws {
        let folder = try DataFolder()
        let first = try ServiceKey.open(inDataFolder: folder.path)
        #expect(first.algorithm == .edDSA && first.signing != nil)
        #expect(try folder.mode(folder.keyFile) == 0o600)
        #expect(try folder.mode(folder.keyFolder) == 0o700)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.keyFolder) == ["token.jwk"])
        let content = try String(contentsOfFile: folder.keyFile, encoding: .utf8)
        let second = try ServiceKey.open(inDataFolder: folder.path)
        #expect(second.publicJSONWebKey == first.publicJSONWebKey)
        #expect(try String(contentsOfFile: folder.keyFile, encoding: .utf8) == content)

        let token = try TokenIssuer(key: #require(first.signing)).token(subject: "a", lifetime: .seconds(9), now: 0)
        let verifier = TokenVerifier(keys: try VerificationKeySet([second.verification]))
        #expect(try verifier.principal(of: token, now: 1).subject == "a")
    }

    @Test("Two folders have two keys")
    func differs() throws {
        let (one, two) = (try DataFolder(), try DataFolder())
        let keys = try [one, two].map { try ServiceKey.open(inDataFolder: $0.path).keyID }
        #expect(keys[0] != keys[1])
    }

    @Test("Services that start together on one folder get one key")
    func concurrent() async throws {
        let folder = try DataFolder()
        let path = folder.path
        let keyIDs = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 { group.addTask { try ServiceKey.open(inDataFolder: path).keyID } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(keyIDs.count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.keyFolder) == ["token.jwk"])
    }

    @Test(
        "A file that others may use is refused with the remedy",
        arguments: [0o640, 0o604, 0o620, 0o602, 0o610, 0o777]
    )
    func exposed(_ mode: Int) throws {
        let folder = try DataFolder()
        try folder.write(PublishedKeys.edwards, mode: mode)
        let error = try #require(#expect(throws: KeyError.self) { try ServiceKey.open(inDataFolder: folder.path) })
        #expect(error.code == .exposedFile)
        #expect(error.location?.file == folder.keyFile)
        #expect(error.remedy.english.contains("chmod 600 \(folder.keyFile)"))
        try folder.set(folder.keyFile, mode: 0o600)
        #expect(try ServiceKey.open(inDataFolder: folder.path).keyID == PublishedKeys.edwardsThumbprint)
    }

    @Test("A read-only file will do")
    func readOnly() throws {
        let folder = try DataFolder()
        try folder.write(PublishedKeys.edwards, mode: 0o400)
        #expect(try ServiceKey.open(inDataFolder: folder.path).keyID == PublishedKeys.edwardsThumbprint)
    }

    @Test("No key is made in a folder that others may write to")
    func exposedFolder() throws {
        let folder = try DataFolder()
        try FileManager.default.createDirectory(atPath: folder.keyFolder, withIntermediateDirectories: true)
        try folder.set(folder.keyFolder, mode: 0o777)
        let error = #expect(throws: KeyError.self) { try ServiceKey.open(inDataFolder: folder.path) }
        #expect(error?.code == .exposedFile)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.keyFolder).isEmpty)
    }

    @Test(
        "A damaged file is reported and left as it is",
        arguments: [
            "", "{", "null", "{}", String(PublishedKeys.edwards.dropLast(9)), PublishedKeys.hmac, PublishedKeys.curve,
            #"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
            String(PublishedKeys.edwards.dropLast()) + #","use":"enc"}"#, String(repeating: " ", count: 16_385),
        ]
    )
    func damaged(_ content: String) throws {
        let folder = try DataFolder()
        try folder.write(content)
        let error = try #require(#expect(throws: KeyError.self) { try ServiceKey.open(inDataFolder: folder.path) })
        #expect(error.code == .damagedFile)
        #expect(error.location?.file == folder.keyFile)
        #expect(!error.diagnostics[0].rendered(in: .english).contains("nWGxne"))
        #expect(try String(contentsOfFile: folder.keyFile, encoding: .utf8) == content)
    }

    @Test("A folder or a pipe in the place of the file is reported")
    func notAFile() throws {
        let folder = try DataFolder()
        try FileManager.default.createDirectory(atPath: folder.keyFile, withIntermediateDirectories: true)
        let error = #expect(throws: KeyError.self) { try ServiceKey.open(inDataFolder: folder.path) }
        #expect(error?.code == .damagedFile)
        let other = try DataFolder()
        try FileManager.default.createDirectory(atPath: other.keyFolder, withIntermediateDirectories: true)
        #expect(mkfifo(other.keyFile, 0o600) == 0)
        let second = #expect(throws: KeyError.self) { try ServiceKey.open(inDataFolder: other.path) }
        #expect(second?.code == .damagedFile)
    }

    @Test("A data folder that does not exist, or is a file, is reported")
    func noFolder() throws {
        let folder = try DataFolder()
        let error = #expect(throws: KeyError.self) { try ServiceKey.open(inDataFolder: folder.path + "/none") }
        #expect(error?.code == .unwritableFolder)
        try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
        let second = #expect(throws: KeyError.self) { try ServiceKey.open(inDataFolder: folder.path + "/file") }
        #expect(second?.code == .unreadableFile)
    }
}
