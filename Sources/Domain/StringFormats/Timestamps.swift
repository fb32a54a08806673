/// Dates and times of RFC 3339, section 5.6.
enum Timestamps {
    private struct Day {
        let month: Int
        let day: Int
        let daysInMonth: Int
    }

    private struct Clock {
        /// Minutes since midnight.
        let minutes: Int
        let isLeapSecond: Bool
    }

    static func isDate(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        return day(text, &offset) != nil && offset == text.count
    }

    static func isTime(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        guard let clock = clock(text, &offset), let zone = zone(text, &offset), offset == text.count else {
            return false
        }
        return !clock.isLeapSecond || utcMinutes(clock, zone) == 1439
    }

    static func isDateTime(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        guard let day = day(text, &offset), takeSeparator(text, &offset), let clock = clock(text, &offset),
            let zone = zone(text, &offset), offset == text.count
        else { return false }
        guard clock.isLeapSecond else { return true }
        // A leap second is the last of a month, in UTC.
        let shifted = clock.minutes - zone
        let isLastDay =
            if shifted < 0 { day.day == 1 } else { day.day + (shifted >= 1440 ? 1 : 0) == day.daysInMonth }
        return utcMinutes(clock, zone) == 1439 && isLastDay
    }

    /// A date-time without zone, of the OpenAPI format registry.
    static func isLocalDateTime(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        return day(text, &offset) != nil && takeSeparator(text, &offset) && clock(text, &offset) != nil
            && offset == text.count
    }

    /// A time without zone, of the OpenAPI format registry.
    static func isLocalTime(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        return clock(text, &offset) != nil && offset == text.count
    }

    private static func utcMinutes(_ clock: Clock, _ zone: Int) -> Int {
        (clock.minutes - zone + 1440) % 1440
    }

    private static func takeSeparator(_ text: Span<UInt8>, _ offset: inout Int) -> Bool {
        guard text.has("T", at: offset) || text.has("t", at: offset) else { return false }
        offset += 1
        return true
    }

    private static func take(_ character: Unicode.Scalar, _ text: Span<UInt8>, _ offset: inout Int) -> Bool {
        guard text.has(character, at: offset) else { return false }
        offset += 1
        return true
    }

    private static func number(_ text: Span<UInt8>, _ offset: inout Int, count: Int) -> Int? {
        guard offset + count <= text.count else { return nil }
        var value = 0
        for _ in 0..<count {
            let digit = text[offset] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
            offset += 1
        }
        return value
    }

    private static func day(_ text: Span<UInt8>, _ offset: inout Int) -> Day? {
        guard let year = number(text, &offset, count: 4), take("-", text, &offset),
            let month = number(text, &offset, count: 2), (1...12).contains(month), take("-", text, &offset),
            let day = number(text, &offset, count: 2)
        else { return nil }
        let daysInMonth =
            switch month {
            case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        guard (1...daysInMonth).contains(day) else { return nil }
        return Day(month: month, day: day, daysInMonth: daysInMonth)
    }

    private static func clock(_ text: Span<UInt8>, _ offset: inout Int) -> Clock? {
        guard let hour = number(text, &offset, count: 2), hour < 24, take(":", text, &offset),
            let minute = number(text, &offset, count: 2), minute < 60, take(":", text, &offset),
            let second = number(text, &offset, count: 2), second <= 60
        else { return nil }
        if take(".", text, &offset) {
            let end = text.end(of: .digits, from: offset)
            guard end > offset else { return nil }
            offset = end
        }
        return Clock(minutes: hour * 60 + minute, isLeapSecond: second == 60)
    }

    /// The minutes that a zone is ahead of UTC.
    private static func zone(_ text: Span<UInt8>, _ offset: inout Int) -> Int? {
        if take("Z", text, &offset) || take("z", text, &offset) { return 0 }
        let isAhead = take("+", text, &offset)
        guard isAhead || take("-", text, &offset), let hour = number(text, &offset, count: 2), hour < 24,
            take(":", text, &offset), let minute = number(text, &offset, count: 2), minute < 60
        else { return nil }
        return (isAhead ? 1 : -1) * (hour * 60 + minute)
    }
}
