import JSON
import Testing

@testable import JSONSchema

@Suite("Schemas compiled as far as they can be")
struct TolerantCompilationTests {
    private func compiled(_ texts: [String]) throws -> (schemas: [Schema], codes: [String]) {
        let document = try parsed("[\(texts.joined(separator: ","))]").document
        let nodes = document.root.elements.map { $0 }
        let result = Schema.compileTolerantly(nodes)
        return (result.schemas, result.errors.map(\.code.rawValue))
    }

    @Test("A keyword that cannot be read is left out and reported; the rest decides")
    func keywords() throws {
        let (schemas, codes) = try compiled([
            #"{"type":"string","pattern":"("}"#, #"{"minimum":"1","maximum":5}"#, #"{"type":"integer"}"#,
        ])
        #expect(codes == ["invalid-pattern", "invalid-keyword"])
        #expect(schemas.count == 3)
        #expect(try schemas[0].accepts(parsed(#""a""#)))
        #expect(try !schemas[0].accepts(parsed("1")))
        #expect(try schemas[1].accepts(parsed("-1")))
        #expect(try !schemas[1].accepts(parsed("6")))
        #expect(try !schemas[2].accepts(parsed(#""a""#)))
    }

    @Test("A reference that leads nowhere accepts everything")
    func references() throws {
        let (schemas, codes) = try compiled([##"{"$ref":"#/9","minimum":1}"##])
        #expect(codes == ["dangling-reference"])
        #expect(try schemas[0].accepts(parsed("1")))
        #expect(try !schemas[0].accepts(parsed("0")))
    }

    @Test("A schema without end decides nothing, and is found beside other errors")
    func endless() throws {
        let (schemas, codes) = try compiled([
            ##"{"allOf":[{"$ref":"#/0"}],"type":"string"}"##, #"{"pattern":"("}"#, ##"{"$ref":"#/0"}"##,
        ])
        #expect(Set(codes) == ["endless-reference", "invalid-pattern"])
        #expect(try schemas[0].accepts(parsed("1")))
        #expect(try schemas[2].accepts(parsed("1")))
    }

    @Test("What is no schema accepts everything, and nothing is compiled beyond the limits")
    func limits() throws {
        let (schemas, codes) = try compiled(["7"])
        #expect(codes == ["not-a-schema"])
        #expect(try schemas[0].accepts(parsed("1")))
        let node = try parsed(#"{"properties":{"a":{},"b":{}}}"#)
        let options = SchemaOptions(limits: SchemaLimits(maximumSubschemaCount: 2))
        let result = Schema.compileTolerantly([node], options: options)
        #expect(result.schemas.isEmpty)
        #expect(result.errors.map(\.code) == [.tooLarge])
    }
}
