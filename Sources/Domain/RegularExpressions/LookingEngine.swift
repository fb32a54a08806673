/// The engine for patterns with look-around or backreferences.
final class LookingEngine: TextMatcher {
    private let backtracking: Program
    /// Answers in linear time; nil when the pattern has backreferences, which no such engine can follow.
    private let linear: Program?
    private let alphabet: Alphabet
    private let maximumStepCount: Int
    private let maximumWorkCount: Int

    init(
        _ node: PatternNode,
        features: PatternFeatures,
        limits: RegularExpressionLimits
    ) throws(RegularExpressionError) {
        var matchers = MatcherTable()
        backtracking = try ProgramCompiler.compile(
            node,
            for: .backtracking,
            features: features,
            limits: limits,
            matchers: &matchers
        )
        if features.usesBackreferences {
            linear = nil
        } else {
            linear = try ProgramCompiler.compile(
                node,
                for: .automaton,
                features: features,
                limits: limits,
                matchers: &matchers
            )
        }
        alphabet = try Alphabet(matchers)
        maximumStepCount = limits.maximumStepCount
        maximumWorkCount = limits.maximumWorkCount
    }

    /// How many instructions there are.
    var programSize: Int { backtracking.instructions.count + (linear?.instructions.count ?? 0) }

    func matches(_ bytes: Span<UInt8>, work: inout Int) throws(RegularExpressionError) -> Bool {
        let text = SymbolText(bytes, alphabet: alphabet)
        // Backtracking is the faster of the two on short, friendly texts, so it goes first for a while.
        let steps = linear == nil ? maximumStepCount : min(maximumStepCount, 1000 + 32 * text.count)
        var backtracker = Backtracker(
            program: backtracking,
            alphabet: alphabet,
            text: text,
            maximumStepCount: steps
        )
        let outcome = backtracker.search()
        work &+= text.count &+ backtracker.stepCount
        switch outcome {
        case .matched: return true
        case .failed: return false
        case .exhausted:
            guard let linear else { throw RegularExpressionError(.tooCostly, at: 0) }
            var pass = LookAroundPass(
                program: linear,
                alphabet: alphabet,
                text: text,
                maximumWorkCount: maximumWorkCount
            )
            defer { work &+= pass.workCount }
            guard let isMatch = pass.matches() else { throw RegularExpressionError(.tooCostly, at: 0) }
            return isMatch
        }
    }

    /// Answers with the linear engine alone; nil when the pattern has backreferences or asks for too much.
    func matchesLinearly(_ bytes: Span<UInt8>) -> Bool? {
        guard let linear else { return nil }
        let text = SymbolText(bytes, alphabet: alphabet)
        var pass = LookAroundPass(program: linear, alphabet: alphabet, text: text, maximumWorkCount: maximumWorkCount)
        return pass.matches()
    }
}
