/// Days and times as a workbook counts them.
///
/// - SeeAlso: ECMA-376 part 1, section 18.17.4.1.
enum ExcelDate {
    /// Behind 9999-12-31.
    static let endOfDays = 2_958_466.0

    /// The text of a serial number: a day `2024-05-01`, a time `10:30:00`, or both with a blank between.
    ///
    /// - Parameters:
    ///   - serial: Days, and parts of a day.
    ///   - isFrom1904: Whether day 0 is 1904-01-01.
    /// - Returns: nil for a day that no calendar has: before the first, behind the last, and 1900-02-29.
    static func text(_ serial: Double, isFrom1904: Bool) -> String? {
        guard serial >= 0, serial < endOfDays else { return nil }
        var day = Int(serial.rounded(.down))
        // To the millisecond first, as it is stored, then to the second.
        let milliseconds = ((serial - Double(day)) * 86_400_000).rounded()
        var seconds = Int((milliseconds / 1000).rounded())
        if seconds >= 86_400 {
            seconds -= 86_400
            day += 1
        }
        if day == 0, serial < 1, !isFrom1904 || seconds > 0 { return clock(seconds) }
        if isFrom1904 {
            day += 1462
        } else if day < 60 {
            day += 1
        } else if serial < 61, Int(serial) == 60 {
            return nil
        }
        // Day 25,569 is 1970-01-01.
        let date = date(ofUnixDay: day - 25_569)
        return seconds == 0 ? date : "\(date) \(clock(seconds))"
    }

    /// Appends the text of a day that has a number, counted from 1900; false when no calendar has it, or it is none.
    static func append(day: Int, to text: inout [UInt8]) -> Bool {
        guard day > 60, Double(day) < endOfDays else { return false }
        let (year, month, dayOfMonth) = calendar(ofUnixDay: day - 25_569)
        text += [
            digit(year / 1000), digit(year / 100 % 10), digit(year / 10 % 10), digit(year % 10), UInt8(ascii: "-"),
            digit(month / 10), digit(month % 10), UInt8(ascii: "-"), digit(dayOfMonth / 10), digit(dayOfMonth % 10),
        ]
        return true
    }

    @inline(__always)
    private static func digit(_ value: Int) -> UInt8 { UInt8(truncatingIfNeeded: value) &+ 0x30 }

    /// The text of a span of time, such as `241:10:10`.
    static func duration(_ serial: Double) -> String? {
        guard serial.magnitude < endOfDays else { return nil }
        let milliseconds = (serial.magnitude * 86_400_000).rounded()
        let seconds = Int((milliseconds / 1000).rounded())
        let hours = seconds / 3600
        let sign = serial < 0 && seconds > 0 ? "-" : ""
        return "\(sign)\(two(hours)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    /// A day of ISO 8601 as the same text; a `T` between day and time becomes a blank, parts of a second go.
    static func text(iso bytes: [UInt8]) -> [UInt8] {
        var text = bytes.map { $0 == UInt8(ascii: "T") ? 0x20 : $0 }
        if text.last == UInt8(ascii: "Z") { text.removeLast() }
        if let point = text.firstIndex(of: UInt8(ascii: ".")) { text.removeSubrange(point...) }
        if text.count == 19, text[10...].elementsEqual(" 00:00:00".utf8) { text.removeSubrange(10...) }
        return text
    }

    private static func clock(_ seconds: Int) -> String {
        "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The date of the proleptic Gregorian calendar, days counted from 1970-01-01.
    private static func date(ofUnixDay unixDay: Int) -> String {
        let (year, month, day) = calendar(ofUnixDay: unixDay)
        let digits = String(year)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        return "\(padding)\(digits)-\(two(month))-\(two(day))"
    }

    private static func calendar(ofUnixDay unixDay: Int) -> (year: Int, month: Int, day: Int) {
        // Years from March on, so that the leap day is the last of a year; eras of 400 years.
        let day = unixDay + 719_468
        let era = (day >= 0 ? day : day - 146_096) / 146_097
        let dayOfEra = day - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}
