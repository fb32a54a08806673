import Foundation
import Testing

extension HandoverTests {
    @Suite("contract bundle and contract digest")
    struct ContractBundleTests {
        private static let entry = """
            # The shop's contract
            openapi: 3.0.3
            info: {title: 商店, version: '1'}
            paths:
              /pets:
                get:
                  responses:
                    '200':
                      description: All pets
                      content: {application/json: {schema: {$ref: 'models/pet.yaml#/Pet'}}}
            """
        private static let pet = "Pet: {type: object, nullable: true, properties: {no: {type: string}}}\n"
        private static let bundle = """
            openapi: 3.1.0
            info:
              title: 商店
              version: '1'
            paths:
              /pets:
                get:
                  responses:
                    '200':
                      description: All pets
                      content:
                        application/json:
                          schema:
                            $ref: '#/components/schemas/Pet'
            components:
              schemas:
                Pet:
                  type:
                    - object
                    - 'null'
                  properties:
                    'no':
                      type: string

            """

        /// A folder with a contract in two files.
        private func shop() throws -> Scratch {
            let scratch = Scratch()
            try FileManager.default.createDirectory(atPath: "\(scratch.path)/models", withIntermediateDirectories: true)
            try scratch.write(Self.entry, to: "api.yaml")
            try scratch.write(Self.pet, to: "models/pet.yaml")
            return scratch
        }

        private func run(_ arguments: [String], in scratch: Scratch) throws -> HandoverProcess.Outcome {
            try HandoverProcess.run(["contract"] + arguments, in: scratch.path)
        }

        @Test("Several files become one, in 3.1 or as it was written, and a bundle stays as it is")
        func bundles() throws {
            let scratch = try shop()
            let written = try run(["bundle", "api.yaml"], in: scratch)
            #expect(written.status == 0 && written.errors.isEmpty)
            #expect(written.output == Self.bundle)
            try scratch.write(written.output, to: "bundle.yaml")
            #expect(try run(["bundle", "bundle.yaml"], in: scratch).output == Self.bundle)
            let kept = try run(["bundle", "api.yaml", "--keep-version"], in: scratch).output
            #expect(kept.hasPrefix("openapi: 3.0.3\n") && kept.contains("nullable: true"))
        }

        @Test("The form follows --format, then the name of the output, then that of the contract")
        func formats() throws {
            let scratch = try shop()
            let json = try run(["bundle", "api.yaml", "-o", "out.json"], in: scratch)
            #expect(json.status == 0 && json.output.isEmpty)
            let text = try String(contentsOfFile: "\(scratch.path)/out.json", encoding: .utf8)
            #expect(json.errors == "out.json: 2 files, \(text.utf8.count) bytes\n")
            #expect(text.hasPrefix("{\n  \"openapi\": \"3.1.0\",\n") && text.hasSuffix("}\n"))
            #expect(try run(["bundle", "out.json"], in: scratch).output == text)
            #expect(try run(["bundle", "out.json", "--format", "yaml"], in: scratch).output == Self.bundle)
            let canonical = try run(["bundle", "out.json", "--format", "canonical"], in: scratch).output
            #expect(canonical.hasPrefix(#"{"components":{"schemas":{"Pet":"#) && !canonical.contains("\n"))
        }

        @Test("The digest is the same for all that means the same, and another for what does not")
        func digests() throws {
            let scratch = try shop()
            try scratch.write(Self.bundle, to: "bundle.yaml")
            _ = try run(["bundle", "api.yaml", "-o", "bundle.json"], in: scratch)
            let reordered = """
                info: {version: "1", title: "\\u5546\\u5e97"}  # other order, other quotes
                components: {schemas: {Pet: {properties: {"no": {type: string}}, type: [object, 'null']}}}
                paths: {/pets: {get: {responses: {"200": {content: {application/json:
                  {schema: {$ref: '#/components/schemas/Pet'}}}, description: All pets}}}}}
                openapi: 3.1.0
                """
            try scratch.write(reordered, to: "reordered.yaml")
            try scratch.write(Self.bundle.replacing("All pets", with: "Some pets"), to: "other.yaml")
            let names = ["api.yaml", "bundle.yaml", "bundle.json", "reordered.yaml", "other.yaml"]
            let lines = try run(["digest"] + names, in: scratch).output.split(separator: "\n").map(String.init)
            #expect(lines.map { String($0.dropFirst(66)) } == names)
            let digests = lines.map { $0.prefix(64) }
            #expect(Set(digests[..<4]).count == 1 && digests[4] != digests[0])
            #expect(digests[0].allSatisfy { "0123456789abcdef".contains($0) })
            let json = try run(["digest", "api.yaml", "--format", "json"], in: scratch).output
            let value = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
            #expect(value[0]["digest"] as? String == String(digests[0]))
            #expect(value[0]["files"] as? [String] == ["api.yaml", "models/pet.yaml"])
        }

        @Test("What would not stand for itself is refused, and nothing is written")
        func refusals() throws {
            let scratch = try shop()
            try scratch.write("Pet: {type: object}\n", to: "models/other.yaml")
            try FileManager.default.createSymbolicLink(
                atPath: "\(scratch.path)/models/link.yaml",
                withDestinationPath: "/etc/hostname"
            )
            for (reference, code) in [
                ("models/pat.yaml#/Pet", "contract.missing-file"),
                ("models/pet.yaml#/Pat", "contract.dangling-reference"),
                ("../pet.yaml", "contract.file-outside-root"), ("models/link.yaml", "contract.file-outside-root"),
                ("https://example.com/pet.yaml", "contract.remote-reference"),
            ] {
                try scratch.write(Self.entry.replacing("models/pet.yaml#/Pet", with: reference), to: "bad.yaml")
                for command in [["bundle", "bad.yaml", "-o", "out.yaml"], ["digest", "bad.yaml"]] {
                    let outcome = try run(command, in: scratch)
                    #expect(outcome.status == 2 && outcome.output.isEmpty)
                    #expect(outcome.errors.hasPrefix("bad.yaml:10:55: error: "), "\(outcome.errors)")
                    #expect(outcome.errors.contains("[\(code)]"), "\(outcome.errors)")
                }
            }
            #expect(!FileManager.default.fileExists(atPath: "\(scratch.path)/out.yaml"))
            let source = try run(["bundle", "api.yaml", "-o", "models/pet.yaml"], in: scratch)
            #expect(source.status == 2 && source.errors.contains("[contract.output-is-source]"))
            #expect(try String(contentsOfFile: "\(scratch.path)/models/pet.yaml", encoding: .utf8) == Self.pet)
            try scratch.write("swagger: '2.0'\n", to: "old.yaml")
            #expect(try run(["bundle", "old.yaml"], in: scratch).errors.contains("[contract.unsupported-version]"))
        }

        @Test("A reference that leads to nothing keeps a contract from being bundled, in one file too")
        func broken() throws {
            let scratch = try shop()
            for (reference, code) in [
                ("#/components/schemas/Pet", "contract.dangling-reference"),
                ("#/info/title", "contract.reference-kind"),
            ] {
                try scratch.write(Self.entry.replacing("models/pet.yaml#/Pet", with: reference), to: "bad.yaml")
                for command in [["bundle", "bad.yaml"], ["digest", "bad.yaml"]] {
                    let outcome = try run(command, in: scratch)
                    #expect(outcome.status == 2 && outcome.output.isEmpty)
                    #expect(outcome.errors.hasPrefix("bad.yaml:10:55: error: "), "\(outcome.errors)")
                    #expect(outcome.errors.contains("[\(code)]"), "\(outcome.errors)")
                }
            }
        }

        @Test("What a reference leads to that is no file is refused where the reference stands")
        func noFiles() throws {
            let scratch = try shop()
            let folder = "\(scratch.path)/models"
            #expect(mkfifo("\(folder)/fifo.yaml", 0o600) == 0)
            #expect(symlink("loop.yaml", "\(folder)/loop.yaml") == 0)
            try FileManager.default.createDirectory(atPath: "\(folder)/dir.yaml", withIntermediateDirectories: true)
            try scratch.write("# nothing\n", to: "models/empty.yaml")
            for (name, words) in [
                ("fifo", "is no regular file"), ("loop", "Too many levels of symbolic links"),
                ("dir", "is a folder"), ("empty", "the file is empty"),
            ] {
                let text = Self.entry.replacing("models/pet.yaml#/Pet", with: "models/\(name).yaml")
                try scratch.write(text, to: "bad.yaml")
                let outcome = try run(["bundle", "bad.yaml"], in: scratch)
                #expect(outcome.status == 2)
                #expect(outcome.errors.hasPrefix("bad.yaml:10:55: error: "), "\(outcome.errors)")
                #expect(outcome.errors.contains(words), "\(outcome.errors)")
                #expect(!outcome.errors.contains("did you mean"), "\(outcome.errors)")
            }
        }

        @Test("A digest does not depend on the name of the file, even if it names itself")
        func ownName() throws {
            let scratch = try shop()
            let local = "#/components/schemas/A"
            let text =
                Self.entry.replacing("models/pet.yaml#/Pet", with: "NAME\(local)")
                + "\ncomponents: {schemas: {A: {type: string}}}\n"
            var digests: Set<Substring> = []
            for (file, name) in [("one.yaml", "one.yaml"), ("two.yaml", "./two.yaml"), ("three.yaml", "")] {
                try scratch.write(text.replacing("NAME", with: name), to: file)
                let outcome = try run(["digest", file], in: scratch)
                #expect(outcome.status == 0, "\(outcome.errors)")
                digests.insert(outcome.output.prefix(64))
            }
            #expect(digests.count == 1)
        }

        @Test("A root that is no folder is refused as that", arguments: ["none", "api.yaml"])
        func noRoot(_ root: String) throws {
            let outcome = try run(["digest", "api.yaml", "--root", root], in: try shop())
            #expect(outcome.status == 2 && outcome.output.isEmpty)
            #expect(outcome.errors.contains("'\(root)' is no folder"), "\(outcome.errors)")
        }

        @Test("--root opens a folder above the contract, for a service too")
        func root() throws {
            let scratch = try shop()
            let text = Self.entry.replacing("models/pet.yaml#/Pet", with: "../models/pet.yaml#/Pet")
            try FileManager.default.createDirectory(atPath: "\(scratch.path)/specs", withIntermediateDirectories: true)
            try scratch.write(text, to: "specs/api.yaml")
            let refused = try run(["digest", "specs/api.yaml"], in: scratch)
            #expect(refused.status == 2 && refused.errors.contains("give '--root .'"))
            let opened = try run(["digest", "specs/api.yaml", "--root", "."], in: scratch)
            #expect(opened.status == 0)
            #expect(try run(["digest", "api.yaml"], in: scratch).output.prefix(64) == opened.output.prefix(64))
            #expect(try run(["lint", "specs/api.yaml", "--root", "."], in: scratch).status != 2)
            #expect(try run(["show", "specs/api.yaml", "--root", "."], in: scratch).output.contains("2 files"))
            let service = try ServiceProcess("\(scratch.path)/specs/api.yaml", ["--root", scratch.path])
            #expect(try service.send("GET", "/pets").status == 200)
            service.process.kill9()
        }
    }
}
