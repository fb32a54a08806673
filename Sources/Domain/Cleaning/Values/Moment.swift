/// A day of the Gregorian calendar and a time of that day, as a cell tells them.
struct Moment: Hashable, Sendable, BitwiseCopyable, Comparable {
    /// 0 to 9999.
    var year = 1
    /// 1 to 12.
    var month = 1
    /// From 1.
    var day = 1
    /// 0 to 23.
    var hour = 0
    /// 0 to 59.
    var minute = 0
    /// 0 to 59.
    var second = 0
    /// 0 to 999.
    var millisecond = 0
    /// The offset from UTC that the cell tells, in seconds east of it; nil when it tells none.
    var offset: Int?

    /// Whether the calendar has the day and a day has the time.
    var isReal: Bool { isRealDay && isRealTime }

    @inline(__always)
    var isRealDay: Bool {
        year >= 0 && year <= 9999 && month >= 1 && month <= 12 && day >= 1
            && (day <= 28 || day <= Self.dayCount(year: year, month: month))
    }

    var isRealTime: Bool {
        (0...23).contains(hour) && (0...59).contains(minute) && (0...59).contains(second)
            && (0...999).contains(millisecond)
    }

    static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day, left.secondOfDay, left.millisecond)
            < (right.year, right.month, right.day, right.secondOfDay, right.millisecond)
    }

    /// Whether it is behind a limit; a limit without a time of day is that whole day.
    func isBehind(_ limit: Moment) -> Bool {
        guard limit.secondOfDay == 0, limit.millisecond == 0 else { return self > limit }
        return (year, month, day) > (limit.year, limit.month, limit.day)
    }

    private var secondOfDay: Int { (hour * 60 + minute) * 60 + second }

    mutating func dropTime() {
        hour = 0
        minute = 0
        second = 0
        millisecond = 0
    }

    mutating func dropDay() {
        year = 1
        month = 1
        day = 1
    }

    /// The days from 1970-01-01, negative before it.
    ///
    /// The year is taken to begin in March, so that the odd day of February is its last.
    var dayNumber: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The seconds from 1970-01-01 on the clock.
    var clock: Int { dayNumber * 86_400 + secondOfDay }

    /// The time at which a clock has gone so many seconds from 1970-01-01; nil outside of the years 0 to 9999.
    init?(clock: Int, millisecond: Int, offset: Int) {
        let day = (clock >= 0 ? clock : clock - 86_399) / 86_400
        self.init(dayNumber: day)
        guard (0...9999).contains(year) else { return nil }
        let second = clock - day * 86_400
        hour = second / 3600
        minute = second / 60 % 60
        self.second = second % 60
        self.millisecond = millisecond
        self.offset = offset
    }

    /// The day that is so many days from 1970-01-01.
    init(dayNumber: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * part + 2) / 5 + 1
        month = part < 10 ? part + 3 : part - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    init() {}

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }
}
