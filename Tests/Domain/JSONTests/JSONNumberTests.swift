import JSON
import Testing

@Suite("JSON numbers")
struct JSONNumberTests {
    @Test("Only the text of a JSON number makes one")
    func texts() {
        for text in ["0", "-0", "1e400", "0.1", "123456789012345678901234567890", "1.5E+7"] {
            #expect(JSONNumber(text)?.text == text)
        }
        for text in ["", "-", "+1", "01", "1.", ".5", "1e", "0x1", "1 ", " 1", "NaN", "1,5", "a", "1e5x"] {
            #expect(JSONNumber(text) == nil, "\(text)")
        }
    }

    @Test("Equal values are equal and hash alike")
    func equality() throws {
        let texts = ["1", "1.0", "10e-1", "0.1e1"]
        let numbers = try texts.map { try #require(JSONNumber($0)) }
        #expect(Set(numbers).count == 1)
        let large = try #require(JSONNumber("1e400"))
        let larger = try #require(JSONNumber("2e400"))
        #expect(large != larger && large < larger)
        #expect(large.double == .infinity)
        #expect(try #require(JSONNumber("-0")) == JSONNumber(0))
    }

    @Test("Doubles are written as ECMAScript writes them")
    func doubles() {
        let rows: [(Double, String)] = [
            (0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (1e21, "1e+21"), (1e20, "100000000000000000000"),
            (1e-6, "0.000001"),
            (1e-7, "1e-7"), (123456.789, "123456.789"), (.leastNonzeroMagnitude, "5e-324"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e23, "1e+23"),
            (1.5e300, "1.5e+300"), (9_007_199_254_740_992, "9007199254740992"), (100, "100"),
            (1e16, "10000000000000000"),
        ]
        for (value, text) in rows { #expect(JSONNumber(value)?.text == text) }
        #expect(JSONNumber(Double.infinity) == nil && JSONNumber(Double.nan) == nil)
    }

    @Test("Integers are read without a detour, and exactly")
    func integers() throws {
        let rows: [(String, Int?)] = [
            ("0", 0), ("-0", 0), ("9999999999999999", 9_999_999_999_999_999),
            ("-9999999999999999", -9_999_999_999_999_999),
            ("10000000000000000", 10_000_000_000_000_000), ("9223372036854775807", .max),
            ("-9223372036854775808", .min),
            ("9223372036854775808", nil), ("1e3", 1000), ("1.5", nil), ("123456789012345678901234567890", nil),
        ]
        for (text, expected) in rows { #expect(try JSONParser().parse(text).root.integer == expected, "\(text)") }
    }
}
