/// A date or time as a row of fields and fixed texts, such as `yyyy年M月d日` or `dd.MM.yyyy HH:mm`.
///
/// `y M d H h m s S a` are fields, text in `'…'` and every other character stands for itself. A field of two letters or
/// more has that many digits; a single letter takes one or two. `a` is AM, PM, 上午 or 下午; `XXX` an offset such as `Z` or
/// `+08:00`, `xxx` the same without `Z`.
struct DatePattern: Sendable {
    enum Field: Hashable, Sendable {
        case year(digitCount: Int)
        case month(Int)
        case day(Int)
        case hour(Int)
        case halfDayHour(Int)
        case minute(Int)
        case second(Int)
        case millisecond
        case halfDay
        /// The offset from UTC; `Z` for none when asked.
        case offset(hasZ: Bool)
        case text([UInt8])

        /// How many digits it has, 1 for one or two; nil when it is no number.
        fileprivate var digitCount: Int? {
            switch self {
            case .year(let count), .month(let count), .day(let count), .hour(let count), .halfDayHour(let count),
                .minute(let count), .second(let count):
                count
            case .millisecond: 3
            case .halfDay, .offset, .text: nil
            }
        }

        fileprivate var beginsWithDigit: Bool {
            if case .text(let text) = self { text.span.digit(at: 0) != nil } else { false }
        }
    }

    /// As it was written.
    let text: String
    let fields: [Field]
    /// Whether a day can be told: it has a year, a month and a day.
    var hasDay: Bool { has { if case .year = $0 { true } else { false } } && hasMonth && hasDayOfMonth }
    /// Whether a time can be told: it has an hour.
    var hasTime: Bool {
        has {
            switch $0 {
            case .hour, .halfDayHour: true
            default: false
            }
        }
    }
    /// Whether it has anything of a time of day, or an offset.
    var hasClock: Bool {
        has {
            switch $0 {
            case .hour, .halfDayHour, .minute, .second, .millisecond, .halfDay, .offset: true
            case .year, .month, .day, .text: false
            }
        }
    }
    /// Whether it has anything of a day.
    var hasCalendar: Bool {
        has {
            switch $0 {
            case .year, .month, .day: true
            default: false
            }
        }
    }
    /// Whether its hours are of half a day, and it does not tell which.
    var isHalved: Bool {
        has { if case .halfDayHour = $0 { true } else { false } }
            && !has { if case .halfDay = $0 { true } else { false } }
    }
    /// Whether a number of one digit or two stands before another number, so that nothing tells where it ends.
    var isRunTogether: Bool {
        zip(fields, fields.dropFirst()).contains { $0.digitCount == 1 && ($1.digitCount != nil || $1.beginsWithDigit) }
    }
    /// Whether it has an offset from UTC.
    var hasOffset: Bool { has { if case .offset = $0 { true } else { false } } }
    private var hasMonth: Bool { has { if case .month = $0 { true } else { false } } }
    private var hasDayOfMonth: Bool { has { if case .day = $0 { true } else { false } } }
    private func has(_ test: (Field) -> Bool) -> Bool { fields.contains(where: test) }

    /// Reads a pattern; nil when a letter has no meaning, a width is not known, or a quote is not closed.
    init?(_ pattern: String) {
        var fields: [Field] = []
        var rest = Substring(pattern)
        while let letter = rest.first {
            if letter == "'" {
                guard let quoted = Self.quoted(&rest) else { return nil }
                fields.append(.text(Array(quoted.utf8)))
                continue
            }
            let run = rest.prefix { $0 == letter }
            if letter.isASCII, letter.isLetter {
                guard let field = Self.field(letter, run.count) else { return nil }
                fields.append(field)
            } else {
                fields.append(.text(Array(run.utf8)))
            }
            rest = rest.dropFirst(run.count)
        }
        guard !fields.isEmpty else { return nil }
        self.fields = fields
        text = pattern
    }

    /// The text up to the closing quote; two quotes are one, also inside.
    private static func quoted(_ rest: inout Substring) -> String? {
        rest = rest.dropFirst()
        var text = ""
        while let letter = rest.first {
            rest = rest.dropFirst()
            if letter != "'" {
                text.append(letter)
            } else if rest.first == "'" {
                text.append("'")
                rest = rest.dropFirst()
            } else {
                return text.isEmpty ? "'" : text
            }
        }
        return nil
    }

    private static func field(_ letter: Character, _ count: Int) -> Field? {
        switch (letter, count) {
        case ("y", 2), ("y", 4): .year(digitCount: count)
        case ("M", 1...2): .month(count)
        case ("d", 1...2): .day(count)
        case ("H", 1...2): .hour(count)
        case ("h", 1...2): .halfDayHour(count)
        case ("m", 1...2): .minute(count)
        case ("s", 1...2): .second(count)
        case ("S", 3): .millisecond
        case ("a", 1): .halfDay
        case ("X", 3): .offset(hasZ: true)
        case ("x", 3): .offset(hasZ: false)
        default: nil
        }
    }

    /// Reads a whole text.
    ///
    /// - Returns: The moment, which the calendar and the clock have; nil when the text is not of the pattern.
    func read(_ text: Span<UInt8>, latestShortYear: Int) -> Moment? {
        var moment = Moment()
        var offset = 0
        var isAfternoon: Bool?
        var halfDayHour: Int?
        for field in fields {
            switch field {
            case .text(let fixed):
                guard text.has(fixed, at: offset) else { return nil }
                offset += fixed.count
            case .year(let count):
                guard let number = number(text, &offset, count) else { return nil }
                moment.year = count == 2 ? DateReader.fullYear(number, latest: latestShortYear) : number
            case .month(let count): guard read(text, &offset, count, into: &moment.month) else { return nil }
            case .day(let count): guard read(text, &offset, count, into: &moment.day) else { return nil }
            case .hour(let count): guard read(text, &offset, count, into: &moment.hour) else { return nil }
            case .halfDayHour(let count):
                guard let hour = number(text, &offset, count), (1...12).contains(hour) else { return nil }
                halfDayHour = hour
            case .minute(let count): guard read(text, &offset, count, into: &moment.minute) else { return nil }
            case .second(let count): guard read(text, &offset, count, into: &moment.second) else { return nil }
            case .millisecond: guard read(text, &offset, 3, into: &moment.millisecond) else { return nil }
            case .halfDay:
                guard let half = Self.half(text, &offset) else { return nil }
                isAfternoon = half
            case .offset:
                let end = offset < text.count && text[offset] == UInt8(ascii: "Z") ? offset + 1 : offset + 6
                guard end <= text.count, let seconds = ClockOffset.read(text.extracting(offset..<end)) else {
                    return nil
                }
                moment.offset = seconds
                offset = end
            }
        }
        if let halfDayHour {
            moment.hour = halfDayHour % 12 + (isAfternoon == true ? 12 : 0)
        } else if let isAfternoon, isAfternoon != (moment.hour >= 12) {
            // 下午 3:05 by a clock of 24 hours contradicts itself.
            return nil
        }
        return offset == text.count && moment.isReal ? moment : nil
    }

    private func read(_ text: Span<UInt8>, _ offset: inout Int, _ count: Int, into value: inout Int) -> Bool {
        guard let number = number(text, &offset, count) else { return false }
        value = number
        return true
    }

    private func number(_ text: Span<UInt8>, _ offset: inout Int, _ count: Int) -> Int? {
        if count == 1 { return DateReader.shortNumber(text, &offset) }
        guard let number = DateReader.digits(text, at: offset, count: count) else { return nil }
        offset += count
        return number
    }

    private static let halves: [(text: [UInt8], isAfternoon: Bool)] = [
        (Array("AM".utf8), false), (Array("PM".utf8), true), (Array("am".utf8), false), (Array("pm".utf8), true),
        (Array("上午".utf8), false), (Array("下午".utf8), true),
    ]

    private static func half(_ text: Span<UInt8>, _ offset: inout Int) -> Bool? {
        for half in halves where text.has(half.text, at: offset) {
            offset += half.text.count
            return half.isAfternoon
        }
        return nil
    }

    /// Writes a moment.
    func write(_ moment: Moment, into result: inout CellBuffer) {
        for field in fields {
            switch field {
            case .text(let fixed): result.append(fixed)
            case .year(let count):
                result.append(number: count == 2 ? moment.year % 100 : moment.year, digitCount: count)
            case .month(let count): result.append(number: moment.month, digitCount: count)
            case .day(let count): result.append(number: moment.day, digitCount: count)
            case .hour(let count): result.append(number: moment.hour, digitCount: count)
            case .halfDayHour(let count): result.append(number: (moment.hour + 11) % 12 + 1, digitCount: count)
            case .minute(let count): result.append(number: moment.minute, digitCount: count)
            case .second(let count): result.append(number: moment.second, digitCount: count)
            case .millisecond: result.append(number: moment.millisecond, digitCount: 3)
            case .halfDay: result.append(Self.halves[moment.hour < 12 ? 0 : 1].text)
            case .offset(let hasZ): ClockOffset.write(moment.offset ?? 0, asZ: hasZ, into: &result)
            }
        }
    }
}
