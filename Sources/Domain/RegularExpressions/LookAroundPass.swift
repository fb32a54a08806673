/// Matches patterns with look-around, without backreferences, in linear time.
///
/// One pass over the text for each look-around notes where it holds: right to left for look-ahead, left to right for
/// look-behind, inner ones first. A last pass then treats them like any other assertion.
struct LookAroundPass {
    private let program: Program
    private let alphabet: Alphabet
    private let text: SymbolText
    private var stepper: StateStepper
    /// Whether each look-around holds, position by position.
    private var truths: [Bool]
    private let maximumWorkCount: Int

    init(program: Program, alphabet: Alphabet, text: SymbolText, maximumWorkCount: Int) {
        self.maximumWorkCount = maximumWorkCount
        self.program = program
        self.alphabet = alphabet
        self.text = text
        stepper = StateStepper(program: program, alphabet: alphabet)
        let truthCount = program.looks.count * (text.count + 1)
        truths = [Bool](repeating: false, count: truthCount > maximumWorkCount ? 0 : truthCount)
    }

    /// How many instructions have been looked at.
    var workCount: Int { stepper.workCount }

    private var isExhausted: Bool { stepper.workCount > maximumWorkCount }

    /// Whether the pattern matches anywhere; nil when finding out takes more work than allowed.
    mutating func matches() -> Bool? {
        if truths.isEmpty, !program.looks.isEmpty { return nil }
        for index in program.looks.indices.reversed() { run(look: index) }
        var current: [Int32] = []
        for position in 0...text.count {
            if isExhausted { return nil }
            stepper.begin()
            if position == 0 || !program.isAnchoredAtStart { stepper.add(0) }
            stepper.add(current)
            let classID = position < text.count ? Int(text.classes[position]) : nil
            if advance(at: position, over: classID) { return true }
            current = stepper.reached
            if current.isEmpty, program.isAnchoredAtStart { return false }
        }
        return false
    }

    private mutating func run(look index: Int) {
        let look = program.looks[index]
        let entry = Int32(truncatingIfNeeded: look.entry)
        var current: [Int32] = []
        for step in 0...text.count {
            if isExhausted { return }
            let position = look.isBehind ? step : text.count - step
            stepper.begin()
            stepper.add(entry)
            stepper.add(current)
            let ahead = look.isBehind ? position : position - 1
            let classID = text.classes.indices.contains(ahead) ? Int(text.classes[ahead]) : nil
            // A match ends the step early, so the instructions it would have reached are collected first.
            let holds = advanceCollecting(at: position, over: classID)
            truths[position * program.looks.count + index] = holds != look.isNegated
            current = stepper.reached
        }
    }

    private mutating func advance(at position: Int, over classID: Int?) -> Bool {
        stepper.advance(
            at: text.context(at: position, alphabet: alphabet),
            over: classID,
            looks: truths,
            from: position * program.looks.count
        )
    }

    private mutating func advanceCollecting(at position: Int, over classID: Int?) -> Bool {
        var hasMatched = false
        while advance(at: position, over: classID) { hasMatched = true }
        return hasMatched
    }
}
