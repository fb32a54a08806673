/// Tries one way after another, within a number of steps.
///
/// This is the matcher of ECMA-262 (2024), section 22.2.2, with its own stack in place of continuations.
struct Backtracker {
    enum Outcome {
        case matched
        case failed
        /// The steps ran out.
        case exhausted
    }

    private struct Choice {
        let instruction: Int
        let position: Int
        let changeCount: Int
    }

    private struct Change {
        let slot: Int
        let value: Int
    }

    private let program: Program
    private let alphabet: Alphabet
    private let text: SymbolText
    private var slots: [Int]
    private var changes: [Change] = []
    private var choices: [Choice] = []
    private let maximumStepCount: Int
    private var stepsLeft: Int

    /// Choices kept at once; each takes 24 bytes.
    private static let maximumChoiceCount = 1 << 20

    init(program: Program, alphabet: Alphabet, text: SymbolText, maximumStepCount: Int) {
        self.program = program
        self.alphabet = alphabet
        self.text = text
        slots = [Int](repeating: -1, count: program.slotCount)
        self.maximumStepCount = maximumStepCount
        stepsLeft = maximumStepCount
    }

    /// How many steps have been taken.
    var stepCount: Int { maximumStepCount - stepsLeft }

    /// Looks for a match at every position.
    mutating func search() -> Outcome {
        for start in 0...(program.isAnchoredAtStart ? 0 : text.count) {
            switch run(from: 0, at: start) {
            case .matched: return .matched
            case .exhausted: return .exhausted
            case .failed: undo(to: 0)
            }
        }
        return .failed
    }

    /// Runs until a `match`; what was tried before stays on the stack, below `floor`.
    private mutating func run(from entry: Int, at start: Int) -> Outcome {
        let floor = choices.count
        var instruction = entry
        var position = start
        while true {
            stepsLeft -= 1
            if stepsLeft < 0 || choices.count > Self.maximumChoiceCount { return .exhausted }
            var hasFailed = false
            switch program.instructions[instruction] {
            case .consume(let matcher):
                if position < text.count, alphabet.accepts(matcher, Int(text.classes[position])) {
                    position += 1
                    instruction += 1
                } else {
                    hasFailed = true
                }
            case .consumeBackward(let matcher):
                if position > 0, alphabet.accepts(matcher, Int(text.classes[position - 1])) {
                    position -= 1
                    instruction += 1
                } else {
                    hasFailed = true
                }
            case .jump(let target): instruction = target
            case .split(let first, let second):
                choices.append(Choice(instruction: second, position: position, changeCount: changes.count))
                instruction = first
            case .match:
                choices.removeSubrange(floor...)
                return .matched
            case .look(let index):
                switch look(index, at: position) {
                case .matched: instruction += 1
                case .failed: hasFailed = true
                case .exhausted: return .exhausted
                }
            case .backreference(let group, let isBackward):
                if let end = self.end(of: group, at: position, isBackward: isBackward) {
                    position = end
                    instruction += 1
                } else {
                    hasFailed = true
                }
            case let other:
                hasFailed = !note(other, at: position)
                instruction += 1
            }
            guard hasFailed else { continue }
            guard choices.count > floor, let choice = choices.popLast() else { return .failed }
            undo(to: choice.changeCount)
            instruction = choice.instruction
            position = choice.position
        }
    }

    /// The instructions that move nothing; false when one does not hold.
    private mutating func note(_ instruction: Instruction, at position: Int) -> Bool {
        switch instruction {
        case .assertion(let assertion): return text.context(at: position, alphabet: alphabet).holds(assertion)
        case .save(let slot): set(slot, to: position)
        case .forget(let range):
            stepsLeft -= range.count / 8
            for slot in range where slots[slot] >= 0 { set(slot, to: -1) }
        case .requireProgress(let slot): return slots[slot] != position
        default: break
        }
        return true
    }

    private mutating func look(_ index: Int, at position: Int) -> Outcome {
        let look = program.looks[index]
        let changeCount = changes.count
        switch run(from: look.entry, at: position) {
        case .exhausted: return .exhausted
        case .matched:
            guard look.isNegated else { return .matched }
            undo(to: changeCount)
            return .failed
        case .failed:
            undo(to: changeCount)
            return look.isNegated ? .matched : .failed
        }
    }

    /// Where a group's text ends when it stands here once more; nil when it does not.
    private mutating func end(of group: Int, at position: Int, isBackward: Bool) -> Int? {
        let start = slots[2 * group]
        let end = slots[2 * group + 1]
        // A group that took no part matches nothing, anywhere.
        guard start >= 0, end >= start else { return position }
        let count = end - start
        stepsLeft -= count
        let first = isBackward ? position - count : position
        guard first >= 0, first + count <= text.count else { return nil }
        for index in 0..<count where text.scalars[start + index] != text.scalars[first + index] { return nil }
        return isBackward ? first : first + count
    }

    private mutating func set(_ slot: Int, to value: Int) {
        changes.append(Change(slot: slot, value: slots[slot]))
        slots[slot] = value
    }

    private mutating func undo(to count: Int) {
        while changes.count > count, let change = changes.popLast() { slots[change.slot] = change.value }
    }
}
