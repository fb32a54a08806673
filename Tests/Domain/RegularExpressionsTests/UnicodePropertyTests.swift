@testable import RegularExpressions
import Testing

@Suite("Unicode properties in patterns")
struct UnicodePropertyTests {
    private func count(_ name: String) -> Int? {
        UnicodeProperty.set(named: name)?.ranges.reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) + 1 }
    }

    @Test("The general categories divide the code points")
    func categories() {
        let names = ["L", "M", "N", "P", "S", "Z", "C"]
        #expect(names.compactMap(count).reduce(0, +) == 0x11_0000)
        #expect(count("Cs") == 2048)
        #expect(count("Co") == 137_468)
        #expect(count("LC") == ["Lu", "Ll", "Lt"].compactMap(count).reduce(0, +))
    }

    @Test("The scripts divide the code points")
    func scripts() {
        let names = ScriptTable.text.split(separator: ";").compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
        #expect(names.count > 170)
        let total = (names + ["Zzzz"]).compactMap { count("Script=\($0.split(separator: ":")[0])") }.reduce(0, +)
        #expect(total == 0x11_0000)
    }

    @Test("Long and short names mean the same")
    func aliases() {
        let pairs = [
            ("Letter", "L"), ("General_Category=Decimal_Number", "gc=Nd"), ("Script=Latin", "sc=Latn"),
            ("Script=Coptic", "sc=Qaac"),
            ("Script_Extensions=Greek", "scx=Grek"), ("Alphabetic", "Alpha"), ("White_Space", "space"),
            ("punct", "Punctuation"),
        ]
        for (long, short) in pairs {
            #expect(UnicodeProperty.set(named: long) != nil)
            #expect(UnicodeProperty.set(named: long) == UnicodeProperty.set(named: short), "\(long)")
        }
    }

    @Test("Script extensions reach beyond the script, and leave some of it")
    func extensions() {
        let prolongedSoundMark: UInt32 = 0x30FC
        #expect(UnicodeProperty.set(named: "sc=Zyyy")?.contains(prolongedSoundMark) == true)
        #expect(UnicodeProperty.set(named: "scx=Zyyy")?.contains(prolongedSoundMark) == false)
        #expect(UnicodeProperty.set(named: "scx=Kana")?.contains(prolongedSoundMark) == true)
    }

    @Test("What is no property of ECMA-262 has no set")
    func unknown() {
        for name in ["", "=", "Foo", "Latin", "gc=", "Block=Greek", "Hyphen", "letter", "sc=Hrkt", "Alphabetic=Yes"] {
            #expect(UnicodeProperty.set(named: name) == nil, "\(name)")
        }
    }
}
