import Diagnostics
import Testing

@testable import Cleaning

@Suite("Days and times")
struct DateRuleTests {
    private func rule(
        _ forms: [DateForm],
        _ kind: DateRule.Kind = .date,
        output: String? = nil,
        minimum: Moment? = nil,
        maximum: Moment? = nil
    ) throws -> DateRule {
        DateRule(
            kind: kind,
            forms: forms,
            output: try output.map { try #require(DatePattern($0)) },
            latestShortYear: 2069,
            minimum: minimum,
            maximum: maximum
        )
    }

    private func check(_ rule: DateRule, _ samples: [(String, String?)]) {
        for (cell, result) in samples {
            let found = outcome(of: cell) { rule.apply(to: $0, into: &$1) }
            if found != result {
                Issue.record("'\(cell)' became \(found ?? "a refusal"), not \(result ?? "a refusal")")
            }
        }
    }

    @Test("Year, month and day are read with any of their separators, not necessarily equal ones")
    func yearMonthDay() throws {
        check(
            try rule([.yearMonthDay]),
            [
                ("2024-05-01", "2024-05-01"), ("2024/5/1", "2024-05-01"), ("2024.5.01", "2024-05-01"),
                ("2024年5月1日", "2024-05-01"), ("2024年5月1", "2024-05-01"), ("2024-5月1日", "2024-05-01"),
                ("2024-05-01 23:59:59", "2024-05-01"), ("2024-05-01 8:30", "2024-05-01"), ("2024-2-29", "2024-02-29"),
                ("1900-01-01", "1900-01-01"), ("2099-12-31", "2099-12-31"), ("2024-05-01 99:99", "2024-05-01"),
                ("2023-02-29", nil), ("1900-02-29", nil), ("2024-02-30", nil), ("2024-13-01", nil), ("2024-00-01", nil),
                ("2024-05-00", nil), ("1899-12-31", nil), ("2100-01-01", nil), ("0000-00-00", nil), ("2024-1", nil),
                ("2024-5-1 ", nil), ("2024-05-01T08:30", nil), ("2024-05-01 8", nil), ("2024-05-01 8:3", nil),
                ("2024-05-01 08:30:1", nil), ("2024-05-01日日", nil), ("昨天", nil), ("", nil), ("20240501", nil),
                ("2024-005-1", nil), ("2024--5-1", nil),
            ]
        )
    }

    @Test("Eight digits are a day of the years 1900 to 2099")
    func compact() throws {
        check(
            try rule([.compact]),
            [
                ("20240501", "2024-05-01"), ("19000228", "1900-02-28"), ("18991231", nil), ("21000101", nil),
                ("20240230", nil), ("2024050", nil), ("202405011", nil), ("2024050a", nil),
            ]
        )
    }

    @Test("Day first and month first differ; two digits of a year are of the hundred years that end in 2069")
    func dayFirst() throws {
        check(
            try rule([.dayMonthYear]),
            [
                ("1/5/2024", "2024-05-01"), ("31.12.99", "1999-12-31"), ("31.12.69", "2069-12-31"),
                ("01-05-70", "1970-05-01"), ("12/31/2024", nil), ("1/5/2024 8:30", "2024-05-01"), ("1/5/124", nil),
            ]
        )
        check(try rule([.monthDayYear]), [("12/31/2024", "2024-12-31"), ("31/12/2024", nil)])
    }

    @Test("ISO 8601 is taken as it stands and no looser")
    func iso() throws {
        check(try rule([.iso]), [("2024-05-01", "2024-05-01"), ("2024-5-1", nil), ("0001-01-01", "0001-01-01")])
        check(
            try rule([.iso], .moment, output: "yyyy-MM-dd HH:mm:ss"),
            [
                ("2024-05-01T08:30:15", "2024-05-01 08:30:15"), ("2024-05-01 08:30", "2024-05-01 08:30:00"),
                ("2024-05-01T08:30:15.250", "2024-05-01 08:30:15"), ("2024-05-01T24:00:00", nil),
                ("2024-05-01T08:30Z", nil), ("2024-05-01T08:60", nil),
            ]
        )
    }

    @Test("Serial numbers count from each epoch; the day that never was is refused")
    func serial() throws {
        check(
            try rule([.serial(is1904: false)]),
            [
                ("1", "1900-01-01"), ("59", "1900-02-28"), ("60", nil), ("61", "1900-03-01"), ("45413", "2024-05-01"),
                ("45413.5", "2024-05-01"), ("2958465", "9999-12-31"), ("2958466", nil), ("-1", nil), ("4.5e4", nil),
                ("45413.", nil),
            ]
        )
        check(try rule([.serial(is1904: true)]), [("0", "1904-01-01"), ("43951", "2024-05-01"), ("60", "1904-03-01")])
        check(
            try rule([.serial(is1904: false)], .moment, output: "yyyy-MM-dd HH:mm:ss"),
            [
                ("45413.25", "2024-05-01 06:00:00"), ("45413.999999999999", "2024-05-02 00:00:00"),
                ("45413.354166666664", "2024-05-01 08:30:00"),
            ]
        )
    }

    @Test("A pattern is read and written")
    func patterns() throws {
        let chinese = try #require(DatePattern("yyyy年M月d日"))
        check(
            try rule([.pattern(chinese)]),
            [("2024年5月1日", "2024-05-01"), ("2024年05月01日", "2024-05-01"), ("2024-5-1", nil)]
        )
        let clock = try #require(DatePattern("h:mm a"))
        check(
            try rule([.pattern(clock)], .time, output: "HH:mm"),
            [("12:05 AM", "00:05"), ("12:05 PM", "12:05"), ("1:05 下午", "13:05"), ("13:05 PM", nil), ("0:05 AM", nil)]
        )
        let short = try #require(DatePattern("dd.MM.yy 'um' H'Uhr'"))
        check(try rule([.pattern(short)], .moment, output: "yyyyMMddHH"), [("01.05.24 um 8Uhr", "2024050108")])
        for pattern in ["", "yyy", "x", "'open", "MMM", "SS"] { #expect(DatePattern(pattern) == nil, "\(pattern)") }
        let mixed = try #require(DatePattern("a H:mm"))
        check(
            try rule([.pattern(mixed)], .time, output: "HH:mm"),
            [("下午 15:05", "15:05"), ("上午 3:05", "03:05"), ("下午 3:05", nil), ("上午 15:05", nil), ("PM 12:00", "12:00")]
        )
        #expect(!mixed.isHalved && !clock.isHalved && DatePattern("h:mm")?.isHalved == true)
        for pattern in ["yyyyMd", "yyyyMdd", "yyyy-MM-d'1'", "M/d/yyyy hmm a", "yyyy-MM-dd h:mm"] {
            let recipe = "columns: {a: [{datetime: [\"\(pattern)\"]}]}"
            #expect(try Recipes.findings(recipe).map(\.code) == ["recipe.bad-date-pattern"], "\(pattern)")
        }
        #expect(try Recipes.findings("columns: {a: [{date: {from: [ymd], to: yyyyMd}}]}").isEmpty)
        #expect(chinese.hasDay && !chinese.hasTime && clock.hasTime && !clock.hasDay)
    }

    @Test("The limits belong to what is accepted")
    func limits() throws {
        let bounded = try rule(
            [.yearMonthDay],
            minimum: Moment(year: 2024, month: 1, day: 1),
            maximum: Moment(year: 2024, month: 12, day: 31)
        )
        check(
            bounded,
            [
                ("2024-01-01", "2024-01-01"), ("2024-12-31 23:00", "2024-12-31"), ("2023-12-31", nil),
                ("2025-01-01", nil),
            ]
        )
    }

    @Test("A last day is allowed to its end, a last moment is not; limits of times look at no day")
    func wholeDays() throws {
        let rows: [(step: String, cells: [(String, String?)])] = [
            (
                "datetime: {minimum: 2024-05-01, maximum: 2024-05-01}",
                [
                    ("2024-05-01 00:00", "2024-05-01 00:00:00"), ("2024-05-01 23:59:59", "2024-05-01 23:59:59"),
                    ("2024-05-02 00:00", nil), ("2024-04-30 23:59", nil),
                ]
            ),
            (
                "datetime: {maximum: '2024-05-01 08:30'}",
                [("2024-05-01 08:30", "2024-05-01 08:30:00"), ("2024-05-01 08:30:01", nil)]
            ),
            (
                "range: {max: 2024-05-01}",
                [("2024-05-01 08:30:00", "2024-05-01 08:30:00"), ("2024-05-01", "2024-05-01"), ("2024-05-02", nil)]
            ),
            (
                "time: {from: [excel, 'yyyy-MM-dd HH:mm'], minimum: '08:00', maximum: '18:00'}",
                [("45413.5", "12:00:00"), ("0.25", nil), ("2024-05-01 18:00", "18:00:00"), ("2024-05-01 18:01", nil)]
            ),
            ("time: {maximum: '00:00'}", [("00:00", "00:00:00"), ("00:01", nil)]),
        ]
        for row in rows {
            let recipe = try Recipes.recipe("columns: {a: [{\(row.step)}]}")
            let step = recipe.columns[0].steps[0].step
            for (cell, result) in row.cells {
                let found = outcome(of: cell) { step.apply(to: $0, into: &$1) }
                if found != result { Issue.record("\(row.step): '\(cell)' became \(found ?? "a refusal")") }
            }
        }
    }

    @Test("A day is not written with a time, which nobody has read, nor a time with a day")
    func otherParts() throws {
        let wrong = [
            "date: {to: 'yyyy-MM-dd HH:mm'}", "date: {from: [excel], to: yyyyMMddHH}", "date: {to: 'yyyy-MM-dd a'}",
            "excelDate: {to: 'yyyy-MM-dd HH:mm'}", "excelDate: {to: \"yyyy-MM-dd'T'ss\"}",
            "excelDate: {to: 'yyyy-MM-ddXXX'}",
            "time: {to: 'yyyy-MM-dd HH:mm'}", "time: {to: 'd HH:mm'}",
        ]
        for step in wrong {
            let findings = try Recipes.findings("columns: {a: [{\(step)}]}")
            #expect(findings.map(\.code) == ["recipe.bad-parameter"], "\(step)")
            #expect(findings.first?.remedy?.english.contains("'datetime'") == true, "\(step)")
        }
        let recipe = try Recipes.recipe("columns: {a: [{datetime: {from: [excel, ymd], to: 'yyyy-MM-dd HH:mm'}}]}")
        let step = recipe.columns[0].steps[0].step
        for (cell, result) in [("45413.75", "2024-05-01 18:00"), ("2024-05-01 08:30", "2024-05-01 08:30")] {
            #expect(outcome(of: cell) { step.apply(to: $0, into: &$1) } == result)
        }
        #expect(try Recipes.findings("columns: {a: [{datetime: {to: yyyyMMdd}}]}").isEmpty)
    }

    @Test("A refusal tells which years are read, and that an offset is none of a time without a zone")
    func refusals() throws {
        let rows = [
            ("date", "9999-12-31", "'9999-12-31' is not a real day written as ymd (1900 to 2099)"),
            (
                "datetime", "2024-05-01T08:30:00Z",
                "'2024-05-01T08:30:00Z' is not a real day with a time and no offset written as ymd (1900 to 2099), iso"
            ),
            (
                "excelDate", "19999",
                "'19999' is not a real day from 1954-10-03 to 2119-01-11 written as excel"
            ),
        ]
        for (step, cell, message) in rows {
            let result = try Recipes.clean(
                "columns: {a: [\(step)]}",
                header: ["a", "b"],
                rows: [[cell, ""]],
                style: .full
            )
            #expect(result.rejects.first?.contains(message) == true, "\(result.rejects)")
        }
    }

    @Test("Day numbers go there and back for every day of four centuries")
    func dayNumbers() {
        #expect(Moment(year: 1970, month: 1, day: 1).dayNumber == 0)
        #expect(Moment(year: 2000, month: 3, day: 1).dayNumber == 11_017)
        var previous = Moment(year: 1799, month: 12, day: 31).dayNumber
        for year in 1800..<2200 {
            for month in 1...12 {
                for day in 1...Moment.dayCount(year: year, month: month) {
                    let moment = Moment(year: year, month: month, day: day)
                    guard moment.dayNumber == previous + 1, Moment(dayNumber: moment.dayNumber) == moment else {
                        Issue.record("\(moment)")
                        return
                    }
                    previous += 1
                }
            }
        }
    }
}
