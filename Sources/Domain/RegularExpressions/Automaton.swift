import Synchronization

/// A deterministic automaton that is built while it runs.
///
/// Linear in the text, whatever the pattern: each scalar costs one look-up, or one step of the set of instructions
/// when the transition is new. Small automata are completed at once, and then need no lock.
final class Automaton: TextMatcher {
    private let alphabet: Alphabet
    private let asciiClasses: [Int32]
    private let complete: [Int32]?
    private let cache: Mutex<AutomatonCache>
    private let stride: Int
    let programSize: Int
    private let maximumWorkCount: Int

    /// How many instructions to look at when completing an automaton ahead of its first use.
    private static let completionWork = 6_000

    init(program: Program, alphabet: Alphabet, limits: RegularExpressionLimits) {
        self.alphabet = alphabet
        programSize = program.instructions.count
        asciiClasses = alphabet.asciiClasses
        maximumWorkCount = limits.maximumWorkCount
        var cache = AutomatonCache(program: program, alphabet: alphabet, limits: limits)
        stride = cache.stride
        complete = cache.complete(within: Self.completionWork) ? cache.table.transitions : nil
        self.cache = Mutex(cache)
    }

    func matches(_ text: Span<UInt8>, work: inout Int) throws(RegularExpressionError) -> Bool {
        work &+= text.count >> 3
        guard let complete else {
            guard let isMatch = matchesWhileBuilding(text, work: &work) else {
                throw RegularExpressionError(.tooCostly, at: 0)
            }
            return isMatch
        }
        var row = 0
        var offset = 0
        while offset < text.count {
            let byte = text[offset]
            let classID: Int
            if byte < 0x80 {
                classID = Int(asciiClasses[Int(byte)])
                offset &+= 1
            } else {
                let scalar = text.repairedScalar(at: offset)
                classID = alphabet.classID(of: scalar.value)
                offset &+= scalar.byteCount
            }
            row = Int(complete[row &+ classID])
            if row < 0 { return row == AutomatonTable.matched }
        }
        return Int(complete[row &+ stride &- 1]) == AutomatonTable.matched
    }

    /// Nil when finding out takes more work than allowed.
    private func matchesWhileBuilding(_ text: Span<UInt8>, work total: inout Int) -> Bool? {
        var table = cache.withLock { $0.table }
        var row = 0
        var offset = 0
        var work = 0
        defer { total &+= work }
        while true {
            if work > maximumWorkCount { return nil }
            var column = stride &- 1
            if offset < text.count {
                let scalar = text.repairedScalar(at: offset)
                column = alphabet.classID(of: scalar.value)
                offset &+= scalar.byteCount
            }
            var next = Int(table.transitions[row &+ column])
            if next == AutomatonTable.unknown {
                let state = table.states[row / stride]
                let generation = table.generation
                // Our copy would make the cache copy itself before it grows.
                table = AutomatonTable()
                (next, table) = cache.withLock { cache in
                    let start = cache.table.generation == generation ? row : cache.row(of: state)
                    let before = cache.workCount
                    defer { work += cache.workCount - before }
                    return (cache.extend(row: start, column: column), cache.table)
                }
            }
            if next < 0 { return next == AutomatonTable.matched }
            row = next
        }
    }
}

/// The transitions known so far.
struct AutomatonTable: Sendable {
    static let unknown = -1
    static let matched = -2
    static let dead = -3

    /// A row for each state with a column for each class, and a last one for the end of the text; entries are the
    /// first index of a row, or one of the constants above.
    var transitions: [Int32] = []
    /// The instructions of each state, after one number for its flags.
    var states: [[Int32]] = []
    /// How often the cache has been emptied.
    var generation = 0
}

/// The states and transitions that have been needed so far.
struct AutomatonCache: Sendable {
    private(set) var table = AutomatonTable()
    let stride: Int

    private let isAnchoredAtStart: Bool
    private let usesWordBoundaries: Bool
    private let alphabet: Alphabet
    private let maximumByteCount: Int
    private var rows: [[Int32]: Int] = [:]
    private var byteCount = 0
    private var stepper: StateStepper

    /// How many instructions have been looked at, ever.
    var workCount: Int { stepper.workCount }

    private static let startFlag: Int32 = 1
    private static let wordFlag: Int32 = 2

    init(program: Program, alphabet: Alphabet, limits: RegularExpressionLimits) {
        self.alphabet = alphabet
        stride = alphabet.classCount + 1
        isAnchoredAtStart = program.isAnchoredAtStart
        usesWordBoundaries = program.usesWordBoundaries
        maximumByteCount = limits.maximumCacheByteCount
        stepper = StateStepper(program: program, alphabet: alphabet)
        _ = row(of: [Self.startFlag])
    }

    /// Computes every transition, unless that takes more work than allowed.
    mutating func complete(within work: Int) -> Bool {
        var row = 0
        while row < table.transitions.count {
            for column in 0..<stride {
                if stepper.workCount + table.transitions.count > work { return false }
                _ = extend(row: row, column: column)
                if table.generation > 0 { return false }
            }
            row += stride
        }
        return true
    }

    /// The row of a state, which is added when it is new; this never empties the cache.
    mutating func row(of state: [Int32]) -> Int {
        if let row = rows[state] { return row }
        let row = table.transitions.count
        table.transitions.append(contentsOf: repeatElement(Int32(AutomatonTable.unknown), count: stride))
        table.states.append(state)
        rows[state] = row
        // The state is kept twice, as key and as value, but its elements once.
        byteCount += stride * 4 + state.count * 4 + 128
        return row
    }

    /// Computes one transition and remembers it.
    mutating func extend(row: Int, column: Int) -> Int {
        let known = Int(table.transitions[row + column])
        if known != AutomatonTable.unknown { return known }
        let state = table.states[row / stride]
        let isEnd = column == stride - 1
        let nextIsWord = !isEnd && alphabet.isWord[column]
        let context = PositionContext(
            isAtStart: state[0] & Self.startFlag != 0,
            isAtEnd: isEnd,
            previousIsWord: state[0] & Self.wordFlag != 0,
            nextIsWord: nextIsWord
        )
        stepper.begin()
        if context.isAtStart || !isAnchoredAtStart { stepper.add(0) }
        for instruction in state.dropFirst() { stepper.add(instruction) }
        var target: Int
        if stepper.advance(at: context, over: isEnd ? nil : column) {
            target = AutomatonTable.matched
        } else if isEnd || (stepper.reached.isEmpty && isAnchoredAtStart) {
            target = AutomatonTable.dead
        } else {
            let flags = usesWordBoundaries && nextIsWord ? Self.wordFlag : 0
            let next = [flags] + stepper.reached.sorted()
            if byteCount > maximumByteCount, rows[next] == nil {
                empty()
                return self.row(of: next)
            }
            target = self.row(of: next)
        }
        table.transitions[row + column] = Int32(truncatingIfNeeded: target)
        return target
    }

    private mutating func empty() {
        table = AutomatonTable(generation: table.generation + 1)
        rows.removeAll(keepingCapacity: true)
        byteCount = 0
        // The start keeps row 0.
        _ = row(of: [Self.startFlag])
    }
}
