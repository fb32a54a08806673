import Diagnostics
import Tabular
import Testing

@testable import Cleaning

@Suite("Steps and hostile cells")
struct HostileCellTests {
    private static let cells: [String] = [
        "", " ", "\u{0}", "-", "+", "--1", "-0", "+0", "-0.00", ".", ",", "1.", ".5", "1e", "1e999", "١٢٣", "NaN",
        "Infinity", "0x10",
        String(repeating: "9", count: 40), "-" + String(repeating: "9", count: 10_000),
        "0." + String(repeating: "0", count: 100) + "1",
        String(repeating: "1", count: 28), String(repeating: "1", count: 29), "1e28", "1e-28",
        "9999999999999999999999999999e28",
        "170141183460469231731687303715884105728", "9223372036854775808", "-9223372036854775808",
        "18446744073709551616",
        "2024-02-30", "0000-00-00", "0000-01-01", "9999-12-31", "2024-13-01", "99999-01-01", "2024-01-01T24:00:00",
        "2024-01-01 23:59:60",
        "60", "2958465", "2958466", "99999999999999", "45413.999999999999",
        "十十", "零", "零零零", "万", "亿亿", "一百百", "百", "二三百", "一点", "点一", "负", "负负一", "元", "壹元壹元", "一角二元", "整",
        "一万亿亿", "九千九百九十九万亿", "1.5.5亿", "廿廿", "三百五", String(repeating: "万", count: 5_000),
        String(repeating: "九", count: 5_000),
        "\u{FFFD}", "\u{FFFD}\u{FFFD}1", "a\u{FFFD}@b.cn", "1\u{200B}2", "\u{202E}123", "e\u{301}", "👨‍👩‍👧", "\u{10FFFF}",
        "11010519491231002\u{FFFD}", "+86", "+8613800138000000000", "86" + String(repeating: "1", count: 30), "%",
        "12%%", "(", "()", "(1", "¥", "¥¥1",
        "kg", "1 kg kg", "*@*@*", "@", "京", "京A", "::", "1::2::3", "https://",
        "a@" + String(repeating: "b.", count: 200) + "cn",
    ]

    @Test("Every step answers every hostile cell", arguments: StepCatalogue.all.map(\.name))
    func answers(_ name: String) throws {
        let step = try #require(StepCatalogue.step(name))
        for example in [step.good, step.bad] + step.others {
            let recipe = "columns: {a: [\(example.step)]}"
            let result = try Recipes.clean(
                recipe,
                header: ["a", "b"],
                rows: Self.cells.map { [$0, "x"] },
                style: .ndjson
            )
            #expect(result.counts.records == Self.cells.count)
        }
    }

    /// Overlong forms, surrogates, numbers beyond U+10FFFF, and characters that are cut.
    private static let illFormed: [[UInt8]] = [
        [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        [0x80], [0xFF], [0xE4, 0xB8], [0xE3], [0xEF, 0xBC], [0x31, 0xC2], [0xC2, 0x31], [0xF0, 0x9F, 0x91],
    ]

    @Test("Bytes that are no UTF-8 come to no harm in any step", arguments: StepCatalogue.all.map(\.name))
    func illFormedBytes(_ name: String) throws {
        let step = try #require(StepCatalogue.step(name))
        for example in [step.good, step.bad] + step.others {
            let cleaner = try Cleaner(try Recipes.recipe("columns: {a: [\(example.step)]}"), columns: ["a", "b"])
            var worker = cleaner.makeWorker()
            var batch = RecordBatch()
            for bytes in Self.illFormed {
                for part in [bytes, Array("x".utf8)] {
                    batch.fields.append(FieldRange(start: batch.text.count, count: part.count))
                    batch.text += part
                }
                batch.records.append(RecordEntry(start: 0, fieldEnd: batch.fields.count, lineDistance: 0))
            }
            var clean = CleanBatch()
            cleaner.clean(batch, with: &worker, into: &clean)
            #expect(clean.cleanCount + clean.rejectCount == Self.illFormed.count)
        }
    }

    @Test("Numbers are exact or refused, and a zero has no sign that gets lost")
    func numbers() throws {
        func clean(_ step: String, _ cell: String) throws -> String? {
            let result = try Recipes.clean("columns: {a: [\(step)]}", header: ["a", "b"], rows: [[cell, "x"]])
            return result.clean.first.map { String($0.dropLast(2)) }
        }
        let nines = String(repeating: "9", count: 28)
        let rows: [(step: String, cell: String, result: String?)] = [
            ("number", nines, nines), ("number", nines + "9", nil), ("number", "-" + nines, "-" + nines),
            ("number", "-0", "0"), ("number", "-0.00", "0.00"), ("{number: {scale: 2}}", "-0", "0.00"),
            ("{number: {scale: 1, rounding: half-up}}", "-0.04", "0.0"), ("percent", "-0%", "0"),
            ("integer", "-0", "-0"), ("{integer: {leadingZeros: drop}}", "-0", "0"),
            ("{integer: {leadingZeros: drop}}", "000", "0"),
            ("integer", "1000000000000000000", nil), ("integer", "999999999999999999", "999999999999999999"),
            ("{number: {exponent: true}}", "1e28", nil),
            ("{number: {exponent: true}}", "1e27", "1" + String(repeating: "0", count: 27)),
            ("{number: {exponent: true}}", "1e-28", "0." + String(repeating: "0", count: 27) + "1"),
            ("{number: {exponent: true}}", "1e-29", nil),
            ("{money: {digits: 28}}", nines, nines + ".00"), ("money", "1234567890123", nil), ("money", "-0", nil),
            ("{money: {negative: true}}", "-0", "0.00"),
            ("{range: {min: 0}}", "-0", "-0"), ("{range: {max: 1}}", nines + "9", nil),
            ("date", "2024-02-30", nil), ("date", "0000-00-00", nil), ("{date: {from: [iso]}}", "0000-00-00", nil),
            ("{date: {from: [iso]}}", "9999-12-31", "9999-12-31"), ("date", "1899-12-31", nil),
            ("date", "2100-01-01", nil),
            ("{date: {from: [excel]}}", "60", nil), ("{date: {from: [excel]}}", "2958465", "9999-12-31"),
            ("{date: {from: [excel]}}", "2958466", nil), ("excelDate", "80001", nil),
            ("excelDate", "80000", "2119-01-11"),
            ("chineseNumber", "九千九百九十九万亿", "9999000000000000"), ("chineseNumber", "一万亿亿", nil),
            ("chineseNumber", "二三百", nil),
            ("chineseNumber", "零", "0"), ("chineseNumber", "负零", "0"), ("chineseNumber", "三百五", "350"),
            ("chineseNumber", "十十", nil),
        ]
        for row in rows {
            let result = try clean(row.step, row.cell)
            if result != row.result { Issue.record("\(row.step) makes \(result ?? "nothing") of \(row.cell)") }
        }
    }

    /// Work that grows with the square of a cell would be a million times its bytes.
    @Test("A cell of a MiB is no more work than its bytes, for every step", arguments: StepCatalogue.all.map(\.name))
    func large(_ name: String) throws {
        let step = try #require(StepCatalogue.step(name))
        let cells = ["1", "a", "-", "九"].map { String(repeating: $0, count: (1 << 20) / $0.utf8.count) }
        let recipe = "columns: {a: [\(step.good.step)]}"
        let result = try Recipes.clean(recipe, header: ["a", "b"], rows: cells.map { [$0, "x"] })
        #expect(result.counts.records == cells.count)
    }
}
