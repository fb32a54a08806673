import Diagnostics
import Foundation
import JSON
import TestEnvironment
import Testing

@testable import DocumentFiles

@Suite("Files of YAML and JSON")
struct DocumentFileTests {
    @Test("The form is that of the name or the first character; a byte order mark is passed over")
    func forms() throws {
        let folder = TemporaryFolder()
        for (name, text) in [
            ("a.yaml", "a: [1, 2]"), ("b.yaml", #"{"a":[1,2]}"#), ("c.json", "\n {\"a\": [1, 2]}\n"),
            ("d", "{a: [1, 2]}"),
            ("e.yaml", "\u{FEFF}a: [1, 2]"), ("f.json", "\u{FEFF}{\"a\": [1, 2]}"),
        ] {
            let document = try DocumentFile.read(try folder.write(text, to: name))
            #expect(document.root["a"]?.count == 2, "\(name)")
        }
    }

    @Test("What cannot be read is refused with its place")
    func refusals() throws {
        let folder = TemporaryFolder()
        for (name, text, start) in [
            ("a.json", "{a: 1}", "a.json:1:2: error: "), ("b.json", "a: 1", "b.json:1:1: error: "),
            ("c.yaml", "{\"a\": 1", "c.yaml:1:8: error: "), ("d.yaml", "a: 1\na: 2\n", "d.yaml:2:1: error: "),
            ("e.yaml", "", "e.yaml: error: the file is empty"), ("f.json", " \n", "f.json: error: the file is empty"),
            ("g.yaml", "# only\n", "g.yaml: error: the file is empty"),
        ] {
            let file = try folder.write(text, to: name)
            let findings = folder.findings { _ = try DocumentFile.read(file) }
            #expect(findings.count == 1 && findings[0].hasPrefix(start), "\(name): \(findings)")
        }
        #expect(folder.findings { _ = try DocumentFile.read(folder.path + "/none") }[0].contains("check the path"))
        #expect(folder.findings { _ = try DocumentFile.read(folder.path) }[0].contains("is a folder"))
    }

    @Test("What is larger than allowed is refused at its first byte too much")
    func largeFiles() throws {
        let folder = TemporaryFolder()
        let file = try folder.write("[\n[[[", to: "a.json")
        #expect(try DocumentFile.bytes(of: file, maximumByteCount: 5).count == 5)
        let findings = folder.findings { _ = try DocumentFile.bytes(of: file, maximumByteCount: 4) }
        #expect(findings.first?.hasPrefix("a.json:2:3: error: ") == true, "\(findings)")
    }

    @Test(
        "A text in another encoding is refused as that",
        arguments: ["a.json", "a", "a.yaml"],
        [
            ("UTF-16", [0xFF, 0xFE, 0x7B, 0, 0x7D, 0]), ("UTF-16", [0xFE, 0xFF, 0, 0x7B, 0, 0x7D]),
            ("UTF-16", [0x7B, 0, 0x7D, 0]), ("UTF-16", [0, 0x7B, 0, 0x7D]), ("UTF-16", [0x5B, 0]),
            ("UTF-32", [0x7B, 0, 0, 0, 0x7D, 0, 0, 0]), ("UTF-32", [0, 0, 0, 0x7B, 0, 0, 0, 0x7D]),
            ("UTF-32", [0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0]), ("UTF-32", [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x7B]),
            (nil, [0x7B, 0, 0, 0x7D]), (nil, [0x7B, 0x7D, 0, 0]),
        ] as [(String?, [UInt8])]
    )
    func encodings(_ name: String, _ example: (encoding: String?, bytes: [UInt8])) throws {
        do {
            _ = try DocumentFile.parse(example.bytes, named: name)
            Issue.record("\(name) is read")
        } catch {
            let finding = try #require(error.diagnostics.first)
            #expect((finding.code == "file.not-utf8") == (example.encoding != nil), "\(finding)")
            if let encoding = example.encoding {
                #expect(finding.message.english == "the text is \(encoding), not UTF-8")
                #expect(finding.remedy?.english == "save the file as UTF-8")
            }
        }
    }

    @Test("Reasons of the system have Chinese words; one that is not known stays")
    func systemWords() {
        #expect(SystemWords.text("Permission denied").chinese == "没有权限")
        #expect(SystemWords.text("Permission denied").english == "Permission denied")
        #expect(SystemWords.text("Level 3 reset").chinese == "Level 3 reset")
    }

    @Test("A file of nothing but comments is nothing, for those who allow it")
    func nothing() throws {
        let folder = TemporaryFolder()
        #expect(try DocumentFile.readIfAny(try folder.write("# a\n---\n", to: "a.yaml")) == nil)
        #expect(try DocumentFile.readIfAny(try folder.write("null\n", to: "b.yaml"))?.root.isNull == true)
    }
}
