/// What all searches with one program share.
struct SearchPlan: Sendable {
    let program: Program
    let alphabet: Alphabet
    /// Whether a way that failed once at a position fails there always; not so when it depends on what groups took.
    let remembersFailures: Bool
    /// The number of each instruction among those that split; -1 for the others.
    let splitNumbers: [Int32]
    let splitCount: Int
    /// The slots that watch the progress of a repetition.
    let progressSlots: Range<Int>
    /// Whether a match can begin with a scalar of a class; nil when it need not begin with a scalar.
    let leads: [Bool]?

    init(program: Program, alphabet: Alphabet, features: PatternFeatures) {
        self.program = program
        self.alphabet = alphabet
        remembersFailures = !features.usesBackreferences
        progressSlots = 2 * (features.groupCount + 1)..<program.slotCount
        var count: Int32 = 0
        splitNumbers = program.instructions.map { instruction in
            guard case .split = instruction else { return -1 }
            count += 1
            return count - 1
        }
        splitCount = Int(count)
        leads = Self.leads(of: program, alphabet)
    }

    private static func leads(of program: Program, _ alphabet: Alphabet) -> [Bool]? {
        var leads = [Bool](repeating: false, count: alphabet.classCount)
        var isSeen = [Bool](repeating: false, count: program.instructions.count)
        var waiting = [0]
        while let index = waiting.popLast() {
            if isSeen[index] { continue }
            isSeen[index] = true
            switch program.instructions[index] {
            case .consume(let matcher):
                for classID in leads.indices where alphabet.accepts(matcher, classID) { leads[classID] = true }
            case .jump(let target): waiting.append(target)
            case .split(let first, let second): waiting += [first, second]
            case .assertion, .look, .save, .forget, .requireProgress: waiting.append(index + 1)
            case .consumeBackward, .backreference, .match: return nil
            }
        }
        return leads
    }

    /// The class of the scalar at an offset, and how many bytes that takes.
    @inline(__always)
    func symbol(in text: Span<UInt8>, at offset: Int) -> (classID: Int, byteCount: Int) {
        let byte = text[offset]
        if byte < 0x80 { return (Int(alphabet.asciiClasses[Int(byte)]), 1) }
        let scalar = text.repairedScalar(at: offset)
        return (alphabet.classID(of: scalar.value), scalar.byteCount)
    }

    /// The same, for the scalar that ends at an offset.
    @inline(__always)
    func symbol(in text: Span<UInt8>, before offset: Int) -> (classID: Int, byteCount: Int) {
        let scalar = text.repairedScalar(before: offset)
        return (alphabet.classID(of: scalar.value), scalar.byteCount)
    }

    func holds(_ assertion: PatternNode.Assertion, in text: Span<UInt8>, at offset: Int) -> Bool {
        switch assertion {
        case .start: offset == 0
        case .end: offset == text.count
        case .wordBoundary: isWord(before: offset, in: text) != isWord(at: offset, in: text)
        case .notWordBoundary: isWord(before: offset, in: text) == isWord(at: offset, in: text)
        }
    }

    private func isWord(at offset: Int, in text: Span<UInt8>) -> Bool {
        offset < text.count && alphabet.isWord[symbol(in: text, at: offset).classID]
    }

    private func isWord(before offset: Int, in text: Span<UInt8>) -> Bool {
        offset > 0 && alphabet.isWord[symbol(in: text, before: offset).classID]
    }
}
