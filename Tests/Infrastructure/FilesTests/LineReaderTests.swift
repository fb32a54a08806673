import Foundation
import Testing

@testable import Files

@Suite("Lines of a text, read some at a time")
struct LineReaderTests {
    private static func lines(_ text: String, most: Int = 100, chunk: Int) throws -> [TextLine] {
        let path = NSTemporaryDirectory() + "/lines-" + UUID().uuidString
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { unlink(path) }
        var reader = LineReader(try FileStream(path), maximumLineByteCount: most, chunkByteCount: chunk)
        var lines: [TextLine] = []
        while true {
            let some = try reader.next()
            if some.isEmpty { return lines }
            lines += some
        }
    }

    private static func shown(_ lines: [TextLine]) -> [String] {
        lines.map { "\($0.number):" + ($0.bytes.map { String(decoding: $0, as: UTF8.self) } ?? "too long") }
    }

    @Test(
        "Lines end with LF or CRLF or the text; blank ones are counted and passed over; a byte order mark is no content",
        arguments: [
            ("", []), ("\n\r\n \t\n", []), ("a", ["1:a"]), ("a\n", ["1:a"]), ("a\r\nb", ["1:a", "2:b"]),
            ("\u{FEFF}a\n\nb\n", ["1:a", "3:b"]), ("\u{FEFF}\n\u{FEFF}b", ["2:\u{FEFF}b"]), (" a \n", ["1: a "]),
            ("a\rb\n", ["1:a\rb"]), ("\u{FEFF}", []), ("ü€😀\r\n", ["1:ü€😀"]),
        ]
    )
    func endings(_ text: String, _ expected: [String]) throws {
        for chunk in [1, 2, 3, 5, 1 << 16] {
            #expect(Self.shown(try Self.lines(text, chunk: chunk)) == expected, "\(chunk) bytes at once")
        }
    }

    @Test("A line at the limit is kept; one byte more is named, and reading goes on after it")
    func limit() throws {
        for ending in ["\n", "\r\n"] {
            let long = String(repeating: "x", count: 11)
            let text = ["\u{FEFF}" + long.dropLast(), long, "b", long + long + long, "", "c", long].joined(
                separator: ending
            )
            for chunk in [1, 2, 7, 16, 1 << 16] {
                let lines = try Self.lines(text, most: 10, chunk: chunk)
                #expect(
                    Self.shown(lines) == ["1:xxxxxxxxxx", "2:too long", "3:b", "4:too long", "6:c", "7:too long"],
                    "\(chunk) bytes at once"
                )
            }
        }
    }

    @Test("A file that is missing, and a folder, are errors of the system")
    func missing() {
        #expect(throws: FileError.self) { _ = try FileStream("/none/at/all") }
        #expect(throws: FileError.self) { _ = try FileStream("/").read(upTo: 10) }
    }
}
