import Diagnostics
import JSON
import Testing

/// What a text is refused for, and the 0-based offset of the byte.
struct Refusal {
    let text: [UInt8]
    let code: JSONError.Code
    let offset: Int

    init(_ text: String, _ code: JSONError.Code, at offset: Int) { self.init(Array(text.utf8), code, at: offset) }

    init(_ text: [UInt8], _ code: JSONError.Code, at offset: Int) {
        self.text = text
        self.code = code
        self.offset = offset
    }

    /// Compares every row and records each miss.
    static func check(_ rows: [Refusal], sourceLocation: SourceLocation = #_sourceLocation) {
        for row in rows {
            let shown = String(decoding: row.text, as: UTF8.self).debugDescription
            guard let error = error(of: row.text) else {
                Issue.record("\(shown) is accepted", sourceLocation: sourceLocation)
                continue
            }
            if error.code != row.code || error.byteOffset != row.offset {
                Issue.record("\(shown): \(error.code) at \(error.byteOffset)", sourceLocation: sourceLocation)
            }
        }
    }

    static func error(of text: [UInt8], _ limits: JSONLimits = JSONLimits()) -> JSONError? {
        do throws(JSONError) {
            _ = try JSONParser(limits: limits).parse(text)
            return nil
        } catch {
            return error
        }
    }

    typealias SourceLocation = Testing.SourceLocation
}

@Suite("JSON text (RFC 8259)")
struct JSONParserTests {
    /// A text and what it means, written in the shortest way.
    private static func check(_ rows: [(String, String)]) {
        for (text, expected) in rows {
            do throws(JSONError) {
                let found = try JSONParser().parse(text).root.text()
                if found != expected { Issue.record("\(text.debugDescription): \(found)") }
            } catch {
                Issue.record("\(text.debugDescription): \(error.code) at \(error.byteOffset)")
            }
        }
    }

    @Test("Any value is a document, with white space wherever tokens meet")
    func structures() {
        Self.check([
            ("1", "1"), ("-1", "-1"), ("\"\"", "\"\""), ("true", "true"), ("false", "false"), ("null", "null"),
            ("[]", "[]"), ("{}", "{}"), (" 1 ", "1"), ("\n\r\t 1\n\r\t ", "1"), ("[ ]", "[]"), ("{ }", "{}"),
            ("[1,2]", "[1,2]"), ("[ 1 , 2 ]", "[1,2]"), ("[[],[[]]]", "[[],[[]]]"),
            ("[null, 1, \"1\", {}]", "[null,1,\"1\",{}]"),
            ("{\"a\":1}", "{\"a\":1}"), ("{ \"a\" : 1 , \"b\" : [ ] }", "{\"a\":1,\"b\":[]}"),
            ("{\"\":0}", "{\"\":0}"), ("{\"a\":{\"a\":{\"a\":{}}}}", "{\"a\":{\"a\":{\"a\":{}}}}"),
            ("[1\n]", "[1]"), ("[\r\n        1\r\n]", "[1]"), ("[true,false,null]", "[true,false,null]"),
            ("{\"a\":\n                    \"b\"}", "{\"a\":\"b\"}"), ("[\t\t\t\t\t\t\t\t\t1]", "[1]"),
            ("[1]          \n          ", "[1]"), ("{\"a\":[{\"b\":[{\"c\":[]}]}]}", "{\"a\":[{\"b\":[{\"c\":[]}]}]}"),
            ("{\"a\\u0000b\":1}", "{\"a\\u0000b\":1}"), ("[true]", "[true]"), ("[null]", "[null]"),
            ("[false]", "[false]"),
        ])
    }

    @Test("Numbers keep their text")
    func numbers() {
        let numbers = [
            "0", "-0", "0.0", "-0.0", "0e0", "0E+1", "0e-1", "1", "-1", "10", "123456789", "1234567890123456",
            "12345678901234567", "-9007199254740993", "18446744073709551616", "123456789012345678901234567890", "0.1",
            "1.5",
            "-1.25e10", "1E22", "1e+2", "1e-2", "1.0E-07", "1e400", "-1e-400",
            "0.4e00669999999999999999999999999999999999",
            "20e1", "123.456e78", "1e007", "-123123123123123123123123123123",
            "0.00000000000000000000000000000000000001",
        ]
        Self.check(numbers.map { ($0, $0) })
        Self.check(numbers.map { ("[ \($0) ]", "[\($0)]") })
        Self.check(numbers.map { ("{\"a\":\($0)}", "{\"a\":\($0)}") })
    }

    @Test("Strings mean what their escapes say")
    func strings() {
        Self.check([
            (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#), (#""\u0041\u00e9\u4E2d\uD83D\uDE00""#, "\"Aé中😀\""),
            (#""\u0022\u005c""#, #""\"\\""#), (#""a\u0000b""#, #""a\u0000b""#),
            (#""\u001f\u007f""#, "\"\\u001f\u{7F}\""),
            (#""\udbff\udfff""#, "\"\u{10FFFF}\""), (#""\uFFFF\uFFFE""#, "\"\u{FFFF}\u{FFFE}\""),
            ("\"\u{7F}\"", "\"\u{7F}\""), ("\"\u{2028}\u{2029}\u{FEFF}\"", "\"\u{2028}\u{2029}\u{FEFF}\""),
            (#""\\u0041""#, #""\\u0041""#), (#""\\\\n""#, #""\\\\n""#), (#""中\n文""#, #""中\n文""#),
            ("\"\(String(repeating: "中", count: 100))\"", "\"\(String(repeating: "中", count: 100))\""),
            ("\"\(String(repeating: "\\u4e2d", count: 3000))\"", "\"\(String(repeating: "中", count: 3000))\""),
            ("\"\(String(repeating: "x", count: 9000))\\n\"", "\"\(String(repeating: "x", count: 9000))\\n\""),
            ("[\"a\\tb\",\"c\",\"d\\te\"]", "[\"a\\tb\",\"c\",\"d\\te\"]"), ("\"a/b\"", "\"a/b\""),
            (#""\u00DF\u07ff\u0800""#, "\"ß\u{7FF}\u{800}\""),
        ])
    }

    @Test("What is no JSON is refused at the byte that breaks the rule")
    func refusals() {
        Refusal.check([
            // The document as a whole.
            Refusal("", .unexpectedEnd, at: 0), Refusal("  ", .unexpectedEnd, at: 2),
            Refusal("1 2", .trailingContent, at: 2),
            Refusal("[] []", .trailingContent, at: 3), Refusal("{}}", .trailingContent, at: 2),
            Refusal("[1],", .trailingContent, at: 3), Refusal("\"a\" x", .trailingContent, at: 4),
            Refusal([0xEF, 0xBB, 0xBF, 0x31], .byteOrderMark, at: 0), Refusal("// c\n1", .unexpectedByte, at: 0),
            Refusal("/**/1", .unexpectedByte, at: 0), Refusal("1 // c", .trailingContent, at: 2),
            Refusal("\u{A0}1", .unexpectedByte, at: 0),
            Refusal("\u{C}1", .unexpectedByte, at: 0), Refusal("\u{B}1", .unexpectedByte, at: 0),
            Refusal("1\u{0}", .trailingContent, at: 1),
            Refusal([0xFF, 0xFE, 0x31, 0x00], .unexpectedByte, at: 0), Refusal("<a>", .unexpectedByte, at: 0),
            // Literals.
            Refusal("tru", .unexpectedEnd, at: 3), Refusal("nul]", .unexpectedByte, at: 0),
            Refusal("True", .unexpectedByte, at: 0),
            Refusal("truth and more", .unexpectedByte, at: 0), Refusal("[nulx,12345678]", .unexpectedByte, at: 1),
            Refusal("truex", .trailingContent, at: 4), Refusal("[falsee]", .unexpectedByte, at: 6),
            Refusal("NaN", .unexpectedByte, at: 0),
            Refusal("Infinity", .unexpectedByte, at: 0), Refusal("undefined", .unexpectedByte, at: 0),
            Refusal("fals1234", .unexpectedByte, at: 0),
            // Arrays.
            Refusal("[", .unexpectedEnd, at: 1), Refusal("[1", .unexpectedEnd, at: 2),
            Refusal("[1,", .unexpectedEnd, at: 3),
            Refusal("[1,]", .unexpectedByte, at: 3), Refusal("[,1]", .unexpectedByte, at: 1),
            Refusal("[1,,2]", .unexpectedByte, at: 3),
            Refusal("[1 2]", .unexpectedByte, at: 3), Refusal("[1:2]", .unexpectedByte, at: 2),
            Refusal("[1}", .unexpectedByte, at: 2),
            Refusal("]", .unexpectedByte, at: 0), Refusal("[\"a\"\"b\"]", .unexpectedByte, at: 4),
            Refusal("[1;2]", .unexpectedByte, at: 2),
            Refusal("[[[", .unexpectedEnd, at: 3), Refusal("[}", .unexpectedByte, at: 1),
            Refusal("[a]", .unexpectedByte, at: 1),
            // Objects.
            Refusal("{", .unexpectedEnd, at: 1), Refusal("{\"a\"", .unexpectedEnd, at: 4),
            Refusal("{\"a\":", .unexpectedEnd, at: 5),
            Refusal("{\"a\":1", .unexpectedEnd, at: 6), Refusal("{\"a\":1,", .unexpectedEnd, at: 7),
            Refusal("{\"a\":1,}", .unexpectedByte, at: 7),
            Refusal("{,}", .unexpectedByte, at: 1), Refusal("{a:1}", .unexpectedByte, at: 1),
            Refusal("{'a':1}", .unexpectedByte, at: 1),
            Refusal("{1:1}", .unexpectedByte, at: 1), Refusal("{\"a\" 1}", .unexpectedByte, at: 5),
            Refusal("{\"a\"::1}", .unexpectedByte, at: 5),
            Refusal("{\"a\":1 \"b\":2}", .unexpectedByte, at: 7), Refusal("{\"a\":}", .unexpectedByte, at: 5),
            Refusal("{\"a\":1]", .unexpectedByte, at: 6),
            Refusal("{null:1}", .unexpectedByte, at: 1), Refusal("{\"a\",1}", .unexpectedByte, at: 4),
            Refusal("}", .unexpectedByte, at: 0),
            // Numbers.
            Refusal("01", .invalidNumber, at: 0), Refusal("-01", .invalidNumber, at: 0),
            Refusal("00", .invalidNumber, at: 0),
            Refusal("-", .unexpectedEnd, at: 1), Refusal("-a", .invalidNumber, at: 0),
            Refusal("+1", .unexpectedByte, at: 0),
            Refusal(".5", .unexpectedByte, at: 0), Refusal("1.", .unexpectedEnd, at: 2),
            Refusal("[1.]", .invalidNumber, at: 1),
            Refusal("1.e1", .invalidNumber, at: 0), Refusal("1e", .unexpectedEnd, at: 2),
            Refusal("1e+", .unexpectedEnd, at: 3),
            Refusal("[1e]", .invalidNumber, at: 1), Refusal("[1e+]", .invalidNumber, at: 1),
            Refusal("1eE2", .invalidNumber, at: 0),
            Refusal("0x1F", .trailingContent, at: 1), Refusal("1_000", .trailingContent, at: 1),
            Refusal("1.2.3", .trailingContent, at: 3),
            Refusal("[1a]", .unexpectedByte, at: 2), Refusal("-Infinity", .invalidNumber, at: 0),
            Refusal("--1", .invalidNumber, at: 0),
            Refusal("[-]", .invalidNumber, at: 1), Refusal("1e1.5", .trailingContent, at: 3),
            Refusal("[012]", .invalidNumber, at: 1),
            Refusal("１", .unexpectedByte, at: 0), Refusal("0.e1", .invalidNumber, at: 0),
        ])
    }

    @Test("Every cut of a document is refused, and none of them crashes")
    func cuts() throws {
        let text = Array(#"{"a":[1.5e3,"x\n\u4e2dé😀",null,true,false],"b":{"c":-0}}"#.utf8)
        for count in 0..<text.count {
            let error = try #require(Refusal.error(of: Array(text[..<count])))
            #expect(error.code == .unexpectedEnd || error.code == .invalidUTF8, "\(count)")
        }
    }

    @Test(
        "What a terminal cannot show is named by its number",
        arguments: [
            ([0x00], "U+0000"), ([0x1B, 0x5B], "U+001B"), ([0x7F], "U+007F"), ([0xFF, 0x7D], "0xFF"), ([0x80], "0x80"),
            (Array("é}".utf8), "é}"),
        ] as [([UInt8], String)]
    )
    func unprintable(_ bytes: [UInt8], _ excerpt: String) throws {
        let error = try #require(Refusal.error(of: Array("[1,".utf8) + bytes))
        #expect(error.code == .unexpectedByte)
        #expect(error.excerpt == excerpt)
    }

    @Test("A position counts lines and Unicode scalars; the excerpt quotes what stands there")
    func positions() throws {
        let error = try #require(Refusal.error(of: Array("{\n  \"名😀\": tru\n}".utf8)))
        #expect(error.position == SourcePosition(line: 2, column: 9))
        #expect(error.excerpt == "tru")
        #expect(
            error.diagnostic(in: "a.json").rendered(in: .english)
                == "a.json:2:9: error: unexpected 'tru' [json.unexpected-byte]"
        )
        let end = try #require(Refusal.error(of: Array("[1,\r\n2".utf8)))
        #expect(end.position == SourcePosition(line: 2, column: 2))
        #expect(end.excerpt.isEmpty)
    }

    @Test("Nodes know where they stand, those with escapes too")
    func nodePositions() throws {
        let root = try JSONParser().parse("{\n \"é\\n\": [1, \"a\\tb\",\n\"c\"], \"d\": \"\\u0041\"}").root
        let array = try #require(root["é\n"])
        #expect(array.position == SourcePosition(line: 2, column: 9))
        #expect(array[0]?.position == SourcePosition(line: 2, column: 10))
        #expect(array[1]?.position == SourcePosition(line: 2, column: 13))
        #expect(array[2]?.position == SourcePosition(line: 3, column: 1))
        #expect(root["d"]?.position == SourcePosition(line: 3, column: 12))
        #expect(root.position == SourcePosition(line: 1, column: 1))
    }

    @Test("Depth and size hold at the limit and refuse one past it")
    func limits() {
        let nested = { (depth: Int) in
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(Refusal.error(of: nested(1024)) == nil)
        #expect(Refusal.error(of: nested(1025))?.code == .tooDeep)
        #expect(Refusal.error(of: nested(1025))?.byteOffset == 1024)
        #expect(Refusal.error(of: nested(3), JSONLimits(maximumDepth: 3)) == nil)
        #expect(Refusal.error(of: nested(4), JSONLimits(maximumDepth: 3))?.code == .tooDeep)
        #expect(Refusal.error(of: Array("{\"a\":{}}".utf8), JSONLimits(maximumDepth: 1))?.code == .tooDeep)
        #expect(Refusal.error(of: nested(1_000_000))?.code == .tooDeep)
        #expect(Refusal.error(of: Array("[12]".utf8), JSONLimits(maximumByteCount: 4)) == nil)
        #expect(Refusal.error(of: Array("[123]".utf8), JSONLimits(maximumByteCount: 4))?.code == .tooLarge)
        #expect(Refusal.error(of: [], JSONLimits(maximumDepth: 0))?.code == .unexpectedEnd)
        #expect(Refusal.error(of: Array("1".utf8), JSONLimits(maximumDepth: 0)) == nil)
    }

    @Test("Texts whose nodes get denser or sparser half-way read alike")
    func density() throws {
        let sparse = "\"" + String(repeating: "x", count: 60_000) + "\""
        let dense = "[" + Array(repeating: "[0]", count: 30_000).joined(separator: ",") + "]"
        for text in [
            "[\(sparse),\(dense)]", "[\(dense),\(sparse)]", "{\"a\":\(sparse),\"b\":{\"c\":\(dense)},\"d\":\(dense)}",
        ] {
            #expect(try JSONParser().parse(text).root.text() == text)
        }
    }

    @Test("Every code is provoked by a test of this module")
    func codes() {
        let provoked: Set<JSONError.Code> = [
            .unexpectedEnd, .unexpectedByte, .trailingContent, .byteOrderMark, .invalidNumber, .tooDeep, .tooLarge,
            .invalidEscape, .invalidUTF8, .loneSurrogate, .controlCharacter, .duplicateKey,
        ]
        #expect(provoked == Set(JSONError.Code.allCases))
    }
}
