@testable import StringFormats
import Testing

@Suite("Normalization forms (UAX #15)")
struct NormalFormTests {
    private static func normal(_ text: String, _ form: NormalForm) -> String {
        var output: [UInt8] = []
        let bytes = Array(text.utf8)
        return form.append(bytes.span, to: &output) ? String(decoding: output, as: UTF8.self) : text
    }

    private static func scalars(_ text: Substring) -> String {
        var view = String.UnicodeScalarView()
        for number in text.split(separator: " ") {
            if let scalar = UInt32(number, radix: 16).flatMap(Unicode.Scalar.init) { view.append(scalar) }
        }
        return String(view)
    }

    /// Whether two texts have the same scalars; `==` takes canonical equivalents for equal.
    private static func same(_ left: String, _ right: String) -> Bool {
        left.unicodeScalars.elementsEqual(right.unicodeScalars)
    }

    /// Code points of a text, of its NFC and of its NFKC.
    static let samples = [
        // UAX #15, figures 3 to 6, and conformance test parts 0 and 1.
        "212B;C5;C5", "2126;3A9;3A9", "C5;C5;C5", "41 30A;C5;C5", "F4;F4;F4", "6F 302;F4;F4", "1E69;1E69;1E69",
        "73 323 307;1E69;1E69", "73 307 323;1E69;1E69", "1E0B 323;1E0D 307;1E0D 307",
        "71 307 323;71 323 307;71 323 307",
        "FB01;FB01;66 69", "32 2075;32 2075;32 35", "1E9B 323;1E9B 323;1E69", "1E0A;1E0A;1E0A", "44 307;1E0A;1E0A",
        "1E14 304;1E14 304;1E14 304",
        "5B8 5B9 5B1 591 5C3 5B0 5AC 59F;5B1 5B8 5B9 591 5C3 5B0 5AC 59F;"
            + "5B1 5B8 5B9 591 5C3 5B0 5AC 59F",
        // Korean, excluded compositions, singletons, and what Chinese data have.
        "1100 1161 11A8;AC01;AC01", "AC00 11A8;AC01;AC01", "AC00 11A7;AC00 11A7;AC00 11A7", "958;915 93C;915 93C",
        "F900;8C48;8C48", "2FA1D;2A600;2A600", "FF11 FF21 FF0D;FF11 FF21 FF0D;31 41 2D", "3000;3000;20", "2460;2460;31",
        "338F;338F;6B 67", "33A5;33A5;6D 33", "FF76 FF9E;FF76 FF9E;30AC", "304B 3099;304C;304C", "2F00;2F00;4E00",
        "32A5;32A5;4E2D", "FDFA;FDFA;635 644 649 20 627 644 644 647 20 639 644 64A 647 20 648 633 644 645",
        // Later than Unicode 14.
        "A7F1;A7F1;53", "1CCD6 1CCF9;1CCD6 1CCF9;41 39", "1E06D;1E06D;4B1",
    ]

    @Test("Samples have the normal forms of the standard")
    func standard() {
        for sample in Self.samples + Self.references {
            let parts = sample.split(separator: ";").map(Self.scalars)
            guard parts.count == 3 else {
                Issue.record("\(sample)")
                continue
            }
            if !Self.same(Self.normal(parts[0], .nfc), parts[1]) { Issue.record("NFC of \(sample)") }
            if !Self.same(Self.normal(parts[0], .nfkc), parts[2]) { Issue.record("NFKC of \(sample)") }
            // A normal form is its own normal form.
            if !Self.same(Self.normal(parts[1], .nfc), parts[1]) { Issue.record("NFC twice of \(sample)") }
            if !Self.same(Self.normal(parts[2], .nfkc), parts[2]) { Issue.record("NFKC twice of \(sample)") }
        }
    }

    @Test("Every scalar has the normal forms of ICU 78 (Unicode 17), by digest", arguments: NormalForm.allCases)
    func everyScalar(_ form: NormalForm) {
        // FNV-1a of 64 bits over the UTF-8 of each scalar's normal form, FF behind each.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var output: [UInt8] = []
        for value: UInt32 in 0..<0x11_0000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array(Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
            output.removeAll(keepingCapacity: true)
            if form.append(bytes.span, to: &output) {
                for byte in output { add(byte) }
            } else {
                for byte in bytes { add(byte) }
            }
            add(0xFF)
        }
        #expect(hash == (form == .nfc ? 0x0420_AF24_0761_5D53 : 0x4C9C_1541_EE8F_240B))
    }

    @Test("A text that has the form already is left alone, and an ill-formed byte becomes U+FFFD in others")
    func unchanged() {
        for text in ["", "abc", "王伟 1", "é", "北京（市）"] where Self.changed(Array(text.utf8), .nfc) != nil {
            Issue.record("'\(text)' is not left alone")
        }
        #expect(Self.changed(Array("北京市".utf8), .nfkc) == nil)
        #expect(Self.changed([0xFF, 0x41, 0xCC, 0x8A], .nfc) == "\u{FFFD}Å")
    }

    /// The text in the form; nil when it has it already.
    private static func changed(_ bytes: [UInt8], _ form: NormalForm) -> String? {
        var output: [UInt8] = []
        return form.append(bytes.span, to: &output) ? String(decoding: output, as: UTF8.self) : nil
    }

    @Test("A long run of marks takes no longer than sorting it")
    func marks() {
        let marks = String(repeating: "\u{301}\u{323}", count: 50_000)
        let normal = Self.normal("a" + marks, .nfc)
        #expect(normal.unicodeScalars.count == 100_000)
        #expect(normal.unicodeScalars.first == "\u{1EA1}")
    }

    /// Made at random, with the answers of ICU 78.
    static let references = [
        "F72 915 11A8 307 320;F72 915 11A8 320 307;F72 915 11A8 320 307",
        "FB01 301 93C 1100;FB01 93C 301 1100;66 ED 93C 1100",
        "FF21 212B 3099 AC00;FF21 C5 3099 AC00;41 C5 3099 AC00",
        "958 2460 1D15E 2460;915 93C 2460 1D157 1D165 2460;915 93C 31 1D157 1D165 31",
        "313 FB01;313 FB01;313 66 69",
        "FF21 33A5 323;FF21 33A5 323;41 6D 33 323",
        "1161 958 F900 1100 F71;1161 915 93C 8C48 1100 F71;1161 915 93C 8C48 1100 F71",
        "313 320 3B1 11A8;320 313 3B1 11A8;320 313 3B1 11A8",
        "345 1161 1F80 41 212B 1161;345 1161 1F80 41 C5 1161;345 1161 1F80 41 C5 1161",
        "1E9B F900 1F80 41 1F80 FF21;1E9B 8C48 1F80 41 1F80 FF21;1E61 8C48 1F80 41 1F80 41",
        "11A8 958 AC00 4E2D F71 5B4 212B;11A8 915 93C AC00 4E2D 5B4 F71 C5;11A8 915 93C AC00 4E2D 5B4 F71 C5",
        "1E9B 304B 3099;1E9B 304C;1E61 304C",
        "1100 5B4 301 1D15E;1100 5B4 301 1D157 1D165;1100 5B4 301 1D157 1D165",
        "FDFA 3B1 41;FDFA 3B1 41;635 644 649 20 627 644 644 647 20 639 644 64A 647 20 648 633 644 645 3B1 41",
        "304B 1F80 345 5B4 345;304B 1F80 5B4 345 345;304B 1F80 5B4 345 345",
        "345 915 F900 4E2D 61 FF21;345 915 8C48 4E2D 61 FF21;345 915 8C48 4E2D 61 41",
        "323 323 3099;3099 323 323;3099 323 323",
        "5B0 2460;5B0 2460;5B0 31",
        "33A5 1D15E 1100;33A5 1D157 1D165 1100;6D 33 1D157 1D165 1100",
        "3099 1161 307 93C FB01;3099 1161 93C 307 FB01;3099 1161 93C 307 66 69",
        "AC00 2460;AC00 2460;AC00 31",
        "3099 93C 3099;93C 3099 3099;93C 3099 3099",
        "212B F71 FB01 3099;C5 F71 FB01 3099;C5 F71 66 69 3099",
        "FDFA 33A5;FDFA 33A5;635 644 649 20 627 644 644 647 20 639 644 64A 647 20 648 633 644 645 6D 33",
        "301 1E9B 915 3B1;301 1E9B 915 3B1;301 1E61 915 3B1",
    ]
}
