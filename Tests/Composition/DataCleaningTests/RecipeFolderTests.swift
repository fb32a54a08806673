import Cleaning
import Diagnostics
import Files
import TestEnvironment
import Testing

@testable import DataCleaning

@Suite("Files that recipes name")
struct RecipeFolderTests {
    private let folder = TemporaryFolder("recipe-files")

    private func run(_ text: String, recipe: String) async throws -> (clean: String, rejects: String) {
        let input = try folder.write(text, to: "in.csv")
        var options = CleanOptions(input: input, output: folder.path + "/out.csv")
        options.recipe = try folder.write(recipe, to: "recipes/r.yaml")
        options.rejects = folder.path + "/rejects.csv"
        options.rejectStyle = .plain
        _ = try await CleanRun(options, language: .english).run()
        return (
            String(decoding: try Files.read(options.output ?? ""), as: UTF8.self),
            String(decoding: try Files.read(folder.path + "/rejects.csv"), as: UTF8.self)
        )
    }

    private func finding(_ recipe: String) throws -> String {
        var options = CleanOptions(input: "none", output: "none")
        options.recipe = try folder.write(recipe, to: "recipes/r.yaml")
        do {
            _ = try CleanRun(options, language: .english)
            return "nothing"
        } catch let error as any ExplainedError {
            let finding = error.diagnostics[0]
            let place = finding.location.map { "\($0)".split(separator: "/").last.map(String.init) ?? "" } ?? ""
            return "\(place) \(finding.code)"
        }
    }

    @Test("The last row of a table counts, however few of its cells are filled")
    func lastRow() async throws {
        _ = try folder.write("key,name,note\nA,Ann,x\nB,Bob,y\nTotal,,\n", to: "recipes/lk.csv")
        let result = try await run(
            "key,v\nA,1\nTotal,2\n",
            recipe: "records: [{lookup: lk.csv, on: {key: key}, take: {who: name}}]"
        )
        #expect(result.clean == "key,v,who\nA,1,Ann\nTotal,2,\n")
        #expect(result.rejects == "row,reason,key,v\n")
    }

    @Test("Tables are CSV in any encoding, NDJSON, or YAML, beside the recipe")
    func tables() async throws {
        _ = try folder.write("short;name\n京;北京市\n沪;上海市\n", to: "recipes/cities.csv")
        _ = try folder.write(
            "{\"short\":\"京\",\"name\":\"北京市\"}\n\n{\"short\":\"沪\",\"name\":\"上海市\"}\n",
            to: "recipes/cities.ndjson"
        )
        _ = try folder.write("京: 北京市\n沪: 上海市\n", to: "recipes/cities.yaml")
        _ = try folder.write(
            "[{\"short\": \"京\", \"name\": \"北京市\"}, {\"name\": \"上海市\", \"short\": \"沪\"}]",
            to: "recipes/cities.json"
        )
        for file in ["cities.csv", "cities.ndjson", "cities.yaml", "cities.json"] {
            let result = try await run(
                "id,city\n1,京\n2,沪\n3,x\n",
                recipe: "columns: {city: [{replace: {table: \(file), otherwise: reject}}]}"
            )
            #expect(result.clean == "id,city\n1,北京市\n2,上海市\n", "\(file)")
            #expect(result.rejects == "row,reason,id,city\n3,unknown_value,3,x\n", "\(file)")
        }
        _ = try folder.write("- 京\n- 沪\n", to: "recipes/list.yaml")
        #expect(
            try await run("id,city\n1,京\n2,x\n", recipe: "columns: {city: [{enum: {table: list.yaml}}]}").clean
                == "id,city\n1,京\n"
        )
    }

    @Test("A table that cannot be used is told with its place")
    func badTables() throws {
        _ = try folder.write("{\"a\": 1}\n{\"a\": \n", to: "recipes/broken.ndjson")
        _ = try folder.write("- {a: {b: 1}}\n", to: "recipes/deep.yaml")
        _ = try folder.write("", to: "recipes/empty.csv")
        func finding(_ file: String) throws -> String {
            try self.finding("columns:\n  a: [{replace: {table: \(file)}}]")
        }
        #expect(try finding("none.csv") == "r.yaml:2:25 recipe.unusable-file")
        #expect(try finding("broken.ndjson").hasPrefix("broken.ndjson:2"))
        #expect(try finding("deep.yaml") == "deep.yaml:1:7 recipe.unusable-file")
        #expect(try finding("empty.csv").hasPrefix("empty.csv source."))
    }

    private let schema = """
        {"$defs": {"Day": {"type": "string", "format": "date"}},
         "type": "object", "required": ["id", "day"], "additionalProperties": false,
         "properties": {"id": {"type": "integer"}, "day": {"$ref": "#/$defs/Day"}, "note": {"type": "string", "maxLength": 3}}}
        """

    @Test("A recipe that is nothing but a schema judges records by it")
    func schemaAlone() async throws {
        _ = try folder.write(schema, to: "recipes/order.json")
        let text = "id,day,note\n1,2024-05-01,abc\nx,2024-05-01,\n2,2024-02-30,\n3,2024-05-01,abcd\n,2024-05-01,\n"
        let result = try await run(text, recipe: "schema: order.json")
        #expect(result.clean == "id,day,note\n1,2024-05-01,abc\n")
        #expect(
            result.rejects.split(separator: "\n").dropFirst().map { $0.prefix(8) } == [
                "2,schema", "3,schema", "4,schema", "5,schema",
            ]
        )
    }

    @Test("A schema of a contract is named by its pointer")
    func contract() async throws {
        let contract = """
            openapi: 3.0.3
            info: {title: Shop, version: '1'}
            paths: {}
            components:
              schemas:
                Order:
                  type: object
                  required: [id, amount]
                  properties:
                    id: {type: string, readOnly: true}
                    amount: {type: number, minimum: 0, exclusiveMinimum: true}
                    paid: {type: boolean, nullable: true}
            """
        _ = try folder.write(contract, to: "recipes/shop.yaml")
        let result = try await run(
            "amount,paid\n1.5,true\n0,false\n2,\n3,yes\n",
            recipe: "schema: 'shop.yaml#/components/schemas/Order'"
        )
        #expect(result.clean == "amount,paid\n1.5,true\n2,\n")
        #expect(try finding("schema: shop.yaml") == "r.yaml:1:9 recipe.unusable-file")
        #expect(try finding("schema: 'shop.yaml#/components/schemas/Ordr'") == "r.yaml:1:9 recipe.unusable-file")
    }

    @Test("A schema may lie in several files of its folder, and not outside of it")
    func severalFiles() async throws {
        _ = try folder.write("{\"type\": \"integer\"}", to: "recipes/id.json")
        _ = try folder.write("{\"properties\": {\"id\": {\"$ref\": \"id.json\"}}}", to: "recipes/whole.json")
        _ = try folder.write("{\"properties\": {\"id\": {\"$ref\": \"../outside.json\"}}}", to: "recipes/open.json")
        _ = try folder.write("{}", to: "outside.json")
        #expect(try await run("id,b\na,1\n7,1\n", recipe: "schema: whole.json").clean == "id,b\n7,1\n")
        #expect(try finding("schema: open.json").hasPrefix("open.json:1:"))
        #expect(try finding("schema: none.json") == "r.yaml:1:9 recipe.unusable-file")
    }

    @Test("A zone that the system does not know is found where the recipe names it")
    func unknownZone() throws {
        #expect(try finding("columns: {a: [{datetime: {zone: Nowhere/City}}]}") == "r.yaml:1:33 recipe.unusable-file")
    }

    @Test(
        "Zones that are not built in are those of the system",
        .enabled(if: Files.kind(of: "/usr/share/zoneinfo/America/New_York") != nil, "tzdata is not installed")
    )
    func zones() async throws {
        let result = try await run(
            "t,b\n2024-07-01 08:00,1\n2040-01-01 08:00,2\n2024-03-10 02:30,3\n",
            recipe: "columns: {t: [{datetime: {zone: America/New_York, toZone: UTC}}]}"
        )
        #expect(result.clean == "t,b\n2024-07-01 12:00:00,1\n2040-01-01 13:00:00,2\n")
    }

    @Test("A recipe says how records and rejects are written")
    func output() async throws {
        let recipe = "columns: {a: [integer]}\noutput: {columns: [b, a], lineEnds: crlf, formulaGuard: true}"
        #expect(try await run("a,b\n1,=2\n", recipe: recipe).clean == "b,a\r\n'=2,1\r\n")
    }
}
