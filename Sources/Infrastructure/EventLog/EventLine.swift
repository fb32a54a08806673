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

    /// Adds the line's bytes; whatever the values are, it stays one line, and a value stays one value.
    public func append(to bytes: inout [UInt8]) {
        switch format {
        case .text:
            bytes.append(contentsOf: "\(Self.time().dropFirst(11).dropLast(1)) \(level) ".utf8)
            Self.escape(message, into: &bytes)
            for (name, value) in values {
                bytes.append(contentsOf: "  \(name)=".utf8)
                let text =
                    switch value {
                    case .text(let text), .number(let text): text
                    }
                if Self.isWord(text) { bytes.append(contentsOf: text.utf8) } else { Self.quote(text, into: &bytes) }
            }
        case .json:
            bytes.append(contentsOf: #"{"time":"\#(Self.time())","level":"\#(level)","message":"#.utf8)
            Self.quote(message, into: &bytes)
            for (name, value) in values {
                bytes.append(UInt8(ascii: ","))
                Self.quote(name, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                switch value {
                case .number(let digits) where Self.isNumber(digits): bytes.append(contentsOf: digits.utf8)
                case .text(let text), .number(let text): Self.quote(text, into: &bytes)
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

    // MARK: - Escaping

    /// Adds a JSON string.
    static func quote(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        escape(text, alsoQuotes: true, into: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds a text in which nothing ends the line, moves the cursor or turns the direction of reading.
    static func escape(_ text: String, alsoQuotes: Bool = false, into bytes: inout [UInt8]) {
        // Bytes that are no ASCII may be such characters, and are rare enough to look at one by one.
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) && (!alsoQuotes || !isQuoted($0)) }) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        for scalar in text.unicodeScalars {
            if alsoQuotes, scalar == "\"" || scalar == "\\" {
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(UInt8(scalar.value))
            } else if isHarmless(scalar) {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            } else {
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    bytes.append(contentsOf: "\\u".utf8)
                    for shift in [12, 8, 4, 0] { bytes.append(digits[Int(unit >> UInt16(shift) & 15)]) }
                }
            }
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func isQuoted(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }

    private static func isHarmless(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    /// Whether a value needs no quotes to be told from what stands beside it.
    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") && !isQuoted(byte)
            }
    }

    /// Whether a text is a JSON number, as far as a log needs to know.
    private static func isNumber(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return false }
        let whole = parts[0].first == UInt8(ascii: "-") ? parts[0].dropFirst() : parts[0]
        let isPadded = whole.count > 1 && whole.first == UInt8(ascii: "0")
        return !isPadded
            && ([whole] + parts.dropFirst()).allSatisfy { digits in
                !digits.isEmpty && digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            }
    }
}
