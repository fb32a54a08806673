import Glibc

/// One line of a log: when, how serious, what, and its values.
public struct EventLine: Sendable {
    /// One value of a line.
    public enum Value: Sendable, ExpressibleByStringLiteral {
        case text(String)
        /// A number as JSON writes it.
        case number(String)

        /// A text.
        public init(stringLiteral value: String) { self = .text(value) }
    }

    private let format: EventFormat
    private let level: String
    private let message: String
    private let values: [(name: String, value: Value)]

    /// A line.
    public init(_ format: EventFormat, _ level: String, _ message: String, _ values: [(String, Value)] = []) {
        self.format = format
        self.level = level
        self.message = message
        self.values = values.map { (name: $0.0, value: $0.1) }
    }

    /// Adds the line's bytes.
    public func append(to bytes: inout [UInt8]) {
        switch format {
        case .text:
            bytes.append(contentsOf: "\(Self.time().dropFirst(11).dropLast(1)) \(level) \(message)".utf8)
            for (name, value) in values {
                switch value {
                case .text(let text), .number(let text): bytes.append(contentsOf: "  \(name)=\(text)".utf8)
                }
            }
        case .json:
            bytes.append(contentsOf: #"{"time":"\#(Self.time())","level":"\#(level)","message":"#.utf8)
            Self.quote(message, into: &bytes)
            for (name, value) in values {
                bytes.append(UInt8(ascii: ","))
                Self.quote(name, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                switch value {
                case .text(let text): Self.quote(text, into: &bytes)
                case .number(let digits): bytes.append(contentsOf: digits.utf8)
                }
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// The time as RFC 3339 writes it, in UTC, with milliseconds.
    public static func time() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var seconds = now.tv_sec
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let two = { (value: Int32) in (value < 10 ? "0" : "") + String(value) }
        let milliseconds = String(1000 + now.tv_nsec / 1_000_000).dropFirst()
        let date = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return "\(date)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)).\(milliseconds)Z"
    }

    /// Adds a JSON string.
    static func quote(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
