import Foundation
import JSON
import Testing
import YAMLDocuments

/// A JSON text and the YAML that is written for it.
private struct Writing {
    let json: String
    let yaml: String

    init(_ json: String, _ yaml: String) {
        self.json = json
        self.yaml = yaml
    }

    /// Compares every row, there and back, and records each miss.
    static func check(_ rows: [Writing], sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
        for row in rows {
            let document = try JSONParser().parse(row.json)
            let yaml = String(decoding: YAMLWriter().text(of: document.root), as: UTF8.self)
            if yaml != row.yaml {
                Issue.record("\(row.json): \(yaml.debugDescription)", sourceLocation: sourceLocation)
            }
            try RoundTrip.check(document, sourceLocation: sourceLocation)
        }
    }
}

/// What is written is read as the same, and written as the same again.
private enum RoundTrip {
    static let reader = YAMLReader(limits: YAMLLimits(maximumDepth: 1024))

    static func check(_ document: JSONDocument, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
        let yaml = YAMLWriter().text(of: document.root)
        let back = try reader.read(yaml)
        if !isSame(document.root, back.root) {
            let text = String(decoding: yaml, as: UTF8.self).debugDescription
            Issue.record("\(document.root.text()): \(text): \(back.root.text())", sourceLocation: sourceLocation)
        }
        #expect(YAMLWriter().text(of: back.root) == yaml, sourceLocation: sourceLocation)
        #expect(yaml.last == UInt8(ascii: "\n"), sourceLocation: sourceLocation)
    }

    /// Whether the values and the order of members are equal; numbers by their value.
    private static func isSame(_ left: JSONNode, _ right: JSONNode) -> Bool {
        JSONNode.areEqual(left, right) && names(left.document) == names(right.document)
    }

    /// The member names and strings of a document in their order.
    private static func names(_ document: JSONDocument) -> [[UInt8]] {
        document.nodes.lazy.filter { $0.kind == .string }.map { Array(document.content(of: $0)) }
    }
}

@Suite("Writing YAML (YAML 1.2.2 and 1.1)")
struct YAMLWriterTests {
    @Test("Collections are blocks of two spaces a level, empty ones brackets")
    func collections() throws {
        try Writing.check([
            Writing("{}", "{}\n"),
            Writing("[]", "[]\n"),
            Writing(#"{"b":1,"a":2}"#, "b: 1\na: 2\n"),
            Writing("[1,2]", "- 1\n- 2\n"),
            Writing(#"{"a":{"b":{"c":null}},"d":true}"#, "a:\n  b:\n    c: null\nd: true\n"),
            Writing(#"{"a":[1,{"b":2,"c":3},false]}"#, "a:\n  - 1\n  - b: 2\n    c: 3\n  - false\n"),
            Writing(#"[{"a":[{"b":[]}],"c":{}}]"#, "- a:\n    - b: []\n  c: {}\n"),
            Writing("[[1,[2,3]],[],[{}]]", "- - 1\n  - - 2\n    - 3\n- []\n- - {}\n"),
            Writing(#"[{"a":{"b":1}},{"c":2}]"#, "- a:\n    b: 1\n- c: 2\n"),
        ])
    }

    @Test("Text without another meaning stands as it is")
    func plain() throws {
        let texts = [
            "a", "a b  c", "it's", "say \"x\"", "a:b", "http://example.com:80/a?b=c#d", "/users/{id}", "$ref", "_x",
            "(a, b) [c] {d}", "application/vnd.api+json", "中文：值", "😀", "é", "e\u{301}", "a#b", "a - b", "a ? b",
            "nulls", "yesno", "not", "ONE", "True!", "nil", "inf", "NaN", "x1", "a\\nb", "back`tick", "end-", "end?",
        ]
        for text in texts { try Writing.check([Writing(#"["\#(text.escaped)"]"#, "- \(text)\n")]) }
    }

    @Test("Text that looks like null, a boolean, a number, a date or a merge key is quoted, as value and as name")
    func lookalikes() throws {
        let texts = [
            "", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES",
            "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N", "nULL", "oFF", "0", "1", "-1",
            "+1", "007", "0o17", "0x1F", "0b101", "1_000", "1.5", ".5", "5.", "1e3", "1.0e+3", "+.5", "-0", ".inf",
            "-.inf", "+.INF", ".nan", ".NaN", "12:30:45", "1:30", "-190:20:30", "2024-01-01", "2024-1-1",
            "2024-01-01T10:00:00Z", "2001-12-14t21:59:43.10-05:00", "1..2", "1.2.", "3.1.0a", "4XX", "<<", "=", "-",
            "--", "---", "...",
        ]
        for text in texts { try Self.checkQuoted(text) }
    }

    @Test("A version stands as people write it")
    func versions() throws {
        try Writing.check([
            Writing(#"{"openapi":"3.1.0","10.0.0.1":"1.10.12.0"}"#, "openapi: 3.1.0\n10.0.0.1: 1.10.12.0\n")
        ])
    }

    @Test("Text that begins with an indicator, ends with a blank, or holds ': ' or ' #' is quoted")
    func indicators() throws {
        let texts = [
            "- a", "? a", ": a", ", a", "[a", "]a", "{a", "}a", "#a", "&a", "*a", "!a", "|a", ">a", "'a", "\"a", "%a",
            "@a", "`a", "-a", "?a", ":a", "<a>", "\\a", ".a", "^a$", ";", " a", "a ", " ", "   ", "a: b", "a:", "a #b",
            "a: #", "中: 文", "it's: so", "'", "''", "*", "&", "!", "%", "|", ">",
        ]
        for text in texts { try Self.checkQuoted(text) }
    }

    @Test("What cannot be seen is escaped in double quotes")
    func escapes() throws {
        try Writing.check([
            Writing(#"["\u0000\u0001\b\f\u001b\u007f"]"#, #"- "\0\x01\b\f\x1B\x7F""# + "\n"),
            Writing(#"["a\tb"]"#, #"- "a\tb""# + "\n"),
            Writing(#"["\t"]"#, #"- "\t""# + "\n"),
            Writing(#"["a\r\nb"]"#, #"- "a\r\nb""# + "\n"),
            Writing(#"["\r"]"#, #"- "\r""# + "\n"),
            Writing(#"["\u0080\u0085\u009f\u00a0"]"#, "- \"\\x80\\x85\\x9F\u{A0}\"\n"),
            Writing(#"["\u2028\u2029\u2027\u202a"]"#, "- \"\\u2028\\u2029\u{2027}\u{202A}\"\n"),
            Writing(#"["\ufeff"]"#, #"- "\uFEFF""# + "\n"),
            Writing(#"["a\ufeffb"]"#, #"- "a\uFEFFb""# + "\n"),
            Writing(#"["\ufffe\uffff\ufffd"]"#, "- \"\\uFFFE\\uFFFF\u{FFFD}\"\n"),
            Writing(#"["\u0007\"\\/中😀'"]"#, #"- "\x07\"\\/中😀'""# + "\n"),
            Writing(#"["a\u0085\nb"]"#, #"- "a\x85\nb""# + "\n"),
            Writing(#"["\u00a0","\u200b","👩‍👩‍👧"]"#, "- \u{A0}\n- \u{200B}\n- 👩‍👩‍👧\n"),
            Writing(#"{"a\tb":"\u0085","\ufeff":1}"#, "\"a\\tb\": \"\\x85\"\n\"\\uFEFF\": 1\n"),
        ])
    }

    @Test("Text of several lines is literal, with its line breaks at the end kept")
    func literals() throws {
        try Writing.check([
            Writing(#"{"a":"x\ny"}"#, "a: |-\n  x\n  y\n"),
            Writing(#"{"a":"x\ny\n","b":1}"#, "a: |\n  x\n  y\nb: 1\n"),
            Writing(#"{"a":"x\n"}"#, "a: |\n  x\n"),
            Writing(#"{"a":"x\n\n","b":1}"#, "a: |+\n  x\n\nb: 1\n"),
            Writing(#"{"a":"x\n\n\n"}"#, "a: |+\n  x\n\n\n"),
            Writing(#"{"a":"x\n\n  y\n z"}"#, "a: |-\n  x\n\n    y\n   z\n"),
            Writing(#"{"a":" x\ny"}"#, "a: |2-\n   x\n  y\n"),
            Writing(#"{"a":"\tx\ny\n"}"#, "a: |2\n  \tx\n  y\n"),
            Writing(#"{"a":"\nx\n\n"}"#, "a: |2+\n\n  x\n\n"),
            Writing(#"{"a":"\n  x"}"#, "a: |2-\n\n    x\n"),
            Writing(#"{"a":"x \n  \n\ty\t\n   "}"#, "a: |-\n  x \n    \n  \ty\t\n     \n"),
            Writing(#"{"a":"x\n \n"}"#, "a: |\n  x\n   \n"),
            Writing(
                #"["- a: 'x' # \"y\"\n---\n...\n%\n# z\n","b"]"#,
                "- |\n  - a: 'x' # \"y\"\n  ---\n  ...\n  %\n  # z\n- b\n"
            ),
            Writing(#"[[{"a":[" x\n"]}]]"#, "- - a:\n      - |2\n         x\n"),
            Writing(#""x\ny\n""#, "|\n  x\n  y\n"),
            Writing("\" x\\ny\"", "\" x\\ny\"\n"),
            Writing(#"["\n","\n\n"," \n","\n "]"#, "- \"\\n\"\n- \"\\n\\n\"\n- \" \\n\"\n- \"\\n \"\n"),
            Writing(#"{"a\nb":"中\n文"}"#, "\"a\\nb\": |-\n  中\n  文\n"),
        ])
    }

    @Test("Numbers keep their digits; an exponent has a fraction before it and a sign")
    func numbers() throws {
        try Writing.check([
            Writing("[0,-0,12,-12,1.50,-0.1]", "- 0\n- -0\n- 12\n- -12\n- 1.50\n- -0.1\n"),
            Writing("123456789012345678901234567890", "123456789012345678901234567890\n"),
            Writing("[1e5,1E5,1e+5,1e-5,-1e05]", "- 1.0e+5\n- 1.0E+5\n- 1.0e+5\n- 1.0e-5\n- -1.0e+05\n"),
            Writing("[1.5e5,1.5E+5,1.5e-400]", "- 1.5e+5\n- 1.5E+5\n- 1.5e-400\n"),
        ])
    }

    @Test("Keys are quoted like values, and follow '?' when they are too long for a line's beginning")
    func keys() throws {
        let limit = String(repeating: "k", count: 1024)
        let quoted = String(repeating: "1", count: 1023)
        try Writing.check([
            Writing(
                #"{"200":1,"null":2,"a b":3,"a: b":4,"":5,"<<":{"a":1}}"#,
                "'200': 1\n'null': 2\na b: 3\n'a: b': 4\n'': 5\n'<<':\n  a: 1\n"
            ),
            Writing("{\"\(limit)\":1}", "\(limit): 1\n"),
            Writing("{\"\(limit)k\":1,\"b\":2}", "? \(limit)k\n: 1\nb: 2\n"),
            Writing("{\"\(quoted)\":1}", "? '\(quoted)'\n: 1\n"),
            Writing("{\"b\":0,\"\(limit)k\":{\"a\":[1]}}", "b: 0\n? \(limit)k\n:\n  a:\n    - 1\n"),
            Writing("[{\"\(limit)k\":\" x\\ny\",\"b\":[]}]", "- ? \(limit)k\n  : |2-\n     x\n    y\n  b: []\n"),
        ])
    }

    @Test("A long text stays on its line")
    func longText() throws {
        let text = String(repeating: "word ", count: 2000) + "end"
        try Writing.check([
            Writing("[\"\(text)\"]", "- \(text)\n"),
            Writing("{\"a\":\"\(text):\"}", "a: '\(text):'\n"),
        ])
    }

    @Test("A part of a document is written like a whole one")
    func part() throws {
        let document = try JSONParser().parse(#"{"a":[1,{"b":"x\ny"}],"c":2}"#)
        let texts = document.root.members.map { String(decoding: YAMLWriter().text(of: $0.value), as: UTF8.self) }
        #expect(texts == ["- 1\n- b: |-\n    x\n    y\n", "2\n"])
    }

    @Test("Depth costs no call stack", arguments: ["[", #"{"a":"#, #"[{"a":"#])
    func depth(_ opening: String) throws {
        let count = opening.count > 5 ? 450 : 900
        let closing = String(opening.filter { $0 == "[" || $0 == "{" }.map { $0 == "[" ? "]" : "}" }.reversed())
        let json = String(repeating: opening, count: count) + #"" x\n""# + String(repeating: closing, count: count)
        try RoundTrip.check(JSONParser().parse(json))
    }

    @Test("A document of the greatest depth that JSON may have is written")
    func greatestDepth() throws {
        let json = String(repeating: "[", count: 1024) + String(repeating: "]", count: 1024)
        let text = YAMLWriter().text(of: try JSONParser().parse(json).root)
        #expect(text == Array((String(repeating: "- ", count: 1023) + "[]\n").utf8))
    }

    /// Checks that a text without line breaks stands in single quotes, as value, name and root.
    private static func checkQuoted(_ text: String) throws {
        let json = "\"\(text.escaped)\""
        let yaml = "'" + text.replacing("'", with: "''") + "'"
        try Writing.check([
            Writing(json, "\(yaml)\n"),
            Writing("[\(json)]", "- \(yaml)\n"),
            Writing("{\(json):\(json)}", "\(yaml): \(yaml)\n"),
        ])
    }
}

extension String {
    /// The text as it stands between the quotes of JSON.
    fileprivate var escaped: String { replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
}

@Suite("YAML that is written is read as the same")
struct YAMLWriterRoundTripTests {
    @Test("Random documents", arguments: 0..<20 as Range<UInt64>)
    func random(seed: UInt64) throws {
        var maker = DocumentMaker(seed: seed)
        for _ in 0..<100 { try RoundTrip.check(JSONDocument(maker.value(depth: 0))) }
    }

    @Test("Random texts at every place", arguments: 100..<110 as Range<UInt64>)
    func randomTexts(seed: UInt64) throws {
        var maker = DocumentMaker(seed: seed)
        for _ in 0..<500 {
            let text = JSONValue.string(maker.text())
            try RoundTrip.check(JSONDocument(text))
            try RoundTrip.check(
                JSONDocument(.object([.init("a", text), .init(maker.text() + "b", .array([text, .array([text])]))]))
            )
        }
    }

    @Test(
        "Contracts of real services",
        .enabled(if: !RealContracts.files.isEmpty, "shared/corpora/openapi/real is not beside the repository"),
        arguments: RealContracts.files
    )
    func contracts(_ file: String) throws {
        let bytes = try RealContracts.bytes(of: file)
        let document = try file.hasSuffix(".json") ? JSONParser().parse(bytes) : YAMLReader().read(bytes)
        let yaml = YAMLWriter().text(of: document.root)
        let back = try YAMLReader().read(yaml)
        #expect(try CanonicalForm.bytes(of: back.root) == CanonicalForm.bytes(of: document.root))
        #expect(YAMLWriter().text(of: back.root) == yaml)
    }
}

/// The contracts that lie beside the repository.
private enum RealContracts {
    static let folder: URL? = {
        var ancestor = URL(filePath: #filePath)
        while ancestor.path() != "/" {
            ancestor.deleteLastPathComponent()
            let folder = ancestor.appending(path: "shared/corpora/openapi/real")
            if FileManager.default.fileExists(atPath: folder.path()) { return folder }
        }
        return nil
    }()

    /// Their names; none where they are not installed.
    static let files: [String] = {
        // A folder that is not there has no files.
        let names = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path()) } ?? []
        return names.filter { $0.hasSuffix(".json") || $0.hasSuffix(".yaml") }.sorted()
    }()

    static func bytes(of file: String) throws -> [UInt8] {
        let folder = try #require(folder)
        return try Array(Data(contentsOf: folder.appending(path: file)))
    }
}

/// Makes documents of the pieces that YAML has a meaning for.
private struct DocumentMaker {
    private static let pieces = [
        "a", "b", "Z", "中", "😀", "é", " ", " ", "  ", "\n", "\n", "\n\n", "\t", "\r", ":", ": ", "#", " #", "-", "- ",
        "?", "'", "\"", "\\", "\\n", "|", ">", "&", "*", "!", "%", "@", "`", "{", "}", "[", "]", ",", "<<", "=", "~",
        "null", "yes", "0", "1", "0x", "e", ".", "_", "+", "---", "...", "\u{0}", "\u{7}", "\u{7F}", "\u{85}", "\u{A0}",
        "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFF}", "\u{1FFFE}", "\u{200D}",
    ]
    private static let numbers = ["0", "-0", "7", "-12", "1.50", "1e5", "1E-7", "-2.5e10", "12345678901234567890"]

    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A number below a bound.
    private mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func text() -> String {
        var text = ""
        // Half of the texts have no characters that only an escape can write.
        let bound = below(2) == 0 ? Self.pieces.count : 52
        for _ in 0..<below(8) { text += Self.pieces[below(bound)] }
        return text
    }

    mutating func value(depth: Int) -> JSONValue {
        switch depth > 12 ? below(4) : below(9) {
        case 0: return [.null, .boolean(true), .boolean(false)][below(3)]
        case 1: return JSONNumber(Self.numbers[below(Self.numbers.count)]).map { .number($0) } ?? .null
        case 2, 3: return .string(text())
        case 4, 5, 6:
            var members: [JSONValue.Member] = []
            for _ in 0..<below(5) {
                let name = text()
                if members.allSatisfy({ !$0.name.utf8.elementsEqual(name.utf8) }) {
                    members.append(JSONValue.Member(name, value(depth: depth + 1)))
                }
            }
            return .object(members)
        default: return .array((0..<below(5)).map { _ in value(depth: depth + 1) })
        }
    }
}
