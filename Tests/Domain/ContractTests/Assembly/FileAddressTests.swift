import Testing

@testable import Contract

@Suite("Arithmetic of file paths")
struct FileAddressTests {
    @Test(
        "A path in a folder is as short as it can be",
        arguments: [
            ("a.yaml", ".", "a.yaml"), ("./a.yaml", ".", "a.yaml"), ("a.yaml", "specs", "specs/a.yaml"),
            ("../a.yaml", "specs", "a.yaml"), ("../../a.yaml", "specs", "../a.yaml"),
            ("../a.yaml", "..", "../../a.yaml"),
            ("/a/../b.yaml", "specs", "/b.yaml"), ("../../b.yaml", "/a", "/b.yaml"),
            ("a//b/./c.yaml", ".", "a/b/c.yaml"),
            ("\u{301}a/../b.yaml", "specs", "specs/b.yaml"), ("/\u{301}a.yaml", "specs", "/\u{301}a.yaml"),
            ("a\\b.yaml", "specs", "specs/a\\b.yaml"), ("", "specs", "specs"), ("..", "specs", "."),
        ]
    )
    func joins(_ path: String, _ folder: String, _ result: String) {
        #expect(FileAddress.path(path, in: folder) == result)
    }

    @Test(
        "What lies in a folder is told apart from what lies beside it",
        arguments: [
            ("a.yaml", ".", true), ("a/b.yaml", "a", true), ("ab.yaml", "a", false), ("../a.yaml", ".", false),
            ("a/../../b.yaml", ".", false), ("../a.yaml", "..", true), ("../../a.yaml", "..", false),
            ("a.yaml", "..", nil), ("/a/b.yaml", "/a", true), ("/ab.yaml", "/a", false), ("/a", "/", true),
            ("a.yaml", "/a", nil), ("/a/b.yaml", "a", nil), ("a", "a", false), ("a.yaml", "/", nil),
            ("cafe\u{301}/a.yaml", "caf\u{E9}", false), ("caf\u{E9}/a.yaml", "caf\u{E9}", true),
            ("/p/cafe\u{301}/a.yaml", "/p/caf\u{E9}", false), ("a/\u{301}b.yaml", "a", true),
            ("../a.yaml", "../..", nil), ("../../a.yaml", "../..", true),
        ] as [(String, String, Bool?)]
    )
    func contains(_ path: String, _ folder: String, _ result: Bool?) {
        #expect(FileAddress.contains(path, in: folder) == result)
    }

    @Test(
        "A path is seen from a folder",
        arguments: [
            ("a/b/c.yaml", "a", "b/c.yaml"), ("a/c.yaml", "a/b", "../c.yaml"), ("c.yaml", ".", "c.yaml"),
            ("/a/c.yaml", "a", nil), ("../c.yaml", "..", nil),
            ("cafe\u{301}/c.yaml", "caf\u{E9}", "../cafe\u{301}/c.yaml"), ("a/\u{301}c.yaml", "a", "\u{301}c.yaml"),
        ] as [(String, String, String?)]
    )
    func relative(_ path: String, _ folder: String, _ result: String?) {
        #expect(FileAddress.relative(path, to: folder) == result)
    }

    @Test("Folder and stem of a path")
    func parts() {
        #expect(FileAddress.folder(of: "a/b.yaml") == "a")
        #expect(FileAddress.folder(of: "/b.yaml") == "/")
        #expect(FileAddress.folder(of: "b.yaml") == ".")
        #expect(FileAddress.stem(of: "a/b.schema.yaml") == "b.schema")
        #expect(FileAddress.stem(of: ".hidden") == ".hidden")
        #expect(FileAddress.folder(of: "a/\u{301}b.yaml") == "a")
        #expect(FileAddress.stem(of: "a/\u{301}b.yaml") == "\u{301}b")
        #expect(FileAddress.isDocument("a.YML"))
        #expect(!FileAddress.isDocument("a.md"))
    }

    @Test(
        "The folder of two files is the deepest that holds both",
        arguments: [
            ("api.yaml", "m.yaml", "."), ("specs/api.yaml", "models/a.yaml", "."), ("a/b/c.yaml", "a/d/e.yaml", "a"),
            ("api.yaml", "../m.yaml", ".."), ("../x/api.yaml", "../../m.yaml", "../.."),
            ("../x/api.yaml", "../x/y/m.yaml", "../x"), ("/a/b/api.yaml", "/a/c.yaml", "/a"),
            ("a/api.yaml", "/m.yaml", "/"),
        ]
    )
    func commonFolder(_ one: String, _ other: String, _ folder: String) {
        #expect(FileAddress.commonFolder(of: one, and: other) == folder)
        #expect(FileAddress.commonFolder(of: other, and: one) == folder)
    }
}
