/// One step of a compiled pattern; a step without a target goes on with the next instruction.
enum Instruction: Sendable {
    /// Takes one scalar that the matcher of this index accepts.
    case consume(Int)
    /// The same, to the left: inside look-behind.
    case consumeBackward(Int)
    case jump(Int)
    /// Goes on at both targets, the first one preferred.
    case split(Int, Int)
    case assertion(PatternNode.Assertion)
    case look(Int)
    case backreference(Int, isBackward: Bool)
    /// Notes the position in a slot.
    case save(Int)
    /// Forgets the slots of a range.
    case forget(Range<Int>)
    /// Fails when the position is still the one in the slot: a round that consumed nothing ends a repetition.
    case requireProgress(Int)
    case match
}

/// What a consuming instruction accepts.
enum ScalarMatcher: Hashable, Sendable {
    case scalar(UInt32)
    case set(ScalarSet)
}

/// The matchers of one pattern, each once.
struct MatcherTable: Sendable {
    private(set) var matchers: [ScalarMatcher] = []
    private var indexes: [ScalarMatcher: Int] = [:]

    mutating func index(of matcher: ScalarMatcher) -> Int {
        if let index = indexes[matcher] { return index }
        let index = matchers.count
        matchers.append(matcher)
        indexes[matcher] = index
        return index
    }
}

/// A compiled pattern.
struct Program: Sendable {
    /// A look-around, compiled apart from the pattern it stands in.
    struct Look: Sendable {
        var entry = 0
        let isBehind: Bool
        let isNegated: Bool
    }

    var instructions: [Instruction] = []
    /// Outer look-arounds come before the ones inside them.
    var looks: [Look] = []
    /// Two slots a group, group 0 included, then one for each repetition that watches its progress.
    var slotCount = 0
    var usesWordBoundaries = false
    var isAnchoredAtStart = false
}
