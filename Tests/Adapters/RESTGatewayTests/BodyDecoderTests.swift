import Contract
import Diagnostics
import JSON
import Testing

@testable import RESTGateway

@Suite("Request bodies (OpenAPI 3.1, sections 4.8.14 and 4.8.15)")
struct BodyDecoderTests {
    /// The value of a body as JSON text, the code of the problem, or `none` for one without values.
    private func decode(_ content: String, _ type: String, _ body: [UInt8], depth: Int = 64) throws -> String {
        let paths = #""paths":{"/x":{"post":{"requestBody":{"content":{\#(content)}},"responses":{}}}}"#
        let contents = try #require(try contract(paths).operations[0].requestBody).content.map {
            CompiledOperation.CompiledContent(content: $0, check: nil, name: $0.mediaType.description)
        }
        let decoder = BodyDecoder(contents: contents, limits: JSONLimits(maximumDepth: depth))
        guard let mediaType = MediaRange(type), let content = decoder.content(for: mediaType) else { return "none" }
        do throws(Problem) {
            let decoded = try decoder.decode(body, mediaType: mediaType, content: content)
            return decoded.map { JSONValue($0.document.root).text() } ?? "none"
        } catch {
            return "\(error.kind.code): \(error.detail.english)"
        }
    }

    @Test("JSON that is none says where, by line, column and byte")
    func readsJSON() throws {
        let any = #""application/json":{}"#
        for (body, expected) in [
            (#"{"a":[1,2]}"#, #"{"a":[1,2]}"#), ("1e400", "1e400"),
            ("{\n \"a\": }", "at line:column 2:7 (byte 8)"), ("", "at line:column 1:1 (byte 0)"),
            (#"{"a":1,"a":2}"#, "byte 7"), ("\u{FEFF}{}", "byte 0"), ("{}x", "byte 2"), (#""\ud800""#, "byte 1"),
        ] {
            let found = try decode(any, "application/json", Array(body.utf8))
            #expect(
                found == expected || (found.hasPrefix("malformed-request: ") && found.contains(expected)),
                "\(body): \(found)"
            )
        }
        #expect(try decode(any, "application/json", [0x22, 0xFF, 0x22]).contains("byte 1"))
    }

    @Test("JSON may nest as deeply as the limit, and no deeper")
    func limitsDepth() throws {
        let nested = { (depth: Int) in
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(try decode(#""application/json":{}"#, "application/json", nested(8), depth: 8).hasPrefix("[["))
        #expect(
            try decode(#""application/json":{}"#, "application/json", nested(9), depth: 8).contains("nested too deeply")
        )
    }

    @Test("The most exact declared type reads the body")
    func choosesContent() throws {
        let both = #""*/*":{},"text/*":{},"application/json":{},"application/vnd.x+json":{}"#
        for (type, body, expected) in [
            ("application/json; charset=utf-8", "1", "1"), ("APPLICATION/JSON", "1", "1"),
            ("application/vnd.x+json", "[1]", "[1]"), ("application/other+json", "[2]", "[2]"),
            ("text/csv", "a,b", #""a,b""#), ("image/png", "x", "none"), ("application/octet-stream", "x", "none"),
        ] {
            #expect(try decode(both, type, Array(body.utf8)) == expected, "\(type)")
        }
        #expect(try decode(both, "text/plain", [0xFF]).hasPrefix("malformed-request"))
        #expect(try decode(#""application/json":{}"#, "application/xml", []) == "none")
    }

    private static let form = #"""
        "application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {
          "name": {"type": "string"}, "age": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "string"}},
          "ids": {"type": "array", "items": {"type": "integer"}}, "pipes": {"type": "array", "items": {"type": "string"}},
          "spaces": {"type": "array", "items": {"type": "string"}}, "json": {"type": "object"},
          "deep": {"type": "object", "properties": {"a": {"type": "integer"}}}, "odd[x]": {"type": "integer"}}},
          "encoding": {"ids": {"explode": false}, "pipes": {"style": "pipeDelimited"},
            "spaces": {"style": "spaceDelimited"}}}
        """#

    @Test(
        "Urlencoded forms are read as their encoding says",
        arguments: [
            ("name=Ann+B%26C&age=7", #"{"name":"Ann B&C","age":7}"#), ("", "{}"), ("name", #"{"name":""}"#),
            ("tags=a&tags=b", #"{"tags":["a","b"]}"#), ("tags[]=a&tags[]=b", #"{"tags":["a","b"]}"#),
            ("tags=a%2Cb", #"{"tags":["a,b"]}"#), ("ids=1,2", #"{"ids":[1,2]}"#), ("ids=1&ids=2", #"{"ids":[1,2]}"#),
            ("pipes=a|b%7Cc", #"{"pipes":["a","b","c"]}"#), ("spaces=a+b%20c", #"{"spaces":["a","b","c"]}"#),
            ("json=%7B%22a%22:1%7D", #"{"json":{"a":1}}"#), ("deep[a]=1&deep[b]=x", #"{"deep":{"a":1,"b":"x"}}"#),
            ("odd[x]=1", #"{"odd[x]":1}"#), ("other=1", #"{"other":"1"}"#), ("age=x", #"{"age":"x"}"#),
            ("%E6%8A%A5=1", #"{"报":"1"}"#), ("=1", #"{"":"1"}"#),
        ]
    )
    func readsForms(_ body: String, _ expected: String) throws {
        #expect(try decode(Self.form, "application/x-www-form-urlencoded", Array(body.utf8)) == expected)
    }

    @Test(
        "A form that is none is refused",
        arguments: ["name=%", "%=1", "name=%FF", "name=a&name=b", "json={", "deep[a=1", "deep[][a]=1"]
    )
    func refusesForms(_ body: String) throws {
        let found = try decode(Self.form, "application/x-www-form-urlencoded", Array(body.utf8))
        #expect(found.hasPrefix("malformed-request"), "\(found)")
    }

    @Test("A form may have as many fields as the limit, and no more")
    func limitsForms() throws {
        let fields = { (count: Int) in Array((0..<count).map { "f\($0)=1" }.joined(separator: "&").utf8) }
        let type = "application/x-www-form-urlencoded"
        #expect(try decode(Self.form, type, fields(QueryString.maximumPairCount)).hasPrefix("{"))
        #expect(try decode(Self.form, type, fields(QueryString.maximumPairCount + 1)).hasPrefix("content-too-large"))
    }

    // MARK: - Parts

    private static let multipart = #"""
        "multipart/form-data": {"schema": {"type": "object", "properties": {
          "name": {"type": "string"}, "age": {"type": "integer"}, "file": {"type": "string", "format": "binary"},
          "files": {"type": "array", "items": {"type": "string"}}, "meta": {"type": "object"}}}}
        """#

    private func part(_ head: String, _ body: String = "x") -> String { "--B\r\n\(head)\r\n\r\n\(body)\r\n" }

    private func named(_ name: String, _ body: String) -> String {
        part("Content-Disposition: form-data; name=\"\(name)\"", body)
    }

    private func multipart(_ body: String, _ type: String = "multipart/form-data; boundary=B") throws -> String {
        try decode(Self.multipart, type, Array(body.utf8))
    }

    @Test("Parts become members: texts, numbers, files, lists, JSON")
    func readsParts() throws {
        let file = "Content-Disposition: form-data; name=\"file\"; filename=\"a;b\\\".txt\"\r\nContent-Type: text/plain"
        let samples: [(String, String)] = [
            (named("name", "Ann"), #"{"name":"Ann"}"#), (named("age", "7"), #"{"age":7}"#),
            (named("name", ""), #"{"name":""}"#),
            (part(file, "line\r\nline"), #"{"file":"line\r\nline"}"#),
            (named("files", "a") + named("files", "b"), #"{"files":["a","b"]}"#),
            (named("files", "a"), #"{"files":["a"]}"#),
            (named("meta", #"{"a":1}"#), #"{"meta":{"a":1}}"#),
            (
                part("Content-Type: application/json\r\ncontent-disposition: form-data;name=other", "[1]"),
                #"{"other":[1]}"#
            ),
            (named("name", "x--B"), #"{"name":"x--B"}"#), (named("name", "a\r\n--"), #"{"name":"a\r\n--"}"#),
            (named("a;b", "1"), #"{"a;b":"1"}"#),
            ("preamble --B\r\n" + "\r\n" + named("name", "Ann"), #"{"name":"Ann"}"#),
        ]
        for (body, expected) in samples {
            #expect(try multipart(body + "--B--\r\nepilogue") == expected, "\(body)")
        }
        let twice = try multipart(named("name", "a") + named("name", "b") + "--B--")
        #expect(twice == "malformed-request: part 'name': it is given 2 times", "one of the two would be lost")
        #expect(try multipart("--B  \r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--B--") == #"{"a":"1"}"#)
        #expect(
            try multipart(
                "--a b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--a b--",
                "multipart/form-data; boundary=\"a b\""
            ) == #"{"a":"1"}"#
        )
        #expect(try multipart("--B--\r\n") == "{}")
    }

    @Test("A file of bytes that are no text keeps its length")
    func readsBinaryParts() throws {
        var body = Array("--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n".utf8)
        body += [0xFF, 0x00, 0x0D, 0x0A, 0xFE] + Array("\r\n--B--".utf8)
        let text = try decode(Self.multipart, "multipart/form-data; boundary=B", body)
        let value = try #require(try JSONParser().parse(text).root["file"]?.string)
        #expect(value.unicodeScalars.map(\.value) == [0xFF, 0, 0x0D, 0x0A, 0xFE])
    }

    @Test("What does not follow the boundary is refused")
    func refusesParts() throws {
        let good = named("name", "Ann")
        for body in [
            "", "Ann", good, good + "--B", good + "--BB--", "--BB\r\n" + good.dropFirst(5) + "--BB--",
            "--Bjunk\r\n\r\nx\r\n--B--",
            part("Content-Disposition: form-data", "x") + "--B--", part("nonsense", "x") + "--B--",
            part("", "x") + "--B--",
            "--B\r\nContent-Disposition: form-data; name=a\r\n--B--", named("meta", "{") + "--B--",
        ] {
            let found = try multipart(body)
            if !found.hasPrefix("malformed-request") { Issue.record("\(body.debugDescription): \(found)") }
        }
        for type in [
            "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=other",
            "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
        ] {
            #expect(try multipart(good + "--B--", type).hasPrefix("malformed-request"), "\(type)")
        }
    }

    @Test("A body may have as many parts as the limit, and no more")
    func limitsParts() throws {
        let parts = { (count: Int) in (0..<count).map { named("f\($0)", "1") }.joined() + "--B--" }
        #expect(try multipart(parts(Multipart.maximumPartCount)).hasPrefix("{"))
        #expect(try multipart(parts(Multipart.maximumPartCount + 1)).hasPrefix("malformed-request"))
    }
}
