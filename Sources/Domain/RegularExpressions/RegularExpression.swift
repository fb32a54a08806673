/// A regular expression of ECMA-262 in Unicode mode, as the keyword `pattern` of JSON Schema needs it.
///
/// It answers one question: does the pattern match anywhere in a text? Case matters, `^` and `$` mean the ends of the
/// text, and `.` stops at line terminators, for there are no flags but `u`. Patterns without backreferences take time
/// linear in the text and end at ``RegularExpressionLimits/maximumWorkCount``; with backreferences a match stops after
/// ``RegularExpressionLimits/maximumStepCount`` steps.
///
/// - SeeAlso: ECMA-262 (2024), section 22.2; JSON Schema 2020-12, section 6.4.
public struct RegularExpression: Sendable {
    /// How closely a pattern must follow the grammar.
    public enum Mode: Sendable, Hashable {
        /// The grammar of Unicode mode and nothing else.
        case strict
        /// Also what Annex B allows without the flag `u`, such as `[\w-.]`, `\-` or a literal `{`.
        ///
        /// A text is still read scalar by scalar, and `\p{…}` and `\u{…}` keep their Unicode meaning.
        case lenient
    }

    /// The text of the pattern.
    public let pattern: String
    private let matcher: any TextMatcher
    /// The shape that answers without an engine, if the pattern has one.
    package let fastClass: FastClass?

    /// Compiles a pattern.
    ///
    /// - Throws: ``RegularExpressionError`` with the place in the pattern; in lenient mode that of the more generous
    ///   reading.
    public init(
        _ pattern: String,
        mode: Mode = .strict,
        limits: RegularExpressionLimits = RegularExpressionLimits()
    ) throws(RegularExpressionError) {
        self.pattern = pattern
        let parsed = try Self.parse(pattern, mode: mode, limits: limits)
        fastClass = FastClass.recognize(parsed.node)
        if let fastClass {
            matcher = fastClass.matcher
        } else {
            matcher = try Self.matcher(of: parsed.node, features: parsed.features, limits: limits)
        }
    }

    private static func matcher(
        of node: PatternNode,
        features: PatternFeatures,
        limits: RegularExpressionLimits
    ) throws(RegularExpressionError) -> any TextMatcher {
        if features.usesBackreferences { return try LookingEngine(node, features: features, limits: limits) }
        if features.usesLookAround {
            guard let parts = ConjunctionMatcher.parts(of: node) else {
                return try LookingEngine(node, features: features, limits: limits)
            }
            var plain = features
            plain.usesLookAround = false
            var matchers: [ConjunctionMatcher.Part] = []
            for part in parts {
                let fast = FastClass.recognize(part.node)?.matcher
                let matcher = if let fast { fast } else { try matcher(of: part.node, features: plain, limits: limits) }
                matchers.append(ConjunctionMatcher.Part(matcher: matcher, isNegated: part.isNegated))
            }
            return ConjunctionMatcher(matchers)
        }
        var matchers = MatcherTable()
        let program = try ProgramCompiler.compile(
            node,
            for: .automaton,
            features: features,
            limits: limits,
            matchers: &matchers
        )
        return Automaton(program: program, alphabet: try Alphabet(matchers), limits: limits)
    }

    /// Whether the pattern matches anywhere in a text.
    ///
    /// - Parameter text: UTF-8 bytes; an ill-formed byte counts as one U+FFFD.
    /// - Returns: Whether there is a match, empty ones included.
    /// - Throws: ``RegularExpressionError`` with the code `tooCostly`, when the match asks for more than the limits allow.
    /// - Complexity: O(*n*) in `text.count` unless the pattern has backreferences.
    public func matches(_ text: Span<UInt8>) throws(RegularExpressionError) -> Bool {
        try matcher.matches(text)
    }

    /// The same, and `work` grows by what it took: a few bytes looked at are one unit, as is one step of an engine.
    package func matches(_ text: Span<UInt8>, work: inout Int) throws(RegularExpressionError) -> Bool {
        try matcher.matches(text, work: &work)
    }

    /// Whether the pattern matches anywhere in a string.
    ///
    /// - Throws: ``RegularExpressionError`` with the code `tooCostly`, when the match asks for more than the limits allow.
    public func matches(_ text: String) throws(RegularExpressionError) -> Bool {
        try matches(text.utf8.span)
    }

    /// How many instructions the pattern has, its repetitions counted out; 0 when it needs no engine.
    package var programSize: Int { matcher.programSize }

    /// Checks a pattern without compiling it.
    ///
    /// - Throws: ``RegularExpressionError`` with the place in the pattern.
    package static func check(
        _ pattern: String,
        mode: Mode = .strict,
        limits: RegularExpressionLimits = RegularExpressionLimits()
    ) throws(RegularExpressionError) {
        _ = try parse(pattern, mode: mode, limits: limits)
    }

    /// Whether it answers by trying one way after another.
    var backtracks: Bool { matcher is LookingEngine }

    /// Reads a pattern.
    static func parse(
        _ pattern: String,
        mode: Mode,
        limits: RegularExpressionLimits
    ) throws(RegularExpressionError) -> ParsedPattern {
        var parser = PatternParser(pattern, isPermissive: false, maximumDepth: limits.maximumDepth)
        do {
            return ParsedPattern(node: try parser.parse(), features: parser.features, census: parser.census)
        } catch {
            guard mode == .lenient else { throw error }
            parser = PatternParser(pattern, isPermissive: true, maximumDepth: limits.maximumDepth)
            return ParsedPattern(node: try parser.parse(), features: parser.features, census: parser.census)
        }
    }
}

/// What there is to know about a pattern before it is compiled.
struct ParsedPattern {
    let node: PatternNode
    let features: PatternFeatures
    let groupNumbers: [String: Int]

    init(node: PatternNode, features: PatternFeatures, census: GroupCensus) {
        self.node = node
        self.features = features
        groupNumbers = census.numbers
    }
}
