import Contract
import JSON
import RegularExpressions

/// How keys look that are made from a number, where no UUID fits.
public struct KeyFormat: Sendable, Hashable {
    private let pattern: String
    private let lengths: ClosedRange<Int>
    private let sampler: PatternSampler

    /// A format for the keys that a schema of strings allows; nil when UUIDs fit, or nothing can be made.
    init?(of schema: JSONNode) {
        var choices = SampleChoices(number: 0)
        let parts = SchemaParts([schema], choices: &choices)
        let patterns = parts.values("pattern").compactMap(\.string)
        let minimum = max(1, min(parts.atLeast("minLength"), 1000))
        let maximum = max(minimum, min(parts.atMost("maxLength") ?? 1000, 1000))
        let uuid = "00000000-0000-4000-8000-000000000000"
        let values = parts.values("enum").first.map { SchemaParts.elements($0).compactMap(\.string) } ?? []
        let acceptsUUID =
            values.isEmpty && (minimum...maximum).contains(uuid.utf8.count)
            && patterns.allSatisfy { PatternSampler($0)?.matches(uuid) ?? true }
        if acceptsUUID || parts.values("format").contains(where: { $0.string == "uuid" }) { return nil }
        let alternatives = values.map { Self.escaped($0) }.joined(separator: "|")
        pattern = values.isEmpty ? patterns.first ?? "^[0-9a-z]+$" : "^(?:\(alternatives))$"
        lengths = minimum...maximum
        guard let sampler = PatternSampler(pattern, preferring: .digits),
            let first = sampler.text(1, lengths: lengths),
            patterns.allSatisfy({ PatternSampler($0)?.matches(first) ?? true })
        else { return nil }
        self.sampler = sampler
    }

    /// The key of a number; nil when there are no more.
    func key(_ number: Int64) -> String? {
        UInt64(exactly: number).flatMap { sampler.text($0, lengths: lengths) }
    }

    /// The number that a key uses up.
    func number(of key: String) -> Int64? { sampler.number(of: key, lengths: lengths).flatMap { Int64(exactly: $0) } }

    /// Two formats are the same that make the same keys.
    public static func == (left: Self, right: Self) -> Bool {
        left.pattern == right.pattern && left.lengths == right.lengths
    }

    /// Hashes what counts for equality.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(pattern)
        hasher.combine(lengths)
    }

    private static func escaped(_ text: String) -> String {
        text.map { "\\^$.*+?()[]{}|/".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}
