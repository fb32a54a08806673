import RegularExpressions

/// A form in which equal texts are spelt alike.
///
/// - SeeAlso: Unicode Standard Annex #15.
public enum NormalForm: String, Sendable, CaseIterable {
    /// Letters and their marks are composed.
    case nfc
    /// Also, variants of characters become those that they stand for: full-width letters, ligatures, circled digits.
    case nfkc

    /// Writes a text in this form.
    ///
    /// - Parameters:
    ///   - text: UTF-8; an ill-formed byte counts as one U+FFFD.
    ///   - output: What the text is appended to, unless it has this form already.
    /// - Returns: Whether anything was appended.
    /// - Complexity: O(*n*) in `text.count` for what people write; O(*n* log *n*) for long runs of marks.
    public func append(_ text: Span<UInt8>, to output: inout [UInt8]) -> Bool {
        if isCertain(text) { return false }
        var scalars: [UInt32] = []
        scalars.reserveCapacity(text.count)
        var offset = 0
        while offset < text.count {
            let scalar = text.repairedScalar(at: offset)
            scalars.append(scalar.value)
            offset += scalar.byteCount
        }
        let normal = Self.composed(Self.ordered(decomposed(scalars)))
        if normal == scalars { return false }
        for value in normal {
            let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
            output.append(contentsOf: Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
        }
        return true
    }

    /// Whether every scalar is one that this form leaves alone, whatever stands beside it.
    private func isCertain(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        while offset < text.count {
            if text[offset] < 0x80 {
                offset += 1
                continue
            }
            guard let scalar = text.scalar(at: offset) else { return false }
            switch scalar.value {
            case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x3001...0x3029: break
            case 0xA0...0x2FF, 0xFF01...0xFF60: if self == .nfkc { return false }
            default: return false
            }
            offset += scalar.byteCount
        }
        return true
    }

    /// Whether scalars are in Normalization Form C.
    static func isComposed(_ scalars: [UInt32]) -> Bool {
        // Nothing before the combining marks composes.
        guard scalars.contains(where: { $0 >= 0x300 }) else { return true }
        return composed(ordered(Self.nfc.decomposed(scalars))) == scalars
    }

    // MARK: - Decomposition

    private func decomposed(_ scalars: [UInt32]) -> [UInt32] {
        var output: [UInt32] = []
        output.reserveCapacity(scalars.count)
        for scalar in scalars { decompose(scalar, into: &output) }
        return output
    }

    /// Each part of a decomposition is decomposed again; Unicode's data nest four deep at most.
    private func decompose(_ scalar: UInt32, into output: inout [UInt32]) {
        if scalar < 0xA0 { return output.append(scalar) }
        if Hangul.decompose(scalar, into: &output) { return }
        if let pair = Decompositions.pairs[scalar] {
            decompose(pair.first, into: &output)
            decompose(pair.second, into: &output)
        } else if let parts = Decompositions.others[scalar], parts.isCanonical || self == .nfkc {
            for part in parts.scalars { decompose(part, into: &output) }
        } else {
            output.append(scalar)
        }
    }

    private static func combiningClass(_ scalar: UInt32) -> UInt8 {
        // The ideographs, most of what is read here, have none.
        if scalar < 0x300 || (0x3400...0x9FFF).contains(scalar) { return 0 }
        return Unicode.Scalar(scalar)?.properties.canonicalCombiningClass.rawValue ?? 0
    }

    /// Sorts each run of marks by combining class, equal ones as they stand.
    private static func ordered(_ scalars: [UInt32]) -> [UInt32] {
        var ordered: [UInt32] = []
        ordered.reserveCapacity(scalars.count)
        var marks: [(combiningClass: UInt8, index: Int, scalar: UInt32)] = []
        for scalar in scalars {
            let combiningClass = combiningClass(scalar)
            if combiningClass > 0 {
                marks.append((combiningClass, marks.count, scalar))
                continue
            }
            sort(&marks, into: &ordered)
            ordered.append(scalar)
        }
        sort(&marks, into: &ordered)
        return ordered
    }

    private static func sort(
        _ marks: inout [(combiningClass: UInt8, index: Int, scalar: UInt32)],
        into ordered: inout [UInt32]
    ) {
        if marks.isEmpty { return }
        if marks.count > 1 { marks.sort { ($0.combiningClass, $0.index) < ($1.combiningClass, $1.index) } }
        for mark in marks { ordered.append(mark.scalar) }
        marks.removeAll(keepingCapacity: true)
    }

    // MARK: - Composition

    private static func composed(_ scalars: [UInt32]) -> [UInt32] {
        var output: [UInt32] = []
        output.reserveCapacity(scalars.count)
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
        Hangul.compose(first, second) ?? Decompositions.composites[ScalarPair(first: first, second: second)]
    }
}

/// Two scalars that are one.
private struct ScalarPair: Hashable {
    let first: UInt32
    let second: UInt32
}

/// The tables, read on first use.
private enum Decompositions {
    struct Parts {
        let isCanonical: Bool
        let scalars: [UInt32]
    }

    static let composites: [ScalarPair: UInt32] = {
        var composites: [ScalarPair: UInt32] = [:]
        var numbers = EncodedRanges.numbers(CompositionTable.text.utf8)[...]
        while let second = numbers.popFirst(), let count = numbers.popFirst() {
            for _ in 0..<count {
                guard let first = numbers.popFirst(), let composite = numbers.popFirst() else { break }
                composites[ScalarPair(first: first, second: second)] = composite
            }
        }
        return composites
    }()

    /// What decomposes and composes again.
    static let pairs = Dictionary(uniqueKeysWithValues: composites.map { ($0.value, $0.key) })

    /// What decomposes and stays so.
    static let others: [UInt32: Parts] = {
        var others: [UInt32: Parts] = [:]
        var numbers = EncodedRanges.numbers(CompatibilityTable.text.utf8)[...]
        var scalar: UInt32 = 0
        while let distance = numbers.popFirst(), let kind = numbers.popFirst(), let count = numbers.popFirst() {
            scalar += distance
            let parts = Array(numbers.prefix(Int(kind / 2)))
            numbers = numbers.dropFirst(parts.count)
            for offset in 0..<count {
                let scalars = count == 1 ? parts : parts.map { $0 + offset }
                others[scalar + offset] = Parts(isCanonical: kind % 2 == 1, scalars: scalars)
            }
        }
        return others
    }()
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

    /// Appends the letters of a syllable; false for any other scalar.
    static func decompose(_ scalar: UInt32, into output: inout [UInt32]) -> Bool {
        let index = scalar &- syllables
        guard index < leadCount * vowelCount * trailCount else { return false }
        output.append(leads + index / (vowelCount * trailCount))
        output.append(vowels + index / trailCount % vowelCount)
        if index % trailCount != 0 { output.append(trails + index % trailCount) }
        return true
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
