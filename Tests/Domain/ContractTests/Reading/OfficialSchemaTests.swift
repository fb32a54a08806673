import Diagnostics
import Foundation
import JSON
import JSONSchema
import Testing

@testable import Contract

/// The official schema of OpenAPI 3.1, compiled with our own validator.
struct OfficialSchema {
    private let schema: Schema

    /// Nil where the corpus is not installed.
    init?() throws {
        guard let folder = Corpus.folder("oai-pass-fail/src/schemas/validation") else { return nil }
        var registry = SchemaRegistry()
        var base: JSONNode?
        for name in ["schema", "dialect", "meta", "schema-base"] {
            let document = try Corpus.document(folder.appending(path: "\(name).yaml"))
            registry.add(document, at: "corpus:/\(name).yaml")
            base = document.root
        }
        guard let base else { return nil }
        schema = try Schema(base, in: registry)
    }

    func accepts(_ document: JSONDocument) throws -> Bool { try schema.accepts(document.root) }

    func findings(_ document: JSONDocument) -> String {
        // What it says is for the reader of a failed test only.
        ((try? schema.findings(in: document.root, limit: 3)) ?? [])
            .map { "\($0.instancePointer) \($0.message.english)" }.joined(separator: "; ")
    }
}

/// Which findings mean that the official schema refuses a description.
enum StructureFindings {
    private static let codes: Set = [
        "not-openapi", "unsupported-version", "missing-field", "unknown-field", "wrong-type", "invalid-value",
        "conflicting-fields", "invalid-keyword", "component-name", "newer-field", "misplaced-reference",
    ]

    static func of(_ document: JSONDocument) -> [Diagnostic] {
        Corpus.reading(document).findings.filter { finding in
            let name = String(finding.code.dropFirst("contract.".count))
            // The official schema looks at the first letter of a path only.
            if name == "invalid-path" { return finding.remedy?.english == "start the path with '/'" }
            return codes.contains(name)
        }
    }
}

@Suite("Agreement with the official schema of OpenAPI 3.1")
struct OfficialSchemaTests {
    static func documents() -> [(name: String, file: URL)] {
        (Corpus.files("oai-pass-fail/tests/schema/pass") + Corpus.files("oai-pass-fail/tests/schema/fail")
            + Corpus.files("real").filter { $0.lastPathComponent.contains("3.1") })
            .map { ($0.lastPathComponent, $0) }
    }

    @Test("Every document of the corpora is judged alike")
    func corpora() throws {
        guard let official = try OfficialSchema() else { return }
        for (name, file) in Self.documents() {
            let document = try Corpus.document(file)
            let findings = StructureFindings.of(document)
            if try official.accepts(document) == findings.isEmpty { continue }
            Issue.record("\(name): \(official.findings(document)) | \(findings.map { $0.rendered(in: .english) })")
        }
    }

    @Test("The files that must pass have no finding about their structure, those that must fail have one")
    func passAndFail() throws {
        for file in Corpus.files("oai-pass-fail/tests/schema/pass") {
            let findings = StructureFindings.of(try Corpus.document(file))
            if !findings.isEmpty {
                Issue.record("\(file.lastPathComponent): \(findings.map { $0.rendered(in: .english) })")
            }
            if Corpus.reading(try Corpus.document(file)).contract == nil {
                Issue.record("\(file.lastPathComponent) is not read")
            }
        }
        let expected: [String: [String]] = [
            "example-examples": ["conflicting-fields 15:7"],
            "header-object-allowReserved": ["unknown-field 12:7"],
            "invalid_schema_types": ["wrong-type 10:19", "wrong-type 11:21", "wrong-type 12:20"],
            "link-object-no-body": ["unknown-field 10:7"],
            "no_containers": ["missing-field 1:1"],
            "parameter-object-cookie-form-allowReserved": ["unknown-field 11:7", "invalid-value 16:14"],
            "parameter-object-header-allowReserved": ["unknown-field 10:7"],
            "parameter-object-path-allowReserved": ["missing-field 8:7", "unknown-field 10:7"],
            "server_enum_empty": ["invalid-value 13:15"],
            "servers": ["wrong-type 10:3"],
            "unknown_container": ["missing-field 1:1", "unknown-field 8:1"],
        ]
        for file in Corpus.files("oai-pass-fail/tests/schema/fail") {
            let name = file.deletingPathExtension().lastPathComponent
            let found = StructureFindings.of(try Corpus.document(file)).map {
                "\($0.code.dropFirst(9)) \($0.location?.position?.line ?? 0):\($0.location?.position?.column ?? 0)"
            }
            #expect(found == expected[name], "\(name)")
        }
    }

    @Test("Descriptions with a random change are judged alike")
    func mutations() throws {
        guard let official = try OfficialSchema() else { return }
        var random = SeededGenerator(seed: 31)
        let bases = Corpus.files("real").filter { file in
            ["museum-3.1", "train-travel-3.1", "redoc-demo-3.1"].contains { file.lastPathComponent.hasPrefix($0) }
        }
        let mega = Corpus.files("oai-pass-fail/tests/schema/pass").filter { $0.lastPathComponent == "mega.yaml" }
        var counts = (agreed: 0, refused: 0)
        for file in bases + mega {
            let value = JSONValue(try Corpus.document(file).root)
            for round in 0..<150 {
                var mutation = Mutation(value)
                mutation.change(with: &random)
                if mutation.isExempt { continue }
                let document = mutation.document
                let findings = StructureFindings.of(document)
                let isAccepted = try official.accepts(document)
                if !isAccepted { counts.refused += 1 }
                if isAccepted == findings.isEmpty {
                    counts.agreed += 1
                    continue
                }
                Issue.record(
                    """
                    \(file.lastPathComponent) round \(round), \(mutation.what): official \(official.findings(document)) \
                    | ours \(findings.map { $0.rendered(in: .english) })
                    """
                )
            }
        }
        #expect(bases.isEmpty || counts.refused > counts.agreed / 4)
    }
}

/// Random numbers that are the same on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// One random change of a JSON value.
struct Mutation {
    private(set) var value: JSONValue
    /// The change, for a person.
    private(set) var what = ""
    private var path: [String] = []

    init(_ value: JSONValue) { self.value = value }

    var document: JSONDocument {
        var builder = JSONBuilder()
        builder.value(value)
        return builder.finish()
    }

    /// Whether the official schema is known to be stricter than the specification here.
    ///
    /// It wants texts in the `parameters` of links, and path items behind the `x-` of callbacks. References that lead
    /// elsewhere now are not its business either.
    var isExempt: Bool {
        path.contains("$ref") || path.contains("links") && path.contains("parameters")
            || path.contains("callbacks") && path.contains { $0.hasPrefix("x-") }
    }

    mutating func change(with random: inout SeededGenerator) {
        var depth = Int.random(in: 1...9, using: &random)
        value = changed(value, &depth, &random)
    }

    private mutating func changed(_ value: JSONValue, _ depth: inout Int, _ random: inout SeededGenerator) -> JSONValue
    {
        switch value {
        case .object(var members) where !members.isEmpty:
            let index = Int.random(in: 0..<members.count, using: &random)
            path.append(members[index].name)
            depth -= 1
            if depth > 0, isContainer(members[index].value) {
                members[index].value = changed(members[index].value, &depth, &random)
                return .object(members)
            }
            let place = path.joined(separator: "/")
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                what = "without \(place)"
                members.remove(at: index)
            case 1:
                what = "renamed \(place)"
                members[index].name += "s"
                path.append(members[index].name)
            case 2:
                what = "another type of \(place)"
                members[index].value = other(&random)
            default:
                let target = Int.random(in: 0..<members.count, using: &random)
                what = "\(place) moved into \(members[target].name)"
                guard target != index, case .object(var inner) = members[target].value,
                    !inner.contains(where: { $0.name == members[index].name })
                else { return .object(members) }
                path.append(members[target].name)
                inner.append(members[index])
                members[target].value = .object(inner)
                members.remove(at: index)
            }
            return .object(members)
        case .array(var elements) where !elements.isEmpty:
            let index = Int.random(in: 0..<elements.count, using: &random)
            path.append(String(index))
            if isContainer(elements[index]) {
                elements[index] = changed(elements[index], &depth, &random)
            } else {
                what = "another type of \(path.joined(separator: "/"))"
                elements[index] = other(&random)
            }
            return .array(elements)
        default:
            what = "another type of \(path.joined(separator: "/"))"
            return other(&random)
        }
    }

    private func isContainer(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let members): !members.isEmpty
        case .array(let elements): !elements.isEmpty
        default: false
        }
    }

    private func other(_ random: inout SeededGenerator) -> JSONValue {
        let values: [JSONValue] = [
            .null, .boolean(true), .number(JSONNumber(7)), .string("text"), .array([]), .object([]),
            .array([.string("a"), .string("a")]), .number(JSONNumber(-1)),
        ]
        return values[Int.random(in: 0..<values.count, using: &random)]
    }
}
