import HTTPMessages
import Testing

@Suite("Header fields (RFC 9110, section 5)")
struct HTTPFieldListTests {
    @Test("Names compare without case, ASCII letters only")
    func comparesNames() {
        for (left, right, areEqual) in [
            ("Content-Type", "content-type", true), ("a", "b", false), ("a", "aa", false), ("", "", true),
            ("@", "`", false), ("[", "{", false), ("é", "É", false), ("k", "\u{212A}", false), ("x-1", "X-1", true),
            ("\u{0D}", "-", false),
        ] {
            #expect(HTTPFieldList.areEqual(left, right) == areEqual, "\(left) and \(right)")
        }
    }

    @Test("Several fields of one name are found in order, and read as one list")
    func joinsFields() {
        let fields: HTTPFieldList = ["Accept": "a", "x": "y", "accept": "b"]
        #expect(fields["ACCEPT"] == "a")
        #expect(fields.values(of: "accept") == ["a", "b"])
        #expect(fields.list("accept") == "a, b")
        #expect(fields.list("none") == nil)
    }

    @Test(
        "A value is cut where a control character stands",
        arguments: [
            ("a\tb", "a\tb"), ("a\r\nb: c", "a"), ("a\nb", "a"), ("a\u{0}b", "a"), ("\u{1B}[0m", ""), ("a\u{7F}", "a"),
            ("名字", "名字"), ("", ""),
        ]
    )
    func cutsValues(_ value: String, _ kept: String) {
        var fields: HTTPFieldList = ["a": value]
        fields.append("b", value)
        #expect(fields["a"] == kept)
        #expect(fields["b"] == kept)
    }

    @Test("A field whose name is no token is left out", arguments: ["", "a b", "a:b", "a\r\nb", "é", "a\u{0}", "(a)"])
    func refusesNames(_ name: String) {
        var fields: HTTPFieldList = [:]
        fields.append(name, "x")
        #expect(fields.fields.isEmpty)
    }
}
