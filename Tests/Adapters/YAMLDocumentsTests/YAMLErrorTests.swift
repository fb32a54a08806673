import Diagnostics
import JSON
import Testing
import YAMLDocuments

/// A text that is refused, with the place.
struct Refusal {
    let yaml: String
    let code: YAMLError.Code
    let line: Int
    let column: Int

    init(_ yaml: String, _ code: YAMLError.Code, _ line: Int, _ column: Int) {
        self.yaml = yaml
        self.code = code
        self.line = line
        self.column = column
    }
}

@Suite("What YAML refuses")
struct YAMLErrorTests {
    static let refusals = [
        Refusal("", .emptyDocument, 1, 1),
        Refusal("# nothing\n", .emptyDocument, 1, 1),
        Refusal("---\n---\n...\n", .emptyDocument, 1, 1),
        Refusal("a: 1\n---\nb: 2\n", .severalDocuments, 3, 1),
        Refusal("1\n---\n~\n", .severalDocuments, 3, 1),
        Refusal("a: 1\nb: 2\na: 3\n", .duplicateKey, 3, 1),
        Refusal("{a: 1, \"\\x61\": 2}", .duplicateKey, 1, 8),
        Refusal("- {b: {c: 1, 'c': 2}}\n", .duplicateKey, 1, 14),
        Refusal("k: &k a\n*k : 1\na: 2\n", .duplicateKey, 3, 1),
        Refusal("a: &a {x: 1}\nb:\n  <<: *a\n  <<: *a\n", .duplicateKey, 4, 3),
        Refusal("{<<: {a: 1, a: 2}}", .duplicateKey, 1, 13),
        Refusal("a: *b\n", .unknownAlias, 1, 4),
        Refusal("- *a\n- &a 1\n", .unknownAlias, 1, 3),
        Refusal("a: &a [1, *a]\n", .recursiveAlias, 1, 11),
        Refusal("&a x: &b {y: {<<: *b}}\n", .recursiveAlias, 1, 19),
        Refusal("? [1]\n: 2\n", .keyNotAString, 1, 3),
        Refusal("{{a: 1}: 2}", .keyNotAString, 1, 2),
        Refusal("~: 1\n", .keyNotAString, 1, 1),
        Refusal("a: 1\n? \n: 2\n", .keyNotAString, 2, 2),
        Refusal("!!null '': 1\n", .keyNotAString, 1, 1),
        Refusal("a: &a [1]\n*a : 2\n", .keyNotAString, 2, 1),
        Refusal("a: &a ~\n*a : 2\n", .keyNotAString, 2, 1),
        Refusal("a: !custom 1\n", .unsupportedTag, 1, 4),
        Refusal("a: !!binary aGk=\n", .unsupportedTag, 1, 4),
        Refusal("- !!set {a}\n", .unsupportedTag, 1, 3),
        Refusal("!!python/object:os.system {}", .unsupportedTag, 1, 1),
        Refusal("!x k: 1\n", .unsupportedTag, 1, 1),
        Refusal("!!int abc", .tagMismatch, 1, 1),
        Refusal("!!int 1.5", .tagMismatch, 1, 1),
        Refusal("!!float 0x1F", .tagMismatch, 1, 1),
        Refusal("!!bool yes", .tagMismatch, 1, 1),
        Refusal("!!null 0", .tagMismatch, 1, 1),
        Refusal("!!map [1]", .tagMismatch, 1, 1),
        Refusal("!!seq {a: 1}", .tagMismatch, 1, 1),
        Refusal("!!str [1]", .tagMismatch, 1, 1),
        Refusal("!!map x", .tagMismatch, 1, 1),
        Refusal("a: .inf\n", .invalidNumber, 1, 4),
        Refusal("a: -.INF\n", .invalidNumber, 1, 4),
        Refusal("a: [1, .NaN]\n", .invalidNumber, 1, 8),
        Refusal("!!float '.nan'", .invalidNumber, 1, 1),
        Refusal("a: 0x1" + String(repeating: "0", count: 4096), .invalidNumber, 1, 4),
        Refusal("a: \u{1}", .controlCharacter, 1, 4),
        Refusal("a: b\nc: \u{7F}\n", .controlCharacter, 2, 4),
        Refusal("\ta: 1\n", .syntax, 1, 1),
        Refusal("a: @x\n", .syntax, 1, 4),
        Refusal("a: `x`\n", .syntax, 1, 4),
        Refusal("a: b: c\n", .syntax, 1, 5),
        Refusal("a: - b\n", .syntax, 1, 4),
        Refusal("a: [1, 2\n", .syntax, 2, 1),
        Refusal("a: \"open\n", .syntax, 2, 1),
        Refusal("a: \"\\q\"\n", .syntax, 1, 5),
        Refusal("a: \"\\ud800\"\n", .syntax, 1, 7),
        Refusal("a: 1\n b: 2\n", .syntax, 2, 3),
        Refusal("a: \"x\" y\n", .syntax, 1, 8),
        Refusal("- a\nb: c\n", .syntax, 2, 1),
        Refusal("%YAML 2.0\n---\na: 1\n", .syntax, 1, 1),
        Refusal("!u!x a", .syntax, 1, 1),
    ]

    @Test("Each refusal has its code and place")
    func refusals() {
        for row in Self.refusals {
            guard let error = Self.error(of: Array(row.yaml.utf8)) else {
                Issue.record("\(row.yaml.debugDescription) is accepted")
                continue
            }
            if error.code != row.code || error.position != SourcePosition(line: row.line, column: row.column) {
                Issue.record("\(row.yaml.debugDescription): \(error.code) at \(error.position)")
            }
        }
    }

    @Test("Every code has a row, but for those with tests of their own")
    func allCodes() {
        let own: Set<YAMLError.Code> = [.aliasExpansion, .tooDeep, .tooLarge, .invalidUTF8, .invalidUTF16]
        #expect(Set(Self.refusals.map(\.code)).union(own) == Set(YAMLError.Code.allCases))
    }

    @Test("Anchors end with their document")
    func anchorScope() {
        #expect(Self.error(of: Array("--- &a\n--- *a\n".utf8)) != nil)
    }

    @Test("A finding quotes the text, names both places and says what to do, in both languages")
    func diagnostics() throws {
        let twice = try #require(Self.error(of: Array("a: 1\nb: 2\na: 3\n".utf8)))
        #expect(twice.relatedPosition == SourcePosition(line: 1, column: 1))
        #expect(
            twice.diagnostic(in: "shop.yaml").rendered(in: .english) == """
                shop.yaml:3:1: error: the key 'a' is given twice in one mapping (first in line 1, column 1) \
                [yaml.duplicate-key]
                  help: remove or rename one of the two
                """
        )
        #expect(
            twice.diagnostic(in: "shop.yaml").rendered(in: .chinese) == """
                shop.yaml:3:1: 错误：同一映射中键“a”出现了两次（首次出现在第 1 行第 1 列） [yaml.duplicate-key]
                  办法：请删除或重命名其中一个
                """
        )
        let syntax = try #require(Self.error(of: Array("a:\n  - @home\n".utf8)))
        #expect(
            syntax.diagnostic(in: "shop.yaml").rendered(in: .english) == """
                shop.yaml:2:5: error: '@home' is no YAML here: found character that cannot start any token while \
                scanning for the next token [yaml.syntax]
                  help: quote the text that begins here
                """
        )
        let infinite = try #require(Self.error(of: Array("a: .inf\n".utf8)))
        #expect(infinite.remedy?.english == "quote it if text is meant: \".inf\"")
    }

    /// A message without what it quotes, the name of YAML and those of its directives.
    private static func bare(_ message: String) -> String {
        var isQuoted = false
        let words = message.filter { letter in
            if letter == "“" { isQuoted = true }
            defer { if letter == "”" { isQuoted = false } }
            return !isQuoted
        }
        return ["YAML", "%TAG", "UTF-8", "URI", "Unicode"].reduce(words) { $0.replacing($1, with: "") }
    }

    /// More of what people mistype.
    private static let mistakes = [
        "a: {b: 1\nc: [d\n", "&", "a: !<x\n", "%TAG ! x\n---\n!x a\n", "%FOO\n%YAML 1.x\n---\n", "a: |0\n b\n",
        "a: >\n \t\tb\n \tc: d\n\t- e", "- a\n -b\n: c", "? a\n? b : c\n- d", "'a\n---\nb'", "\"\\xZZ\"",
        "a: !%zz b", "*", "key\nother: 1", "[a, b: c: d]", "{a: 1, b", "--- a\n--- b: c: d", "a:\n  - b\n c: d",
    ]

    @Test("What the parser says is told in Chinese, too")
    func chinese() {
        let texts = Self.refusals.filter { $0.code == .syntax }.map(\.yaml) + Self.mistakes
        for error in texts.compactMap({ Self.error(of: Array($0.utf8)) }) where error.code == .syntax {
            let message = Self.bare(error.message.chinese)
            #expect(!message.contains { $0.isASCII && $0.isLetter }, "\(error.message.chinese)")
            #expect(error.message.english.allSatisfy { $0.isASCII || $0 == "…" }, "\(error.message.english)")
        }
    }

    @Test("Invalid UTF-8 and UTF-16 are refused where they stand")
    func encodings() {
        let rows: [([UInt8], YAMLError.Code, Int, Int)] = [
            ([0x61, 0x3A, 0x20, 0xFF], .invalidUTF8, 1, 4),
            ([0xEF, 0xBB, 0xBF, 0x61, 0x3A, 0x0A, 0x20, 0xC0, 0x80], .invalidUTF8, 2, 2),
            ([0xE4, 0xB8, 0xAD, 0xED, 0xA0, 0x80], .invalidUTF8, 1, 2),
            ([0x61, 0xF4, 0x90, 0x80, 0x80], .invalidUTF8, 1, 2),
            ([0x61, 0xE4, 0xB8], .invalidUTF8, 1, 2),
            ([0xFF, 0xFE, 0x61, 0x00, 0x00, 0xD8], .invalidUTF16, 1, 2),
            ([0xFF, 0xFE, 0x61, 0x00, 0x00, 0xDC, 0x61, 0x00], .invalidUTF16, 1, 2),
            ([0xFE, 0xFF, 0x00, 0x61, 0x00], .invalidUTF16, 1, 2),
        ]
        for (bytes, code, line, column) in rows {
            let error = Self.error(of: bytes)
            #expect(error?.code == code, "\(bytes)")
            #expect(error?.position == SourcePosition(line: line, column: column), "\(bytes)")
        }
    }

    @Test("Each limit holds at its value and refuses one past it")
    func limits() {
        let deep = Array("[[[1]]]".utf8)
        #expect(Self.error(of: deep, YAMLLimits(maximumDepth: 3)) == nil)
        #expect(Self.error(of: deep, YAMLLimits(maximumDepth: 2))?.code == .tooDeep)
        let aliased = Array("[&a [[1]], [[*a]]]".utf8)
        #expect(Self.error(of: aliased, YAMLLimits(maximumDepth: 5)) == nil)
        #expect(Self.error(of: aliased, YAMLLimits(maximumDepth: 4))?.code == .tooDeep)
        #expect(Self.error(of: deep, YAMLLimits(maximumByteCount: 7)) == nil)
        #expect(Self.error(of: deep, YAMLLimits(maximumByteCount: 6))?.code == .tooLarge)
        let members = Array("{a: 1, b: [2, 3]}".utf8)
        #expect(Self.error(of: members, YAMLLimits(maximumNodeCount: 7)) == nil)
        #expect(Self.error(of: members, YAMLLimits(maximumNodeCount: 6))?.code == .tooLarge)
        let number = Array("0xFFFF".utf8)
        #expect(Self.error(of: number, YAMLLimits(maximumRadixDigitCount: 4)) == nil)
        #expect(Self.error(of: number, YAMLLimits(maximumRadixDigitCount: 3))?.code == .invalidNumber)
        let atDefault = Array((String(repeating: "[", count: 1024) + String(repeating: "]", count: 1024)).utf8)
        #expect(Self.error(of: atDefault) == nil)
        #expect(Self.error(of: Array("[".utf8) + atDefault + Array("]".utf8))?.code == .tooDeep)
        #expect(Self.error(of: Array(String(repeating: "- ", count: 100_000).utf8))?.code == .tooDeep)
    }

    @Test("Changed and cut documents are read or refused, and what is read is JSON")
    func mutations() throws {
        let seed = """
            # comment
            openapi: 3.1.0
            info: {title: "Shop \\u4e2d", version: '1'}
            paths: &p
              /a/{id}:
                get: &g
                  responses:
                    200: {description: |
                      }
              /b: {get: *g, <<: [*g, {x: 0x1F}]}
            list:
              - !!str 1
              - >-
                folded
                text
              - ? k
                : .5
            """
        var random = Numbers(state: 7)
        let bytes = Array(seed.utf8)
        let pieces = ["&p ", "*p", "<<: ", "!!int ", "? ", "\n", "  ", "[", "}", "\"", "\u{0}", "é", "---\n", ".inf"]
        for _ in 0..<3000 {
            var text = bytes
            for _ in 0...(random.next() % 4) {
                let place = Int(random.next() % UInt64(text.count))
                switch random.next() % 4 {
                case 0: text[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: text.remove(at: place)
                case 2: text.insert(contentsOf: pieces[Int(random.next() % UInt64(pieces.count))].utf8, at: place)
                default: text.removeSubrange(place..<min(text.count, place + Int(random.next() % 40)))
                }
                if text.isEmpty { break }
            }
            if let document = try? YAMLReader().read(text) {  // A refusal is as good.
                let again = try JSONParser().parse(document.root.text())
                #expect(JSONNode.areEqual(document.root, again.root))
            }
        }
    }

    private static func error(of text: [UInt8], _ limits: YAMLLimits = YAMLLimits()) -> YAMLError? {
        do throws(YAMLError) {
            _ = try YAMLReader(limits: limits).read(text)
            return nil
        } catch {
            return error
        }
    }
}

/// The same numbers in every run.
struct Numbers {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
