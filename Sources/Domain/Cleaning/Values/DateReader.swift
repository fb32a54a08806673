/// A way in which people write a day.
enum DateForm: Sendable {
    /// Year, month, day: `2024-5-1`, `2024/05/01`, `2024.5.1`, `2024年5月1日`, of the years 1900 to 2099.
    case yearMonthDay
    /// Day, month, year: `1/5/2024`, `01.05.24`.
    case dayMonthYear
    /// Month, day, year: `5/1/2024`.
    case monthDayYear
    /// `2024-05-01`, `2024-05-01T08:30:00`, and nothing looser.
    case iso
    /// The number that a spreadsheet keeps for a day, 1900 or 1904 epoch: `45413`.
    case serial(is1904: Bool)
    /// Eight digits, `20240501`, of the years 1900 to 2099: eight digits are often something else.
    case compact
    /// A pattern such as `yyyy年M月d日`.
    case pattern(DatePattern)

    /// Whether it tells the offset of its times from UTC.
    var hasOffset: Bool { if case .pattern(let pattern) = self { pattern.hasOffset } else { false } }
}

/// Reads a day, a time or both, and writes them in one form.
struct DateRule: Sendable {
    /// What a cell tells.
    enum Kind: Sendable, BitwiseCopyable {
        case date
        case time
        case moment
    }

    let kind: Kind
    /// The forms that are tried, in this order.
    let forms: [DateForm]
    /// How the answer is written; nil: `yyyy-MM-dd`, the fastest.
    let output: DatePattern?
    /// The last year that two digits can mean; they mean this one or one of the 99 before it.
    let latestShortYear: Int
    var minimum: Moment?
    var maximum: Moment?
    /// The limits that are the day of the run.
    var todayLimits: TodayLimits = []
    /// The zone of times that tell no offset; nil: it is not known.
    var zone: ZoneRules?
    /// The zone in which times are written; nil: as they are told.
    var outputZone: ZoneRules?

    func apply(to text: Span<UInt8>, into result: inout CellBuffer) -> CellOutcome {
        for form in forms {
            guard var moment = outputZone == nil ? read(text, form) : readZoned(text, form) else { continue }
            if kind == .date { moment.dropTime() }
            guard isWithinLimits(moment) else { return .refused }
            if let output {
                output.write(moment, into: &result)
            } else {
                // A day that is already written so is kept, which saves the copy.
                if outputZone == nil, case .yearMonthDay = form, isPlain(text) { return text.whole }
                Self.writeDay(moment, into: &result)
            }
            return .written
        }
        return .refused
    }

    private func isWithinLimits(_ moment: Moment) -> Bool {
        var moment = moment
        // A time of day may stand behind a day, which its limits know nothing of.
        if kind == .time { moment.dropDay() }
        if let minimum, moment < minimum { return false }
        guard let maximum else { return true }
        return kind == .moment ? !moment.isBehind(maximum) : moment <= maximum
    }

    /// Reads a time with its offset, if it has one, and moves it to the zone in which it is written.
    private func readZoned(_ text: Span<UInt8>, _ form: DateForm) -> Moment? {
        var read: Moment?
        if let (start, seconds) = ClockOffset.find(in: text) {
            read = self.read(text.extracting(0..<start), form)
            read?.offset = seconds
        }
        guard let told = read ?? self.read(text, form), let outputZone else { return nil }
        guard let moment = told.offset.map({ told.clock - $0 }) ?? zone?.moment(ofClock: told.clock) else { return nil }
        let offset = outputZone.offset(at: moment)
        return Moment(clock: moment + offset, millisecond: told.millisecond, offset: offset)
    }

    private func isPlain(_ text: Span<UInt8>) -> Bool {
        text.count == 10 && text[4] == UInt8(ascii: "-") && text[7] == UInt8(ascii: "-")
    }

    private static func writeDay(_ moment: Moment, into result: inout CellBuffer) {
        result.append(number: moment.year, digitCount: 4)
        result.append(UInt8(ascii: "-"))
        result.append(number: moment.month, digitCount: 2)
        result.append(UInt8(ascii: "-"))
        result.append(number: moment.day, digitCount: 2)
    }

    private func read(_ text: Span<UInt8>, _ form: DateForm) -> Moment? {
        switch form {
        case .yearMonthDay: DateReader.yearMonthDay(text, checksTime: kind != .date)
        case .dayMonthYear: DateReader.dayFirst(text, latestShortYear: latestShortYear, isMonthFirst: false)
        case .monthDayYear: DateReader.dayFirst(text, latestShortYear: latestShortYear, isMonthFirst: true)
        case .compact: DateReader.compact(text)
        case .iso: kind == .time ? DateReader.isoTime(text, from: 0) : DateReader.iso(text)
        case .serial(let is1904): SpreadsheetSerial.moment(text, is1904: is1904)
        case .pattern(let pattern): pattern.read(text, latestShortYear: latestShortYear)
        }
    }
}

/// The forms that have no pattern.
enum DateReader {
    /// Reads `yyyy sep M sep d 日?`, and a time behind one blank.
    ///
    /// The time has to be one only with `checksTime`: a day does not need its time, which is dropped.
    static func yearMonthDay(_ text: Span<UInt8>, checksTime: Bool) -> Moment? {
        guard text.count >= 8, let year = digits(text, at: 0, count: 4), (1900...2099).contains(year) else {
            return nil
        }
        var moment = Moment(year: year, month: 0, day: 0)
        var offset = separatorEnd(text, at: 4, year: true)
        guard offset > 4, let month = shortNumber(text, &offset) else { return nil }
        let separator = offset
        offset = separatorEnd(text, at: separator, year: false)
        guard offset > separator, let day = shortNumber(text, &offset) else { return nil }
        if text.has(0xE6, 0x97, 0xA5, at: offset) { offset += 3 }
        moment.month = month
        moment.day = day
        guard moment.isRealDay else { return nil }
        if offset == text.count { return moment }
        guard text[offset] == 0x20 else { return nil }
        offset += 1
        return clock(text, from: offset, &moment) && (!checksTime || moment.isRealTime) ? moment : nil
    }

    static func compact(_ text: Span<UInt8>) -> Moment? {
        guard text.count == 8, let year = digits(text, at: 0, count: 4), (1900...2099).contains(year),
            let month = digits(text, at: 4, count: 2), let day = digits(text, at: 6, count: 2)
        else { return nil }
        let moment = Moment(year: year, month: month, day: day)
        return moment.isRealDay ? moment : nil
    }

    /// Reads `H:mm` or `H:mm:ss` to the end.
    private static func clock(_ text: Span<UInt8>, from start: Int, _ moment: inout Moment) -> Bool {
        var offset = start
        let colon = UInt8(ascii: ":")
        guard let hour = shortNumber(text, &offset), offset < text.count, text[offset] == colon,
            let minute = digits(text, at: offset + 1, count: 2)
        else { return false }
        offset += 3
        moment.hour = hour
        moment.minute = minute
        if offset == text.count { return true }
        guard text[offset] == colon, let second = digits(text, at: offset + 1, count: 2) else { return false }
        moment.second = second
        return offset + 3 == text.count
    }

    /// Where the separator behind a year or a month ends; the offset itself when there is none.
    @inline(__always)
    private static func separatorEnd(_ text: Span<UInt8>, at offset: Int, year isBehindYear: Bool) -> Int {
        guard offset < text.count else { return offset }
        switch text[offset] {
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."): return offset + 1
        default:
            let isWord =
                isBehindYear ? text.has(0xE5, 0xB9, 0xB4, at: offset) : text.has(0xE6, 0x9C, 0x88, at: offset)
            return isWord ? offset + 3 : offset
        }
    }

    /// One digit or two.
    @inline(__always)
    static func shortNumber(_ text: Span<UInt8>, _ offset: inout Int) -> Int? {
        guard let first = text.digit(at: offset) else { return nil }
        offset += 1
        guard let second = text.digit(at: offset) else { return first }
        offset += 1
        return first * 10 + second
    }

    /// Exactly so many digits.
    @inline(__always)
    static func digits(_ text: Span<UInt8>, at offset: Int, count: Int) -> Int? {
        var number = 0
        for index in offset..<offset + count {
            guard let digit = text.digit(at: index) else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// The year that two digits mean.
    static func fullYear(_ short: Int, latest: Int) -> Int {
        let year = latest / 100 * 100 + short
        return year <= latest ? year : year - 100
    }

    static func dayFirst(_ text: Span<UInt8>, latestShortYear: Int, isMonthFirst: Bool) -> Moment? {
        var offset = 0
        guard let first = shortNumber(text, &offset), isSeparator(text, offset) else { return nil }
        offset += 1
        guard let second = shortNumber(text, &offset), isSeparator(text, offset) else { return nil }
        offset += 1
        let year: Int
        if let long = digits(text, at: offset, count: 4) {
            year = long
            offset += 4
        } else if let short = digits(text, at: offset, count: 2) {
            year = fullYear(short, latest: latestShortYear)
            offset += 2
        } else {
            return nil
        }
        var moment = Moment(year: year, month: isMonthFirst ? first : second, day: isMonthFirst ? second : first)
        guard moment.isRealDay else { return nil }
        if offset == text.count { return moment }
        guard text[offset] == 0x20 else { return nil }
        return clock(text, from: offset + 1, &moment) && moment.isRealTime ? moment : nil
    }

    private static func isSeparator(_ text: Span<UInt8>, _ offset: Int) -> Bool {
        guard offset < text.count else { return false }
        return text[offset] == UInt8(ascii: "/") || text[offset] == UInt8(ascii: "-")
            || text[offset] == UInt8(ascii: ".")
    }

    /// Reads `yyyy-MM-dd`, and a time behind `T` or one blank.
    static func iso(_ text: Span<UInt8>) -> Moment? {
        guard text.count >= 10, let year = digits(text, at: 0, count: 4), text[4] == UInt8(ascii: "-"),
            let month = digits(text, at: 5, count: 2), text[7] == UInt8(ascii: "-"),
            let day = digits(text, at: 8, count: 2)
        else { return nil }
        var moment = Moment(year: year, month: month, day: day)
        guard moment.isRealDay else { return nil }
        if text.count == 10 { return moment }
        guard text[10] == UInt8(ascii: "T") || text[10] == 0x20, let time = isoTime(text, from: 11) else { return nil }
        moment.hour = time.hour
        moment.minute = time.minute
        moment.second = time.second
        moment.millisecond = time.millisecond
        return moment
    }

    /// Reads `HH:mm`, `HH:mm:ss` or `HH:mm:ss.SSS` to the end.
    static func isoTime(_ text: Span<UInt8>, from start: Int) -> Moment? {
        let colon = UInt8(ascii: ":")
        guard let hour = digits(text, at: start, count: 2), start + 2 < text.count, text[start + 2] == colon,
            let minute = digits(text, at: start + 3, count: 2)
        else { return nil }
        var moment = Moment()
        moment.hour = hour
        moment.minute = minute
        var offset = start + 5
        if offset < text.count {
            guard text[offset] == colon, let second = digits(text, at: offset + 1, count: 2) else { return nil }
            moment.second = second
            offset += 3
        }
        if offset < text.count {
            guard text[offset] == UInt8(ascii: "."), let part = digits(text, at: offset + 1, count: 3) else {
                return nil
            }
            moment.millisecond = part
            offset += 4
        }
        return offset == text.count && moment.isRealTime ? moment : nil
    }
}

/// The numbers by which spreadsheets keep days.
///
/// - SeeAlso: ECMA-376, part 1, section 18.17.4.1 (dates and times).
enum SpreadsheetSerial {
    /// The moment of a serial number from 0 up to, not including, 2,958,466.
    ///
    /// In the 1900 system day 60 is 29 February 1900, which never was.
    static func moment(_ text: Span<UInt8>, is1904: Bool) -> Moment? {
        var days = 0
        var offset = 0
        while let digit = text.digit(at: offset) {
            guard offset < 7 else { return nil }
            days = days * 10 + digit
            offset += 1
        }
        guard offset > 0, days < 2_958_466, is1904 || days != 60 else { return nil }
        var milliseconds = 0
        if offset < text.count {
            guard text[offset] == UInt8(ascii: "."), let part = dayPart(text, from: offset + 1) else { return nil }
            milliseconds = part
        }
        // 86,400,000 is what .999999999 rounds to: it belongs to the next day.
        let number = days + milliseconds / 86_400_000
        milliseconds %= 86_400_000
        let epoch = is1904 ? -24_107 : (days < 60 ? -25_568 : -25_569)
        var moment = Moment(dayNumber: number + epoch)
        moment.hour = milliseconds / 3_600_000
        moment.minute = milliseconds / 60_000 % 60
        moment.second = milliseconds / 1000 % 60
        return moment.isReal ? moment : nil
    }

    /// The part of a day in milliseconds, rounded to whole seconds.
    private static func dayPart(_ text: Span<UInt8>, from start: Int) -> Int? {
        var numerator: Int64 = 0
        var denominator: Int64 = 1
        guard start < text.count else { return nil }
        for offset in start..<text.count {
            guard let digit = text.digit(at: offset) else { return nil }
            // Ten digits tell a hundredth of a millisecond; more of them are only checked.
            if offset - start < 10 {
                numerator = numerator * 10 + Int64(digit)
                denominator *= 10
            }
        }
        return Int((numerator * 86_400 * 2 + denominator) / (denominator * 2)) * 1000
    }
}
