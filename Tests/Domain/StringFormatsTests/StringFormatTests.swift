import StringFormats
import Testing

@Suite("String formats (JSON Schema 2020-12, section 7.3)")
struct StringFormatTests {
    struct Row {
        let format: String
        let yes: [String]
        let no: [String]
    }

    static let times = [
        Row(
            format: "date-time",
            yes: [
                "2024-02-29T00:00:00Z", "2024-02-29t23:59:59.5z", "2016-12-31T23:59:60Z", "2017-01-01T08:59:60+09:00",
                "2016-12-31T15:59:60-08:00", "2016-06-30T23:59:60.9-00:00",
            ],
            no: [
                "", "2024-02-29", "2023-02-29T00:00:00Z", "2024-02-29 00:00:00Z", "2024-02-29T00:00:00",
                "2024-02-29T0:00:00Z",
                "2024-02-29T00:00:00.Z", "2024-02-29T00:00:00,5Z", "2024-02-29T00:00Z", "2024-02-29T00:00:00+0100",
                "2016-12-30T23:59:60Z", "2017-01-01T09:59:60+09:00", "2016-12-31T08:59:60+09:00",
                "2024-02-29T00:00:00ZZ",
            ]
        ),
        Row(
            format: "date",
            yes: ["0000-01-01", "2000-02-29"],
            no: ["1900-02-29", "2024-04-31", "2024-1-01", "2024-01-01T"]
        ),
        Row(
            format: "time",
            yes: ["23:59:60Z", "08:59:60+09:00"],
            no: ["23:59:60", "24:00:00Z", "12:00:00+24:00", "12:00:61Z"]
        ),
        Row(format: "date-time-local", yes: ["2024-01-01T00:00:00.1"], no: ["2024-01-01T00:00:00Z", "2024-01-01"]),
        Row(format: "time-local", yes: ["00:00:00", "23:59:59.999"], no: ["00:00:00Z", "00:00", "24:00:00"]),
        Row(
            format: "duration",
            yes: ["P1Y", "P1Y2M3D", "P1YT1H", "PT1H", "PT1M1S", "P3W", "P0D", "P1DT1S"],
            no: [
                "", "P", "PT", "P1YT", "P1Y1D", "PT1H1S", "P1W1D", "P1D1W", "P1S", "PT1D", "P1M1Y", "p1d", "P1.5D",
                "P1", "PT1",
                "P1YM", "1D",
            ]
        ),
    ]

    static let names = [
        Row(
            format: "email",
            yes: [
                "a@b", "a.b+c@example.com", "\"a b\"@c.d", "\"a\\\"b\"@c", "\"\"@c", "a@[192.168.0.1]",
                "a@[IPv6:2001:db8::1]",
                "a@[ipv6:::1]", "!#$%&'*+-/=?^_`{|}~@x-y.z", String(repeating: "a", count: 64) + "@b",
            ],
            no: [
                "", "@", "a", "a@", "@b", "a@b@c", "a b@c", ".a@b", "a.@b", "a..b@c", "a@-b", "a@b-", "a@b_c", "a@b.",
                "a@.b", "a@b..c",
                "\"a@b", "\"a\"b@c", "\"a\u{1}\"@b", "a@[1.2.3]", "a@[1.2.3.4", "a@[::1]", "a@[IPv6:1.2.3.4]",
                "a@[x:y]", "a@[]", "é@b",
                "a@é", "a@b\n", String(repeating: "a", count: 65) + "@b", "a@" + String(repeating: "b", count: 64),
                "a@" + String(repeating: "b.", count: 127) + "b",
            ]
        ),
        Row(
            format: "idn-email",
            yes: ["é@b", "a@é.com", "用户@例子.广告", "\"é é\"@b", "\u{85}@b", "a@b"],
            no: ["é", "@é", "a@é_b", "a@-é", "é@", "a@例子。广告", "é..é@b", "a@\u{2122}"]
        ),
        Row(
            format: "hostname",
            yes: ["a", "A.b-c.D9", "0", "a--b", "ab--cd", "xn--bcher-kva", "XN--BCHER-KVA.example", "1.2.3.4"],
            no: [
                "", ".", "a.", ".a", "a..b", "-a", "a-", "a_b", "é", "a b", "xn--", "xn---", "xn--a", "xn--bcher-kvb-",
                "xn--\u{e9}", "xn--a-ecp.ru\u{0}", String(repeating: "a", count: 64),
                String(repeating: "a.", count: 127),
            ]
        ),
        Row(
            format: "idn-hostname",
            yes: [
                "bücher.example", "例え。テスト", "xn--bcher-kva", "EXAMPLE.com", "l·l", "א׳",
                "क्\u{200d}ष", "a\u{ff0e}b",
                "אב.גד", "א1", "faß", "1.2.3.4", String(repeating: "a", count: 63),
            ],
            no: [
                "", "Bücher", "bu\u{308}cher", "ab--cd", "bü--cher", "-ü", "ü-", "a_b", "ü b", "\u{301}a", "a\u{200d}b",
                "½", "٠۰", "א.1a",
                "aא", "אa", "א-", "xn--", "xn--a-", "xn--bcher-kvA-", "xn--80ak6aa92e-", "☃", "ﬁ", "a\u{ad}b",
                "\u{1100}\u{1161}", "a。。b",
                "ü" + String(repeating: "a", count: 63), "a\u{378}",
            ]
        ),
        Row(
            format: "ipv4",
            yes: ["0.0.0.0", "255.255.255.255", "1.20.103.4"],
            no: [
                "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.04", "1..3.4", "1.2.3.4 ", "1.2.3.1000",
                "a.b.c.d",
            ]
        ),
        Row(
            format: "ipv6",
            yes: [
                "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::1.2.3.4",
                "1:2:3:4:5:6:1.2.3.4", "ABCD::ef01",
            ],
            no: [
                "", ":", ":::", "1", "1:", ":1", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
                "12345::", "g::",
                "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "::1.2.3.4.5", "1.2.3.4::", "::1%eth0", "[::1]", "::1 ",
            ]
        ),
    ]

    static let identifiers = [
        Row(
            format: "uri",
            yes: [
                "a:", "a:b", "http://", "http://a:", "http://a:80/", "http://u:p@h:1/p?q#f", "http://[::1]:80/",
                "http://[v1.a:b]/",
                "urn:a:b", "a+-.1:b", "http://a/?#", "x://a/%41", "file:///a", "a:b?c?d/e#f?g/h", "mailto:a@b",
            ],
            no: [
                "", "a", "/a", "//a", ":a", "1a:b", "a_b:c", "http://a b", "http://a/%4", "http://a/%", "http://a/%4g",
                "http://[::1",
                "http://[::g]/", "http://[v.a]/", "http://[v1.]/", "http://[::1]a/", "http://a:b/", "http://a@b@c/",
                "http://a/#b#c",
                "http://a/é", "http://a/\"", "http://a/{b}", "http://a/[b]", "http://a\\b", "http://a/\n", "a:\u{0}",
            ]
        ),
        Row(
            format: "uri-reference",
            yes: ["", "a", "a/b:c", "./a:b", "?a", "#a", "//a", "//", "/a//b", "a:b", "..", "?", "#"],
            no: ["a b", "1:b", "%", "[a]", "é", "#a#b", "//[a]", "\\a", ":a"]
        ),
        Row(
            format: "iri",
            yes: ["http://é.com/ü?ö#ä", "http://例子/", "a:\u{10000}", "http://a/?\u{e000}", "http://ü@é/"],
            no: [
                "é", "http://a/\u{e000}", "http://a/#\u{e000}", "http://a/\u{200e}", "http://a/\u{fffe}", "é:a",
                "http://a/\u{80}", "http://a:٣/",
            ]
        ),
        Row(format: "iri-reference", yes: ["é", "", "//é", "?\u{f0000}"], no: ["é é", "\u{e000}", "é:b"]),
        Row(
            format: "uuid",
            yes: ["00000000-0000-0000-0000-000000000000", "ABCDEF01-2345-6789-abcd-ef0123456789"],
            no: [
                "", "00000000-0000-0000-0000-00000000000", "00000000-0000-0000-0000-00000000000g",
                "{00000000-0000-0000-0000-000000000000}",
            ]
        ),
        Row(
            format: "uri-template",
            yes: [
                "", "a", "{a}", "{+a,b*}{?c:9}", "{a.b}", "{%41}", "{a%41_}", "a%41é", "{=a}", "{|a}", "'", "\u{e000}",
                "{&a:9999}",
            ],
            no: [
                "{", "}", "{}", "{a", "a}", "{a,}", "{,a,}", "{a:}", "{a:0}", "{a:10000}", "{a*:3}", "{a b}", "{.}",
                "{a.}", "{.a..b}",
                "{é}", "%", "%4", "<", "\"", "\\", "^", "`", "|", " ", "{{a}}", "{-a}", "{a:3*}",
            ]
        ),
        Row(
            format: "json-pointer",
            yes: ["", "/", "/a~0b~1c", "/é", "//", "/\u{0}"],
            no: ["a", "#/a", "/~", "/~2", "/a~", "/~~0"]
        ),
        Row(
            format: "relative-json-pointer",
            yes: ["0", "10/a", "0#", "0-1", "0+10/a", "0-1#", "2/"],
            no: ["", "/a", "01", "-1", "0##", "0#/a", "0a", "0+", "0+01", "0-", "1 ", "0/~2"]
        ),
        Row(
            format: "regex",
            yes: ["", "^a$", "[]", "\\p{L}", "(?<=a+)b"],
            no: ["(", "[", "\\a", "a{", "(?P<a>b)", "*"]
        ),
    ]

    static let encodings = [
        Row(
            format: "byte",
            yes: ["", "YQ==", "YWI=", "YWJj", "+/+/"],
            no: ["YQ", "YQ=", "YQ===", "Y===", "YW=j", "-_-_", "YQ==\n", "="]
        ),
        Row(
            format: "base64url",
            yes: ["", "YQ", "YQ==", "YWI", "YWI=", "-_-_"],
            no: ["Y", "YQ=", "Y===", "+/+/", "YW I", "YWJj="]
        ),
        Row(format: "char", yes: ["a", "é", "🐲", "\u{0}"], no: ["", "ab", "e\u{301}"]),
    ]

    @Test("Every table names known formats, and every format has a table")
    func coverage() {
        let tested = Set((Self.times + Self.names + Self.identifiers + Self.encodings).map(\.format))
        #expect(tested == Set(StringFormat.all.map(\.name)))
    }

    @Test("A text has a format when it follows the standard, and only then")
    func rows() throws {
        for row in Self.times + Self.names + Self.identifiers + Self.encodings {
            let format = try #require(StringFormat(name: row.format))
            for text in row.yes where !format.accepts(text.utf8.span) {
                Issue.record("\(row.format) refuses '\(text)'")
            }
            for text in row.no where format.accepts(text.utf8.span) { Issue.record("\(row.format) accepts '\(text)'") }
        }
    }

    @Test("Bytes that are not UTF-8 have no format")
    func illFormed() {
        // A lone byte, a lone surrogate, an overlong form, a cut scalar, one past the last.
        let broken: [[UInt8]] = [
            [0xFF], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xE2, 0x82], [0xF4, 0x90, 0x80, 0x80], [0x80],
        ]
        let frames: [(prefix: String, suffix: String)] = [
            ("", ""), ("/", ""), ("0/", ""), ("a", "@b"), ("a@", "b"), ("http://a/", ""), ("a:", "b"), ("\"", "\"@b"),
            ("a.", ""), ("{a}", ""),
        ]
        for format in StringFormat.all {
            for bytes in broken {
                for frame in frames {
                    let text = Array(frame.prefix.utf8) + bytes + Array(frame.suffix.utf8)
                    if format.accepts(text.span) { Issue.record("\(format.name) accepts \(text)") }
                }
            }
        }
    }

    @Test("A long hostile text gets its answer")
    func hostile() {
        let texts = ["(", "[", "{", "xn--", "é", "a.", "\u{5d0}", "%41", "1", ":", "/~0", "\u{301}", "P1"].map {
            String(repeating: $0, count: 20_000)
        }
        for format in StringFormat.all {
            for text in texts { _ = format.accepts(text.utf8.span) }
        }
    }
}
