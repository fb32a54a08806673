import JSON
import Testing
import YAMLDocuments

@testable import Contract

@Suite("Map of a description")
struct ContractMapTests {
    static let text = """
        openapi: 3.1.0
        info: {title: A, version: '1', x-schema: {$ref: nowhere}}
        paths:
          /a/{b}:
            $ref: '#/components/pathItems/A'
            get:
              parameters:
                - $ref: '#/components/parameters/b'
                  schema: {type: string}
              responses:
                default: {$ref: '#/x-shared/answer'}
              callbacks:
                done:
                  '{$request.body#/url}': {post: {requestBody: {content: {a/b: {schema: true}}}}}
                  x-note: {post: {}}
        components:
          parameters:
            b: {name: b, in: path, required: true, schema: {$ref: '#/components/schemas/B'}}
          pathItems:
            A: {}
          schemas:
            B:
              $ref: '#anchored'
              properties:
                $ref: {type: string}
                default: {$ref: '#/components/schemas/B'}
                example: {example: {$ref: '#/nowhere'}}
              discriminator: {propertyName: a, mapping: {one: B, two: '#/components/schemas/C', three: 'D'}}
            C: {$anchor: anchored, items: {$ref: '#/components/parameters/b'}}
            D: {$ref: 'https://json-schema.org/draft/2020-12/schema'}
            E: {$id: 'https://example.com/e', $defs: {F: {$ref: '#'}}, $ref: 'f.yaml'}
            G: {$ref: '#/components/schemas/H'}
            I: {get: {$ref: a.yaml}}
          links:
            l: {operationRef: '#/paths/~1a~1{b}/get'}
        x-shared:
          answer: {description: x, content: {a/b: {schema: {$ref: 'https://example.com/e#/$defs/F'}}}}
        """

    let map: ContractMap

    init() throws {
        map = ContractMap(try YAMLReader().read(Array(Self.text.utf8)), version: .v31)
    }

    private func node(_ pointer: String) throws -> Int {
        let path = try #require(JSONPointer(pointer))
        return try #require(map.document.root[path]?.index)
    }

    @Test(
        "An object is of the kind that its place gives it",
        arguments: [
            ("", .openAPI), ("/paths", .paths), ("/paths/~1a~1{b}", .pathItem), ("/paths/~1a~1{b}/get", .operation),
            ("/paths/~1a~1{b}/get/parameters", nil), ("/paths/~1a~1{b}/get/parameters/0", .parameter),
            ("/paths/~1a~1{b}/get/parameters/0/schema", nil), ("/info/x-schema", nil),
            ("/components/schemas/B/properties/$ref", .schema),
            ("/components/schemas/B/properties/default", .schema),
            ("/components/schemas/B/properties/example/example", nil), ("/x-shared/answer", .response),
            ("/x-shared", nil), ("/paths/~1a~1{b}/get/callbacks/done/x-note", nil),
            (
                "/paths/~1a~1{b}/get/callbacks/done/{$request.body#~1url}/post/requestBody/content/a~1b/schema",
                .schema
            ),
        ] as [(String, OpenAPIObject?)]
    )
    func kinds(_ pointer: String, _ kind: OpenAPIObject?) throws {
        let node = try node(pointer)
        #expect(map.kind(of: node) == kind)
        #expect(map.pointer(of: node).description == pointer)
        if kind != nil { #expect(map.owner(of: node) == node) }
    }

    @Test(
        "A reference leads to a place, or says why not",
        arguments: [
            ("/paths/~1a~1{b}", "/components/pathItems/A", nil),
            ("/paths/~1a~1{b}/get/parameters/0", "/components/parameters/b", nil),
            ("/paths/~1a~1{b}/get/responses/default", "/x-shared/answer", nil),
            ("/components/schemas/B", "/components/schemas/C", nil),
            ("/components/schemas/D", nil, nil),
            ("/components/schemas/E", nil, .otherFile),
            ("/components/schemas/E/$defs/F", "/components/schemas/E", nil),
            ("/components/schemas/G", nil, .dangling),
            ("/components/schemas/C/items", nil, .kind(.parameter)),
            ("/x-shared/answer/content/a~1b/schema", "/components/schemas/E/$defs/F", nil),
        ] as [(String, String?, ContractReference.Failure?)]
    )
    func references(_ site: String, _ target: String?, _ failure: ContractReference.Failure?) throws {
        let node = try node(site)
        let reference = try #require(map.reference(at: node))
        #expect(reference.target.map { map.pointer(of: $0).description } == target)
        #expect(reference.failure == failure)
        #expect(!reference.isMisplaced)
    }

    @Test("A chain of references is followed to its end, and a circle not at all")
    func chains() throws {
        let first = map.document.node(at: try node("/components/parameters/b/schema"))
        #expect(map.resolved(first).index == (try node("/components/schemas/C")))
        let circle = try YAMLReader().read(
            Array("{openapi: 3.1.0, components: {schemas: {A: {$ref: '#/components/schemas/A'}}}}".utf8)
        )
        let circular = ContractMap(circle, version: .v31)
        #expect(circular.nodes(of: .schema).count == 1)
        #expect(
            circular.resolved(circle.node(at: circular.nodes(of: .schema)[0])).index == circular.nodes(of: .schema)[0]
        )
    }

    @Test("Mappings and links lead somewhere, too")
    func otherRoles() throws {
        let mappings = map.references.filter { $0.role == .mapping }
        #expect(mappings.map(\.text) == ["B", "#/components/schemas/C", "D"])
        let names = mappings.map { $0.target.map { map.pointer(of: $0).tokens.last } }
        #expect(names == ["B", "C", "D"])
        let link = try #require(map.references.first { $0.role == .operation })
        #expect(link.target == (try node("/paths/~1a~1{b}/get")))
    }

    @Test("In 3.0 nothing beside a reference has a kind")
    func siblingsOf30() throws {
        let text = "{openapi: 3.0.0, components: {schemas: {A: {$ref: '#/components/schemas/B', items: {}}, B: {}}}}"
        let map = ContractMap(try YAMLReader().read(Array(text.utf8)), version: .v30)
        #expect(map.nodes(of: .schema).count == 2)
    }

    @Test("A reference where the specification knows none is told apart")
    func misplaced() throws {
        let text = "{openapi: 3.1.0, paths: {/a: {get: {$ref: a.yaml}}}, components: {schemas: {$ref: b.yaml}}}"
        let map = ContractMap(try YAMLReader().read(Array(text.utf8)), version: .v31)
        #expect(map.references.map(\.isMisplaced) == [true, true])
        #expect(map.references.map(\.failure) == [.otherFile, .otherFile])
    }
}
