/// The forms of values, read byte by byte; each reader answers with the offset behind what it read.
struct CellForm {
    let range: Range<Int>

    private static let currencies: [[UInt8]] = ["$", "¥", "￥", "€", "£", "USD", "CNY", "EUR", "RMB"].map {
        Array($0.utf8)
    }
    private static let yuan = Array("元".utf8)
    private static let year = Array("年".utf8)
    private static let month = Array("月".utf8)
    private static let day = Array("日".utf8)
    private static let nulls: [[UInt8]] = ["na", "n/a", "null", "none", "nan", "-", "--", "nil", "\\n", "?"]
        .map { Array($0.utf8) }
    private static let booleans: [[UInt8]] = [
        "true", "false", "yes", "no", "TRUE", "FALSE", "True", "False", "Yes", "No", "Y", "N", "是", "否",
    ].map { Array($0.utf8) }

    /// A range without the blanks and control characters at its ends.
    static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, text[low] <= 0x20 { low += 1 }
        while low < high, text[high - 1] <= 0x20 { high -= 1 }
        return low..<high
    }

    /// The kind of a cell that starts with a digit or a sign, if it is one with a form.
    func numeric(_ text: Span<UInt8>) -> CellKind? {
        let start = range.lowerBound
        var digits = start
        if text[digits] == 0x2D || text[digits] == 0x2B { digits += 1 }
        let run = Self.digits(text, digits, range.upperBound)
        guard run > digits else { return isMoneyWithSignFirst(text) ? .money : nil }
        if run == range.upperBound, run - digits <= 18 { return .integer }
        if let end = number(text, start) {
            if end == range.upperBound { return .number }
            let unit = end < range.upperBound && text[end] == 0x20 ? end + 1 : end
            if unit + 1 == range.upperBound, text[unit] == 0x25 { return .percent }
            let isCurrency = Self.currencies.contains { equals(text, $0, unit) } || equals(text, Self.yuan, unit)
            if isCurrency { return .money }
        }
        guard digits == start else { return nil }
        return dated(text, run)
    }

    /// The kind of a cell that starts with the digits before `run`, if it has to do with time, or is an address.
    private func dated(_ text: Span<UInt8>, _ run: Int) -> CellKind? {
        let start = range.lowerBound
        let end = range.upperBound
        if let behind = day(text, start) {
            if behind == end { return .date }
            if text[behind] == 0x54 || text[behind] == 0x20, let time = time(text, behind + 1), zone(text, time) == end
            {
                return .datetime
            }
        }
        if var behind = time(text, start) {
            if behind == end { return .time }
            if text[behind] == 0x20 { behind += 1 }
            if behind + 2 == end, text[behind + 1] | 0x20 == 0x6D {
                let half = text[behind] | 0x20
                if half == 0x61 || half == 0x70 { return .time }
            }
        }
        if isChineseDay(text, run) || isNamedMonthDay(text, run) { return .date }
        if isAddress(text) { return .address }
        return isUUID(text) ? .uuid : nil
    }

    /// The end of the number that starts at `start`, as long as it can be.
    func number(_ text: Span<UInt8>, _ start: Int) -> Int? {
        let limit = range.upperBound
        var from = start
        if from < limit, text[from] == 0x2D || text[from] == 0x2B { from += 1 }
        var end = Self.digits(text, from, limit)
        guard end > from else { return nil }
        let groups = end - from <= 3
        while end + 1 < limit, Self.isDigit(text[end + 1]) {
            let mark = text[end]
            guard mark == 0x2C || mark == 0x2E || mark == 0x20 else { break }
            let next = Self.digits(text, end + 1, limit)
            let isGroup = groups && next - end - 1 == 3
            if !isGroup {
                guard mark != 0x20 else { return nil }
                end = next
                break
            }
            end = next
        }
        if end < limit, text[end] | 0x20 == 0x65 {
            var exponent = end + 1
            if exponent < limit, text[exponent] == 0x2D || text[exponent] == 0x2B { exponent += 1 }
            let behind = Self.digits(text, exponent, limit)
            if behind > exponent { end = behind }
        }
        return end
    }

    /// `$1,234.50` and the like, with a sign before.
    func isMoneyWithSignFirst(_ text: Span<UInt8>) -> Bool {
        var start = range.lowerBound
        if text[start] == 0x2D || text[start] == 0x2B { start += 1 }
        guard start < range.upperBound else { return false }
        let first = text[start]
        guard first == 0x24 || first == 0xC2 || first == 0xE2 || first == 0xEF || first &- 0x41 < 26 else {
            return false
        }
        for currency in Self.currencies where begins(text, currency, start) {
            var amount = start + currency.count
            if amount < range.upperBound, text[amount] == 0x20 { amount += 1 }
            if number(text, amount) == range.upperBound { return true }
        }
        return false
    }

    /// The end of a day such as `2024-05-01` or `1/5/24`.
    private func day(_ text: Span<UInt8>, _ start: Int) -> Int? {
        let limit = range.upperBound
        let first = Self.digits(text, start, limit)
        let isYearFirst = first - start == 4
        guard isYearFirst || first - start <= 2, first < limit else { return nil }
        let mark = text[first]
        guard mark == 0x2D || mark == 0x2F || mark == 0x2E else { return nil }
        let second = Self.digits(text, first + 1, limit)
        guard (1...2).contains(second - first - 1), second < limit, text[second] == mark else { return nil }
        let third = Self.digits(text, second + 1, limit)
        let length = third - second - 1
        return (isYearFirst ? 1...2 : 2...4).contains(length) ? third : nil
    }

    /// The end of a time such as `8:05` or `08:05:30.5`.
    private func time(_ text: Span<UInt8>, _ start: Int) -> Int? {
        let limit = range.upperBound
        let hour = Self.digits(text, start, limit)
        guard (1...2).contains(hour - start), hour < limit, text[hour] == 0x3A else { return nil }
        let minute = Self.digits(text, hour + 1, limit)
        guard minute - hour == 3 else { return nil }
        guard minute < limit, text[minute] == 0x3A else { return minute }
        let second = Self.digits(text, minute + 1, limit)
        guard second - minute == 3 else { return nil }
        guard second + 1 < limit, text[second] == 0x2E else { return second }
        let fraction = Self.digits(text, second + 1, limit)
        return fraction > second + 1 ? fraction : second
    }

    /// The end of `Z` or `+08:00`, if one stands there.
    private func zone(_ text: Span<UInt8>, _ start: Int) -> Int {
        let limit = range.upperBound
        guard start < limit else { return start }
        if text[start] == 0x5A { return start + 1 }
        guard text[start] == 0x2D || text[start] == 0x2B else { return start }
        let hour = Self.digits(text, start + 1, limit)
        if hour - start == 5 { return hour }
        guard hour - start == 3, hour < limit, text[hour] == 0x3A else { return start }
        let minute = Self.digits(text, hour + 1, limit)
        return minute - hour == 3 ? minute : start
    }

    private func isChineseDay(_ text: Span<UInt8>, _ run: Int) -> Bool {
        guard run - range.lowerBound == 4, begins(text, Self.year, run) else { return false }
        let month = Self.digits(text, run + 3, range.upperBound)
        guard (1...2).contains(month - run - 3), begins(text, Self.month, month) else { return false }
        if month + 3 == range.upperBound { return true }
        let day = Self.digits(text, month + 3, range.upperBound)
        return (1...2).contains(day - month - 3) && equals(text, Self.day, day)
    }

    /// `1-May-2024`, `1 May 24`.
    private func isNamedMonthDay(_ text: Span<UInt8>, _ run: Int) -> Bool {
        let limit = range.upperBound
        guard run - range.lowerBound <= 2, run + 4 < limit else { return false }
        guard text[run] == 0x2D || text[run] == 0x20, text[run + 4] == 0x2D || text[run + 4] == 0x20 else {
            return false
        }
        guard (run + 1...run + 3).allSatisfy({ Self.isLetter(text[$0]) }) else { return false }
        return Self.digits(text, run + 5, limit) == limit && (2...4).contains(limit - run - 5)
    }

    private func isAddress(_ text: Span<UInt8>) -> Bool {
        var position = range.lowerBound
        for part in 0..<4 {
            let end = Self.digits(text, position, range.upperBound)
            guard (1...3).contains(end - position) else { return false }
            if part == 3 { return end == range.upperBound }
            guard end < range.upperBound, text[end] == 0x2E else { return false }
            position = end + 1
        }
        return false
    }

    func isUUID(_ text: Span<UInt8>) -> Bool {
        guard range.count == 36 else { return false }
        for (index, offset) in range.enumerated() {
            let byte = text[offset]
            let isMark = index == 8 || index == 13 || index == 18 || index == 23
            guard isMark ? byte == 0x2D : Self.isDigit(byte) || (byte | 0x20) &- 0x61 < 6 else { return false }
        }
        return true
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// The end of the digits from `start` on.
    static func digits(_ text: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit, text[end] &- 0x30 < 10 { end += 1 }
        return end
    }

    /// Whether `word` stands at `start`.
    func begins(_ text: Span<UInt8>, _ word: [UInt8], _ start: Int) -> Bool {
        guard start + word.count <= range.upperBound, text[start] == word[0] else { return false }
        for index in 1..<max(1, word.count) where text[start + index] != word[index] { return false }
        return true
    }

    /// Whether `word`, and nothing else, stands from `start` on.
    func equals(_ text: Span<UInt8>, _ word: [UInt8], _ start: Int) -> Bool {
        start + word.count == range.upperBound && begins(text, word, start)
    }

    func isNull(_ text: Span<UInt8>) -> Bool {
        guard range.count <= 4 else { return false }
        return Self.nulls.contains { word in
            guard word.count == range.count else { return false }
            for index in word.indices {
                let byte = text[range.lowerBound + index]
                let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
                if lower != word[index] { return false }
            }
            return true
        }
    }

    func isBoolean(_ text: Span<UInt8>) -> Bool {
        range.count <= 5 && Self.booleans.contains { equals(text, $0, range.lowerBound) }
    }
}
