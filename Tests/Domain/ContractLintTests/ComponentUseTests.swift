import Testing

@testable import Contract
@testable import ContractLint

@Suite("Which components are used")
struct ComponentUseTests {
    @Test("A reference in an array that is an element itself is no child of a component")
    func nestedArrays() throws {
        let text = """
            openapi: 3.1.0
            info: {title: T, version: '1'}
            paths: {}
            components:
              schemas:
                B: {type: string}
                C: {$ref: '#/components/schemas/Z/default/0/0'}
                Z:
                  default: [[{$ref: '#/components/schemas/B'}], \((0..<100).map { _ in "[]" }.joined(separator: ", "))]
            """
        let map = ContractMap(try Contracts.document(text), version: .v31)
        let use = ComponentUse(map)
        #expect(use.components.map(\.name) == ["B", "C", "Z"])
        #expect(use.isUsed == [false, false, false])
    }

    @Test("Components whose names differ in their bytes are two")
    func bytes() throws {
        let text = """
            openapi: 3.1.0
            info: {title: T, version: '1'}
            paths: {}
            security: [{cafe\u{301}: []}]
            components:
              securitySchemes:
                caf\u{E9}: {type: http, scheme: bearer}
                cafe\u{301}: {type: http, scheme: bearer}
            """
        let use = ComponentUse(ContractMap(try Contracts.document(text), version: .v31))
        #expect(use.isUsed == [false, true])
    }
}
