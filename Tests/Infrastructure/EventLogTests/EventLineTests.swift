import EventLog
import Foundation
import Testing

@Suite("One line of the log")
struct EventLineTests {
    private func line(_ format: EventFormat, _ message: String, _ values: [(String, EventLine.Value)] = []) -> String {
        var bytes: [UInt8] = []
        EventLine(format, "info", message, values).append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Texts that would end a line, begin another value, or move a terminal's cursor.
    static let hostile = [
        "a\nb", "a\r\nERROR forged", "a\u{0}b", "\u{1B}[2Jgone", "a\u{7F}b", "a\u{85}b", "a\u{9B}31m", "a\u{2028}b",
        "a\u{2029}b", "a\u{202E}b", "a\u{FEFF}b", "a\u{200B}b", "a\tb", "\"quoted\" \\ back", "status=200", "a  b=c",
        "",
        "报告 😀", "a\u{E0001}b",
    ]

    @Test("Text stays one line of visible characters, whatever its values", arguments: hostile)
    func escapesText(_ text: String) {
        let line = line(.text, text, [("value", .text(text)), ("last", .number("1"))])
        for scalar in line.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: Issue.record("\(scalar.value) is in \(line)")
            default: break
            }
        }
        #expect(line.hasSuffix("  last=1"))
    }

    @Test("A value with spaces or signs stands in quotes, others stand bare")
    func quotesText() {
        let line = line(.text, "said", [("a", "word"), ("b", "two words"), ("c", "x=1"), ("d", "\""), ("e", "")])
        #expect(line.hasSuffix(#" info said  a=word  b="two words"  c="x=1"  d="\""  e="""#))
    }

    @Test("JSON reads back as what was reported", arguments: hostile)
    func writesJSON(_ text: String) throws {
        let line = line(.json, text, [("value", .text(text)), (text + "x", .text("y")), ("n", .number("1.5"))])
        #expect(!line.contains("\n"))
        let value = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(value["message"] as? String == text)
        #expect(value["value"] as? String == text)
        #expect(value[text + "x"] as? String == "y")
        #expect(value["n"] as? Double == 1.5)
        #expect(value["level"] as? String == "info")
    }

    @Test(
        "What is no JSON number becomes a text",
        arguments: ["nan", "1,\"x\":2", "", "-", "1.", ".5", "01", "1e5", "1.2.3", " 1", "+1"]
    )
    func quotesNumbers(_ text: String) throws {
        let line = line(.json, "m", [("n", .number(text))])
        let value = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(value["n"] as? String == text)
        #expect(value.count == 4)
    }

    @Test("Numbers stay numbers", arguments: ["0", "-1", "12.50", "0.001", "-0.5", "100"])
    func keepsNumbers(_ text: String) {
        #expect(line(.json, "m", [("n", .number(text))]).hasSuffix(#","n":\#(text)}"#))
    }

    @Test("The time is RFC 3339 in UTC with milliseconds")
    func writesTime() throws {
        let expected = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/
        #expect(try expected.wholeMatch(in: EventLine.time()) != nil)
    }
}
