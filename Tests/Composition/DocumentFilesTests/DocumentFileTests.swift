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
    }

    @Test("A file of nothing but comments is nothing, for those who allow it")
    func nothing() throws {
        let folder = TemporaryFolder()
        #expect(try DocumentFile.readIfAny(try folder.write("# a\n---\n", to: "a.yaml")) == nil)
        #expect(try DocumentFile.readIfAny(try folder.write("null\n", to: "b.yaml"))?.root.isNull == true)
    }
}
