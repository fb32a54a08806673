/// The classes of scalars that a pattern tells apart.
///
/// Two scalars that every matcher treats alike share a class, so an engine decides per class instead of per scalar.
struct Alphabet: Sendable {
    /// The class of each ASCII scalar.
    let asciiClasses: [Int32]
    let classCount: Int
    /// Whether `\w` holds for a class; meaningful when the word set is among the matchers.
    let isWord: [Bool]
    /// Where each run of one class starts, from 0 on.
    private let starts: [UInt32]
    private let classes: [Int32]
    /// The class of a matcher for one scalar, or -1 for a set.
    private let onlyClasses: [Int32]
    /// Which bit belongs to a matcher that is a set.
    private let bitIndexes: [Int]
    /// One bit for each pair of class and matcher.
    private let bits: [UInt64]
    private let wordCount: Int

    /// The largest table of bits, in words of 8 bytes.
    private static let maximumBitWords = 1 << 20

    init(_ table: MatcherTable) throws(RegularExpressionError) {
        let matchers = table.matchers
        var setCount = 0
        // Only sets need bits: a scalar with a matcher of its own has a class of its own.
        let bitIndexes = matchers.map { matcher in
            if case .set = matcher { setCount += 1 }
            return setCount - 1
        }
        let wordCount = (setCount + 63) / 64
        let runs = Self.runs(of: matchers, bitIndexes: bitIndexes, wordCount: wordCount)
        var classIDs: [Signature: Int32] = [:]
        var bits: [UInt64] = []
        var classes: [Int32] = []
        classes.reserveCapacity(runs.count)
        for run in runs {
            if let known = classIDs[run.signature] {
                classes.append(known)
                continue
            }
            let classID = Int32(truncatingIfNeeded: classIDs.count)
            classIDs[run.signature] = classID
            classes.append(classID)
            bits += run.signature.bits
            if bits.count > Self.maximumBitWords { throw RegularExpressionError(.tooLarge, at: 0) }
        }
        starts = runs.map(\.start)
        self.bitIndexes = bitIndexes
        self.classes = classes
        self.bits = bits
        self.wordCount = wordCount
        classCount = classIDs.count
        var ascii: [Int32] = []
        var index = 0
        for scalar: UInt32 in 0..<128 {
            while index + 1 < runs.count, runs[index + 1].start <= scalar { index += 1 }
            ascii.append(classes[index])
        }
        asciiClasses = ascii
        var only = [Int32](repeating: -1, count: matchers.count)
        for run in runs {
            if let matcher = run.signature.scalarMatcher { only[matcher] = classIDs[run.signature] ?? -1 }
        }
        onlyClasses = only
        if let word = matchers.firstIndex(of: .set(.word)).map({ bitIndexes[$0] }) {
            isWord = (0..<classIDs.count).map { classID in
                bits[classID * wordCount + word / 64] >> UInt64(word % 64) & 1 == 1
            }
        } else {
            isWord = [Bool](repeating: false, count: classIDs.count)
        }
    }

    /// The class of a scalar.
    @inline(__always)
    func classID(of scalar: UInt32) -> Int {
        if scalar < 0x80 { return Int(asciiClasses[Int(scalar)]) }
        return distantClassID(of: scalar)
    }

    private func distantClassID(of scalar: UInt32) -> Int {
        var low = 0
        var high = starts.count
        while high &- low > 1 {
            let middle = (low &+ high) / 2
            if starts[middle] <= scalar { low = middle } else { high = middle }
        }
        return Int(classes[low])
    }

    /// Whether a matcher accepts the scalars of a class.
    @inline(__always)
    func accepts(_ matcher: Int, _ classID: Int) -> Bool {
        let only = onlyClasses[matcher]
        if only >= 0 { return Int(only) == classID }
        let bit = bitIndexes[matcher]
        return bits[classID &* wordCount &+ bit / 64] >> UInt64(truncatingIfNeeded: bit % 64) & 1 == 1
    }
}

extension Alphabet {
    /// Which matchers accept a scalar; one with a matcher of its own is alone in its class.
    private struct Signature: Hashable {
        let bits: [UInt64]
        let scalarMatcher: Int?
    }

    private struct Run {
        let start: UInt32
        let signature: Signature
    }

    private struct Event {
        let position: UInt32
        let matcher: Int
        let isStart: Bool
    }

    /// Cuts the code points where the membership in any matcher changes.
    private static func runs(of matchers: [ScalarMatcher], bitIndexes: [Int], wordCount: Int) -> [Run] {
        var events: [Event] = []
        for (index, matcher) in matchers.enumerated() {
            let ranges =
                switch matcher {
                case .scalar(let value): [value...value]
                case .set(let set): set.ranges
                }
            for range in ranges {
                events.append(Event(position: range.lowerBound, matcher: index, isStart: true))
                events.append(Event(position: range.upperBound + 1, matcher: index, isStart: false))
            }
        }
        events.sort { $0.position < $1.position }
        var runs: [Run] = []
        var active = [UInt64](repeating: 0, count: wordCount)
        var scalarMatcher: Int?
        var position: UInt32 = 0
        var index = 0
        while position <= ScalarSet.maximum {
            while index < events.count, events[index].position == position {
                let event = events[index]
                if case .scalar = matchers[event.matcher] {
                    if event.isStart {
                        scalarMatcher = event.matcher
                    } else if scalarMatcher == event.matcher {
                        scalarMatcher = nil
                    }
                } else {
                    let bit = bitIndexes[event.matcher]
                    active[bit / 64] ^= 1 << UInt64(bit % 64)
                }
                index += 1
            }
            runs.append(Run(start: position, signature: Signature(bits: active, scalarMatcher: scalarMatcher)))
            guard index < events.count else { break }
            position = events[index].position
        }
        return runs
    }
}
