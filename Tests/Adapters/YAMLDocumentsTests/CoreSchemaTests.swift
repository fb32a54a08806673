import Testing
import YAMLDocuments

@Suite("Plain scalars (YAML 1.2.2, section 10.3.2)")
struct CoreSchemaTests {
    @Test("Null and booleans are a few words; yes and no are text")
    func words() {
        for word in ["null", "Null", "NULL", "~", ""] { Reading.check([Reading("a: \(word)\n", #"{"a":null}"#)]) }
        for word in ["true", "True", "TRUE"] { Reading.check([Reading("[\(word)]", "[true]")]) }
        for word in ["false", "False", "FALSE"] { Reading.check([Reading("[\(word)]", "[false]")]) }
        let texts = [
            "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "off", "OFF", "y", "Y", "n", "N", "tRUE", "TRue", "nULL",
            "nuLL", "NULl", "FALSe", "~~", "nil", "none", "nulls", "truee", "fals",
        ]
        Reading.check(texts.map { Reading("[\($0)]", "[\"\($0)\"]") })
    }

    @Test("Whole numbers keep their value, in decimal and of any size")
    func integers() {
        Reading.check([
            Reading("0", "0"), Reading("-0", "-0"), Reading("+0", "0"), Reading("12", "12"), Reading("+12", "12"),
            Reading("-12", "-12"), Reading("007", "7"), Reading("-007", "-7"), Reading("+010", "10"),
            Reading("000", "0"), Reading("0o7", "7"), Reading("0o17", "15"), Reading("0o0", "0"),
            Reading("0xFF", "255"), Reading("0xfF", "255"), Reading("0x0", "0"), Reading("0x00010", "16"),
            Reading("123456789012345678901234567890", "123456789012345678901234567890"),
            Reading("0xFFFFFFFFFFFFFFFF", "18446744073709551615"),
            Reading("0x10000000000000000", "18446744073709551616"),
            Reading("0x123456789ABCDEF0123456789ABCDEF", "1512366075204170929049582354406559215"),
            Reading("0o7777777777777777777777777", "37778931862957161709567"),
            Reading("0x3B9ACA00", "1000000000"), Reading("0xDE0B6B3A7640000", "1000000000000000000"),
        ])
    }

    @Test("Fractions keep every digit and become JSON numbers")
    func floats() {
        Reading.check([
            Reading("1.5", "1.5"), Reading("+1.5", "1.5"), Reading("-1.5", "-1.5"), Reading(".5", "0.5"),
            Reading("-.5", "-0.5"), Reading("+.5e3", "0.5e3"), Reading("5.", "5.0"), Reading("-5.", "-5.0"),
            Reading("5.e3", "5.0e3"), Reading("1e3", "1e3"), Reading("1E+3", "1E+3"), Reading("1.e-3", "1.0e-3"),
            Reading("007.50", "7.50"), Reading("00.5", "0.5"), Reading("0.1000", "0.1000"), Reading("1e400", "1e400"),
            Reading("01e2", "1e2"), Reading("0.123456789012345678901234567890", "0.123456789012345678901234567890"),
        ])
    }

    @Test("What only looks like a number or a date is text")
    func lookalikes() {
        let texts = [
            "2024-01-01", "2024-01-01T10:00:00Z", "18:00", "1:30:00", "1_000", "0b101", "0x", "0xG", "0o8", "0o",
            "-0xFF", "+0o7", "0X1F", "0O7", "1.2.3", ".", "+", "..5", "1e", "1e+", ".e3", "e3", "1.5.", "--1", "+-1",
            "1 2",
            "1,5", "infinity", ".infx", "inf", "nan", "-.nan", ".NaNs", ".iNF", ".Nan", ".nAN", "+.nan", "1a", "0.0.1",
            "v1", "=", "<<", "٣",
        ]
        Reading.check(texts.map { Reading("--- \($0)\n", "\"\($0)\"") })
    }
}
