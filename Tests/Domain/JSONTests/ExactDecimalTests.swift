import Foundation
import JSON
import Testing

@Suite("Exact decimals")
struct ExactDecimalTests {
    private func decimal(_ text: String) -> ExactDecimal {
        let bytes = Array(text.utf8)
        return ExactDecimal(bytes.span, from: 0, count: bytes.count)
    }

    @Test("Values compare exactly, whatever their syntax")
    func comparisons() {
        let equal = [
            ("1", "1.0"), ("1", "10e-1"), ("100", "1e2"), ("0", "-0"), ("0", "0e99"), ("0.1", "1E-1"),
            ("-1.50", "-15e-1"),
            ("123456789012345678901234567890", "12345678901234567890123456789e1"), ("1e400", "10e399"), ("0.000", "0"),
            ("1.00000000000000000000000000000000", "1"), ("1e0000000000000000000001", "10"),
        ]
        for (left, right) in equal {
            #expect(decimal(left) == decimal(right), "\(left) \(right)")
            #expect(!(decimal(left) < decimal(right)) && !(decimal(right) < decimal(left)), "\(left) \(right)")
        }
        let ascending = [
            "-1e400", "-1e308", "-123456789012345678901234567890", "-2", "-1.0000000000000000000001", "-1", "-1e-400",
            "0",
            "1e-400", "0.1", "0.10000000000000000000000000001", "0.2", "1", "9007199254740992", "9007199254740993",
            "1e30",
            "1000000000000000000000000000001", "1e400", "1.0000000000000000000000001e400", "2e400", "1e401",
        ]
        for (index, smaller) in ascending.enumerated() {
            for (other, larger) in ascending.enumerated() {
                #expect((decimal(smaller) < decimal(larger)) == (index < other), "\(smaller) \(larger)")
                #expect((decimal(smaller) == decimal(larger)) == (index == other), "\(smaller) \(larger)")
            }
        }
    }

    @Test("Random values compare as Decimal compares them")
    func comparisonOracle() throws {
        var random = Numbers(state: 1)
        var earlier = ("0", Decimal(0))
        for _ in 0..<20_000 {
            let text = number(&random)
            let value = try #require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")))
            if (decimal(text) < decimal(earlier.0)) != (value < earlier.1) { Issue.record("\(text) < \(earlier.0)") }
            if (decimal(text) == decimal(earlier.0)) != (value == earlier.1) { Issue.record("\(text) == \(earlier.0)") }
            if random.next() % 3 != 0 { earlier = (text, value) }
        }
    }

    /// A number of up to 18 digits, which Decimal holds exactly.
    private func number(_ random: inout Numbers) -> String {
        let digitCount = Int(random.next() % 9) + 1
        var digits = String(random.next() % 10)
        if digits != "0" { for _ in 1..<(digitCount + 1) { digits += String(random.next() % 3) } }
        if random.next() % 2 == 0 { digits += "." + (0..<digitCount).map { _ in String(random.next() % 3) }.joined() }
        if random.next() % 2 == 0 { digits += "e\(Int(random.next() % 13) - 6)" }
        return (random.next() % 2 == 0 ? "-" : "") + digits
    }

    @Test("Multiples are found as division of scaled integers finds them")
    func multiples() {
        var random = Numbers(state: 2)
        for _ in 0..<50_000 {
            let (left, right) = (random.next() % 20_000, random.next() % 500 + 1)
            let (leftExponent, rightExponent) = (Int(random.next() % 9) - 4, Int(random.next() % 9) - 4)
            let scaledLeft = scaled(left, leftExponent)
            let scaledRight = scaled(right, rightExponent)
            let found = decimal("\(left)e\(leftExponent)").isMultiple(of: decimal("\(right)e\(rightExponent)"))
            if found != scaledLeft.isMultiple(of: scaledRight) {
                Issue.record("\(left)e\(leftExponent) of \(right)e\(rightExponent): \(found)")
            }
        }
    }

    private func scaled(_ value: UInt64, _ exponent: Int) -> UInt64 {
        (0..<(exponent + 4)).reduce(value) { product, _ in product * 10 }
    }

    @Test("Multiples of values that no double holds")
    func wideMultiples() {
        let rows: [(String, String, Bool)] = [
            ("0.3", "0.1", true), ("4.02", "0.01", true), ("1e400", "1e-400", true), ("1e400", "7", false),
            ("1e400", "1024", true),
            ("1e308", "0.123456789", false), ("0", "5", true), ("0.0075", "0.0001", true), ("0.00751", "0.0001", false),
            ("-9", "3", true),
            ("123456789012345678901234567890", "10", true), ("123456789012345678901234567891", "10", false),
            ("3", "9", false),
            ("15241578753238836750495351562536198787501905199875019052100", "123456789012345678901234567890", true),
            ("15241578753238836750495351562536198787501905199875019052101", "123456789012345678901234567890", false),
            ("12391239123.0", "1e-8", true), ("1", "3e-1", false), ("1e-500", "1e-499", false),
            ("5", "1e1000000000000", false),
        ]
        for (value, divisor, expected) in rows {
            #expect(decimal(value).isMultiple(of: decimal(divisor)) == expected, "\(value) \(divisor)")
        }
        #expect(!decimal("1").isMultiple(of: decimal("0")))
    }

    @Test("Whole values that fit are integers, whatever their syntax")
    func integers() {
        let rows: [(String, Int?)] = [
            ("1e2", 100), ("1.0", 1), ("-0", 0), ("1.5", nil), ("9223372036854775807", .max),
            ("9223372036854775808", nil),
            ("-9223372036854775808", .min), ("-9223372036854775809", nil), ("1e18", 1_000_000_000_000_000_000),
            ("1e19", nil),
            ("922337203685477580.7e1", .max), ("100e-2", 1), ("1e-1", nil), ("0e999999999999999999", 0),
        ]
        for (text, expected) in rows {
            #expect(decimal(text).integer == expected, "\(text)")
            #expect(JSONNumber(text).flatMap { Int(exactly: $0) } == expected, "\(text)")
        }
        #expect(decimal("1e5").isInteger && decimal("12.30e1").isInteger && !decimal("12.34e1").isInteger)
    }
}
