import Diagnostics
import JSON
import Testing

@testable import JSONSchema

@Suite("What a finding says about arrays, objects and logic")
struct FaultTextMemberTests {
    @Test(
        "Arrays",
        arguments: [
            Wording(
                schema: #"{"minItems":3}"#,
                instance: "[1]",
                found: "[1]",
                english: ["[1] has 1 element, but must have at least 3", "at least 3 elements", "add 2 elements"],
                chinese: ["[1] 有 1 个元素，至少应有 3 个", "至少 3 个元素", "请添加 2 个元素"]
            ),
            Wording(
                schema: #"{"maxItems":1}"#,
                instance: "[1,2]",
                found: "[1, 2]",
                english: ["[1, 2] has 2 elements, but must have at most 1", "at most 1 element", "remove 1 element"],
                chinese: ["[1, 2] 有 2 个元素，最多只能有 1 个", "至多 1 个元素", "请删除 1 个元素"]
            ),
            Wording(
                schema: #"{"uniqueItems":true}"#,
                instance: #"["a",2,"a"]"#,
                found: #"["a", 2, "a"]"#,
                english: [
                    #"the element "a" at position 2 stands at position 0 already"#, "elements that all differ",
                    "remove the element at position 2, or change it",
                ],
                chinese: [#"位置 2 处的元素 "a" 与位置 0 处的相同"#, "互不相同的元素", "请删除或修改位置 2 处的元素"]
            ),
            Wording(
                schema: #"{"contains":{"type":"string"}}"#,
                instance: "[1]",
                found: "[1]",
                english: [
                    "0 of 1 element match 'contains', but at least 1 must", "at least 1 element that is a string",
                    "add 1 element that is a string",
                ],
                chinese: [
                    "1 个元素中有 0 个匹配“contains”，至少应有 1 个", "至少 1 个元素是字符串", "请添加 1 个元素，要求是字符串",
                ]
            ),
            Wording(
                schema: #"{"contains":{"minimum":1,"maximum":2},"maxContains":1}"#,
                instance: "[1,2,3]",
                found: "[1, 2, 3]",
                english: [
                    "2 of 3 elements match 'contains', but at most 1 may", "at most 1 element that matches 'contains'",
                    "remove 1 element that matches 'contains'",
                ],
                chinese: [
                    "3 个元素中有 2 个匹配“contains”，最多只能有 1 个", "至多 1 个元素匹配“contains”",
                    "请删除 1 个元素，要求匹配“contains”",
                ]
            ),
            Wording(
                schema: #"{"prefixItems":[true],"items":false}"#,
                instance: "[1,[2]]",
                found: "[2]",
                english: [
                    "the element [2] at position 1 is not allowed", "no element at position 1",
                    "remove the element at position 1",
                ],
                chinese: ["不允许位置 1 处的元素 [2]", "位置 1 处没有元素", "请删除位置 1 处的元素"]
            ),
        ]
    )
    func arrays(_ sample: Wording) throws { try FaultTextTests.check(sample) }

    @Test(
        "Objects",
        arguments: [
            Wording(
                schema: #"{"minProperties":1}"#,
                instance: "{}",
                found: "{}",
                english: ["{} has 0 members, but must have at least 1", "at least 1 member", "add 1 member"],
                chinese: ["{} 有 0 个成员，至少应有 1 个", "至少 1 个成员", "请添加 1 个成员"]
            ),
            Wording(
                schema: #"{"maxProperties":0}"#,
                instance: #"{"a":1}"#,
                found: #"{"a": 1}"#,
                english: [#"{"a": 1} has 1 member, but must have at most 0"#, "at most 0 members", "remove 1 member"],
                chinese: [#"{"a": 1} 有 1 个成员，最多只能有 0 个"#, "至多 0 个成员", "请删除 1 个成员"]
            ),
            Wording(
                schema: #"{"required":["id"]}"#,
                instance: #"{"name":"x"}"#,
                found: #"{"name": "x"}"#,
                english: ["the member 'id' is missing", "the member 'id'", "add the member 'id'"],
                chinese: ["缺少成员“id”", "成员“id”", "请添加成员“id”"]
            ),
            Wording(
                schema: #"{"required":["color"]}"#,
                instance: #"{"colour":"x"}"#,
                found: #"{"colour": "x"}"#,
                english: [
                    "the member 'color' is missing", "the member 'color'",
                    "add the member 'color', or rename 'colour' to it",
                ],
                chinese: ["缺少成员“color”", "成员“color”", "请添加成员“color”，或将“colour”改名为它"]
            ),
            Wording(
                schema: #"{"dependentRequired":{"card":["address"]}}"#,
                instance: #"{"card":1}"#,
                found: #"{"card": 1}"#,
                english: [
                    "the member 'address' is missing, which 'card' asks for", "the member 'address' beside 'card'",
                    "add the member 'address', or remove 'card'",
                ],
                chinese: [
                    "缺少成员“address”，它是“card”所要求的", "在成员“card”之外还有成员“address”",
                    "请添加成员“address”，或删除“card”",
                ]
            ),
            Wording(
                schema: #"{"properties":{"color":{},"size":{}},"additionalProperties":false}"#,
                instance: #"{"colour":[]}"#,
                found: "[]",
                english: [
                    "the member 'colour' is not allowed here; did you mean 'color'?", "no members but 'color', 'size'",
                    "remove the member 'colour', or rename it to 'color'",
                ],
                chinese: [
                    "此处不允许成员“colour”；是否想写“color”？", "除“color”、“size”以外没有其他成员",
                    "请删除成员“colour”，或将其改名为“color”",
                ]
            ),
            Wording(
                schema: #"{"properties":{"color":{}},"additionalProperties":false}"#,
                instance: #"{"color":1,"colour":2}"#,
                found: "2",
                english: [
                    "the member 'colour' is not allowed here", "no members but 'color'", "remove the member 'colour'",
                ],
                chinese: ["此处不允许成员“colour”", "除“color”以外没有其他成员", "请删除成员“colour”"]
            ),
            Wording(
                schema:
                    ##"{"$ref":"#/$defs/a","unevaluatedProperties":false,"$defs":{"a":{"properties":{"name":{}}}}}"##,
                instance: #"{"nmae":null}"#,
                found: "null",
                english: [
                    "the member 'nmae' is not allowed here; did you mean 'name'?", "no members but 'name'",
                    "remove the member 'nmae', or rename it to 'name'",
                ],
                chinese: [
                    "此处不允许成员“nmae”；是否想写“name”？", "除“name”以外没有其他成员",
                    "请删除成员“nmae”，或将其改名为“name”",
                ]
            ),
            Wording(
                schema: #"{"properties":{"a":false}}"#,
                instance: #"{"a":1}"#,
                found: "1",
                english: ["the member 'a' is not allowed here", "no member of this name", "remove the member 'a'"],
                chinese: ["此处不允许成员“a”", "没有此名称的成员", "请删除成员“a”"]
            ),
            Wording(
                schema: #"{"propertyNames":false}"#,
                instance: #"{"a":1}"#,
                found: #""a""#,
                english: [
                    "the name 'a' is not allowed here", "another name, or no member", "rename or remove the member 'a'",
                ],
                chinese: ["此处不允许名称“a”", "其他名称，或没有成员", "请改名或删除成员“a”"]
            ),
        ]
    )
    func objects(_ sample: Wording) throws { try FaultTextTests.check(sample) }

    @Test(
        "Logic",
        arguments: [
            Wording(
                schema: "false",
                instance: "1",
                found: "1",
                english: [
                    "no value is allowed here, but found the number 1", "no value",
                    "remove the value, or change the schema",
                ],
                chinese: ["此处不允许任何值，实际为数字 1", "没有值", "请删除该值，或修改模式"]
            ),
            Wording(
                schema: #"{"not":{"type":"null"}}"#,
                instance: "null",
                found: "null",
                english: ["expected anything but null, but found null", "anything but null", "use anything but null"],
                chinese: ["应为除 null 以外的值，实际为 null", "除 null 以外的值", "请改用除 null 以外的值"]
            ),
            Wording(
                schema: #"{"not":{"required":["a"]}}"#,
                instance: #"{"a":1}"#,
                found: #"{"a": 1}"#,
                english: ["the member 'a' is not allowed here", "no member 'a'", "remove the member 'a'"],
                chinese: ["此处不允许成员“a”", "没有成员“a”", "请删除成员“a”"]
            ),
            Wording(
                schema: #"{"not":{"minimum":1,"maximum":3}}"#,
                instance: "2",
                found: "2",
                english: [
                    "2 matches the schema of 'not', which it must not match",
                    "a value that does not match the schema of 'not'",
                    "change it so that it no longer matches the schema of 'not'",
                ],
                chinese: ["2 匹配了“not”的模式，而它不应匹配", "不匹配“not”的模式的值", "请修改使其不再匹配“not”的模式"]
            ),
            Wording(
                schema: #"{"oneOf":[{"minimum":1},{"minimum":2},{"minimum":9}]}"#,
                instance: "5",
                found: "5",
                english: [
                    "5 matches the branches 1 and 2 of 3 of 'oneOf', but must match one only",
                    "a value that matches one of the 3 branches of 'oneOf' only",
                    "change it so that only one of the branches 1 and 2 matches",
                ],
                chinese: [
                    "5 同时匹配“oneOf” 3 个分支中的第 1、2 个，但只能匹配一个", "只匹配“oneOf” 3 个分支之一的值",
                    "请修改使分支 1、2 中只有一个匹配",
                ]
            ),
            Wording(
                schema: #"{"anyOf":[{"type":"string"},{"type":"integer"},{"enum":[true]}]}"#,
                instance: "{}",
                found: "{}",
                english: [
                    "expected an integer, a string or true, but found the object {}", "an integer, a string or true",
                    "use an integer, a string or true",
                ],
                chinese: ["应为整数、字符串或 true，实际为对象 {}", "整数、字符串或 true", "请改用整数、字符串或 true"]
            ),
            Wording(
                schema: #"{"if":{"type":"string"},"then":{"maxLength":2},"else":false}"#,
                instance: "1",
                found: "1",
                english: [
                    "no value is allowed here, but found the number 1", "no value",
                    "remove the value, or change the schema",
                ],
                chinese: ["此处不允许任何值，实际为数字 1", "没有值", "请删除该值，或修改模式"]
            ),
        ]
    )
    func logic(_ sample: Wording) throws { try FaultTextTests.check(sample) }

    @Test("Long values and names are cut, and what is left is short")
    func shortens() throws {
        let long = String(repeating: "长", count: 500)
        for (schema, instance) in [
            (#"{"type":"null"}"#, "\"\(long)\""),
            (#"{"type":"null"}"#, "[\"\(long)\",\"\(long)\",\"\(long)\",\"\(long)\"]"),
            (#"{"type":"null"}"#, "{\"\(long)\":{\"\(long)\":{\"\(long)\":1}}}"),
            (#"{"type":"null"}"#, "[" + String(repeating: "1,", count: 500) + "1]"),
            (#"{"additionalProperties":false}"#, "{\"\(long)\":1}"), (#"{"required":["\#(long)"]}"#, "{}"),
            (#"{"const":"\#(long)"}"#, "1"), (#"{"pattern":"\#(long)"}"#, #""a""#),
            (#"{"minimum":\#(String(repeating: "9", count: 500))}"#, "1"),
        ] {
            let finding = try #require(try Schema(parsed(schema)).findings(in: parsed(instance)).first)
            #expect(finding.found.unicodeScalars.count < 110, "\(finding.found)")
            for text in [finding.message, finding.expected, try #require(finding.remedy)] {
                #expect(text.english.unicodeScalars.count < 200, "\(text.english)")
                #expect(text.chinese.unicodeScalars.count < 200, "\(text.chinese)")
            }
        }
    }
}
