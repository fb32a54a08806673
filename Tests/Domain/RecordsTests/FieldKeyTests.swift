import JSON
import Testing

@testable import Records

@Suite("Field keys")
struct FieldKeyTests {
    private static func key(_ text: String) -> FieldKey { FieldKey(text: Array(text.utf8).span) }

    @Test("Keys of doubles are ordered as the doubles are")
    func doubles() throws {
        var generator = SplitMix64(seed: 7)
        var samples: [Double] = [0, -0.0, 1, -1, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 0.1, 1e15, 1e16]
        while samples.count < 2000 {
            let value = Double(bitPattern: generator.next())
            if value.isFinite { samples.append(value) }
            samples.append(Double(Int64(truncatingIfNeeded: generator.next()) >> 44) / 8)
        }
        let keys = try samples.map { FieldKey(.number(try #require(JSONNumber($0)))) }
        for index in samples.indices.dropFirst() {
            let isLess = keys[index - 1] < keys[index]
            let isEqual = keys[index - 1] == keys[index]
            if isLess != (samples[index - 1] < samples[index]) || isEqual != (samples[index - 1] == samples[index]) {
                Issue.record("\(samples[index - 1]) and \(samples[index]) compare wrongly")
            }
        }
    }

    @Test("A key made from text is the key made from the value")
    func textAndValue() throws {
        let texts = [
            "null", "true", "false", "0", "-0", "-0.0e5", "1e2", "100", "-12.50", "1e-999999999999999999999", #""""#,
            #""a\u0062\n""#, "\"é\"", "[]", "{}", #"[1,"a",{"b":[null]}]"#, #"{"b":1,"a":[2.0]}"#,
        ]
        for text in texts {
            let value = JSONValue(try JSONParser().parse(text).root)
            #expect(Self.key(text) == FieldKey(value), "\(text)")
        }
        #expect(Self.key(#"{"a":[2],"b":1.0}"#) == Self.key(#"{"b":1,"a":[2.0]}"#))
        #expect(Self.key(#"{"a":null}"#) != Self.key("{}"))
    }

    @Test("Text that is no JSON has the key of null")
    func nonsense() {
        for text in ["", "x", "\"", "\"\\", "{", "[1", "\u{0}"] { #expect(Self.key(text).isNull, "\(text)") }
    }
}

/// Repeatable random numbers.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
