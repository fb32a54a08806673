/// A moment in UTC.
public struct Timestamp: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let seconds: Int64
    /// Milliseconds of the second, 0 to 999.
    public let milliseconds: Int

    /// A moment.
    public init(seconds: Int64, milliseconds: Int = 0) {
        precondition((0..<1000).contains(milliseconds), "a second has 1000 milliseconds")
        self.seconds = seconds
        self.milliseconds = milliseconds
    }

    /// The moment as RFC 3339 writes it, for example `2024-05-01T08:30:00.250Z`.
    public var dateTime: String {
        let second = Int(seconds - (seconds / 86400) * 86400)
        let ofDay = second < 0 ? second + 86400 : second
        let time = [ofDay / 3600, ofDay / 60 % 60, ofDay % 60].map { Self.padded($0, to: 2) }.joined(separator: ":")
        return "\(date)T\(time).\(Self.padded(milliseconds, to: 3))Z"
    }

    /// The day, for example `2024-05-01`.
    public var date: String {
        let days = Int(seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400)
        // Days since 0000-03-01, so that the leap day is the last of its year.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        return
            "\(Self.padded(year, to: 4))-\(Self.padded(month < 10 ? month + 3 : month - 9, to: 2))-\(Self.padded(day, to: 2))"
    }

    private static func padded(_ value: Int, to width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

/// What a handler takes from the world around it.
public struct HandlerEnvironment: Sendable {
    /// The time.
    public let now: @Sendable () -> Timestamp
    /// A new random UUID, version 4, in lower case.
    public let uuid: @Sendable () -> String

    /// An environment.
    public init(now: @escaping @Sendable () -> Timestamp, uuid: @escaping @Sendable () -> String) {
        self.now = now
        self.uuid = uuid
    }

    /// A UUID, version 4, from sixteen random bytes.
    ///
    /// - SeeAlso: RFC 9562, section 5.4.
    public static func uuid(using generator: inout some RandomNumberGenerator) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let high = UInt64.random(in: .min ... .max, using: &generator) & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = UInt64.random(in: .min ... .max, using: &generator) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var text: [UInt8] = []
        for index in 0..<32 {
            if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
            let half = index < 16 ? high : low
            text.append(digits[Int(half >> UInt64(60 - index % 16 * 4) & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
