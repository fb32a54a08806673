import Diagnostics
import DocumentFiles
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

    @Test("What stands below the URL is decoded; neighbours with the same beginning are not below it")
    func remainders() throws {
        let folder = TemporaryFolder()
        for (prefix, uri, rest) in [
            ("http://a/", "http://a/b/c.json", "b/c.json"), ("http://a/b", "http://a/b/c%20d", "c d"),
            ("http://a/b", "http://a/bc", nil), ("http://a/b", "http://a/b", ""), ("http://a/", "https://a/b", nil),
            ("urn:x:", "urn:x:y", nil),
        ] as [(String, String, String?)] {
            let mapping = try RemoteMapping("\(prefix)=\(folder.path)")
            #expect(mapping.remainder(of: uri) == rest, "\(prefix) \(uri)")
        }
        let file = try RemoteMapping("urn:x:y=\(try folder.write("{}", to: "y.json"))")
        #expect(file.remainder(of: "urn:x:y") == "" && file.remainder(of: "urn:x:y:z") == nil)
    }
}
