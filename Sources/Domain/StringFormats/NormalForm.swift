import RegularExpressions

/// Normalization Form C, for scalars that a label may hold.
///
/// Characters with other canonical decompositions than those in ``CompositionTable`` never reach it: each of them
/// changes under NFKC, and so is disallowed in labels.
enum NormalForm {
    private struct Pair: Hashable {
        let first: UInt32
        let second: UInt32
    }

    private static let composites: [Pair: UInt32] = {
        var composites: [Pair: UInt32] = [:]
        var numbers = EncodedRanges.numbers(CompositionTable.text.utf8)[...]
        while let second = numbers.popFirst(), let count = numbers.popFirst() {
            for _ in 0..<count {
                guard let first = numbers.popFirst(), let composite = numbers.popFirst() else { break }
                composites[Pair(first: first, second: second)] = composite
            }
        }
        return composites
    }()

    private static let decompositions = Dictionary(uniqueKeysWithValues: composites.map { ($0.value, $0.key) })

    /// Whether scalars are in Normalization Form C.
    static func isComposed(_ scalars: [UInt32]) -> Bool {
        // Nothing before the combining marks composes.
        guard scalars.contains(where: { $0 >= 0x300 }) else { return true }
        return composed(ordered(scalars.flatMap(decomposed))) == scalars
    }

    private static func decomposed(_ scalar: UInt32) -> [UInt32] {
        if let syllable = Hangul.decompose(scalar) { return syllable }
        var rest: [UInt32] = []
        var first = scalar
        while let pair = decompositions[first] {
            rest.append(pair.second)
            first = pair.first
        }
        return [first] + rest.reversed()
    }

    private static func combiningClass(_ scalar: UInt32) -> UInt8 {
        Unicode.Scalar(scalar)?.properties.canonicalCombiningClass.rawValue ?? 0
    }

    /// Sorts each run of marks by combining class, equal ones as they stand.
    private static func ordered(_ scalars: [UInt32]) -> [UInt32] {
        var ordered: [UInt32] = []
        var marks: [(scalar: UInt32, combiningClass: UInt8)] = []
        for scalar in scalars {
            let combiningClass = combiningClass(scalar)
            if combiningClass == 0 {
                ordered += marks.map(\.scalar) + [scalar]
                marks = []
            } else {
                let index = marks.firstIndex { $0.combiningClass > combiningClass } ?? marks.count
                marks.insert((scalar, combiningClass), at: index)
            }
        }
        return ordered + marks.map(\.scalar)
    }

    private static func composed(_ scalars: [UInt32]) -> [UInt32] {
        var output: [UInt32] = []
        var starter: Int?
        var lastClass: UInt8 = 0
        for scalar in scalars {
            let combiningClass = combiningClass(scalar)
            // A mark is blocked by one of its own class, and a starter by anything in between.
            if let starter, starter == output.count - 1 || (lastClass < combiningClass && lastClass != 0),
                let composite = composite(output[starter], scalar)
            {
                output[starter] = composite
                continue
            }
            if combiningClass == 0 { starter = output.count }
            lastClass = combiningClass
            output.append(scalar)
        }
        return output
    }

    private static func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
        Hangul.compose(first, second) ?? composites[Pair(first: first, second: second)]
    }
}

/// The arithmetic of Hangul syllables: The Unicode Standard, section 3.12.
private enum Hangul {
    private static let syllables: UInt32 = 0xAC00
    private static let leads: UInt32 = 0x1100
    private static let vowels: UInt32 = 0x1161
    private static let trails: UInt32 = 0x11A7
    private static let leadCount: UInt32 = 19
    private static let vowelCount: UInt32 = 21
    private static let trailCount: UInt32 = 28

    static func decompose(_ scalar: UInt32) -> [UInt32]? {
        let index = scalar &- syllables
        guard index < leadCount * vowelCount * trailCount else { return nil }
        let pair = [leads + index / (vowelCount * trailCount), vowels + index / trailCount % vowelCount]
        return index % trailCount == 0 ? pair : pair + [trails + index % trailCount]
    }

    static func compose(_ first: UInt32, _ second: UInt32) -> UInt32? {
        let lead = first &- leads
        let vowel = second &- vowels
        if lead < leadCount, vowel < vowelCount { return syllables + (lead * vowelCount + vowel) * trailCount }
        let syllable = first &- syllables
        let trail = second &- trails
        guard syllable < leadCount * vowelCount * trailCount, syllable % trailCount == 0, trail > 0, trail < trailCount
        else { return nil }
        return first + trail
    }
}
