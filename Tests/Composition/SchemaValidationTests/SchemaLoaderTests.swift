import Diagnostics
import Foundation
import JSONSchema
import Testing

@testable import SchemaValidation

@Suite("Schemas and the documents that they refer to")
struct SchemaLoaderTests {
    @Test("Files of the schema's folder and below are found: by exact name, with an ending, percent-encoded, in YAML")
    func ownFolder() async throws {
        let folder = TemporaryFolder()
        try folder.write(#"{"$ref": "../c d.json"}"#, to: "main/sub/a.json")
        try folder.write("{$ref: b#/$defs/n}", to: "main/x.yml")
        try folder.write("$defs: {n: {type: integer}}", to: "main/b.yaml")
        try folder.write(#"{"minimum": 5}"#, to: "main/c d.json")
        let loaded = try await folder.load(#"{"allOf": [{"$ref": "sub/a.json"}, {"$ref": "x"}, {"$ref": "c%20d"}]}"#)
        #expect(try loaded.accepts("5"))
        #expect(try !loaded.accepts("4"))
        #expect(try !loaded.accepts("5.5"))
        let files = loaded.schema.summary.documents.map { folder.shortened(loaded.file(of: $0)) }
        let names = ["b.yaml", "c d.json", "schema.json", "sub/a.json", "x.yml"]
        #expect(Set(files) == Set(names.map { "DIR/main/\($0)" }))
    }

    @Test("Files outside of the folder are refused with the way to allow them, links included")
    func outside() async throws {
        let folder = TemporaryFolder()
        let secret = try folder.write("{}", to: "secret.json")
        try folder.write("{}", to: "main/inside.json")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/main/link.json", withDestinationPath: secret)
        for reference in [
            "../secret.json", "%2e%2e/secret.json", "sub/../../secret.json", "file:///etc/passwd", "link.json",
            "file://localhost/etc/passwd", FileURI.text(ofPath: secret), "..%2Fsecret.json", "../main2/x.json",
        ] {
            let refusal = try await folder.refusal(#"{"$ref": "\#(reference)"}"#)
            #expect(refusal.count == 1, "\(reference)")
            #expect(refusal[0].hasPrefix("DIR/main/schema.json:1:10: error: '"), "\(refusal)")
            #expect(refusal[0].contains("are read by themselves; allow it with '--remotes "), "\(refusal)")
            #expect(refusal[0].contains("[schema.dangling-reference]"))
        }
        #expect(try await folder.refusal(#"{"$ref": "file://host/x"}"#)[0].contains("correct the reference"))
        #expect(
            try await folder.refusal(#"{"$ref": "none.json"}"#)[0].contains("there is no file 'DIR/main/none.json'")
        )
        #expect(try await folder.refusal(#"{"$ref": "./inside.json"}"#).isEmpty)
    }

    @Test("A mapping leads to files, the longest prefix first; it can also allow a folder beside the schema")
    func mappings() async throws {
        let folder = TemporaryFolder()
        try folder.write(#"{"$ref": "deep/b"}"#, to: "one/a.json")
        try folder.write("type: string", to: "two/b.yaml")
        try folder.write("type: integer", to: "one/deep/b.yaml")
        try folder.write("maxLength: 3", to: "exact.yaml")
        let options = SchemaLoadingOptions(mappings: [
            try RemoteMapping("https://e.example/=\(folder.path)/one"),
            try RemoteMapping("https://e.example/deep/=\(folder.path)/two"),
            try RemoteMapping("urn:example:short=\(folder.path)/exact.yaml"),
            try RemoteMapping("\(FileURI.text(ofPath: folder.path))/two/=\(folder.path)/two"),
        ])
        let schema = """
            {"allOf": [{"$ref": "https://e.example/a.json"}, {"$ref": "urn:example:short"}, {"$ref": "../two/b.yaml"}]}
            """
        let loaded = try await folder.load(schema, options)
        #expect(try loaded.accepts("\"abc\""))
        #expect(try !loaded.accepts("\"abcd\"") && !loaded.accepts("1"))
        for (reference, text) in [
            ("https://e.example/none", "leads to 'DIR/one/none', where no such file is"),
            ("https://e.example/%2e%2e/exact.yaml", "where no such file is"),
            ("https://e.example/..%2Fexact.yaml", "where no such file is"),
            ("https://e.example/", "where no such file is"),
            ("https://f.example/x/y.json", "give its folder with '--remotes https://f.example/x/=FOLDER'"),
            ("https://f.example", "'--remotes https://f.example/=FOLDER'"),
            ("urn:example:other", "give its file with '--remotes urn:example:other=FILE'"),
        ] {
            let refusal = try await folder.refusal(#"{"$ref": "\#(reference)"}"#, options)
            #expect(refusal.count == 1 && refusal[0].contains(text), "\(reference): \(refusal)")
        }
    }

    @Test("An error in a document says the document's own file and line")
    func errorsElsewhere() async throws {
        let folder = TemporaryFolder()
        try folder.write("{\n  \"type\": \"strnig\"\n}", to: "main/a.json")
        let refusal = try await folder.refusal(#"{"$ref": "a.json"}"#)
        #expect(refusal.count == 1 && refusal[0].hasPrefix("DIR/main/a.json:2:11: error: "), "\(refusal)")
        try folder.write("{", to: "main/a.json")
        #expect(try await folder.refusal(#"{"$ref": "a.json"}"#)[0].hasPrefix("DIR/main/a.json:1:2: error: "))
        try folder.write("", to: "main/a.json")
        #expect(try await folder.refusal(#"{"$ref": "a.json"}"#)[0].hasSuffix("give another file"))
    }

    @Test("As many documents as the limit allows are read, and not one more")
    func documentLimit() async throws {
        let folder = TemporaryFolder()
        for index in 1...4 { try folder.write(#"{"$ref": "\#(index + 1).json"}"#, to: "main/\(index).json") }
        try folder.write("true", to: "main/5.json")
        for (most, isEnough) in [(6, true), (5, false), (1, false)] {
            let options = SchemaLoadingOptions(limits: SchemaLoadingLimits(maximumDocumentCount: most))
            let refusal = try await folder.refusal(#"{"$ref": "1.json"}"#, options)
            #expect(refusal.isEmpty == isEnough, "\(refusal)")
            if !isEnough { #expect(refusal[0].contains("[schema.too-many-documents]"), "\(refusal)") }
        }
    }

    @Test("The dialect of schemas without $schema is asked for by name, by URI, or by a metaschema of one's own")
    func dialects() async throws {
        let folder = TemporaryFolder()
        let schema = #"{"items": [{"type": "string"}], "exclusiveMinimum": true, "minimum": 3}"#
        let draft4 = try await folder.load(schema, SchemaLoadingOptions(dialect: "draft4"))
        #expect(try !draft4.accepts("3") && !draft4.accepts("[1]") && draft4.accepts("4"))
        for name in ["2020-12", "draft7", "http://json-schema.org/draft-07/schema#", "openapi"] {
            #expect(try await !folder.refusal(schema, SchemaLoadingOptions(dialect: name)).isEmpty)
        }
        for name in ["draft5", "", "https://none.example/x"] {
            let refusal = try await folder.refusal("{}", SchemaLoadingOptions(dialect: name))
            #expect(refusal.count == 1 && refusal[0].contains("[schema.unknown-dialect]"), "\(refusal)")
        }
        let metaschema = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://m.example/meta",
             "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": true,
                             "https://json-schema.org/draft/2020-12/vocab/applicator": true},
             "required": ["title"]}
            """
        try folder.write(metaschema, to: "m/meta.json")
        let mapping = try RemoteMapping("https://m.example/=\(folder.path)/m")
        let own = SchemaLoadingOptions(dialect: "https://m.example/meta", mappings: [mapping])
        let loaded = try await folder.load(#"{"type": "string"}"#, own)
        #expect(try loaded.accepts("1"), "the vocabulary of validation is not part of the dialect")
        #expect(loaded.schema.summary.dialect == "https://m.example/meta")
        let options = SchemaLoadingOptions(mappings: [mapping])
        let named = try await folder.load(#"{"$schema": "https://m.example/meta"}"#, options)
        let check = try await SchemaCheck(named, options: options, maximumFindingCount: 9) { _ in }
        #expect(!check.isValid && check.text(language: .english, isColoured: false).contains("[schema.required]"))
        let unknown = try await folder.refusal(#"{"$schema": "https://m.example/none"}"#, options)
        #expect(unknown.count == 1 && unknown[0].contains("[schema.unknown-dialect]"), "\(unknown)")
    }

    @Test("Every dialect's own metaschema accepts a small schema, and says what it is")
    func checks() async throws {
        let folder = TemporaryFolder()
        for name in DialectName.all {
            let options = SchemaLoadingOptions(dialect: name)
            let loaded = try await folder.load(#"{"properties": {"a": {"type": "string"}}}"#, options)
            let check = try await SchemaCheck(loaded, options: options, maximumFindingCount: 9) { _ in }
            #expect(check.isValid && check.verdict != nil && check.subschemaCount == 2, "\(name)")
            #expect(check.dialect == DialectName.uri(of: name))
        }
    }
}
