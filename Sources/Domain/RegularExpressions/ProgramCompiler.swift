/// Turns a tree into instructions.
struct ProgramCompiler {
    /// What the program is for.
    enum Purpose {
        /// Keeps the order of choices and the groups, for backreferences.
        case backtracking
        /// Keeps only what decides between yes and no. Look-ahead is compiled right to left and look-behind left to
        /// right, so that one pass over the text tells where each of them holds.
        case automaton
    }

    private let purpose: Purpose
    private let maximumSize: Int
    private var program = Program()
    private var matchers: MatcherTable
    private var waitingLooks: [PatternNode.Look] = []

    /// Compiles a pattern; programs that share a table of matchers can share an alphabet.
    ///
    /// - Throws: ``RegularExpressionError`` with the code `tooLarge`.
    static func compile(
        _ node: PatternNode,
        for purpose: Purpose,
        features: PatternFeatures,
        limits: RegularExpressionLimits,
        matchers: inout MatcherTable
    ) throws(RegularExpressionError) -> Program {
        var compiler = ProgramCompiler(purpose: purpose, maximumSize: limits.maximumProgramSize, matchers: matchers)
        compiler.program.slotCount = 2 * (features.groupCount + 1)
        compiler.program.isAnchoredAtStart = node.isAnchoredAtStart
        try compiler.emit(node, isBackward: false)
        try compiler.append(.match)
        var done = 0
        while done < compiler.waitingLooks.count {
            let look = compiler.waitingLooks[done]
            compiler.program.looks[done].entry = compiler.program.instructions.count
            try compiler.emit(look.body, isBackward: purpose == .backtracking ? look.isBehind : !look.isBehind)
            try compiler.append(.match)
            done += 1
        }
        if compiler.program.usesWordBoundaries { _ = compiler.matchers.index(of: .set(.word)) }
        matchers = compiler.matchers
        return compiler.program
    }

    private init(purpose: Purpose, maximumSize: Int, matchers: MatcherTable) {
        self.purpose = purpose
        self.maximumSize = maximumSize
        self.matchers = matchers
    }

    private var next: Int { program.instructions.count }

    private mutating func append(_ instruction: Instruction) throws(RegularExpressionError) {
        if next >= maximumSize { throw RegularExpressionError(.tooLarge, at: 0) }
        program.instructions.append(instruction)
    }

    private mutating func emit(_ node: PatternNode, isBackward: Bool) throws(RegularExpressionError) {
        switch node {
        case .empty: break
        case .scalar(let value): try consume(.scalar(value), isBackward: isBackward)
        case .set(let set): try consume(.set(set), isBackward: isBackward)
        case .sequence(let nodes):
            if isBackward {
                for part in nodes.reversed() { try emit(part, isBackward: true) }
            } else {
                for part in nodes { try emit(part, isBackward: false) }
            }
        case .alternation(let nodes): try alternation(nodes, isBackward: isBackward)
        case .capture(let body, let index):
            guard purpose == .backtracking else {
                try emit(body, isBackward: isBackward)
                return
            }
            try append(.save(2 * index + (isBackward ? 1 : 0)))
            try emit(body, isBackward: isBackward)
            try append(.save(2 * index + (isBackward ? 0 : 1)))
        case .repetition(let repetition): try self.repetition(repetition, isBackward: isBackward)
        case .assertion(let assertion):
            switch assertion {
            case .wordBoundary, .notWordBoundary: program.usesWordBoundaries = true
            case .start, .end: break
            }
            try append(.assertion(assertion))
        case .look(let look):
            program.looks.append(Program.Look(isBehind: look.isBehind, isNegated: look.isNegated))
            waitingLooks.append(look)
            try append(.look(program.looks.count - 1))
        case .backreference(let index): try append(.backreference(index, isBackward: isBackward))
        }
    }

    private mutating func consume(_ matcher: ScalarMatcher, isBackward: Bool) throws(RegularExpressionError) {
        let index = matchers.index(of: matcher)
        try append(isBackward && purpose == .backtracking ? .consumeBackward(index) : .consume(index))
    }

    private mutating func alternation(_ nodes: [PatternNode], isBackward: Bool) throws(RegularExpressionError) {
        var ends: [Int] = []
        for (index, node) in nodes.enumerated() {
            guard index + 1 < nodes.count else {
                try emit(node, isBackward: isBackward)
                break
            }
            let split = next
            try append(.split(split + 1, 0))
            try emit(node, isBackward: isBackward)
            ends.append(next)
            try append(.jump(0))
            program.instructions[split] = .split(split + 1, next)
        }
        for end in ends { program.instructions[end] = .jump(next) }
    }

    private mutating func repetition(
        _ repetition: PatternNode.Repetition,
        isBackward: Bool
    ) throws(RegularExpressionError) {
        if repetition.maximum == 0 { return }
        guard repetition.body.canConsume else {
            // Rounds that consume nothing all look alike, and one beyond the minimum is refused.
            if repetition.minimum > 0 { try round(repetition, isBackward: isBackward) }
            return
        }
        let isNullable = repetition.body.isNullable
        guard let maximum = repetition.maximum else {
            if repetition.minimum > 0, purpose == .automaton || !isNullable {
                for _ in 1..<repetition.minimum { try round(repetition, isBackward: isBackward) }
                let start = next
                try round(repetition, isBackward: isBackward)
                try appendSplit(to: start, otherwise: next + 1, isGreedy: repetition.isGreedy)
                return
            }
            for _ in 0..<repetition.minimum { try round(repetition, isBackward: isBackward) }
            let split = next
            try append(.split(0, 0))
            try optionalRound(repetition, isNullable: isNullable, isBackward: isBackward)
            try append(.jump(split))
            patch(split, isGreedy: repetition.isGreedy)
            return
        }
        for _ in 0..<repetition.minimum { try round(repetition, isBackward: isBackward) }
        var splits: [Int] = []
        for _ in repetition.minimum..<maximum {
            splits.append(next)
            try append(.split(0, 0))
            try optionalRound(repetition, isNullable: isNullable, isBackward: isBackward)
        }
        for split in splits { patch(split, isGreedy: repetition.isGreedy) }
    }

    /// Makes the split before a body choose between the body and what comes next.
    private mutating func patch(_ split: Int, isGreedy: Bool) {
        program.instructions[split] = isGreedy ? .split(split + 1, next) : .split(next, split + 1)
    }

    private mutating func appendSplit(
        to target: Int,
        otherwise other: Int,
        isGreedy: Bool
    ) throws(RegularExpressionError) {
        try append(isGreedy ? .split(target, other) : .split(other, target))
    }

    private mutating func round(
        _ repetition: PatternNode.Repetition,
        isBackward: Bool
    ) throws(RegularExpressionError) {
        if purpose == .backtracking, !repetition.captures.isEmpty {
            try append(.forget((2 * repetition.captures.lowerBound)..<(2 * repetition.captures.upperBound)))
        }
        try emit(repetition.body, isBackward: isBackward)
    }

    /// A round past the minimum, which must consume something.
    private mutating func optionalRound(
        _ repetition: PatternNode.Repetition,
        isNullable: Bool,
        isBackward: Bool
    ) throws(RegularExpressionError) {
        guard purpose == .backtracking, isNullable else {
            try round(repetition, isBackward: isBackward)
            return
        }
        let slot = program.slotCount
        program.slotCount += 1
        try append(.save(slot))
        try round(repetition, isBackward: isBackward)
        try append(.requireProgress(slot))
    }
}
