/// A JSON number with its exact text.
///
/// Nothing is lost between reading and writing: `1e400`, `0.1`, `-0` and thirty-digit integers stay what they are.
/// Two numbers are equal when their values are, so `1.0 == 1`.
public struct JSONNumber: Sendable, CustomStringConvertible {
    /// The number as RFC 8259 writes it.
    public let text: String

    /// A number from its text; nil when the text is no JSON number.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, first == UInt8(ascii: "-") || (first &- UInt8(ascii: "0")) <= 9 else {
            return nil
        }
        do {
            guard try NumberScanner.scan(bytes.span, from: 0).end == bytes.count else { return nil }
        } catch {
            return nil  // The reason does not matter: the text is no number.
        }
        self.text = text
    }

    init(unchecked text: String) { self.text = text }

    /// A whole number.
    public init(_ value: Int) { text = String(value) }

    /// The shortest text that reads back as the same value; nil for infinity and NaN, which JSON cannot write.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = ECMAScriptNumber.text(of: value)
    }

    /// The nearest double; infinite beyond ±1.8e308.
    public var double: Double { Double(text) ?? .nan }

    /// Whether the value is whole, whatever its syntax.
    public var isInteger: Bool { exact.isInteger }

    /// The exact value.
    package var exact: ExactDecimal {
        let bytes = Array(text.utf8)
        return ExactDecimal(bytes.span, from: 0, count: bytes.count)
    }

    /// The number's text.
    public var description: String { text }
}

extension JSONNumber: Comparable, Hashable {
    /// Equality of values, not of texts.
    public static func == (left: Self, right: Self) -> Bool { left.text == right.text || left.exact == right.exact }

    /// Order by value, exact.
    public static func < (left: Self, right: Self) -> Bool { left.exact < right.exact }

    /// Hashes the value, so equal numbers hash alike whatever their texts.
    public func hash(into hasher: inout Hasher) { hasher.combine(double) }
}

extension Int {
    /// The value of a whole number that fits, whatever its syntax; nil otherwise.
    public init?(exactly number: JSONNumber) {
        guard let value = number.exact.integer else { return nil }
        self = value
    }
}

/// The text of a double as ECMAScript writes it.
///
/// - SeeAlso: ECMA-262, Number::toString; RFC 8785, section 3.2.2.3.
enum ECMAScriptNumber {
    static func text(of value: Double) -> String {
        if value == 0 { return "0" }
        // Swift prints the shortest digits that read back, as ECMAScript demands; only their layout differs.
        let parts = value.magnitude.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let whole = mantissa[0] == "0" ? "" : String(mantissa[0])
        let fraction = mantissa.count > 1 && mantissa[1] != "0" ? String(mantissa[1]) : ""
        let leading = whole.isEmpty ? fraction.prefix { $0 == "0" }.count : 0
        var digits = String((whole + fraction).dropFirst(leading))
        // The value is 0.digits × 10^point.
        var point = whole.count - leading
        if parts.count > 1 { point += Int(parts[1]) ?? 0 }
        while digits.last == "0" { digits.removeLast() }
        return (value < 0 ? "-" : "") + layout(digits, point: point)
    }

    /// The text of 0.digits × 10^point; the digits begin and end with another one than 0.
    static func layout(_ digits: String, point: Int) -> String {
        let count = digits.count
        if count <= point, point <= 21 { return digits + String(repeating: "0", count: point - count) }
        if point > 0, point <= 21 { return "\(digits.prefix(point)).\(digits.dropFirst(point))" }
        if point > -6, point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
        let exponent = point - 1
        let tail = "e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
        return count == 1 ? digits + tail : "\(digits.prefix(1)).\(digits.dropFirst(1))\(tail)"
    }
}
