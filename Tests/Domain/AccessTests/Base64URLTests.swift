import Access
import Testing

@Suite("Base64url (RFC 4648, section 5)")
struct Base64URLTests {
    @Test(
        "The examples of RFC 4648, section 10, without padding",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func examples(_ plain: String, _ text: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == text)
        #expect(Base64URL.decode(text) == Array(plain.utf8))
    }

    @Test("The last two letters of the alphabet are '-' and '_'")
    func alphabet() {
        #expect(Base64URL.encode([3, 236, 255, 224, 193]) == "A-z_4ME")
        #expect(Base64URL.decode("A-z_4ME") == [3, 236, 255, 224, 193])
    }

    @Test("All lengths and bytes come back")
    func roundTrip() {
        var bytes: [UInt8] = []
        for length in 0..<300 {
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            bytes.append(UInt8(truncatingIfNeeded: length &* 167 &+ 13))
        }
    }

    @Test(
        "What the encoder would not write is refused",
        arguments: [
            "Zg==", "Zg=", "Z", "Zm9vY", "Zm9v\n", " Zm9v", "Zm 9v", "+/+/", "Zm9v.", "Zh", "Zn", "Zm9", "Zm-", "Zm9vé",
            "\u{FF21}AAA", "AA\u{0}A",
        ]
    )
    func refuses(_ text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
