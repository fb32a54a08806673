/// Tries one way after another, within a number of steps.
///
/// This is the matcher of ECMA-262 (2024), section 22.2.2, with its own stack in place of continuations. A search that
/// takes long begins to note which ways failed where, and does not try these again: then its steps are at most as many
/// as the pattern has instructions for each scalar, unless it looks around or refers back.
struct Backtracker: Sendable {
    enum Outcome {
        case matched
        case failed
        /// The steps ran out.
        case exhausted
    }

    private struct Choice: BitwiseCopyable {
        let instruction: Int
        let position: Int
        let changeCount: Int
    }

    private struct Change: BitwiseCopyable {
        let slot: Int
        let value: Int
    }

    private let plan: SearchPlan
    /// The start and the end of each group, as byte offsets; -1 when it took no part.
    private(set) var slots: [Int]
    private var hasSetSlots = false
    private var changes: [Change] = []
    private var choices: [Choice] = []
    /// One bit for each split, position and state of the watched repetitions: tried before, and failed.
    private var marks: [UInt64] = []
    /// The marks made inside look-arounds, which a success there takes back.
    private var lookMarks: [Int] = []
    private var lookDepth = 0
    private var end = 0
    private var maximumStepCount = 0
    private var stepsLeft = 0
    /// Failures are noted once fewer steps are left than this.
    private var noteBelow = 0

    /// Choices kept at once; each takes 24 bytes.
    private static let maximumChoiceCount = 1 << 20
    /// Changes kept at once; each takes 16 bytes.
    private static let maximumChangeCount = 1 << 21
    /// The most bits for failures: 8 MiB.
    private static let maximumMarkCount = 1 << 26

    init(_ plan: SearchPlan) {
        self.plan = plan
        slots = [Int](repeating: -1, count: plan.program.slotCount)
    }

    /// How many steps the last search has taken.
    var stepCount: Int { maximumStepCount - stepsLeft }

    /// Whether it holds more memory than is worth keeping.
    var isLarge: Bool { choices.capacity + changes.capacity + marks.capacity + lookMarks.capacity > 1 << 15 }

    /// Looks for the first match that begins at an offset or behind it; `slots` tell where it is.
    ///
    /// Failures are noted after `patience` steps and as many as it takes to make room for the notes; at once when nil.
    mutating func search(
        _ text: Span<UInt8>,
        from start: Int,
        maximumStepCount: Int,
        patience: Int? = 64
    ) -> Outcome {
        self.maximumStepCount = maximumStepCount
        stepsLeft = maximumStepCount
        noteBelow = -1
        if plan.remembersFailures, let count = markCount(for: text.count) {
            noteBelow = patience.map { maximumStepCount - $0 - count / 64 } ?? maximumStepCount
        }
        marks.removeAll(keepingCapacity: true)
        lookMarks.removeAll(keepingCapacity: true)
        if plan.program.isAnchoredAtStart, start > 0 { return .failed }
        var position = start
        while true {
            if let leads = plan.leads {
                position = self.position(of: leads, in: text, from: position)
                if position == text.count { return .failed }
            }
            forgetWay()
            let outcome = run(text, from: 0, at: position)
            if case .failed = outcome {
                if position == text.count || plan.program.isAnchoredAtStart { return .failed }
                position += text.repairedScalar(at: position).byteCount
                continue
            }
            slots[0] = position
            slots[1] = end
            hasSetSlots = true
            return outcome
        }
    }

    /// The first position from which a match can begin, or the end.
    private mutating func position(of leads: [Bool], in text: Span<UInt8>, from start: Int) -> Int {
        if plan.program.isAnchoredAtStart { return start }
        var position = start
        while position < text.count {
            let symbol = plan.symbol(in: text, at: position)
            if leads[symbol.classID] { break }
            position &+= symbol.byteCount
        }
        stepsLeft -= (position - start) / 8
        return position
    }

    private mutating func forgetWay() {
        changes.removeAll(keepingCapacity: true)
        choices.removeAll(keepingCapacity: true)
        lookDepth = 0
        if hasSetSlots { for slot in slots.indices { slots[slot] = -1 } }
        hasSetSlots = false
    }

    /// Runs until a `match`; what was tried before stays on the stack, below `floor`.
    private mutating func run(_ text: Span<UInt8>, from entry: Int, at start: Int) -> Outcome {
        let floor = choices.count
        var instruction = entry
        var position = start
        while true {
            stepsLeft &-= 1
            if stepsLeft < 0 || choices.count > Self.maximumChoiceCount { return .exhausted }
            var hasFailed = false
            switch plan.program.instructions[instruction] {
            case .consume(let matcher):
                let count = position < text.count ? consumed(matcher, text, at: position) : 0
                hasFailed = count == 0
                position &+= count
                instruction &+= 1
            case .consumeBackward(let matcher):
                let count = position > 0 ? consumed(matcher, text, before: position) : 0
                hasFailed = count == 0
                position &-= count
                instruction &+= 1
            case .jump(let target): instruction = target
            case .split(let first, let second):
                if stepsLeft < noteBelow, hasFailedBefore(instruction, at: position, text.count) {
                    hasFailed = true
                } else {
                    choices.append(Choice(instruction: second, position: position, changeCount: changes.count))
                    instruction = first
                }
            case .match:
                choices.removeSubrange(floor...)
                end = position
                return .matched
            case .look(let index):
                switch look(index, text, at: position) {
                case .matched: instruction &+= 1
                case .failed: hasFailed = true
                case .exhausted: return .exhausted
                }
            case .backreference(let group, let isBackward):
                if let end = self.end(of: group, in: text, at: position, isBackward: isBackward) {
                    position = end
                    instruction &+= 1
                } else {
                    hasFailed = true
                }
            case let other:
                hasFailed = !note(other, text, at: position)
                instruction &+= 1
            }
            guard hasFailed else { continue }
            guard choices.count > floor, let choice = choices.popLast() else { return .failed }
            undo(to: choice.changeCount)
            instruction = choice.instruction
            position = choice.position
        }
    }

    /// The bytes of the scalar at a position when a matcher accepts it, else 0.
    @inline(__always)
    private func consumed(_ matcher: Int, _ text: Span<UInt8>, at position: Int) -> Int {
        let symbol = plan.symbol(in: text, at: position)
        return plan.alphabet.accepts(matcher, symbol.classID) ? symbol.byteCount : 0
    }

    private func consumed(_ matcher: Int, _ text: Span<UInt8>, before position: Int) -> Int {
        let symbol = plan.symbol(in: text, before: position)
        return plan.alphabet.accepts(matcher, symbol.classID) ? symbol.byteCount : 0
    }

    /// The instructions that move nothing; false when one does not hold.
    private mutating func note(_ instruction: Instruction, _ text: Span<UInt8>, at position: Int) -> Bool {
        switch instruction {
        case .assertion(let assertion): return plan.holds(assertion, in: text, at: position)
        case .save(let slot): set(slot, to: position)
        case .forget(let range):
            stepsLeft -= range.count / 8
            for slot in range where slots[slot] >= 0 { set(slot, to: -1) }
        case .requireProgress(let slot): return slots[slot] != position
        default: break
        }
        return true
    }

    private mutating func look(_ index: Int, _ text: Span<UInt8>, at position: Int) -> Outcome {
        let look = plan.program.looks[index]
        let changeCount = changes.count
        let markCount = lookMarks.count
        lookDepth += 1
        defer { lookDepth -= 1 }
        switch run(text, from: look.entry, at: position) {
        case .exhausted: return .exhausted
        case .matched:
            // Not all that was tried has failed.
            for mark in lookMarks[markCount...] { marks[mark >> 6] &= ~(1 << UInt64(mark & 63)) }
            lookMarks.removeSubrange(markCount...)
            guard look.isNegated else { return .matched }
            undo(to: changeCount)
            return .failed
        case .failed:
            if lookDepth == 1 { lookMarks.removeAll(keepingCapacity: true) }
            undo(to: changeCount)
            return look.isNegated ? .matched : .failed
        }
    }

    /// Where a group's text ends when it stands here once more; nil when it does not.
    private mutating func end(of group: Int, in text: Span<UInt8>, at position: Int, isBackward: Bool) -> Int? {
        let start = slots[2 * group]
        let end = slots[2 * group + 1]
        // A group that took no part matches nothing, anywhere.
        guard start >= 0, end >= start else { return position }
        stepsLeft -= end - start
        var here = position
        if isBackward {
            var offset = end
            while offset > start {
                guard here > 0 else { return nil }
                let expected = text.repairedScalar(before: offset)
                let found = text.repairedScalar(before: here)
                if expected.value != found.value { return nil }
                offset -= expected.byteCount
                here -= found.byteCount
            }
            return here
        }
        var offset = start
        while offset < end {
            guard here < text.count else { return nil }
            let expected = text.repairedScalar(at: offset)
            let found = text.repairedScalar(at: here)
            if expected.value != found.value { return nil }
            offset += expected.byteCount
            here += found.byteCount
        }
        return here
    }

    private mutating func set(_ slot: Int, to value: Int) {
        hasSetSlots = true
        // Without another way to try there is nothing to come back to.
        if !choices.isEmpty || lookDepth > 0 {
            changes.append(Change(slot: slot, value: slots[slot]))
            if changes.count > Self.maximumChangeCount { stepsLeft = 0 }
        }
        slots[slot] = value
    }

    private mutating func undo(to count: Int) {
        while changes.count > count, let change = changes.popLast() { slots[change.slot] = change.value }
    }
}

extension Backtracker {
    /// The bits it takes to note every failure in a text; nil when these are too many.
    private func markCount(for byteCount: Int) -> Int? {
        guard plan.progressSlots.count <= 8 else { return nil }
        let (product, overflow) = plan.splitCount.multipliedReportingOverflow(by: byteCount + 1)
        guard !overflow, product <= Self.maximumMarkCount >> plan.progressSlots.count else { return nil }
        return product << plan.progressSlots.count
    }

    /// Whether this split has been tried at this position before; from now on it has.
    ///
    /// What can follow depends on the position, and on which of the watched repetitions have moved since they began.
    private mutating func hasFailedBefore(_ instruction: Int, at position: Int, _ byteCount: Int) -> Bool {
        if marks.isEmpty {
            marks.append(contentsOf: repeatElement(0, count: (markCount(for: byteCount) ?? 0) / 64 + 1))
        }
        var index = Int(plan.splitNumbers[instruction]) * (byteCount + 1) + position
        for slot in plan.progressSlots { index = index << 1 | (slots[slot] == position ? 1 : 0) }
        let bit: UInt64 = 1 << UInt64(index & 63)
        if marks[index >> 6] & bit != 0 { return true }
        marks[index >> 6] |= bit
        if lookDepth > 0 { lookMarks.append(index) }
        return false
    }
}
