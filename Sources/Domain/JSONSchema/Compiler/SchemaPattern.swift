internal import Diagnostics
internal import RegularExpressions

/// A regular expression of `pattern` or `patternProperties`.
///
/// A class, since copies of the expression would count references in the middle of hot loops.
final class SchemaPattern: Sendable {
    private let expression: RegularExpression

    init(
        _ source: String,
        mode: SchemaOptions.PatternMode,
        limits: RegularExpressionLimits
    ) throws(RegularExpressionError) {
        expression = try RegularExpression(source, mode: mode == .strict ? .strict : .lenient, limits: limits)
    }

    /// How many instructions the pattern has.
    var programSize: Int { expression.programSize }

    var source: String { expression.pattern }

    /// Whether the text has a match; nil when finding out costs too much.
    func matches(_ text: Span<UInt8>) -> Bool? {
        do {
            return try expression.matches(text)
        } catch {
            return nil  // There is one reason only: the match was given up.
        }
    }
}
