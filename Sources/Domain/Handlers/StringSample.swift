import Contract
import JSON
import RegularExpressions

/// Texts that patterns, formats and lengths allow.
struct StringSample {
    private let parts: SchemaParts
    private let lengths: ClosedRange<Int>

    init(_ parts: SchemaParts) {
        self.parts = parts
        let minimum = min(max(0, parts.atLeast("minLength")), 100_000)
        lengths = minimum...max(minimum, min(parts.atMost("maxLength") ?? 100_000, 100_000))
    }

    /// A text; another one for another salt.
    func text(salt: Int) -> String {
        let formats = parts.values("format").compactMap(\.string)
        let samplers = parts.values("pattern").compactMap(\.string).compactMap { PatternSampler($0) }
        let isFitting = { (text: String) in
            lengths.contains(text.unicodeScalars.count) && samplers.allSatisfy { $0.matches(text) }
        }
        for format in formats {
            if let text = Self.formatted(format, salt: salt), isFitting(text) { return text }
        }
        for sampler in samplers {
            // Texts of one pattern are tried until the others match too.
            for number in 0..<UInt64(samplers.count == 1 ? 1 : 200) {
                guard let text = sampler.text(UInt64(salt) + number, lengths: lengths) else { break }
                if isFitting(text) { return text }
            }
        }
        let first = samplers.compactMap { $0.text(0, lengths: lengths) ?? $0.text(0) }
        let joined = [first.joined(), first.reversed().joined()]
        if !samplers.isEmpty, let text = (first + joined).first(where: isFitting) { return text }
        if samplers.isEmpty, let text = formats.lazy.compactMap({ Self.formatted($0, salt: salt) }).first {
            return fitted(text, for: formats)
        }
        return fitted(salt == 0 ? "text" : "text\(salt + 1)", for: formats)
    }

    /// A text made as long as it must be, or as short.
    private func fitted(_ text: String, for formats: [String]) -> String {
        let count = text.unicodeScalars.count
        if count > lengths.upperBound {
            // What tells texts apart stands at their end.
            return String(String.UnicodeScalarView(text.unicodeScalars.suffix(lengths.upperBound)))
        }
        guard count < lengths.lowerBound else { return text }
        let missing = String(repeating: "x", count: lengths.lowerBound - count)
        if formats.contains("email") || formats.contains("idn-email") { return missing + text }
        return text + missing
    }

    /// A text of a format; nil for formats that say nothing about the text.
    private static func formatted(_ format: String, salt: Int) -> String? {
        let number = salt == 0 ? "" : String(salt + 1)
        let day = Timestamp(seconds: 1_704_067_200 + Int64(salt) * 86400)
        return switch format {
        case "date-time": "\(day.date)T00:00:00Z"
        case "date": day.date
        case "time": salt == 0 ? "00:00:00Z" : "\(padded(salt / 60 % 24)):\(padded(salt % 60)):00Z"
        case "duration": "P\(salt + 1)D"
        case "email", "idn-email": "someone\(number)@example.com"
        case "hostname", "idn-hostname": salt == 0 ? "example.com" : "host\(number).example.com"
        case "ipv4": "192.0.2.\(salt % 255 + 1)"
        case "ipv6": "2001:db8::\(String(salt % 65_535 + 1, radix: 16))"
        case "uri", "url", "iri": "https://example.com/\(number)"
        case "uri-reference", "iri-reference": "/\(number)"
        case "uuid":
            "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - min(12, String(salt).count)) + String(salt)
        case "uri-template": "/\(number){id}"
        case "json-pointer": "/a\(number)"
        case "relative-json-pointer": "\(salt)"
        case "regex": ".*\(number)"
        case "byte": ["dGV4dA==", "dGV4dDI=", "dGV4dDM=", "dGV4dDQ="][salt % 4]
        case "base64url": ["dGV4dA", "dGV4dDI", "dGV4dDM", "dGV4dDQ"][salt % 4]
        default: nil
        }
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
