/// What a position looks like to assertions.
struct PositionContext {
    var isAtStart = false
    var isAtEnd = false
    var previousIsWord = false
    var nextIsWord = false

    func holds(_ assertion: PatternNode.Assertion) -> Bool {
        switch assertion {
        case .start: isAtStart
        case .end: isAtEnd
        case .wordBoundary: previousIsWord != nextIsWord
        case .notWordBoundary: previousIsWord == nextIsWord
        }
    }
}

/// Moves sets of instructions over one scalar: all ways to match at once.
struct StateStepper {
    private let program: Program
    private let alphabet: Alphabet
    /// The step in which an instruction was last seen.
    private var marks: [UInt32]
    private var step: UInt32 = 0
    private var waiting: [Int32] = []
    /// Where matching goes on after the scalar.
    private(set) var reached: [Int32] = []
    /// How many instructions have been looked at, ever.
    private(set) var workCount = 0

    init(program: Program, alphabet: Alphabet) {
        self.program = program
        self.alphabet = alphabet
        marks = [UInt32](repeating: 0, count: program.instructions.count)
    }

    /// Starts a step from no instruction.
    mutating func begin() {
        step &+= 1
        if step == 0 {
            for index in marks.indices { marks[index] = 0 }
            step = 1
        }
        waiting.removeAll(keepingCapacity: true)
        reached.removeAll(keepingCapacity: true)
    }

    mutating func add(_ instruction: Int32) {
        waiting.append(instruction)
    }

    mutating func add(_ instructions: [Int32]) {
        waiting += instructions
    }

    /// Follows every way to the next scalar and over it.
    ///
    /// - Parameters:
    ///   - context: The position between the scalar before and the scalar ahead.
    ///   - classID: The class of the scalar ahead, or nil at the end.
    ///   - looks: Whether look-arounds hold, position by position.
    ///   - base: Where in `looks` this position starts.
    /// - Returns: Whether the pattern has matched already.
    mutating func advance(
        at context: PositionContext,
        over classID: Int?,
        looks: [Bool] = [],
        from base: Int = 0
    ) -> Bool {
        while let instruction = waiting.popLast() {
            let index = Int(instruction)
            if marks[index] == step { continue }
            marks[index] = step
            workCount &+= 1
            switch program.instructions[index] {
            case .consume(let matcher), .consumeBackward(let matcher):
                if let classID, alphabet.accepts(matcher, classID) { reached.append(instruction &+ 1) }
            case .jump(let target): waiting.append(Int32(truncatingIfNeeded: target))
            case .split(let first, let second):
                waiting.append(Int32(truncatingIfNeeded: second))
                waiting.append(Int32(truncatingIfNeeded: first))
            case .assertion(let assertion):
                if context.holds(assertion) { waiting.append(instruction &+ 1) }
            case .look(let look):
                if looks[base + look] { waiting.append(instruction &+ 1) }
            case .backreference, .save, .forget, .requireProgress: waiting.append(instruction &+ 1)
            case .match: return true
            }
        }
        return false
    }
}
