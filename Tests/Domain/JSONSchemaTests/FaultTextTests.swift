import Diagnostics
import Foundation
import JSON
import StringFormats
import Testing

@testable import JSONSchema

/// One refusal in words.
struct Wording: Sendable, CustomTestStringConvertible {
    let schema: String
    let instance: String
    /// The value that was found.
    let found: String
    /// Message, expectation and remedy.
    let english: [String]
    let chinese: [String]
    var testDescription: String { "\(schema) ⊢ \(instance)" }
}

@Suite("What a finding says")
struct FaultTextTests {
    static func check(_ sample: Wording) throws {
        let schema = try Schema(parsed(sample.schema), options: SchemaOptions(assertsFormat: true))
        let findings = try schema.findings(in: parsed(sample.instance))
        let finding = try #require(findings.first)
        #expect(findings.count == 1)
        #expect(finding.found == sample.found)
        for (language, words) in [(Language.english, sample.english), (.chinese, sample.chinese)] {
            let texts = [finding.message, finding.expected, try #require(finding.remedy)]
            #expect(texts.map { $0.text(in: language) } == words)
        }
    }

    @Test(
        "Types and fixed values",
        arguments: [
            Wording(
                schema: #"{"type":"integer"}"#,
                instance: #""12""#,
                found: #""12""#,
                english: [
                    #"expected an integer, but found the string "12""#, "an integer", "remove the quotation marks: 12",
                ],
                chinese: [#"应为整数，实际为字符串 "12""#, "整数", "请去掉引号：12"]
            ),
            Wording(
                schema: #"{"type":"integer"}"#,
                instance: "1.5",
                found: "1.5",
                english: ["expected an integer, but found the number 1.5", "an integer", "use a whole number"],
                chinese: ["应为整数，实际为数字 1.5", "整数", "请使用整数"]
            ),
            Wording(
                schema: #"{"type":"string"}"#,
                instance: "12",
                found: "12",
                english: [
                    "expected a string, but found the number 12", "a string", #"put it in quotation marks: "12""#,
                ],
                chinese: ["应为字符串，实际为数字 12", "字符串", #"请加上引号："12""#]
            ),
            Wording(
                schema: #"{"type":["boolean","null"]}"#,
                instance: #""true""#,
                found: #""true""#,
                english: [
                    #"expected a boolean or null, but found the string "true""#, "a boolean or null",
                    "remove the quotation marks: true",
                ],
                chinese: [#"应为布尔值或 null，实际为字符串 "true""#, "布尔值或 null", "请去掉引号：true"]
            ),
            Wording(
                schema: #"{"type":"array"}"#,
                instance: "1",
                found: "1",
                english: [
                    "expected an array, but found the number 1", "an array",
                    "put it in square brackets, as the element of an array",
                ],
                chinese: ["应为数组，实际为数字 1", "数组", "请放入方括号，作为数组的元素"]
            ),
            Wording(
                schema: #"{"type":["number","string"]}"#,
                instance: #"{"name":"x","tags":[1,{"deep":{"er":[0]}}]}"#,
                found: #"{"name": "x", "tags": [1, {…}]}"#,
                english: [
                    #"expected a number or a string, but found the object {"name": "x", "tags": [1, {…}]}"#,
                    "a number or a string", "use a number or a string",
                ],
                chinese: [
                    #"应为数字或字符串，实际为对象 {"name": "x", "tags": [1, {…}]}"#, "数字或字符串", "请改用数字或字符串",
                ]
            ),
            Wording(
                schema: #"{"const":{"a":1}}"#,
                instance: "null",
                found: "null",
                english: [#"expected {"a": 1}, but found null"#, #"{"a": 1}"#, #"use {"a": 1}"#],
                chinese: [#"应为 {"a": 1}，实际为 null"#, #"{"a": 1}"#, #"请改用 {"a": 1}"#]
            ),
            Wording(
                schema: #"{"enum":["open","closed"]}"#,
                instance: #""opne""#,
                found: #""opne""#,
                english: [
                    #"expected one of "open", "closed", but found the string "opne""#, #"one of "open", "closed""#,
                    #"use "open", if that is what was meant"#,
                ],
                chinese: [
                    #"应为以下值之一："open", "closed"，实际为字符串 "opne""#, #"以下值之一："open", "closed""#,
                    #"如果本意如此，请改用 "open""#,
                ]
            ),
            Wording(
                schema: #"{"enum":["open","closed"]}"#,
                instance: "7",
                found: "7",
                english: [
                    #"expected one of "open", "closed", but found the number 7"#, #"one of "open", "closed""#,
                    #"use one of "open", "closed""#,
                ],
                chinese: [
                    #"应为以下值之一："open", "closed"，实际为数字 7"#, #"以下值之一："open", "closed""#,
                    #"请改用以下值之一："open", "closed""#,
                ]
            ),
        ]
    )
    func values(_ sample: Wording) throws { try Self.check(sample) }

    @Test(
        "Numbers",
        arguments: [
            Wording(
                schema: #"{"minimum":18}"#,
                instance: "3",
                found: "3",
                english: ["3 is below the minimum 18", "a number of at least 18", "use 18 or more"],
                chinese: ["3 小于最小值 18", "不小于 18 的数字", "请使用不小于 18 的数字"]
            ),
            Wording(
                schema: #"{"maximum":18.5}"#,
                instance: "19",
                found: "19",
                english: ["19 is above the maximum 18.5", "a number of at most 18.5", "use 18.5 or less"],
                chinese: ["19 大于最大值 18.5", "不大于 18.5 的数字", "请使用不大于 18.5 的数字"]
            ),
            Wording(
                schema: #"{"exclusiveMinimum":0}"#,
                instance: "0",
                found: "0",
                english: ["0 is not above 0", "a number above 0", "use more than 0"],
                chinese: ["0 应大于 0", "大于 0 的数字", "请使用大于 0 的数字"]
            ),
            Wording(
                schema: #"{"exclusiveMaximum":1}"#,
                instance: "1e2",
                found: "1e2",
                english: ["1e2 is not below 1", "a number below 1", "use less than 1"],
                chinese: ["1e2 应小于 1", "小于 1 的数字", "请使用小于 1 的数字"]
            ),
            Wording(
                schema: #"{"multipleOf":5}"#,
                instance: "12",
                found: "12",
                english: ["12 is no multiple of 5", "a multiple of 5", "use 10 or 15, for example"],
                chinese: ["12 不是 5 的倍数", "5 的倍数", "例如，请改用 10 或 15"]
            ),
            Wording(
                schema: #"{"multipleOf":5}"#,
                instance: "-12",
                found: "-12",
                english: ["-12 is no multiple of 5", "a multiple of 5", "use -15 or -10, for example"],
                chinese: ["-12 不是 5 的倍数", "5 的倍数", "例如，请改用 -15 或 -10"]
            ),
            Wording(
                schema: #"{"multipleOf":0.01}"#,
                instance: "1.005",
                found: "1.005",
                english: ["1.005 is no multiple of 0.01", "a multiple of 0.01", "round it to a multiple of 0.01"],
                chinese: ["1.005 不是 0.01 的倍数", "0.01 的倍数", "请取 0.01 的倍数"]
            ),
            Wording(
                schema: #"{"multipleOf":7}"#,
                instance: "-9223372036854775808",
                found: "-9223372036854775808",
                english: [
                    "-9223372036854775808 is no multiple of 7", "a multiple of 7", "round it to a multiple of 7",
                ],
                chinese: ["-9223372036854775808 不是 7 的倍数", "7 的倍数", "请取 7 的倍数"]
            ),
            Wording(
                schema: #"{"$schema":"https://spec.openapis.org/oas/3.1/dialect/base","format":"uint8"}"#,
                instance: "256",
                found: "256",
                english: [
                    "256 does not have the format 'uint8'", "the format 'uint8' (a whole number from 0 to 255)",
                    "use a whole number from 0 to 255",
                ],
                chinese: ["256 不符合格式“uint8”", "格式“uint8”（0 到 255 之间的整数）", "请使用 0 到 255 之间的整数"]
            ),
        ]
    )
    func numbers(_ sample: Wording) throws { try Self.check(sample) }

    @Test(
        "Strings",
        arguments: [
            Wording(
                schema: #"{"minLength":3}"#,
                instance: #""长""#,
                found: #""长""#,
                english: [
                    #""长" has 1 character, but must have at least 3"#, "at least 3 characters",
                    "lengthen it by 2 characters",
                ],
                chinese: [#""长" 有 1 个字符，至少应有 3 个"#, "至少 3 个字符", "请增加 2 个字符"]
            ),
            Wording(
                schema: #"{"maxLength":2}"#,
                instance: #""abc""#,
                found: #""abc""#,
                english: [
                    #""abc" has 3 characters, but must have at most 2"#, "at most 2 characters",
                    "shorten it by 1 character",
                ],
                chinese: [#""abc" 有 3 个字符，最多只能有 2 个"#, "至多 2 个字符", "请缩短 1 个字符"]
            ),
            Wording(
                schema: #"{"pattern":"^[a-z]+$"}"#,
                instance: #""a\"\\\n""#,
                found: #""a\"\\\n""#,
                english: [
                    #""a\"\\\n" does not match the pattern '^[a-z]+$'"#,
                    "a string that matches the pattern '^[a-z]+$'", "change it so that it matches '^[a-z]+$'",
                ],
                chinese: [
                    #""a\"\\\n" 不匹配模式“^[a-z]+$”"#, "匹配模式“^[a-z]+$”的字符串", "请修改使其匹配“^[a-z]+$”",
                ]
            ),
            Wording(
                schema: #"{"format":"date"}"#,
                instance: #""17.5.2026""#,
                found: #""17.5.2026""#,
                english: [
                    #""17.5.2026" does not have the format 'date'"#, "the format 'date' (for example 2026-05-17)",
                    "write it as YYYY-MM-DD, for example 2026-05-17",
                ],
                chinese: [
                    #""17.5.2026" 不符合格式“date”"#, "格式“date”（例如 2026-05-17）",
                    "请写成 YYYY-MM-DD 的形式，例如 2026-05-17",
                ]
            ),
        ]
    )
    func strings(_ sample: Wording) throws { try Self.check(sample) }

    @Test("Every format that is checked has an example, which has the format")
    func formats() throws {
        for format in StringFormat.all.map(\.name) {
            let schema = try Schema(parsed(#"{"format":"\#(format)"}"#), options: SchemaOptions(assertsFormat: true))
            let phrase = FormatGuide.expected(format)
            let start = try #require(phrase.english.range(of: "(for example "), "\(format)")
            let example = String(phrase.english[start.upperBound...].dropLast())
            #expect(try schema.accepts(JSONDocument(.string(example)).root), "\(format): \(example)")
            #expect(phrase.chinese.contains(example))
            #expect(FormatGuide.remedy(format).english.hasSuffix(example))
        }
    }
}
