import JSON
import Testing

@Suite("Canonical form (RFC 8785)")
struct CanonicalFormTests {
    private func canonical(_ text: String) throws -> String {
        String(decoding: try CanonicalForm.bytes(of: JSONParser().parse(text).root), as: UTF8.self)
    }

    @Test("The example of section 3.2.2")
    func example() throws {
        let text = #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let expected =
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
            + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try canonical(text) == expected)
    }

    @Test("Names are sorted by UTF-16 units, as in section 3.2.3")
    func sorting() throws {
        let text = #"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#
        #expect(
            try canonical(text) == "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{FB33}\":3}"
        )
    }

    @Test("The numbers of appendix B")
    func numbers() throws {
        let rows: [(UInt64, String)] = [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
            (0xC340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ]
        for (bits, expected) in rows {
            let value = Double(bitPattern: bits)
            #expect(JSONNumber(value)?.text == expected)
            #expect(try canonical("\(value)") == expected)
        }
        for bits: UInt64 in [0x7FFF_FFFF_FFFF_FFFF, 0x7FF0_0000_0000_0000] {
            #expect(JSONNumber(Double(bitPattern: bits)) == nil)
        }
    }

    @Test("Order, space and number syntax do not matter")
    func stability() throws {
        #expect(try canonical(#"{ "b" : [ 1.0 , 10E1 ], "a" : { } }"#) == #"{"a":{},"b":[1,100]}"#)
        #expect(try canonical(canonical(#"{"z":-0,"a":"\u0041"}"#)) == #"{"a":"A","z":0}"#)
    }

    @Test("A number beyond doubles is refused with its text")
    func unrepresentable() throws {
        let root = try JSONParser().parse("[1, -1e400]").root
        let error = try #require(throws: CanonicalForm.UnrepresentableNumber.self) { try CanonicalForm.bytes(of: root) }
        #expect(error.text == "-1e400")
    }

    private func exact(_ text: String) throws -> String {
        String(decoding: CanonicalForm.exactBytes(of: try JSONParser().parse(text).root), as: UTF8.self)
    }

    @Test(
        "A number that no double holds keeps all its digits, and no others",
        arguments: [
            ("1", "1"), ("1.0", "1"), ("1e0", "1"), ("10E-1", "1"), ("-0", "0"), ("-0.0", "0"), ("0.1", "0.1"),
            ("0.10", "0.1"), ("1e400", "1e+400"), ("-1e400", "-1e+400"), ("12e399", "1.2e+400"), ("1e-400", "1e-400"),
            ("9007199254740992", "9007199254740992"), ("9007199254740993", "9007199254740993"),
            ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "9223372036854775808"),
            ("9223372036854775807.0", "9223372036854775807"), ("1e21", "1e+21"), ("1e20", "100000000000000000000"),
            ("333333333.33333329", "333333333.33333329"), ("1234567890123456789012", "1.234567890123456789012e+21"),
            ("0.00000012345678901234567890", "1.234567890123456789e-7"),
        ]
    )
    func exactNumbers(_ text: String, _ canonical: String) throws {
        #expect(try exact(text) == canonical)
        #expect(try exact(canonical) == canonical)
    }

    @Test("Where doubles suffice, the exact form is the canonical one")
    func exactAgrees() throws {
        let texts = [
            #"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7,"aa":8,"a":9}"#,
            #"[{"b":{"d":1e3,"c":[]}},"\u0001",true,null,{}]"#,
        ]
        for text in texts { #expect(try exact(text) == canonical(text)) }
    }
}
