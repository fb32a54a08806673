/// The engine for patterns with look-around or backreferences.
final class LookingEngine: TextMatcher {
    private let backtracking: SearchEngine
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
        let program = try ProgramCompiler.compile(
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
        backtracking = SearchEngine(SearchPlan(program: program, alphabet: alphabet, features: features))
        maximumStepCount = limits.maximumStepCount
        maximumWorkCount = limits.maximumWorkCount
    }

    /// How many instructions there are.
    var programSize: Int { backtracking.plan.program.instructions.count + (linear?.instructions.count ?? 0) }

    func matches(_ bytes: Span<UInt8>, work: inout Int) throws(RegularExpressionError) -> Bool {
        // Backtracking is the faster of the two on short, friendly texts, so it goes first for a while.
        let steps = linear == nil ? maximumStepCount : min(maximumWorkCount, 1000 + 32 * bytes.count)
        var backtracker = backtracking.take()
        let outcome = backtracker.search(bytes, from: 0, maximumStepCount: steps)
        work &+= bytes.count &+ backtracker.stepCount
        backtracking.giveBack(backtracker)
        switch outcome {
        case .matched: return true
        case .failed: return false
        case .exhausted:
            guard let linear else { throw RegularExpressionError(.tooCostly, at: 0) }
            let text = SymbolText(bytes, alphabet: alphabet)
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
