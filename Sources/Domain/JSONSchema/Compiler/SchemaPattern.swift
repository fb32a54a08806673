import Diagnostics
import RegularExpressions

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
    ///
    /// `work` grows by what that took, in steps of about the cost of one step of an evaluation.
    func matches(_ text: Span<UInt8>, work: inout Int) -> Bool? {
        do {
            return try expression.matches(text, work: &work)
        } catch {
            return nil  // There is one reason only: the match was given up.
        }
    }
}
