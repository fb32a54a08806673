/// A parsed pattern.
///
/// Lists are flat, so the depth of a tree is the depth of the pattern's groups, which the parser limits.
indirect enum PatternNode: Sendable {
    case empty
    case scalar(UInt32)
    case set(ScalarSet)
    case sequence([PatternNode])
    case alternation([PatternNode])
    case capture(PatternNode, index: Int)
    case repetition(Repetition)
    case assertion(Assertion)
    case look(Look)
    case backreference(Int)

    struct Repetition: Sendable {
        let body: PatternNode
        let minimum: Int
        /// Nil means without end.
        let maximum: Int?
        let isGreedy: Bool
        /// The groups inside the body, which every round starts by forgetting.
        let captures: Range<Int>
    }

    struct Look: Sendable {
        let body: PatternNode
        let isBehind: Bool
        let isNegated: Bool
    }

    enum Assertion: Sendable {
        case start
        case end
        case wordBoundary
        case notWordBoundary
    }
}

extension PatternNode {
    /// Whether the node can match without consuming anything.
    var isNullable: Bool {
        switch self {
        case .empty, .assertion, .look, .backreference: true
        case .scalar, .set: false
        case .sequence(let nodes): nodes.allSatisfy(\.isNullable)
        case .alternation(let nodes): nodes.contains(where: \.isNullable)
        case .capture(let body, _): body.isNullable
        case .repetition(let repetition): repetition.minimum == 0 || repetition.body.isNullable
        }
    }

    /// Whether the node can consume anything.
    var canConsume: Bool {
        switch self {
        case .empty, .assertion, .look: false
        case .scalar, .set, .backreference: true
        case .sequence(let nodes), .alternation(let nodes): nodes.contains(where: \.canConsume)
        case .capture(let body, _): body.canConsume
        case .repetition(let repetition): repetition.maximum != 0 && repetition.body.canConsume
        }
    }

    /// Whether every match starts where the text starts.
    var isAnchoredAtStart: Bool {
        switch self {
        case .assertion(.start): true
        case .sequence(let nodes):
            // Only what consumes nothing may stand before the anchor.
            nodes.prefix { !$0.canConsume || $0.isAnchoredAtStart }.contains(where: \.isAnchoredAtStart)
        case .alternation(let nodes): nodes.allSatisfy(\.isAnchoredAtStart)
        case .capture(let body, _): body.isAnchoredAtStart
        case .repetition(let repetition): repetition.minimum > 0 && repetition.body.isAnchoredAtStart
        case .empty, .scalar, .set, .assertion, .look, .backreference: false
        }
    }
}

/// What a pattern needs from the engine.
struct PatternFeatures: Sendable {
    var groupCount = 0
    var usesBackreferences = false
    var usesLookAround = false
}
