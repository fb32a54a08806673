import Tabular
import Testing

@Suite("Kinds and outlines of cells")
struct CellKindTests {
    static func kind(_ text: String) -> CellKind {
        let bytes = Array("x\(text)x".utf8)
        return CellKind(bytes.span, 1..<bytes.count - 1)
    }

    @Test(
        "The text of a cell shows its kind",
        arguments: [
            (CellKind.empty, ["", "  ", "\t", "N/A", "na", "NULL", "None", "nan", "-", "--", "nil", "\\N", "?"]),
            (.integer, ["0", "007", "-5", "+12", "123456789012345678", " 42 "]),
            (
                .number,
                [
                    "1.5", "1,5", "-0.25", "1,234", "1,234,567.89", "1.234.567,89", "1 234 567", "6.02e23", "1e-9",
                    "1234567890123456789",
                ]
            ),
            (
                .money,
                ["$5", "-$1,234.50", "¥100", "￥ 12.5", "€3", "£4.99", "USD 12", "12 EUR", "100元", "3.50 ¥", "5$"]
            ),
            (.percent, ["5%", "12.5 %", "-3%"]),
            (
                .date,
                [
                    "2024-05-01", "2024/5/1", "2024.12.31", "1/5/24", "31.12.2024", "2024年5月1日", "2024年5月",
                    "1-May-2024",
                    "3 Jun 24", "May 1, 2024", "December 31, 1999",
                ]
            ),
            (.time, ["8:05", "23:59:59", "23:59:59.123", "8:05 pm", "8:05AM"]),
            (.datetime, ["2024-05-01 10:00", "2024-05-01T10:00:00Z", "1/5/24 8:05", "2024-05-01T10:00:00.5+08:00"]),
            (.boolean, ["true", "FALSE", "Yes", "no", "Y", "N", "是", "否"]),
            (.url, ["https://a.b/c?d=e", "ftp://x", "www.example.org"]),
            (.email, ["a@b.cn", "ann.lee+x@mail.example.org"]),
            (.uuid, ["123e4567-e89b-12d3-a456-426614174000", "A23E4567-E89B-12D3-A456-426614174000"]),
            (.address, ["10.0.0.1", "1.22.3.44"]),
            (
                .word,
                [
                    "abc", "A-1", "北京", "a_b/c", "x.y", "1a", "#12", "(b)", "2024-05", "1.2.3", "5kg", "@",
                    "2024-05/01", "a@b", "+", ".5",
                ]
            ),
            (
                .text,
                [
                    "two words", "a, b", "什么？ 好", "1 2", "12:30 xm", "12,34,567", "a: b", "5 kg", "http:// x", "12:5",
                    "$",
                ]
            ),
        ]
    )
    func kinds(_ kind: CellKind, _ samples: [String]) {
        for sample in samples where Self.kind(sample) != kind {
            Issue.record("\(sample.debugDescription): \(Self.kind(sample)) instead of \(kind)")
        }
    }

    @Test(
        "Outlines keep the marks and drop lengths",
        arguments: [
            ("A123-4", "A9-9"), ("SO24100001", "A9"), (" 2024-05-01 ", "9-9-9"), ("北京1", "北京9"), ("", ""),
            ("a-b-c-d-e-f-g-h-i-j-k-l-m-n", "A-A-A-A-A-A-A-A-A-A-A-A-"),
        ]
    )
    func shapes(_ text: String, _ shape: String) {
        let bytes = Array(text.utf8)
        let found = CellShape(bytes.span, bytes.indices)
        #expect(found.description == shape)
        #expect(found.hasDigits == shape.contains("9"))
        #expect(found == CellShape(Array(shape.utf8).span, 0..<shape.utf8.count))
    }
}
