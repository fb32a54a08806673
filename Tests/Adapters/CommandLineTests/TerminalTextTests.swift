import CommandLine
import Diagnostics
import Testing

@Suite("Text that a terminal shows and does not obey")
struct TerminalTextTests {
    @Test(
        "Control characters are escaped at the ends of their ranges, and nothing beside them",
        arguments: [
            ("", ""), ("plain, 模式 é 👍 “q”", "plain, 模式 é 👍 “q”"), ("\u{0}\u{1F} ", "\\u0000\\u001f "),
            ("~\u{7F}\u{80}\u{9F}\u{A0}", "~\\u007f\\u0080\\u009f\u{A0}"), ("\u{1B}[31m", "\\u001b[31m"),
            ("\u{2027}\u{2028}\u{2029}\u{202A}\u{202E}\u{202F}", "\u{2027}\\u2028\\u2029\\u202a\\u202e\u{202F}"),
            ("\u{2065}\u{2066}\u{2069}\u{206A}", "\u{2065}\\u2066\\u2069\u{206A}"), ("a\r\n\tb", "a\\r\\n\\tb"),
        ]
    )
    func line(_ text: String, _ shown: String) { #expect(TerminalText.line(text) == shown) }

    @Test("Text of several lines keeps them, and nothing else")
    func lines() { #expect(TerminalText.lines("a\n\tb\r\u{1B}") == "a\n\tb\\r\\u001b") }

    @Test("A finding is shown with its file, message and remedy on one line each")
    func finding() {
        let finding = Diagnostic(
            code: "a.b",
            LocalizedText("m\u{1B}", zh: "消\u{9B}"),
            at: SourceLocation(file: "x\nerror: y", position: SourcePosition(line: 1, column: 2)),
            remedy: LocalizedText("r\u{202E}", zh: "办")
        )
        let shown = TerminalText.finding(finding)
        #expect(shown.rendered(in: .english) == "x\\nerror: y:1:2: error: m\\u001b [a.b]\n  help: r\\u202e")
        #expect(shown.message.chinese == "消\\u009b")
    }

    @Test("JSON stays the same value, one line stays one line")
    func json() {
        for (text, shown) in [
            ("{\"a\":1}\n", "{\"a\":1}\n"), ("\"\u{9B}31m\u{7F}\"\n", "\"\\u009b31m\\u007f\"\n"),
            ("\"“é”\"", "\"“é”\""), ("\"\u{2028}\u{202E}\"", "\"\\u2028\\u202e\""),
        ] {
            var bytes = Array(text.utf8)
            TerminalText.escapeJSON(&bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == shown)
        }
    }
}
