import Diagnostics
import JSON
import Testing

@testable import Contract
@testable import ContractLint

/// Sizes at which anything that grows with the square takes minutes.
@Suite("Contracts with very much of one kind")
struct GrowthTests {
    private static let count = 8_000

    private static func each(_ text: (Int) -> String) -> String {
        (0..<count).map { "    " + text($0) }.joined(separator: "\n")
    }

    private static let head = "openapi: 3.1.0\ninfo: {title: T, version: '1', description: Many}\n"

    private func count(_ rule: String, in text: String, _ set: RuleSet = .minimal) throws -> Int {
        var set = set
        // One rule alone, so that what is measured is its own growth.
        for other in RuleCatalogue.all { set.set(other.id, to: other.id == rule ? .warning : nil) }
        return try Contracts.result(text, set).findings.count { $0.rule == rule }
    }

    @Test("Links that name operations, known and unknown")
    func links() throws {
        let operations = Self.each { "/a\($0): {get: {operationId: a\($0)}}" }
        let links = Self.each { "l\($0): {operationId: \($0 % 2 == 0 ? "a" : "b")\($0)}" }
        let text = Self.head + "paths:\n\(operations)\ncomponents:\n  links:\n\(links)"
        #expect(try count("link.unknown-operation", in: text) == Self.count / 2)
    }

    @Test("Operations without security")
    func openOperations() throws {
        let operations = Self.each { "/a\($0): {post: {operationId: a\($0)}}" }
        #expect(try count("security.operation-open", in: Self.head + "paths:\n\(operations)") == 0)
    }

    @Test("Discriminators without branches")
    func discriminators() throws {
        let schemas = Self.each { number in
            "s\(number): {discriminator: {propertyName: k}, properties: {k: {$ref: '#/components/schemas/s\(number / 100)'}}}"
        }
        let text = Self.head + "paths: {}\ncomponents:\n  schemas:\n\(schemas)"
        #expect(try count("schema.discriminator-alone", in: text) == Self.count)
    }

    @Test("Basic schemes and plain servers: one finding for each server")
    func basicSchemes() throws {
        let servers = Self.each { "- {url: 'http://h\($0).test'}" }
        let schemes = Self.each { "s\($0): {type: http, scheme: basic}" }
        let text = Self.head + "servers:\n\(servers)\npaths: {}\ncomponents:\n  securitySchemes:\n\(schemes)"
        #expect(try count("security.basic-over-http", in: text) == Self.count)
    }

    @Test("Links to one operation with as many parameters")
    func linkedParameters() throws {
        let parameters = Self.each { "- {name: p\($0), in: query, schema: {}}" }
        let links = Self.each { "l\($0): {operationId: a, parameters: {\($0 % 100 == 0 ? "query.q" : "p")\($0): 1}}" }
        let text =
            Self.head
            + "paths: {/a: {get: {operationId: a, parameters: [$PARAMETERS]}}}\ncomponents:\n  links:\n\(links)"
        let list = parameters.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "-" } }.joined(separator: ", ")
        #expect(
            try count("link.unknown-parameter", in: text.replacing("$PARAMETERS", with: list)) == Self.count / 100
        )
    }

    @Test("Forms with examples that share one schema with as many properties")
    func forms() throws {
        let types = (0..<Self.count).map {
            "multipart/form-data;v=\($0): {schema: {$ref: '#/components/schemas/P'}, example: x}"
        }
        let properties = (0..<Self.count).map { "p\($0): {}" }
        let text =
            Self.head + "paths: {/a: {post: {requestBody: {content: {\(types.joined(separator: ", "))}}}}}\n"
            + "components: {schemas: {P: {type: object, properties: {\(properties.joined(separator: ", "))}}}}"
        #expect(try count("example.media-type", in: text) == 0)
    }

    @Test("Variables of a server, used and unused")
    func variables() throws {
        let names = (0..<Self.count).map { "{v\($0)}" }.joined()
        let variables = (0..<Self.count).map { "w\($0): {default: a}" }.joined(separator: ", ")
        let text = Self.head + "paths: {}\nservers: [{url: 'https://a.test/\(names)', variables: {\(variables)}}]"
        #expect(try count("server.unused-variable", in: text) == Self.count)
        #expect(try count("server.undefined-variable", in: text) == Self.count)
    }

    @Test("A path item with much in it that as many paths share")
    func sharedItems() throws {
        let paths = Self.each { "/a\($0): {$ref: '#/components/pathItems/P'}" }
        let servers = (0..<Self.count).map { "{url: 'https://s\($0).test'}" }.joined(separator: ", ")
        let parameters = (0..<Self.count).map { "{name: p\($0), in: query, schema: {}}" }.joined(separator: ", ")
        let responses = (0..<Self.count).map { "x\($0): {description: d}" }.joined(separator: ", ")
        let security = (0..<Self.count).map { "{s: [x\($0)]}" }.joined(separator: ", ")
        let text =
            Self.head + "security: [\(security)]\npaths:\n\(paths)\n"
            + "components:\n  securitySchemes: {s: {type: http, scheme: bearer}}\n  pathItems:\n    P:\n"
            + "      servers: [\(servers)]\n      parameters: [\(parameters)]\n"
            + "      get: {responses: {\(responses)}}"
        #expect(try count("path.trailing-slash", in: text) == 0)
    }

    @Test("Elements of one array, each with a fingerprint of its own")
    func elements() throws {
        let document = JSONDocument(JSONValue.array((0..<200_000).map { .integer($0) }))
        let map = ContractMap(document, version: .v31)
        var fingerprint = Fingerprint(map)
        var last = ""
        for element in document.root.elements { last = fingerprint.text(of: "a.b", at: element.index) }
        #expect(last == "a.b /199999")
    }

    @Test("Tags that nobody declared, and scopes that nobody offers")
    func suggestions() throws {
        let tags = Self.each { "- {name: order\($0)}" }
        let operations = Self.each { "/a\($0): {get: {operationId: a\($0), tags: [ordr\($0)]}}" }
        #expect(
            try count("tag.undefined", in: Self.head + "tags:\n\(tags)\npaths:\n\(operations)") == Self.count
        )
        let scopes = (0..<Self.count).map { "s\($0): ''" }.joined(separator: ", ")
        let asked = (0..<Self.count).map { "t\($0)" }.joined(separator: ", ")
        let security = """
            security: [{token: [\(asked)]}]
            paths: {}
            components:
              securitySchemes:
                token: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {\(scopes)}}}}
            """
        #expect(try count("security.unknown-scope", in: Self.head + security) == Self.count)
    }

    @Test("Values of a list that are objects with equally many members")
    func objects() throws {
        let values = (0..<20_000).map { "{a: \($0), b: {c: [\($0)]}}" }.joined(separator: ", ")
        let text = Self.head + "paths: {}\ncomponents: {schemas: {S: {enum: [\(values), {b: {c: [7]}, a: 7}]}}}"
        #expect(try count("schema.enum-duplicate", in: text) == 1)
    }

    @Test("Branches that are objects with equally many members")
    func branches() throws {
        let branches = (0..<300).map { "{allOf: [{minLength: \($0)}]}" }.joined(separator: ", ")
        let schemas = (0..<60).map { "    s\($0): {oneOf: [\(branches)]}" }.joined(separator: "\n")
        let text = Self.head + "paths: {}\ncomponents:\n  schemas:\n\(schemas)"
        #expect(try count("schema.duplicate-branch", in: text) == 0)
    }

    @Test("Extensions in the root")
    func extensions() throws {
        let members = (0..<100_000).map { "x-\($0): 1" }.joined(separator: "\n")
        #expect(try count("path.no-operations", in: Self.head + members + "\npaths: {/a: {}}\nwebhooks: {}") == 1)
    }

    @Test("Names that are required, each of which may be given by the other side")
    func exempt() throws {
        let names = (0..<60_000).map { "n\($0)" }
        let properties = names.map { "\($0): {readOnly: true}" }.joined(separator: ", ")
        let text =
            Self.head + "paths: {}\ncomponents: {schemas: {S: {required: [\(names.joined(separator: ", "))], "
            + "allOf: [{properties: {\(properties)}}], example: {}}}}"
        #expect(try count("example.schema", in: text) == 0)
    }

    @Test("Schemas that build on each other, each of which asks for what the last describes")
    func longChains() throws {
        let schemas = Self.each { number in
            "s\(number): {required: [z], properties: {a\(number): {}}, $ref: '#/components/schemas/s\(number + 1)'}"
        }
        let end = "\n    s\(Self.count): {properties: {z: {type: string}}}"
        let text = Self.head + "paths: {}\ncomponents:\n  schemas:\n\(schemas)\(end)"
        #expect(try count("schema.required-undefined", in: text) == 0)
    }

    @Test("Branches of one discriminator, each of which is looked at")
    func mentions() throws {
        let schemas = Self.each { "s\($0): {allOf: [{required: [k], properties: {k: {const: s\($0)}}}]}" }
        let branches = (0..<Self.count).map { "{$ref: '#/components/schemas/s\($0)'}" }.joined(separator: ", ")
        let last = "\n    all: {oneOf: [\(branches), {required: [k]}], discriminator: {propertyName: k}}"
        let text = Self.head + "paths: {}\ncomponents:\n  schemas:\n\(schemas)\(last)"
        #expect(try count("schema.discriminator-property", in: text) == 1)
    }

    @Test("Names that are required and not described")
    func required() throws {
        let names = (0..<Self.count).map { "n\($0)" }.joined(separator: ", ")
        let properties = (0..<Self.count).map { "p\($0): {}" }.joined(separator: ", ")
        let text =
            Self.head + "paths: {}\ncomponents: {schemas: {S: {required: [\(names)], properties: {\(properties)}}}}"
        #expect(try count("schema.required-undefined", in: text) == Self.count)
    }

    @Test("Schemas each of which needs the next, in the order that helps least, and a circle at the end")
    func chains() throws {
        let schemas = Self.each { number in
            let other = number == 0 ? 0 : number - 1
            return
                "s\(number): {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/s\(other)'}}}"
        }
        let text = Self.head + "paths: {}\ncomponents:\n  schemas:\n\(schemas)"
        #expect(try count("schema.infinite", in: text) == Self.count)
        let finite = text.replacing("s0: {type: object, required: [a],", with: "s0: {type: object,")
        #expect(try count("schema.infinite", in: finite) == 0)
    }

    @Test("Paths with mixtures are found again by their parts")
    func mixtures() throws {
        let paths = Self.each { "/x/{id}.a\($0): {get: {operationId: a\($0)}}" }
        #expect(try count("path.overlap", in: Self.head + "paths:\n\(paths)") == 0)
    }

    @Test("Where there are too many overlaps the search ends, and says so")
    func overlaps() throws {
        let paths = (0..<60).map { "  /{a}/b\($0): {get: {}}\n  /c\($0)/{d}: {get: {}}" }.joined(separator: "\n")
        var set = RuleSet.minimal
        set.set("path.overlap", to: .warning)
        let found = try Contracts.result(Self.head + "paths:\n\(paths)", set).findings
            .filter { $0.rule == "path.overlap" }
        #expect(found.count { $0.severity == .warning } == PathOverlaps.maximumCount)
        let notes = found.filter { $0.severity == .note }
        #expect(notes.count == 1)
        #expect(notes.first?.message.english.contains("not searched for overlaps") == true)
    }
}
