import CommandLine
import Testing

@Suite("Text broken into lines")
struct WrappedTextTests {
    @Test(
        "Lines break between words and between Chinese characters, not before closing marks",
        arguments: [
            ("one two three", 7, ["one two", "three"]), ("one", 2, ["one"]), ("", 5, [""]),
            ("端口号码", 4, ["端口", "号码"]), ("端口，号码", 4, ["端", "口，", "号码"]), ("“端口”号", 6, ["“端口”", "号"]),
            ("用 --port 换", 8, ["用", "--port", "换"]), ("a\n\nb", 9, ["a", "", "b"]),
            ("  as it is, always", 6, ["  as it is, always"]),
            ("port 8080", 9, ["port 8080"]),
        ]
    )
    func breaks(_ text: String, _ width: Int, _ lines: [String]) {
        #expect(WrappedText.lines(text, width: width) == lines)
    }
}
