/// How far the clocks of a zone are from UTC, at any time.
struct ZoneRules: Sendable {
    /// The offset before the first change, in seconds east of UTC.
    private let firstOffset: Int
    /// When the offset changed, in seconds from 1970-01-01T00:00Z, ascending.
    private let times: [Int]
    /// The offset from each of ``times`` on.
    private let offsets: [Int]
    /// What holds behind the last of them; nil: its offset.
    private let rule: YearlyZoneRule?

    init(firstOffset: Int, times: [Int] = [], offsets: [Int] = [], rule: YearlyZoneRule? = nil) {
        precondition(times.count == offsets.count, "each change has an offset")
        self.firstOffset = firstOffset
        self.times = times
        self.offsets = offsets
        self.rule = rule
    }

    /// The offset at a moment, in seconds east of UTC.
    func offset(at seconds: Int) -> Int {
        guard let first = times.first, seconds >= first else {
            return times.isEmpty ? rule?.offset(at: seconds) ?? firstOffset : firstOffset
        }
        if let rule, let last = times.last, seconds >= last { return rule.offset(at: seconds) }
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return offsets[low - 1]
    }

    /// The moment at which clocks show a time, in seconds from 1970-01-01 on the clock.
    ///
    /// - Returns: Of two moments the first; nil when clocks have been put forward over that time.
    func moment(ofClock seconds: Int) -> Int? {
        // No clock is a day away from UTC, and none changes twice within two days.
        let before = offset(at: seconds - 86_400)
        let behind = offset(at: seconds + 86_400)
        let candidates = [max(before, behind), min(before, behind)]
        return candidates.first { offset(at: seconds - $0) == $0 }.map { seconds - $0 }
    }

    static let utc = ZoneRules(firstOffset: 0)

    /// The zone of China: summer time in 1919, from 1940 to 1949 and from 1986 to 1991.
    ///
    /// - SeeAlso: The time zone database of IANA, Asia/Shanghai.
    static let shanghai = ZoneRules(
        firstOffset: 29_143,
        times: [
            -2_177_481_943, -1_600_675_200, -1_585_904_400, -933_667_200, -922_093_200, -908_870_400, -888_829_200,
            -881_049_600, -767_869_200, -745_833_600, -733_827_600, -716_889_600, -699_613_200, -683_884_800,
            -670_669_200, -652_348_800, -650_019_600, 515_527_200, 527_014_800, 545_162_400, 558_464_400, 577_216_800,
            589_914_000, 608_666_400, 621_968_400, 640_116_000, 653_418_000, 671_565_600, 684_867_600,
        ],
        offsets: (0..<29).map { $0 % 2 == 0 ? 28_800 : 32_400 }
    )

    /// The zones that need no file.
    static func builtIn(_ name: String) -> ZoneRules? {
        switch name {
        case "UTC", "Z", "GMT", "Etc/UTC": utc
        case "Asia/Shanghai", "Asia/Chongqing", "Asia/Chungking", "Asia/Harbin", "PRC": shanghai
        default: fixed(name)
        }
    }

    /// A zone such as `+08:00`, `-0330`, `UTC+8`.
    private static func fixed(_ name: String) -> ZoneRules? {
        var text = Substring(name)
        if text.hasPrefix("UTC") || text.hasPrefix("GMT") { text = text.dropFirst(3) }
        let bytes = Array(text.utf8)
        return ClockOffset.read(bytes.span, allowsShort: true).map { ZoneRules(firstOffset: $0) }
    }

    /// Whether a text can be the name of a zone in the time zone database, and so the end of a path.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && part.first != "-"
                    && part.utf8.allSatisfy { byte in
                        (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
                            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "_")
                            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                    }
            }
    }
}

/// Offsets from UTC as people write them.
enum ClockOffset {
    /// Reads `Z`, `+08:00`, `+0800` or `+08`, and with `allowsShort` also `+8`.
    ///
    /// - Returns: Seconds east of UTC, less than a day; nil for anything else.
    static func read(_ text: Span<UInt8>, allowsShort: Bool = false) -> Int? {
        if text.count == 1, text[0] == UInt8(ascii: "Z") { return 0 }
        guard text.count > 1, text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-") else { return nil }
        let sign = text[0] == UInt8(ascii: "-") ? -1 : 1
        if allowsShort, text.count == 2, let hours = text.digit(at: 1) { return sign * hours * 3600 }
        guard let hours = DateReader.digits(text, at: 1, count: 2), hours < 24 else { return nil }
        if text.count == 3 { return sign * hours * 3600 }
        let start = text[3] == UInt8(ascii: ":") ? 4 : 3
        guard text.count == start + 2, let minutes = DateReader.digits(text, at: start, count: 2), minutes < 60 else {
            return nil
        }
        return sign * (hours * 60 + minutes) * 60
    }

    /// Where an offset begins that a time ends with, and what it is; nil when there is none.
    static func find(in text: Span<UInt8>) -> (start: Int, seconds: Int)? {
        guard text.count > 5 else { return nil }
        for count in [1, 6, 5, 3] where text.count > count + 4 {
            let start = text.count - count
            guard let seconds = read(text.extracting(start..<text.count)) else { continue }
            // Minutes or seconds stand before it, or a day such as 01-05-2024 would have one.
            guard text.digit(at: start - 1) != nil, text.digit(at: start - 2) != nil else { continue }
            let mark = text[start - 3]
            guard mark == UInt8(ascii: ":") || mark == UInt8(ascii: ".") || text.digit(at: start - 3) != nil else {
                continue
            }
            for offset in 0..<start where text[offset] == UInt8(ascii: ":") { return (start, seconds) }
        }
        return nil
    }

    /// Writes `+08:00`; `Z` for none when asked.
    static func write(_ seconds: Int, asZ: Bool, into output: inout CellBuffer) {
        if seconds == 0, asZ { return output.append(UInt8(ascii: "Z")) }
        let minutes = seconds.magnitude / 60
        output.append(UInt8(ascii: seconds < 0 ? "-" : "+"))
        output.append(number: Int(minutes / 60), digitCount: 2)
        output.append(UInt8(ascii: ":"))
        output.append(number: Int(minutes % 60), digitCount: 2)
    }
}
