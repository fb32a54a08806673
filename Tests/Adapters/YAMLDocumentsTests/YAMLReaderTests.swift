import Diagnostics
import JSON
import Testing
import YAMLDocuments

/// A YAML text and the JSON that it means.
struct Reading {
    let yaml: String
    let json: String

    init(_ yaml: String, _ json: String) {
        self.yaml = yaml
        self.json = json
    }

    /// Compares every row and records each miss.
    static func check(_ rows: [Reading], sourceLocation: SourceLocation = #_sourceLocation) {
        for row in rows {
            do throws(YAMLError) {
                let text = try YAMLReader().read(Array(row.yaml.utf8)).root.text()
                if text != row.json {
                    Issue.record("\(row.yaml.debugDescription): \(text)", sourceLocation: sourceLocation)
                }
            } catch {
                let found = error.diagnostic(in: "text").rendered(in: .english)
                Issue.record("\(row.yaml.debugDescription): \(found)", sourceLocation: sourceLocation)
            }
        }
    }

    typealias SourceLocation = Testing.SourceLocation
}

@Suite("YAML documents (YAML 1.2.2)")
struct YAMLReaderTests {
    @Test("Block and flow collections nest")
    func collections() {
        Reading.check([
            Reading("a: 1\nb: 2\n", #"{"a":1,"b":2}"#),
            Reading("- 1\n- - 2\n  - 3\n-\n  - 4\n", "[1,[2,3],[4]]"),
            Reading("a:\n- 1\n- b: 2\n  c: 3\n", #"{"a":[1,{"b":2,"c":3}]}"#),
            Reading("-\n  a: 1\n  b: 2\n-\n", #"[{"a":1,"b":2},null]"#),
            Reading("{a: b, \"c\": 'd', e: [f, {g: h}]}", #"{"a":"b","c":"d","e":["f",{"g":"h"}]}"#),
            Reading("{a: , b: }", #"{"a":null,"b":null}"#),
            Reading("{x, y: 1, \"z\"}", #"{"x":null,"y":1,"z":null}"#),
            Reading("[x: 1, y: 2]", #"[{"x":1},{"y":2}]"#),
            Reading("[a, b, ]", #"["a","b"]"#),
            Reading("{}", "{}"),
            Reading("[]", "[]"),
            Reading("? a\n: 1\n? b\n: - x\n  - y\n", #"{"a":1,"b":["x","y"]}"#),
            Reading("a: # comment\n  b: c # not\n  d: e#f\n", #"{"a":{"b":"c","d":"e#f"}}"#),
            Reading(#"{"a":1,"b":[true,null,"x"],"c":{"d":-1.5}}"#, #"{"a":1,"b":[true,null,"x"],"c":{"d":-1.5}}"#),
            Reading("中文: 值\nemoji: 😀\n", #"{"中文":"值","emoji":"😀"}"#),
            Reading("a: http://example.com:80/x?y=z\nb: a b c\n", #"{"a":"http://example.com:80/x?y=z","b":"a b c"}"#),
        ])
    }

    @Test("Quoted and block scalars are strings, folded and unescaped")
    func scalars() {
        Reading.check([
            Reading(#"a: "x\n\t\u4e2d\U0001F600\x41\\\"\/""#, #"{"a":"x\n\t中😀A\\\"/"}"#),
            Reading("a: 'it''s'", #"{"a":"it's"}"#),
            Reading(#"a: "123""# + "\nb: 'null'\nc: \"\"\n", #"{"a":"123","b":"null","c":""}"#),
            Reading("a: |\n  line 1\n    line 2\n\n  line 3\nb: x\n", #"{"a":"line 1\n  line 2\n\nline 3\n","b":"x"}"#),
            Reading("a: |-\n  no end\nb: |+\n  keep\n\n\nc: x\n", #"{"a":"no end","b":"keep\n\n\n","c":"x"}"#),
            Reading("a: >\n  folded\n  text\n\n  para\n   in\n  x\n", #"{"a":"folded text\npara\n in\nx\n"}"#),
            Reading("a: >-\n  1\n", #"{"a":"1"}"#),
            Reading("a: plain\n  multi\n  line\n", #"{"a":"plain multi line"}"#),
            Reading("a: \"multi\n  line\n\n  quoted\"", #"{"a":"multi line\nquoted"}"#),
            Reading("b: |2\n    two\n", #"{"b":"  two\n"}"#),
            Reading("--- |\n lit\n...\n", #""lit\n""#),
            Reading("just text", #""just text""#),
            Reading(#"{"a":"\u00e9\/\b\f\n\r\t"}"#, #"{"a":"é/\b\f\n\r\t"}"#),
        ])
    }

    @Test("Keys are names by their source text")
    func keys() {
        Reading.check([
            Reading("200: ok\n", #"{"200":"ok"}"#),
            Reading(
                "true: a\nNo: b\n1.0: c\n0x10: d\n+5: e\n.inf: f\n",
                #"{"true":"a","No":"b","1.0":"c","0x10":"d","+5":"e",".inf":"f"}"#
            ),
            Reading("null: a\n", #"{"null":"a"}"#),
            Reading("'': a\n\"~\": b\n", #"{"":"a","~":"b"}"#),
            Reading("2024-01-01: a\n", #"{"2024-01-01":"a"}"#),
            Reading("!!str 1: a\n", #"{"1":"a"}"#),
            Reading("\"quoted: colon\": v\n", #"{"quoted: colon":"v"}"#),
            Reading("é: 1\ne\u{301}: 2\n", "{\"é\":1,\"e\u{301}\":2}"),
        ])
    }

    @Test("Tags of the core schema are honoured")
    func tags() {
        Reading.check([
            Reading("!!str 123", #""123""#),
            Reading("!!str", #""""#),
            Reading("! 5", #""5""#),
            Reading("!<tag:yaml.org,2002:str> true", #""true""#),
            Reading("!!int \"42\"", "42"),
            Reading("!!int '0x1F'", "31"),
            Reading("!!float '1.50'", "1.50"),
            Reading("!!float 3", "3"),
            Reading("!!bool \"true\"", "true"),
            Reading("!!null ''", "null"),
            Reading("!!map {a: 1}", #"{"a":1}"#),
            Reading("!!seq [1]", "[1]"),
            Reading("! {a: 1}", #"{"a":1}"#),
            Reading("%TAG !c! tag:yaml.org,2002:\n--- !c!str 5\n", #""5""#),
        ])
    }

    @Test("One document may have markers, directives and empty neighbours")
    func streams() {
        Reading.check([
            Reading("---\na: 1\n", #"{"a":1}"#),
            Reading("%YAML 1.1\n---\na: no\n", #"{"a":"no"}"#),
            Reading("%YAML 1.2\n---\na: 1\n...\n", #"{"a":1}"#),
            Reading("a: 1\n---\n# nothing\n---\n...\n", #"{"a":1}"#),
            Reading("---\n---\na: 1\n", #"{"a":1}"#),
            Reading("--- ~\n", "null"),
            Reading("# only\n--- ''\n", #""""#),
        ])
    }

    @Test("UTF-8 may have a byte order mark, UTF-16 must have one")
    func encodings() throws {
        let text = "a: 中😀\n"
        let littleEndian = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let bigEndian = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + littleEndian,
            [0xFE, 0xFF] + bigEndian,
        ] {
            let document = try YAMLReader().read(bytes)
            #expect(document.root.text() == #"{"a":"中😀"}"#)
            #expect(document.root["a"]?.position == SourcePosition(line: 1, column: 4))
            #expect(document.root.position == SourcePosition(line: 1, column: 1))
        }
    }

    @Test("Every node has the position where it is written, aliases that of their anchor")
    func positions() throws {
        let document = try YAMLReader().read(
            Array("base: &b\n  名: [1,  'x']\ncopy: *b\nmerged:\n  <<: *b\n  y: 0x1\n".utf8)
        )
        let root = document.root
        let positions = { (pointer: String) in
            JSONPointer(pointer).flatMap { root[$0]?.position }
        }
        #expect(positions("/base") == SourcePosition(line: 1, column: 7))
        #expect(positions("/base/名") == SourcePosition(line: 2, column: 6))
        #expect(positions("/base/名/0") == SourcePosition(line: 2, column: 7))
        #expect(positions("/base/名/1") == SourcePosition(line: 2, column: 11))
        #expect(positions("/copy/名/1") == SourcePosition(line: 2, column: 11))
        #expect(positions("/merged") == SourcePosition(line: 5, column: 3))
        #expect(positions("/merged/y") == SourcePosition(line: 6, column: 6))
        #expect(positions("/merged/名/0") == SourcePosition(line: 2, column: 7))
        for index in document.nodes.indices { #expect(document.position(of: index) != nil) }
    }
}
