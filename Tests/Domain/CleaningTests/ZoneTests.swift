import Diagnostics
import Testing

@testable import Cleaning

@Suite("Times and zones")
struct ZoneTests {
    private func clean(_ step: String, _ cell: String) throws -> String? {
        let result = try Recipes.clean("columns: {a: [\(step)]}", header: ["a", "b"], rows: [[cell, "x"]])
        return result.clean.first.map { String($0.dropLast(2)) }
    }

    @Test("Times that tell an offset are written in the zone of the recipe, others are taken to be of it")
    func converts() throws {
        let rows: [(step: String, cell: String, result: String?)] = [
            ("{datetime: {zone: Asia/Shanghai}}", "2024-05-01T00:30:00Z", "2024-05-01 08:30:00"),
            ("{datetime: {zone: Asia/Shanghai}}", "2024-05-01 08:30", "2024-05-01 08:30:00"),
            ("{datetime: {zone: Asia/Shanghai}}", "2024-05-01T08:30:00-0330", "2024-05-01 20:00:00"),
            ("{datetime: {zone: Asia/Shanghai}}", "2024-05-01T08:30:00.250+08", "2024-05-01 08:30:00"),
            ("{datetime: {zone: Asia/Shanghai, toZone: UTC}}", "2024/1/1 0:00", "2023-12-31 16:00:00"),
            ("{datetime: {zone: UTC+8, toZone: '-05:00'}}", "2024-01-01 12:00", "2023-12-31 23:00:00"),
            ("{datetime: {toZone: UTC}}", "2024-01-01 12:00", nil),
            ("{datetime: {toZone: UTC}}", "2024-01-01T12:00:00+01:00", "2024-01-01 11:00:00"),
            ("datetime", "2024-01-01T12:00:00+01:00", nil), ("datetime", "2024-01-01T12:00:00Z", nil),
            ("{datetime: {zone: UTC}}", "2024-01-01T12:00:00+24:00", nil),
            ("{datetime: {zone: UTC}}", "2024-01-01T12:00:00+08:60", nil),
            ("{datetime: {zone: '+14:00', toZone: '-12:00'}}", "0000-01-01T00:00:00", nil),
            ("{datetime: {zone: UTC, from: ['yyyyMMdd HHmmss XXX']}}", "20240501 083000 +08:00", "2024-05-01 00:30:00"),
            (
                "{datetime: {zone: UTC, to: \"yyyy-MM-dd'T'HH:mm:ssxxx\"}}", "2024-05-01 08:30",
                "2024-05-01T08:30:00+00:00"
            ),
            ("{datetime: {zone: '+08:00', toZone: UTC, to: yyyy-MM-dd}}", "2024-05-01", "2024-04-30"),
            ("{datetime: {zone: '+08:00', to: yyyy-MM-dd}}", "2024-05-01", "2024-05-01"),
            // A day at the end is no offset.
            ("{datetime: {zone: UTC, from: [dmy]}}", "01-05-2024", "2024-05-01 00:00:00"),
        ]
        for row in rows {
            let result = try clean(row.step, row.cell)
            if result != row.result { Issue.record("\(row.step) makes \(result ?? "nothing") of \(row.cell)") }
        }
    }

    @Test("A pattern with an offset asks for the zone in which times are written, or two moments would look like one")
    func offsets() throws {
        let pattern = "\"yyyy-MM-dd'T'HH:mm:ssXXX\""
        let rows: [(step: String, codes: [String])] = [
            ("{datetime: {from: [\(pattern)]}}", ["recipe.bad-parameter 1:33"]),
            (
                "{datetime: {from: [ymd, \(pattern)], to: \(pattern)}}",
                ["recipe.bad-parameter 1:33", "recipe.bad-parameter 1:72"]
            ),
            ("{datetime: {from: [\(pattern)], zone: UTC}}", []),
            ("{datetime: {from: [\(pattern)], toZone: '+08:00'}}", []),
            ("{date: {from: [\(pattern)]}}", []), ("{time: {from: ['HH:mmXXX']}}", []),
            ("{time: {to: 'HH:mmXXX'}}", ["recipe.bad-parameter 1:27"]),
        ]
        for row in rows {
            let found = try Recipes.findings("columns: {a: [\(row.step)]}").map {
                "\($0.code) \($0.location?.position?.line ?? 0):\($0.location?.position?.column ?? 0)"
            }
            if found != row.codes { Issue.record("\(row.step): \(found)") }
        }
        let step = "{datetime: {from: [\(pattern)], toZone: UTC}}"
        #expect(try clean(step, "2024-05-01T00:30:00Z") == "2024-05-01 00:30:00")
        #expect(try clean(step, "2024-05-01T00:30:00+08:00") == "2024-04-30 16:30:00")
    }

    @Test("The summer times of China are known; an hour that was left out is refused, one that came twice is the first")
    func shanghai() throws {
        let step = "{datetime: {zone: Asia/Shanghai, toZone: UTC}}"
        #expect(try clean(step, "1985-07-01 12:00") == "1985-07-01 04:00:00")
        #expect(try clean(step, "1986-07-01 12:00") == "1986-07-01 03:00:00")
        #expect(try clean(step, "1986-05-04 02:30") == nil)
        #expect(try clean(step, "1986-05-04 03:00") == "1986-05-03 18:00:00")
        #expect(try clean(step, "1986-09-14 01:30") == "1986-09-13 16:30:00")
        #expect(try clean(step, "1991-12-01 12:00") == "1991-12-01 04:00:00")
    }

    @Test("Rules of later years are those of POSIX")
    func yearlyRules() throws {
        func offset(_ rule: String, _ moment: Moment) throws -> Int {
            let bytes = Array(rule.utf8)
            let read = YearlyZoneRule(bytes.span)
            let rule = try #require(read)
            return rule.offset(at: moment.clock) / 60
        }
        var winter = Moment(year: 2050, month: 1, day: 10)
        var summer = Moment(year: 2050, month: 7, day: 10)
        #expect(try offset("CST-8", winter) == 480 && offset("<+0545>-5:45", summer) == 345)
        #expect(try offset("EST5EDT,M3.2.0,M11.1.0", winter) == -300)
        #expect(try offset("EST5EDT,M3.2.0,M11.1.0", summer) == -240)
        #expect(try offset("AEST-10AEDT,M10.1.0,M4.1.0/3", winter) == 660)
        #expect(try offset("AEST-10AEDT,M10.1.0,M4.1.0/3", summer) == 600)
        // 13 March 2050 is the second Sunday: at 07:00 UTC clocks go from 02:00 to 03:00.
        winter = Moment(year: 2050, month: 3, day: 13)
        winter.hour = 6
        winter.minute = 59
        #expect(try offset("EST5EDT,M3.2.0,M11.1.0", winter) == -300)
        summer = Moment(year: 2050, month: 3, day: 13)
        summer.hour = 7
        #expect(try offset("EST5EDT,M3.2.0,M11.1.0", summer) == -240)
        for wrong in ["", "E5", "EST", "EST5EDT,M13.1.0,M1.1.0", "EST5EDT,M1.1.0", "EST5EDT,J0,J1", "EST200", "<EST"] {
            let bytes = Array(wrong.utf8)
            if YearlyZoneRule(bytes.span) != nil { Issue.record("'\(wrong)' is taken for a rule") }
        }
    }

    /// A file of version 2 with one change, at the time 1,000, from 0 to an hour.
    private func file(footer: String = "XST-1", second: [UInt8]? = nil) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> ((count - 1 - $0) * 8)) }
        }
        func block(_ timeByteCount: Int) -> [UInt8] {
            var bytes = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
            for count in [0, 0, 0, 1, 2, 4] { bytes += number(count, 4) }
            bytes += number(1_000, timeByteCount) + [1]
            bytes += number(0, 4) + [0, 0] + number(3_600, 4) + [1, 0] + Array("X\0Y\0".utf8)
            return bytes
        }
        return block(4) + (second ?? block(8)) + Array("\n\(footer)\n".utf8)
    }

    @Test("Files of the time zone database are read, and damaged ones refused")
    func files() throws {
        let rules = try #require(ZoneFile.rules(file()))
        #expect(rules.offset(at: 999) == 0 && rules.offset(at: 1_000) == 3_600 && rules.offset(at: 1 << 40) == 3_600)
        let whole = file()
        for count in 0..<whole.count where ZoneFile.rules(Array(whole[..<count])) != nil {
            Issue.record("a file that is cut after \(count) bytes is taken")
        }
        #expect(ZoneFile.rules(file(footer: "?")) == nil)
        // Counts that reach past the end.
        var huge = whole
        huge[32] = 0x7F
        #expect(ZoneFile.rules(huge) == nil)
    }

    @Test("Zones are named by offsets and by names, and nothing else reaches the system")
    func names() throws {
        func codes(_ zone: String) throws -> [String] {
            try Recipes.findings("columns: {a: [{datetime: {zone: \(zone)}}]}").map(\.code)
        }
        for zone in ["UTC", "Z", "'+08:00'", "'-0330'", "GMT+8", "Asia/Chongqing", "PRC"] {
            #expect(try codes(zone) == [], "\(zone)")
        }
        for zone in ["../../etc/passwd", "/etc/passwd", "''", "'a b'", "Asia//X", "'+25:00'"] {
            #expect(try codes(zone) == ["recipe.bad-parameter"], "\(zone)")
        }
        #expect(try codes("Europe/Nowhere") == ["recipe.unusable-file"])
        #expect(try codes("Test/Damaged") == ["recipe.bad-parameter"])
        let offset = "columns: {a: [{datetime: {to: 'HH:mmXXX'}}]}"
        #expect(try Recipes.findings(offset).map(\.code) == ["recipe.bad-parameter"])
    }

    @Test("Limits of times are times, those of days are days")
    func limits() throws {
        #expect(try clean("{time: {minimum: '08:00', maximum: '18:00'}}", "08:00") == "08:00:00")
        #expect(try clean("{time: {minimum: '08:00', maximum: '18:00'}}", "18:00:01") == nil)
        #expect(try clean("{date: {minimum: 2024-01-01, maximum: 2024-12-31}}", "2024-12-31") == "2024-12-31")
        #expect(try clean("{date: {minimum: 2024-01-01, maximum: 2024-12-31}}", "2025-01-01") == nil)
        #expect(
            try Recipes.findings("columns: {a: [{time: {minimum: 2024-01-01}}]}").map(\.code) == [
                "recipe.bad-parameter"
            ]
        )
    }
}
