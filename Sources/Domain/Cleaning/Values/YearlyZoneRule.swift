/// What a zone does each year, without end: one offset, or two and the days on which they change.
///
/// - SeeAlso: POSIX.1-2017, section 8.3 (TZ); RFC 8536, section 3.3.1 (hours from −167 to 167).
struct YearlyZoneRule: Hashable, Sendable {
    /// A day of each year and a time of that day, in seconds, on the clock that holds before.
    struct Change: Hashable, Sendable {
        enum Day: Hashable, Sendable {
            /// The weekday (0 is Sunday) of a week (1 to 5; 5 is the last one) of a month.
            case weekday(month: Int, week: Int, day: Int)
            /// The day of the year from 1, 29 February not counted.
            case withoutLeapDay(Int)
            /// The day of the year from 0.
            case ofYear(Int)
        }

        let day: Day
        let seconds: Int

        /// The seconds from 1970-01-01 on the clock.
        func clock(year: Int) -> Int { dayNumber(year: year) * 86_400 + seconds }

        private func dayNumber(year: Int) -> Int {
            let first = Moment(year: year, month: 1, day: 1).dayNumber
            switch day {
            case .ofYear(let number): return first + number
            case .withoutLeapDay(let number):
                let isLeap = Moment.dayCount(year: year, month: 2) == 29
                return first + number - 1 + (isLeap && number >= 60 ? 1 : 0)
            case .weekday(let month, let week, let day):
                let start = Moment(year: year, month: month, day: 1).dayNumber
                // 1970-01-01 was a Thursday.
                let weekday = ((start + 4) % 7 + 7) % 7
                var offset = (day - weekday + 7) % 7 + (week - 1) * 7
                if offset >= Moment.dayCount(year: year, month: month) { offset -= 7 }
                return start + offset
            }
        }
    }

    let standardOffset: Int
    /// The offset in summer, and when it begins and ends.
    let summer: (offset: Int, start: Change, end: Change)?

    static func == (left: Self, right: Self) -> Bool {
        left.standardOffset == right.standardOffset && left.summer?.offset == right.summer?.offset
            && left.summer?.start == right.summer?.start && left.summer?.end == right.summer?.end
    }

    func hash(into hasher: inout Hasher) { hasher.combine(standardOffset) }

    func offset(at seconds: Int) -> Int {
        guard let summer else { return standardOffset }
        let local = seconds + standardOffset
        let year = Moment(dayNumber: (local >= 0 ? local : local - 86_399) / 86_400).year
        let start = summer.start.clock(year: year) - standardOffset
        let end = summer.end.clock(year: year) - summer.offset
        let isSummer = start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end
        return isSummer ? summer.offset : standardOffset
    }

    /// Reads a rule such as `EST5EDT,M3.2.0,M11.1.0`; nil when it is none.
    init?(_ text: Span<UInt8>) {
        var reader = Reader(offset: 0)
        guard reader.skipName(text), let standard = reader.time(text) else { return nil }
        standardOffset = -standard
        guard reader.offset < text.count else {
            summer = nil
            return
        }
        guard reader.skipName(text) else { return nil }
        var offset = 3600 - standard
        if reader.offset < text.count, text[reader.offset] != UInt8(ascii: ",") {
            guard let written = reader.time(text) else { return nil }
            offset = -written
        }
        guard let start = reader.change(text), let end = reader.change(text), reader.offset == text.count else {
            return nil
        }
        summer = (offset, start, end)
    }

    private struct Reader {
        var offset: Int

        /// Three letters or more, or a name in angle brackets.
        mutating func skipName(_ text: Span<UInt8>) -> Bool {
            let start = offset
            if offset < text.count, text[offset] == UInt8(ascii: "<") {
                while offset < text.count, text[offset] != UInt8(ascii: ">") { offset += 1 }
                offset += 1
                return offset <= text.count
            }
            while offset < text.count, text[offset] | 0x20 >= UInt8(ascii: "a"),
                text[offset] | 0x20 <= UInt8(ascii: "z")
            {
                offset += 1
            }
            return offset - start >= 3
        }

        /// Hours, minutes and seconds, in seconds.
        mutating func time(_ text: Span<UInt8>) -> Int? {
            var sign = 1
            if offset < text.count, text[offset] == UInt8(ascii: "-") || text[offset] == UInt8(ascii: "+") {
                sign = text[offset] == UInt8(ascii: "-") ? -1 : 1
                offset += 1
            }
            guard var seconds = number(text, in: 0...167).map({ $0 * 3600 }) else { return nil }
            for unit in [60, 1] where offset < text.count && text[offset] == UInt8(ascii: ":") {
                offset += 1
                guard let part = number(text, in: 0...59) else { return nil }
                seconds += part * unit
            }
            return sign * seconds
        }

        mutating func change(_ text: Span<UInt8>) -> Change? {
            guard take(",", text) else { return nil }
            let day: Change.Day
            if take("M", text) {
                guard let month = number(text, in: 1...12), take(".", text), let week = number(text, in: 1...5),
                    take(".", text), let weekday = number(text, in: 0...6)
                else { return nil }
                day = .weekday(month: month, week: week, day: weekday)
            } else if take("J", text) {
                guard let number = number(text, in: 1...365) else { return nil }
                day = .withoutLeapDay(number)
            } else {
                guard let number = number(text, in: 0...365) else { return nil }
                day = .ofYear(number)
            }
            guard take("/", text) else { return Change(day: day, seconds: 7200) }
            return time(text).map { Change(day: day, seconds: $0) }
        }

        private mutating func take(_ sign: Unicode.Scalar, _ text: Span<UInt8>) -> Bool {
            guard offset < text.count, text[offset] == UInt8(ascii: sign) else { return false }
            offset += 1
            return true
        }

        private mutating func number(_ text: Span<UInt8>, in range: ClosedRange<Int>) -> Int? {
            let start = offset
            var number = 0
            while let digit = text.digit(at: offset), offset - start < 3 {
                number = number * 10 + digit
                offset += 1
            }
            return offset > start && range.contains(number) ? number : nil
        }
    }
}
