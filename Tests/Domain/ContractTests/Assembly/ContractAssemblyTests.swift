import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract

@Suite("Putting a description together")
struct ContractAssemblyTests {
    private func document(_ text: String) throws -> JSONDocument { try YAMLReader().read(Array(text.utf8)) }

    @Test("Files are asked for in the order in which they are met, and what they refer to after them")
    func missing() throws {
        let entry = try document(
            """
            openapi: 3.1.0
            paths:
              /b: {get: {responses: {default: {$ref: 'r/b.yaml#/x'}}}}
              /a: {get: {responses: {default: {$ref: 'r/a.yaml'}, '200': {$ref: 'r/b.yaml#/y'}}}}
            """
        )
        var assembly = ContractAssembly(entry, at: "specs/api.yaml")
        #expect(assembly.missing.map(\.path) == ["specs/r/b.yaml", "specs/r/a.yaml"])
        #expect(assembly.missing[0].location.description == "specs/api.yaml:3:42")
        assembly.add(
            try document("{x: {description: x, headers: {h: {$ref: '../h.yaml'}}}, y: {}}"),
            at: "specs/r/b.yaml"
        )
        #expect(assembly.missing.map(\.path) == ["specs/r/a.yaml", "specs/h.yaml"])
        assembly.add(try document("{description: a}"), at: "specs/r/a.yaml")
        assembly.add(try document("{schema: {}}"), at: "specs/h.yaml")
        #expect(assembly.missing.isEmpty)
        let assembled = assembly.finish()
        #expect(assembled.sources.paths == ["specs/api.yaml", "specs/r/b.yaml", "specs/r/a.yaml", "specs/h.yaml"])
        #expect(assembled.findings.isEmpty)
        #expect(assembled.isCopied)
    }

    @Test("A document of its own stays as it is, on the same tape")
    func single() throws {
        let entry = try document(
            "{openapi: 3.1.0, components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {}}}}"
        )
        let assembled = ContractAssembly(entry, at: "api.yaml").finish()
        #expect(assembled.document === entry)
        #expect(!assembled.isCopied)
        #expect(assembled.map.references.map(\.failure) == [nil])
    }

    @Test(
        "A file that is not to be had is reported where it is named first, once",
        arguments: [
            (.notFound(near: "peg.yaml"), "contract.missing-file"), (.outsideRoot, "contract.file-outside-root"),
            (.notGiven, "contract.external-reference"), (.tooMany(maximum: 3), "contract.too-large"),
            (.tooLarge(maximumByteCount: 9), "contract.too-large"), (.unreadable([]), "contract.external-reference"),
        ] as [(MissingReason, String)]
    )
    func refused(_ reason: MissingReason, _ code: String) throws {
        let entry = try document(
            "{openapi: 3.1.0, components: {schemas: {A: {$ref: pet.yaml}, B: {$ref: 'pet.yaml#/B'}}}}"
        )
        var assembly = ContractAssembly(entry, at: "api.yaml")
        assembly.fail("pet.yaml", reason)
        #expect(assembly.missing.isEmpty)
        let assembled = assembly.finish()
        #expect(assembled.summary == ["\(code) api.yaml:1:51"])
        #expect(assembled.findings.allSatisfy { $0.severity == .error && $0.remedy != nil })
    }

    @Test("A file that cannot be read is reported by what is wrong with it")
    func unreadable() throws {
        var assembly = ContractAssembly(
            try document("{openapi: 3.1.0, components: {schemas: {A: {$ref: pet.yaml}}}}"),
            at: "api.yaml"
        )
        let place = SourceLocation(file: "pet.yaml", position: SourcePosition(line: 3, column: 1))
        let finding = Diagnostic(code: "yaml.syntax", LocalizedText("no", zh: "否"), at: place)
        assembly.fail("pet.yaml", .unreadable([finding]))
        #expect(assembly.finish().findings == [finding])
    }

    @Test("What is wrong with a file as a whole is reported where the file is named")
    func unreadableAsWhole() throws {
        let entry = try document("{openapi: 3.1.0, components: {schemas: {A: {$ref: pet.yaml}}}}")
        for (place, message) in [(nil, "no"), (SourceLocation(file: "pet.yaml"), "'pet.yaml': no")] {
            var assembly = ContractAssembly(entry, at: "api.yaml")
            let finding = Diagnostic(code: "file.empty", LocalizedText("no", zh: "否"), at: place)
            assembly.fail("pet.yaml", .unreadable([finding]))
            let assembled = assembly.finish()
            #expect(assembled.summary == ["file.empty api.yaml:1:51"])
            #expect(assembled.findings.map(\.message.english) == [message])
        }
    }

    @Test("All files together may have so many bytes, and not one more", arguments: [(0, 0), (-1, 1)])
    func byteCount(_ change: Int, _ findings: Int) throws {
        let entry = try document("{openapi: 3.1.0, components: {schemas: {A: {$ref: pet.yaml}}}}")
        let pet = try document("{type: object}")
        var options = AssemblyOptions()
        options.maximumByteCount = entry.bytes.count + pet.bytes.count + change
        var assembly = ContractAssembly(entry, at: "api.yaml", options: options)
        assembly.add(pet, at: "pet.yaml")
        let messages = assembly.finish().findings.filter { $0.severity == .error }.map(\.message.english)
        #expect(messages.count == findings)
        #expect(messages.allSatisfy { $0.contains("more than \(options.maximumByteCount) bytes") })
    }

    @Test(
        "What lies outside the folder is refused without being asked for",
        arguments: [
            ("../secret.yaml", nil, false), ("/etc/passwd.yaml", nil, true), ("../secret.yaml", "..", true),
            ("models/%2E%2E/../../secret.yaml", nil, false), ("%2e%2e/secret.yaml", nil, false),
            ("models/pet.yaml", nil, true), ("models/pet.yaml", "other", false),
        ] as [(String, String?, Bool)]
    )
    func outside(_ reference: String, _ root: String?, _ isAskedFor: Bool) throws {
        var options = AssemblyOptions()
        options.rootFolder = root
        let text = "{openapi: 3.1.0, components: {schemas: {A: {$ref: '\(reference)'}}}}"
        let assembly = ContractAssembly(try document(text), at: "api.yaml", options: options)
        #expect(assembly.missing.isEmpty != isAskedFor)
        let codes = assembly.finish().findings.map(\.code)
        #expect(codes == [isAskedFor ? "contract.external-reference" : "contract.file-outside-root"])
    }

    @Test("Nothing of the network, of metaschemas or of another version is asked for")
    func neverAskedFor() throws {
        let texts = [
            "{openapi: 3.1.0, components: {schemas: {A: {$ref: 'https://example.com/x.yaml#/A'}}}}",
            "{openapi: 3.1.0, components: {schemas: {A: {$ref: 'https://json-schema.org/draft/2020-12/schema'}}}}",
            "{openapi: 3.1.0, components: {links: {A: {operationRef: 'other.yaml#/paths/~1a/get'}}}}",
            "{swagger: '2.0', definitions: {A: {$ref: x.yaml}}}", "{openapi: 4.0.0, paths: {$ref: x.yaml}}", "[]", "1",
        ]
        for text in texts {
            let assembly = ContractAssembly(try document(text), at: "api.yaml")
            #expect(assembly.missing.isEmpty, "\(text)")
            #expect(assembly.finish().findings.isEmpty, "\(text)")
        }
    }

    @Test("Files that refer to each other in a circle are read once each")
    func circles() throws {
        let set = FileSet.of(
            components: "{schemas: {A: {not: {$ref: 'a.yaml'}}}}",
            ["a.yaml": "{properties: {b: {$ref: b.yaml}}}", "b.yaml": "{properties: {a: {$ref: a.yaml}}}"]
        )
        let assembled = try set.assembled()
        #expect(assembled.sources.paths == ["api.yaml", "a.yaml", "b.yaml"])
        #expect(try assembled.text("/components/schemas/a/properties/b/$ref") == ##""#/components/schemas/b""##)
        #expect(try assembled.text("/components/schemas/b/properties/a/$ref") == ##""#/components/schemas/a""##)
    }

    @Test("The number of files is bounded", arguments: [(3, 0), (2, 1)])
    func fileCount(_ maximum: Int, _ findings: Int) throws {
        var options = AssemblyOptions()
        options.maximumFileCount = maximum
        let set = FileSet.of(
            components: "{schemas: {A: {$ref: a.yaml}, B: {$ref: b.yaml}}}",
            ["a.yaml": "{}", "b.yaml": "{}"]
        )
        #expect(
            try set.assembled(options).findings.map(\.code)
                == [String](repeating: "contract.too-large", count: findings)
        )
    }

    @Test("So is what is written in place", arguments: [(100, 0), (10, 1)])
    func inlinedNodes(_ maximum: Int, _ findings: Int) throws {
        var options = AssemblyOptions()
        options.maximumInlinedNodeCount = maximum
        let set = FileSet.of(
            paths: "{/a: {$ref: a.yaml}, /b: {$ref: a.yaml}}",
            ["a.yaml": "{get: {responses: {default: {description: a}}}}"]
        )
        let assembled = try set.assembled(options)
        #expect(assembled.findings.map(\.code) == [String](repeating: "contract.too-large", count: findings))
    }

    @Test("What is wrong between files is found in the file that it stands in")
    func brokenReferences() throws {
        let set = FileSet.of(
            paths: "{/a: {get: {responses: {default: {$ref: 'a.yaml#/R'}}}}}",
            components: "{schemas: {A: {$ref: 'a.yaml#/Nope'}, B: {$ref: 'a.yaml#/B'}, C: {$ref: 'a.yaml#/R'}}}",
            ["a.yaml": "B: {items: {$ref: '#/Gone'}}\nR: {description: r}\n"]
        )
        let assembled = try set.assembled()
        #expect(
            assembled.summary.sorted() == [
                "contract.dangling-reference a.yaml:1:19", "contract.dangling-reference api.yaml:4:34",
                "contract.reference-kind api.yaml:4:85",
            ]
        )
    }

    @Test("Findings of a reader have the places of the files")
    func reading() throws {
        let set = FileSet.of(
            paths: "{/a: {get: {responses: {default: {$ref: 'r.yaml#/a'}}}}}",
            ["r.yaml": "a:\n  description: 1\n  content: {a/b: {schema: {typ: string, minLength: -1}}}\n"]
        )
        let reader = ContractReader(try set.assembled())
        let reading = reader.reading()
        let places = Set(reading.findings.compactMap { $0.location?.description })
        #expect(places.contains("r.yaml:2:16"))
        #expect(reading.contract?.operations.count == 1)
    }
}
