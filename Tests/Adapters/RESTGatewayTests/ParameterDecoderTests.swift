import Contract
import HTTPMessages
import JSON
import Testing

@testable import RESTGateway

@Suite("Parameter styles (OpenAPI 3.1, section 4.8.12; RFC 6570)")
struct ParameterDecoderTests {
    /// A parameter, what is sent, and the value as JSON; `nil` when nothing is given, `!` when it cannot be read.
    struct Sample {
        let place: String
        let style: String
        let explode: Bool
        let schema: String
        let raw: String
        let value: String?

        init(_ place: String, _ style: String, _ explode: Bool, _ schema: String, _ raw: String, _ value: String?) {
            (self.place, self.style, self.explode, self.schema) = (place, style, explode, schema)
            (self.raw, self.value) = (raw, value)
        }
    }

    private static let text = #"{"type":"string"}"#
    private static let whole = #"{"type":"integer"}"#
    private static let list = #"{"type":"array","items":{"type":"string"}}"#
    private static let counts = #"{"type":"array","items":{"type":"integer"}}"#
    private static let color =
        #"{"type":"object","properties":{"R":{"type":"integer"},"G":{"type":"integer"},"B":{"type":"string"}}}"#
    private static let colorValue = #"{"R":100,"G":200,"B":"150"}"#
    private static let colors = #"["blue","black","brown"]"#

    private static let cells: [Sample] = [
        // Path.
        Sample("path", "simple", false, text, "blue", #""blue""#),
        Sample("path", "simple", true, text, "blue", #""blue""#),
        Sample("path", "simple", false, list, "blue,black,brown", colors),
        Sample("path", "simple", true, list, "blue,black,brown", colors),
        Sample("path", "simple", false, color, "R,100,G,200,B,150", colorValue),
        Sample("path", "simple", true, color, "R=100,G=200,B=150", colorValue),
        Sample("path", "label", false, text, ".blue", #""blue""#),
        Sample("path", "label", true, text, ".blue", #""blue""#),
        Sample("path", "label", false, text, ".", #""""#),
        Sample("path", "label", false, list, ".blue,black,brown", colors),
        Sample("path", "label", true, list, ".blue.black.brown", colors),
        Sample("path", "label", false, color, ".R,100,G,200,B,150", colorValue),
        Sample("path", "label", true, color, ".R=100.G=200.B=150", colorValue),
        Sample("path", "label", false, text, "blue", "!"),
        Sample("path", "matrix", false, text, ";v=blue", #""blue""#),
        Sample("path", "matrix", true, text, ";v=blue", #""blue""#),
        Sample("path", "matrix", false, text, ";v", #""""#),
        Sample("path", "matrix", false, list, ";v=blue,black,brown", colors),
        Sample("path", "matrix", true, list, ";v=blue;v=black;v=brown", colors),
        Sample("path", "matrix", false, color, ";v=R,100,G,200,B,150", colorValue),
        Sample("path", "matrix", true, color, ";R=100;G=200;B=150", colorValue),
        Sample("path", "matrix", false, text, "v=blue", "!"), Sample("path", "matrix", false, text, ";w=blue", "!"),
        Sample("path", "matrix", true, list, ";v=a;w=b", "!"),
        // Query.
        Sample("query", "form", true, text, "v=blue", #""blue""#),
        Sample("query", "form", false, text, "v=blue", #""blue""#),
        Sample("query", "form", true, text, "v=", #""""#), Sample("query", "form", true, text, "v", #""""#),
        Sample("query", "form", true, list, "v=blue&v=black&v=brown", colors),
        Sample("query", "form", false, list, "v=blue,black,brown", colors),
        Sample("query", "form", true, color, "R=100&G=200&B=150", colorValue),
        Sample("query", "form", false, color, "v=R,100,G,200,B,150", colorValue),
        Sample("query", "spaceDelimited", false, list, "v=blue%20black%20brown", colors),
        Sample("query", "spaceDelimited", false, list, "v=blue+black+brown", colors),
        Sample("query", "spaceDelimited", false, color, "v=R%20100%20G%20200%20B%20150", colorValue),
        Sample("query", "spaceDelimited", true, list, "v=blue&v=black&v=brown", colors),
        Sample("query", "pipeDelimited", false, list, "v=blue%7Cblack%7cbrown", colors),
        Sample("query", "pipeDelimited", false, list, "v=blue|black|brown", colors),
        Sample("query", "pipeDelimited", false, color, "v=R%7C100%7CG%7C200%7CB%7C150", colorValue),
        Sample("query", "deepObject", true, color, "v[R]=100&v[G]=200&v[B]=150", colorValue),
        Sample("query", "deepObject", true, color, "v%5BR%5D=100&v%5BG%5D=200&v%5BB%5D=150", colorValue),
        // Header.
        Sample("header", "simple", false, text, "blue", #""blue""#),
        Sample("header", "simple", false, list, "blue,black,brown", colors),
        Sample("header", "simple", true, list, "blue, black ,\tbrown", colors),
        Sample("header", "simple", false, color, "R,100,G,200,B,150", colorValue),
        Sample("header", "simple", true, color, "R=100, G=200, B=150", colorValue),
        // Cookie.
        Sample("cookie", "form", false, text, "v=blue", #""blue""#),
        Sample("cookie", "form", true, text, "v=blue", #""blue""#),
        Sample("cookie", "form", false, list, "v=blue,black,brown", colors),
        Sample("cookie", "form", true, list, "v=blue; v=black; v=brown", colors),
        Sample("cookie", "form", false, color, "v=R,100,G,200,B,150", colorValue),
        Sample("cookie", "form", true, color, "R=100; G=200; B=150", colorValue),
        Sample("cookie", "form", false, text, #"w=1; v="blue""#, #""blue""#),
    ]

    private static let edges: [Sample] = [
        // Nothing given.
        Sample("query", "form", true, text, "", nil), Sample("query", "form", true, text, "w=1", nil),
        Sample("query", "form", true, list, "w=1", nil), Sample("query", "form", true, color, "w=1", nil),
        Sample("query", "deepObject", true, color, "v=1", nil), Sample("cookie", "form", true, text, "w=1", nil),
        // A value given twice is no list, unless the schema says so.
        Sample("query", "form", true, text, "v=a&v=b", "!"), Sample("query", "form", true, whole, "v=1&v=1", "!"),
        Sample("query", "form", true, color, "R=1&R=2", "!"),
        Sample("query", "form", false, list, "v=a&v=b", #"["a","b"]"#),
        Sample("cookie", "form", true, text, "v=a; v=b", "!"),
        // Encoding: signs that separate do so only when they are written as they are.
        Sample("query", "form", true, text, "v=a%20b+c%2Bd", #""a b c+d""#),
        Sample("query", "form", false, list, "v=a%2Cb,c", #"["a,b","c"]"#),
        Sample("path", "simple", false, text, "a%2Fb+c", #""a/b+c""#),
        Sample("path", "simple", true, list, "a%2Cb,c", #"["a,b","c"]"#),
        Sample("query", "form", true, text, "v=a=b", #""a=b""#), Sample("query", "form", true, text, "%76=a", #""a""#),
        Sample("query", "form", true, text, "v=%E6%8A%A5", #""报""#),
        Sample("query", "form", true, text, "v=报", #""报""#),
        Sample("query", "form", true, text, "v=%", "!"), Sample("query", "form", true, text, "v=%4", "!"),
        Sample("query", "form", true, text, "v=%zz", "!"), Sample("query", "form", true, text, "v=%+1", "!"),
        Sample("query", "form", true, text, "v=%FF", "!"), Sample("query", "form", true, text, "v=%C0%80", "!"),
        Sample("query", "form", true, text, "v=%ED%A0%80", "!"),
        Sample("query", "form", true, text, "v=%00", "\"\\u0000\""),
        Sample("path", "simple", false, text, "%FF", "!"), Sample("cookie", "form", true, text, "v=%FF", "!"),
        Sample("header", "simple", false, text, "100%", #""100%""#),
        Sample("cookie", "form", true, text, "v=a+b", #""a+b""#),
        Sample("query", "form", true, text, "&&v=a&", #""a""#),
        Sample("query", "form", true, text, "w=1&\u{301}v=a", nil),
        Sample("query", "form", true, text, "v=a&\u{301}=1", #""a""#),
        // Types: text that is no number stays text, so that the schema can say what is wrong.
        Sample("query", "form", true, whole, "v=12", "12"), Sample("query", "form", true, whole, "v=-0", "-0"),
        Sample("query", "form", true, whole, "v=1e400", "1e400"),
        Sample("query", "form", true, whole, "v=01", #""01""#),
        Sample("query", "form", true, whole, "v=+1", #"" 1""#),
        Sample("query", "form", true, whole, "v=%201", #"" 1""#),
        Sample("query", "form", true, whole, "v=0x1", #""0x1""#), Sample("query", "form", true, whole, "v=", #""""#),
        Sample("query", "form", true, whole, "v=NaN", #""NaN""#),
        Sample("query", "form", true, whole, "v=123456789012345678901234567890", "123456789012345678901234567890"),
        Sample("query", "form", true, #"{"type":"boolean"}"#, "v=true", "true"),
        Sample("query", "form", true, #"{"type":"boolean"}"#, "v=True", #""True""#),
        Sample("query", "form", true, #"{"type":["integer","null"]}"#, "v=", "null"),
        Sample("query", "form", true, #"{"type":["string","null"]}"#, "v=null", #""null""#),
        Sample("query", "form", true, "{}", "v=12", #""12""#),
        Sample("query", "form", true, #"{"enum":[1,2]}"#, "v=1", "1"),
        Sample("query", "form", true, #"{"anyOf":[{"type":"integer"},{"type":"boolean"}]}"#, "v=true", "true"),
        Sample("query", "form", true, counts, "v=1&v=x", #"[1,"x"]"#),
        Sample("query", "form", false, counts, "v=", "[]"),
        Sample("query", "form", false, counts, "v=1,,2", #"[1,"",2]"#),
        Sample("query", "form", false, color, "v=R,100,G", "!"), Sample("path", "simple", true, color, "R=1,G", "!"),
        // Nested names.
        Sample(
            "query",
            "deepObject",
            true,
            #"{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"integer"}}}}}"#,
            "v[a][b]=1",
            #"{"a":{"b":1}}"#
        ),
        Sample(
            "query",
            "deepObject",
            true,
            #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"integer"}}}}"#,
            "v[a][]=1&v[a][]=2",
            #"{"a":[1,2]}"#
        ),
        Sample(
            "query",
            "deepObject",
            true,
            #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"integer"}}}}"#,
            "v[a]=1&v[a]=2",
            #"{"a":[1,2]}"#
        ),
        Sample("query", "deepObject", true, color, "v[R=1", "!"),
        Sample("query", "deepObject", true, color, "v[]=1", "!"),
        Sample("query", "deepObject", true, color, "v[R]x=1", "!"),
        Sample("query", "deepObject", true, color, "v[][R]=1", "!"),
        Sample("query", "deepObject", true, color, "v" + String(repeating: "[a]", count: 17) + "=1", "!"),
        Sample("query", "deepObject", true, color, "v[R]=%FF", "!"),
        Sample("query", "deepObject", true, color, "v[x]", #"{"x":""}"#),
        Sample("query", "deepObject", true, color, "v[R]=1&v[R][a]=2", #"{"R":{"a":"2"}}"#),
    ]

    @Test("Every style writes every type as the specification's table shows")
    func readsCells() throws { try check(Self.cells) }

    @Test("What is missing, given twice, encoded or of another type is read as such")
    func readsEdges() throws { try check(Self.edges) }

    private func check(_ samples: [Sample]) throws {
        for sample in samples {
            let found: String?
            do throws(ParameterDecoder.Failure) {
                found = try decoder(sample).decode(Self.source(sample.place, sample.raw))?.text()
            } catch {
                found = "!"
            }
            if found != sample.value {
                Issue.record("\(sample.place) \(sample.style) \(sample.explode) '\(sample.raw)': \(found ?? "nothing")")
            }
        }
    }

    private func decoder(_ sample: Sample) -> ParameterDecoder {
        Self.decoder(
            sample.place,
            #""style":"\#(sample.style)","explode":\#(sample.explode),"schema":\#(sample.schema)"#
        )
    }

    private static func decoder(_ place: String, _ members: String) -> ParameterDecoder {
        let path = place == "path" ? "/x/{v}" : "/x"
        let parameter = #"{"name":"v","in":"\#(place)","required":true,\#(members)}"#
        let paths = #""paths":{"\#(path)":{"get":{"parameters":[\#(parameter)],"responses":{}}}}"#
        do {
            return ParameterDecoder(try contract(paths).operations[0].parameters[0])
        } catch {
            preconditionFailure("the sample is no contract: \(error)")
        }
    }

    private static func source(_ place: String, _ raw: String) -> ParameterDecoder.Source {
        let request = HTTPRequestMessage(method: "GET", target: "/", fields: place == "cookie" ? ["cookie": raw] : [:])
        return ParameterDecoder.Source(
            path: PathValues(names: ["v"], texts: [raw[...]]),
            query: QueryString(place == "query" ? raw[...] : ""),
            fields: place == "header" ? ["V": raw] : [:],
            cookies: Exchange.cookies(of: request)
        )
    }

    @Test("A parameter with content is a document of its own")
    func readsContent() throws {
        let json = #""content":{"application/json":{"schema":{"type":"object"}}}"#
        for (place, raw) in [
            ("query", "v=%7B%22a%22%3A1%7D"), ("header", #"{"a":1}"#), ("cookie", "v=%7B%22a%22:1%7D"),
            ("path", "%7B%22a%22:1%7D"),
        ] {
            #expect(try Self.decoder(place, json).decode(Self.source(place, raw))?.text() == #"{"a":1}"#, "\(place)")
        }
        #expect(throws: ParameterDecoder.Failure.self) {
            try Self.decoder("query", json).decode(Self.source("query", "v={"))
        }
        #expect(throws: ParameterDecoder.Failure.self) {
            try Self.decoder("query", json).decode(Self.source("query", "v={}&v={}"))
        }
        let text = #""content":{"text/plain":{}}"#
        #expect(try Self.decoder("query", text).decode(Self.source("query", "v=a+b")) == "a b")
    }
}
