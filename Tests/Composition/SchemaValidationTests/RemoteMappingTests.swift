import Diagnostics
import DocumentFiles
import TestEnvironment
import Testing

@testable import SchemaValidation

@Suite("Where documents of some URIs lie")
struct RemoteMappingTests {
    @Test("A mapping is an absolute URL, an equals sign and what is found; others are refused")
    func reads() throws {
        let folder = TemporaryFolder()
        try folder.write("{}", to: "a=b/x.json")
        let plain = try RemoteMapping("https://a.example/=\(folder.path)")
        #expect(plain.prefix == "https://a.example/" && plain.isFolder)
        let signs = try RemoteMapping("https://a.example/?q=1=\(folder.path)/a=b/x.json")
        #expect(signs.prefix == "https://a.example/?q=1" && !signs.isFolder)
        for (text, code) in [
            ("", "schema.invalid-remotes"), ("x", "schema.invalid-remotes"), ("a=b", "schema.invalid-remotes"),
            ("=x", "schema.invalid-remotes"), ("http://a/=", "schema.invalid-remotes"),
            ("http://a/=/none/at/all", "schema.missing-folder"),
        ] {
            let error = #expect(throws: ServiceError.self) { _ = try RemoteMapping(text) }
            #expect(error?.diagnostics.first?.code == code, "\(text)")
            #expect(error?.diagnostics.first?.remedy != nil)
        }
    }

    @Test("A half of a mapping is told what the other half is")
    func halves() throws {
        let folder = TemporaryFolder()
        for (text, remedy) in [
            (folder.path, "--remotes 'https://example.com/schemas/=\(folder.path)'"),
            ("=\(folder.path)", "--remotes 'https://example.com/schemas/=\(folder.path)'"),
            ("x", "--remotes 'https://example.com/schemas/=x'"), ("http://a/", "--remotes 'http://a/=FOLDER'"),
            ("http://a/=", "--remotes 'http://a/=FOLDER'"), ("", "such as https://example.com/schemas/=schemas"),
            ("a=b", "such as https://example.com/schemas/=schemas"),
        ] {
            let error = #expect(throws: ServiceError.self) { _ = try RemoteMapping(text) }
            let found = try #require(error?.diagnostics.first?.remedy)
            #expect(found.english.hasSuffix(remedy), "\(text)")
            #expect(found.chinese.contains("https://") == found.english.contains("https://"), "\(text)")
        }
    }

    @Test("What stands below the URL is decoded; neighbours with the same beginning are not below it")
    func remainders() throws {
        let folder = TemporaryFolder()
        for (prefix, uri, rest) in [
            ("http://a/", "http://a/b/c.json", "b/c.json"), ("http://a/b", "http://a/b/c%20d", "c d"),
            ("http://a/b", "http://a/bc", nil), ("http://a/b", "http://a/b", ""), ("http://a/", "https://a/b", nil),
            ("urn:x:", "urn:x:y", nil),
            // Characters that join the one before them, and line ends, are bytes like any other.
            ("http://a/", "http://a/\u{301}b", "\u{301}b"), ("http://a/b", "http://a/b/\u{301}", "\u{301}"),
            ("http://a/e", "http://a/e\u{301}/b", nil), ("http://a/\u{E9}/", "http://a/e\u{301}/b", nil),
        ] as [(String, String, String?)] {
            let mapping = try RemoteMapping("\(prefix)=\(folder.path)")
            #expect(mapping.remainder(of: uri) == rest, "\(prefix) \(uri)")
        }
        let file = try RemoteMapping("urn:x:y=\(try folder.write("{}", to: "y.json"))")
        #expect(file.remainder(of: "urn:x:y") == "" && file.remainder(of: "urn:x:y:z") == nil)
    }
}
