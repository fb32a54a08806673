import Diagnostics
import DocumentFiles
import Foundation
import JSON
import Testing

@testable import SchemaValidation

@Suite("Instances, one after the other")
struct ValidationRunTests {
    private let folder = TemporaryFolder()

    private func objects(
        _ text: String,
        _ schema: String,
        _ limits: InstanceLimits = InstanceLimits()
    ) async throws -> (objects: [JSONNode], counts: VerdictCounts) {
        let loaded = try await folder.load(schema)
        let file = try folder.write(text, to: "i.ndjson")
        var run = ValidationRun(loaded, try InstanceReader(files: [], lines: file, limits: limits), limits: limits)
        var output: [UInt8] = []
        var objects: [JSONNode] = []
        while try run.advance(.json(JSONReport(language: .english)), to: &output) {
            for line in output.split(separator: 0x0A) { objects.append(try JSONParser().parse(Array(line)).root) }
            output = []
        }
        return (objects, run.counts)
    }

    @Test("Each line has one object in order; blank lines have none; a line that is no JSON does not stop the others")
    func lines() async throws {
        let text = "\u{FEFF}1\r\n\r\n0\n  \n{\n\"ü\" x\n2"
        let (objects, counts) = try await objects(text, #"{"minimum": 1}"#)
        #expect(objects.map { $0["instance"]?.integer } == [1, 2, 3, 4, 5])
        #expect(objects.map { $0["valid"]?.boolean } == [true, false, false, false, true])
        #expect(objects.allSatisfy { ($0["errors"]?.count == 0) == ($0["valid"]?.boolean == true) })
        #expect(counts == VerdictCounts(valid: 2, invalid: 1, unusable: 2))
        let errors = objects.compactMap { $0["errors"]?[0] }
        #expect(errors.map { $0["line"]?.integer } == [3, 5, 6])
        #expect(errors.map { $0["column"]?.integer } == [1, 2, 5])
        #expect(errors[1]["code"]?.string == "json.unexpected-end" && errors[1]["keyword"] == nil)
        #expect(errors[0]["code"] == nil)
        let finding = errors[0]
        for (name, value) in [
            ("instanceLocation", ""), ("keyword", "minimum"), ("found", "0"), ("expected", "a number of at least 1"),
            ("remedy", "use 1 or more"), ("message", "0 is below the minimum 1"),
            ("schemaFile", "DIR/main/schema.json"), ("schemaLocation", "FILE/main/schema.json#/minimum"),
        ] {
            #expect(folder.shortened(finding[name]?.string ?? "") == value, "\(name)")
        }
        #expect(finding["schemaLine"]?.integer == 1 && finding["schemaColumn"]?.integer == 2)
    }

    @Test("More instances than one piece holds keep their numbers")
    func manyLines() async throws {
        let text = (1...30_000).map { "\($0)\n" }.joined()
        let (objects, counts) = try await objects(text, #"{"multipleOf": 3}"#)
        #expect(counts == VerdictCounts(valid: 10_000, invalid: 20_000))
        let isRight = objects.enumerated().allSatisfy { index, object in
            object["instance"]?.integer == index + 1 && object["valid"]?.boolean == ((index + 1) % 3 == 0)
        }
        #expect(isRight)
    }

    @Test("Lines, depths and findings at their limits pass, one past them is told and nothing stops")
    func limits() async throws {
        let limits = InstanceLimits(maximumLineByteCount: 10, maximumDepth: 3, maximumFindingCount: 2)
        let text = "[\"123456\"]\n[\"1234567\"]\n[[[]]]\n[[[[]]]]\n[1,1]\n[1,1,1]\n"
        let (objects, counts) = try await objects(text, #"{"items": {"type": ["string", "array"]}}"#, limits)
        #expect(counts == VerdictCounts(valid: 2, invalid: 2, unusable: 2))
        let codes = objects.map { $0["errors"]?[0]?["code"]?.string }
        #expect(codes == [nil, "ndjson.line-too-long", nil, "json.too-deep", nil, nil])
        #expect(objects[1]["errors"]?[0]?["line"]?.integer == 2)
        #expect(objects[4]["errors"]?.count == 2 && objects[4]["cutOff"] == nil)
        #expect(objects[5]["errors"]?.count == 2 && objects[5]["cutOff"]?.boolean == true)
    }

    @Test("An instance that a limit of the schema stops is neither valid nor invalid, and the others are answered")
    func schemaLimits() async throws {
        let text = "[[]]\n" + String(repeating: "[", count: 900) + String(repeating: "]", count: 900) + "\n[1]\n"
        let (objects, counts) = try await objects(text, ##"{"type": "array", "items": {"$ref": "#"}}"##)
        #expect(counts == VerdictCounts(valid: 1, invalid: 1, unusable: 1))
        #expect(objects[1]["errors"]?[0]?["code"]?.string == "schema.too-deep")
        #expect(objects[1]["errors"]?[0]?["line"]?.integer == 2 && objects[1]["valid"]?.boolean == false)
    }

    @Test("A file that cannot be read or parsed is told in its place")
    func files() async throws {
        let loaded = try await folder.load(#"{"type": "object"}"#)
        let files = [
            try folder.write("a: 1", to: "a.yaml"), folder.path + "/none.json", try folder.write("", to: "b.json"),
            try folder.write("a: [", to: "c.yaml"), try folder.write("[]", to: "d.json"),
        ]
        let limits = InstanceLimits()
        let reader = try InstanceReader(files: files, lines: nil, limits: limits)
        var run = ValidationRun(loaded, reader, limits: limits)
        var output: [UInt8] = []
        let report = TextReport(language: .english, isColoured: false, namesValid: true)
        while try run.advance(.text(report), to: &output) {}
        let lines = folder.shortened(String(decoding: output, as: UTF8.self)).split(separator: "\n").map(String.init)
        let heads = lines.filter { !$0.hasPrefix("  ") }
        #expect(heads.count == 5, "\(lines)")
        #expect(heads.first == "DIR/a.yaml: valid")
        #expect(heads.contains { $0.hasPrefix("DIR/none.json: error: ") && $0.hasSuffix("[file.unreadable]") })
        #expect(heads.contains { $0 == "DIR/b.json: error: the file is empty [file.empty]" })
        #expect(heads.contains { $0.hasPrefix("DIR/c.yaml:") && $0.contains("[yaml.") })
        #expect(heads.last?.hasSuffix("[schema.type]") == true)
        #expect(run.counts == VerdictCounts(valid: 1, invalid: 1, unusable: 3))
    }

    @Test("Lines that cannot be opened are refused before anything else", arguments: ["/none", "/"])
    func missingLines(_ path: String) {
        let error = #expect(throws: ServiceError.self) {
            let reader = try InstanceReader(files: [], lines: path, limits: InstanceLimits())
            _ = consume reader
        }
        #expect(error?.diagnostics.first?.code == "file.unreadable")
    }

    @Test("The fast run counts the same and names the first lines that are not valid")
    func fast() async throws {
        let loaded = try await folder.load(#"{"minimum": 10}"#)
        let text = (1...40).map { $0 == 30 ? "x" : "\($0)" }.joined(separator: "\n")
        let limits = InstanceLimits()
        let lines = try folder.write(text, to: "i.ndjson")
        var run = FastRun(loaded, try InstanceReader(files: [], lines: lines, limits: limits), limits: limits)
        var told: [String] = []
        while try run.advance({ told.append("\($0.location?.position?.line ?? 0) \($0.code)") }) {}
        #expect(run.counts == VerdictCounts(valid: 30, invalid: 9, unusable: 1))
        #expect(run.firstInvalid.map(\.line) == Array(1...9))
        #expect(told == ["30 json.unexpected-byte"])
        #expect(run.validationTime > .zero && run.parseTime > .zero && run.documentsPerSecond != nil)
        let summary = try JSONParser().parse(FastSummary(run, compileTime: loaded.compileTime).json).root
        #expect(summary["documents"]?.integer == 40 && summary["firstInvalid"]?.count == 9)
        #expect(summary["validationSeconds"]?.number != nil && summary["parseSeconds"]?.number != nil)
    }
}
