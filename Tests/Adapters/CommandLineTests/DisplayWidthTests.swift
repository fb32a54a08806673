import CommandLine
import Testing

@Suite("Display width (UAX #11)")
struct DisplayWidthTests {
    @Test(
        "Chinese characters take two columns, marks none",
        arguments: [
            ("", 0), ("port", 4), ("端口", 4), ("端口 8080", 9), ("，。", 4), ("“a”", 3), ("é", 1), ("e\u{301}", 1),
            ("👍🏽", 2), ("👩‍👩‍👧", 2), ("❤️", 2), ("한글", 4), ("ｱ", 1), ("Ａ", 2), ("\u{200B}", 0), ("𠮷", 2), ("…", 1),
        ]
    )
    func columns(_ text: String, _ width: Int) { #expect(DisplayWidth.of(text) == width) }

    @Test("A text is filled up to a width, and never cut")
    func pads() {
        #expect(DisplayWidth.padded("端口", to: 6) == "端口  ")
        #expect(DisplayWidth.padded("端口", to: 3) == "端口")
    }
}
