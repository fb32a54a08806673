/// Finds where a pattern matches in a text, and what its groups took.
///
/// A match is the one that ECMA-262 prescribes: the leftmost, and of those at one place the one that is tried first.
/// Whether there is a match at all is found out in linear time wherever ``RegularExpression`` can; then a search takes
/// steps in proportion to the text and the pattern, unless the pattern looks around or refers back. In any case it ends
/// after ``RegularExpressionLimits/maximumWorkCount`` steps, or ``RegularExpressionLimits/maximumStepCount`` with
/// backreferences.
///
/// - SeeAlso: ECMA-262 (2024), section 22.2.7.2.
public struct MatchFinder: Sendable {
    /// The pattern.
    public let expression: RegularExpression
    /// How many groups the pattern has.
    public let groupCount: Int
    private let groupNumbers: [String: Int]
    private let engine: SearchEngine
    private let maximumStepCount: Int
    /// Whether it pays to ask first if there is a match anywhere.
    private let asksFirst: Bool

    /// Compiles a pattern.
    ///
    /// - Throws: ``RegularExpressionError`` with the place in the pattern.
    public init(
        _ pattern: String,
        mode: RegularExpression.Mode = .strict,
        limits: RegularExpressionLimits = RegularExpressionLimits()
    ) throws(RegularExpressionError) {
        expression = try RegularExpression(pattern, mode: mode, limits: limits)
        let parsed = try RegularExpression.parse(pattern, mode: mode, limits: limits)
        groupCount = parsed.features.groupCount
        groupNumbers = parsed.groupNumbers
        asksFirst = !expression.backtracks
        maximumStepCount = parsed.features.usesBackreferences ? limits.maximumStepCount : limits.maximumWorkCount
        var matchers = MatcherTable()
        let program = try ProgramCompiler.compile(
            parsed.node,
            for: .backtracking,
            features: parsed.features,
            limits: limits,
            matchers: &matchers
        )
        engine = SearchEngine(
            SearchPlan(program: program, alphabet: try Alphabet(matchers), features: parsed.features)
        )
    }

    /// The number of a named group; nil when there is none.
    public func groupNumber(named name: String) -> Int? { groupNumbers[name] }

    /// The first match that begins at an offset or behind it.
    ///
    /// The text in front of the offset is still there for `^`, `\b` and look-behind.
    ///
    /// - Parameters:
    ///   - text: UTF-8 bytes; an ill-formed byte counts as one U+FFFD.
    ///   - offset: Where a scalar of the text begins, or its end.
    /// - Returns: The match; nil when there is none.
    /// - Throws: ``RegularExpressionError`` with the code `tooCostly`.
    public func firstMatch(
        in text: Span<UInt8>,
        from offset: Int = 0
    ) throws(RegularExpressionError) -> RegularExpressionMatch? {
        var match = RegularExpressionMatch()
        var work = 0
        return try firstMatch(in: text, from: offset, into: &match, work: &work) ? match : nil
    }

    /// The same without taking memory, for many matches in one text.
    ///
    /// What was found goes to `match`, which stays as it is when nothing is. `work` is what searching this text has
    /// taken so far; it grows, and the limits are for all of it.
    package func firstMatch(
        in text: Span<UInt8>,
        from offset: Int,
        into match: inout RegularExpressionMatch,
        work: inout Int
    ) throws(RegularExpressionError) -> Bool {
        precondition(offset >= 0 && offset <= text.count, "a search begins in the text")
        if asksFirst, offset == 0 { guard try expression.matches(text, work: &work) else { return false } }
        guard work < maximumStepCount else { throw RegularExpressionError(.tooCostly, at: 0) }
        var backtracker = engine.take()
        let outcome = backtracker.search(text, from: offset, maximumStepCount: maximumStepCount - work)
        work += backtracker.stepCount
        if case .matched = outcome { match.take(backtracker.slots, groupCount: groupCount) }
        engine.giveBack(backtracker)
        switch outcome {
        case .matched: return true
        case .failed: return false
        case .exhausted: throw RegularExpressionError(.tooCostly, at: 0)
        }
    }

    /// Where the search for the next match begins; nil when the text has no room for one.
    ///
    /// Behind an empty match one scalar is passed over, so that the same match is not found again.
    package func nextOffset(behind match: RegularExpressionMatch, in text: Span<UInt8>) -> Int? {
        let end = match.range.upperBound
        if !match.range.isEmpty { return end }
        return end < text.count ? end + text.repairedScalar(at: end).byteCount : nil
    }
}
