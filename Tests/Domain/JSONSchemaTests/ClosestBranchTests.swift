import Diagnostics
import JSON
import Testing

@testable import JSONSchema

@Suite("The closest branch")
struct ClosestBranchTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let schema: String
        let instance: String
        /// Instance pointer, evaluation path, message.
        let findings: [[String]]
        /// The branches of the first finding, as people read them.
        let branches: [String]
        var testDescription: String { instance }
    }

    private func check(_ sample: Sample) throws {
        let findings = try Schema(parsed(sample.schema)).findings(in: parsed(sample.instance))
        #expect(
            findings.map { ["\($0.instancePointer)", "\($0.evaluationPath)", $0.message.english] } == sample.findings
        )
        #expect(findings.first?.branches.map(\.text.english) == sample.branches)
    }

    /// Kinds of objects told apart by two members, one behind a reference and one behind `allOf`.
    private static let manifests = ##"""
        {"oneOf":[
           {"$ref":"#/$defs/Pod"},
           {"$ref":"#/$defs/Deployment"},
           {"title":"Service","allOf":[{"$ref":"#/$defs/core"},
             {"properties":{"kind":{"const":"Service"},"spec":{"properties":{"port":{"type":"integer"}},"required":["port"]}}}],
            "required":["spec"]}],
         "$defs":{
           "core":{"properties":{"apiVersion":{"const":"v1"},"metadata":{"required":["name"]}},"required":["apiVersion","kind"]},
           "Pod":{"allOf":[{"$ref":"#/$defs/core"}],"properties":{"kind":{"const":"Pod"},"spec":{"required":["containers"]}}},
           "Deployment":{"properties":{"apiVersion":{"enum":["apps/v1"]},"kind":{"enum":["Deployment"]},
             "spec":{"properties":{"replicas":{"type":"integer"},"template":{"$ref":"#/$defs/Pod/properties/spec"}},
                     "required":["replicas","template"],"additionalProperties":false}},
             "required":["apiVersion","kind","spec"]}}}
        """##

    @Test(
        "Members with fixed values say which branch is meant, behind references too",
        arguments: [
            Sample(
                schema: manifests,
                instance: #"{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":"2","tmplate":{}}}"#,
                findings: [
                    [
                        "/spec/replicas", "/oneOf/1/$ref/properties/spec/properties/replicas/type",
                        #"expected an integer, but found the string "2""#,
                    ],
                    ["/spec", "/oneOf/1/$ref/properties/spec/required", "the member 'template' is missing"],
                    [
                        "/spec/tmplate", "/oneOf/1/$ref/properties/spec/additionalProperties",
                        "the member 'tmplate' is not allowed here; did you mean 'template'?",
                    ],
                ],
                branches: ["branch 2 of 3 of 'oneOf', 'Deployment', comes closest"]
            ),
            Sample(
                schema: manifests,
                instance: #"{"apiVersion":"v1","kind":"Service","metadata":{},"spec":{}}"#,
                findings: [
                    [
                        "/metadata", "/oneOf/2/allOf/0/$ref/properties/metadata/required",
                        "the member 'name' is missing",
                    ],
                    ["/spec", "/oneOf/2/allOf/1/properties/spec/required", "the member 'port' is missing"],
                ],
                branches: ["branch 3 of 3 of 'oneOf', 'Service', comes closest"]
            ),
            // One of the two fits one branch alone.
            Sample(
                schema: manifests,
                instance: #"{"apiVersion":"v2","kind":"Pod"}"#,
                findings: [
                    [
                        "/apiVersion", "/oneOf/0/$ref/allOf/0/$ref/properties/apiVersion/const",
                        #"expected "v1", but found the string "v2""#,
                    ]
                ],
                branches: ["branch 1 of 3 of 'oneOf', 'Pod', comes closest"]
            ),
            // None fits: all that may be meant are named, and none is explained.
            Sample(
                schema: manifests,
                instance: #"{"apiVersion":"v1","kind":"Servce"}"#,
                findings: [["/kind", "/oneOf", #"expected one of "Pod", "Service", but found the string "Servce""#]],
                branches: []
            ),
        ]
    )
    func discriminators(_ sample: Sample) throws { try check(sample) }

    /// Shapes of nested arrays, told apart by one member.
    private static let geometry = ##"""
        {"oneOf":[{"$ref":"#/$defs/geometry"},
           {"title":"Feature","required":["type","geometry"],"properties":{"type":{"enum":["Feature"]},
             "geometry":{"oneOf":[{"type":"null"},{"$ref":"#/$defs/geometry"}]}}}],
         "$defs":{
           "position":{"type":"array","minItems":2,"items":{"type":"number"}},
           "geometry":{"oneOf":[
             {"title":"Point","type":"object","required":["type","coordinates"],
              "properties":{"type":{"enum":["Point"]},"coordinates":{"$ref":"#/$defs/position"}}},
             {"title":"LineString","type":"object","required":["type","coordinates"],
              "properties":{"type":{"enum":["LineString"]},
                "coordinates":{"type":"array","minItems":2,"items":{"$ref":"#/$defs/position"}}}}]}}}
        """##

    @Test(
        "Branches in branches are chosen one by one",
        arguments: [
            Sample(
                schema: geometry,
                instance: #"{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3]]}}"#,
                findings: [
                    [
                        "/geometry/coordinates/1",
                        "/oneOf/1/properties/geometry/oneOf/1/$ref/oneOf/1/properties/coordinates/items/$ref/minItems",
                        "[3] has 1 element, but must have at least 2",
                    ]
                ],
                branches: [
                    "branch 2 of 2 of 'oneOf', 'Feature', comes closest",
                    "branch 2 of 2 of 'oneOf', 'geometry', comes closest",
                    "branch 2 of 2 of 'oneOf', 'LineString', comes closest",
                ]
            ),
            Sample(
                schema: geometry,
                instance: #"{"type":"Point","coordinates":[1,"2"]}"#,
                findings: [
                    [
                        "/coordinates/1", "/oneOf/0/$ref/oneOf/0/properties/coordinates/$ref/items/type",
                        #"expected a number, but found the string "2""#,
                    ]
                ],
                branches: [
                    "branch 1 of 2 of 'oneOf', 'geometry', comes closest",
                    "branch 1 of 2 of 'oneOf', 'Point', comes closest",
                ]
            ),
            Sample(
                schema: geometry,
                instance: #"{"type":"Pont","coordinates":[1,2]}"#,
                findings: [
                    [
                        "/type", "/oneOf",
                        #"expected one of "Point", "LineString", "Feature", but found the string "Pont""#,
                    ]
                ],
                branches: []
            ),
            Sample(
                schema: geometry,
                instance: #"{"type":"Feature","geometry":7}"#,
                findings: [
                    [
                        "/geometry", "/oneOf/1/properties/geometry/oneOf",
                        "expected an object or null, but found the number 7",
                    ]
                ],
                branches: ["branch 2 of 2 of 'oneOf', 'Feature', comes closest"]
            ),
        ]
    )
    func nested(_ sample: Sample) throws { try check(sample) }

    /// Expressions of operators and arguments, which hold expressions again.
    private static let expressions = ##"""
        {"$ref":"#/$defs/boolean","$defs":{
           "boolean":{"oneOf":[{"$ref":"#/$defs/andOr"},{"$ref":"#/$defs/not"},{"$ref":"#/$defs/compare"},{"type":"boolean"}]},
           "andOr":{"type":"object","required":["op","args"],"properties":{"op":{"enum":["and","or"]},
             "args":{"type":"array","minItems":2,"items":{"$ref":"#/$defs/boolean"}}}},
           "not":{"type":"object","required":["op","args"],"properties":{"op":{"const":"not"},
             "args":{"type":"array","maxItems":1,"items":{"$ref":"#/$defs/boolean"}}}},
           "compare":{"type":"object","required":["op","args"],"properties":{"op":{"enum":["=","<",">"]},
             "args":{"type":"array","minItems":2,"maxItems":2,"items":{"$ref":"#/$defs/scalar"}}}},
           "scalar":{"anyOf":[{"type":["number","string","boolean"]},
             {"type":"object","required":["property"],"properties":{"property":{"type":"string"}}}]}}}
        """##

    @Test(
        "An operator chooses its branch at every level",
        arguments: [
            Sample(
                schema: expressions,
                instance: #"{"op":"and","args":[true,{"op":"=","args":[{"property":1},2]}]}"#,
                findings: [
                    [
                        "/args/1/args/0/property",
                        "/$ref/oneOf/0/$ref/properties/args/items/$ref/oneOf/2/$ref/properties/args/items/$ref/anyOf/1"
                            + "/properties/property/type", "expected a string, but found the number 1",
                    ]
                ],
                branches: [
                    "branch 1 of 4 of 'oneOf', 'andOr', comes closest",
                    "branch 3 of 4 of 'oneOf', 'compare', comes closest", "branch 2 of 2 of 'anyOf' comes closest",
                ]
            ),
            Sample(
                schema: expressions,
                instance: #"{"op":"not","args":[{"op":"=>","args":[1,2]}]}"#,
                findings: [
                    [
                        "/args/0/op", "/$ref/oneOf/1/$ref/properties/args/items/$ref/oneOf",
                        #"expected one of "and", "or", "not", "=", "<", ">", but found the string "=>""#,
                    ]
                ],
                branches: ["branch 2 of 4 of 'oneOf', 'not', comes closest"]
            ),
            Sample(
                schema: expressions,
                instance: #"{"op":"<","args":[1]}"#,
                findings: [
                    [
                        "/args", "/$ref/oneOf/2/$ref/properties/args/minItems",
                        "[1] has 1 element, but must have at least 2",
                    ]
                ],
                branches: ["branch 3 of 4 of 'oneOf', 'compare', comes closest"]
            ),
        ]
    )
    func operators(_ sample: Sample) throws { try check(sample) }

    @Test(
        "Without fixed values the branch is the one that knows the members, or that asks for the least change",
        arguments: [
            Sample(
                schema: #"""
                    {"anyOf":[{"required":["socket"],"properties":{"socket":{}}},
                      {"required":["host","port","user"],"properties":{"host":{"type":"string"},"port":{"type":"integer"}}}]}
                    """#,
                instance: #"{"host":"a","port":"80"}"#,
                findings: [
                    ["", "/anyOf/1/required", "the member 'user' is missing"],
                    ["/port", "/anyOf/1/properties/port/type", #"expected an integer, but found the string "80""#],
                ],
                branches: ["branch 2 of 2 of 'anyOf' comes closest"]
            ),
            Sample(
                schema: #"""
                    {"anyOf":[{"properties":{"size":{"type":"integer"}}},
                      {"properties":{"size":{"type":"object","properties":{"w":{"type":"integer"},"h":{"type":"integer"}}}}}]}
                    """#,
                instance: #"{"size":{"w":"1","h":"2"}}"#,
                findings: [
                    [
                        "/size/w", "/anyOf/1/properties/size/properties/w/type",
                        #"expected an integer, but found the string "1""#,
                    ],
                    [
                        "/size/h", "/anyOf/1/properties/size/properties/h/type",
                        #"expected an integer, but found the string "2""#,
                    ],
                ],
                branches: ["branch 2 of 2 of 'anyOf' comes closest"]
            ),
            Sample(
                schema: #"{"oneOf":[{"type":"string","minLength":1},{"type":"object","required":["a"]}]}"#,
                instance: "{}",
                findings: [["", "/oneOf/1/required", "the member 'a' is missing"]],
                branches: ["branch 2 of 2 of 'oneOf' comes closest"]
            ),
            Sample(
                schema: #"""
                    {"oneOf":[{"properties":{"a":{},"b":{}},"additionalProperties":false},
                      {"properties":{"a":{},"c":{"type":"null"}},"additionalProperties":false}]}
                    """#,
                instance: #"{"a":1,"c":2}"#,
                findings: [["/c", "/oneOf/1/properties/c/type", "expected null, but found the number 2"]],
                branches: ["branch 2 of 2 of 'oneOf' comes closest"]
            ),
            // A single branch has no rival.
            Sample(
                schema: #"{"anyOf":[{"minimum":3}]}"#,
                instance: "1",
                findings: [["", "/anyOf/0/minimum", "1 is below the minimum 3"]],
                branches: []
            ),
        ]
    )
    func shapes(_ sample: Sample) throws { try check(sample) }

    @Test("The choice does not depend on how many findings are asked for")
    func limits() throws {
        let schema = try Schema(parsed(Self.manifests))
        let instance = try parsed(#"{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":"2"}}"#)
        for limit in 1...3 {
            let report = try schema.report(on: instance, limit: limit)
            #expect(report.findings.allSatisfy { $0.branches.first?.name == "Deployment" })
            #expect(report.findings.count == min(limit, 2) && report.isComplete == (limit >= 2))
        }
    }

    @Test("A branch is named in both languages")
    func names() throws {
        let schema = try Schema(parsed(#"{"anyOf":[{"type":"string"},{"title":"价格","minimum":3}]}"#))
        let branch = try #require(try schema.findings(in: parsed("1")).first?.branches.first)
        #expect(branch.index == 1 && branch.count == 2 && branch.keyword == "anyOf" && branch.name == "价格")
        #expect(branch.evaluationPath.description == "/anyOf")
        #expect(branch.text.english == "branch 2 of 2 of 'anyOf', '价格', comes closest")
        #expect(branch.text.chinese == "“anyOf” 2 个分支中的第 2 个（“价格”）最接近")
    }
}
