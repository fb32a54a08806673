import RegularExpressions

/// The contextual rules of RFC 5892, appendix A.
enum ContextRule {
    private static let greek = UnicodeProperty.script(named: "Greek")
    private static let hebrew = UnicodeProperty.script(named: "Hebrew")
    private static let japanese = ["Hiragana", "Katakana", "Han"].compactMap(UnicodeProperty.script(named:))

    private static let joinsLeft = ScalarSet(EncodedRanges.decode(DirectionTable.joinsLeft.utf8))
    private static let joinsRight = ScalarSet(EncodedRanges.decode(DirectionTable.joinsRight.utf8))
    private static let joinsBoth = ScalarSet(EncodedRanges.decode(DirectionTable.joinsBoth.utf8))
    private static let joinTransparent = ScalarSet(EncodedRanges.decode(DirectionTable.joinTransparent.utf8))

    /// Whether the scalar at an index, which needs a context, has it.
    static func holds(at index: Int, in scalars: [UInt32]) -> Bool {
        let previous = index > 0 ? scalars[index - 1] : nil
        let next = index + 1 < scalars.count ? scalars[index + 1] : nil
        switch scalars[index] {
        case 0x200C: return isVirama(previous) || joins(at: index, in: scalars)
        case 0x200D: return isVirama(previous)
        case 0xB7: return previous == 0x6C && next == 0x6C
        case 0x375: return isMember(next, of: greek)
        case 0x5F3, 0x5F4: return isMember(previous, of: hebrew)
        case 0x30FB: return scalars.contains { scalar in japanese.contains { $0.contains(scalar) } }
        case 0x660...0x669: return !scalars.contains { (0x6F0...0x6F9).contains($0) }
        case 0x6F0...0x6F9: return !scalars.contains { (0x660...0x669).contains($0) }
        default: return false
        }
    }

    private static func isMember(_ scalar: UInt32?, of set: ScalarSet?) -> Bool {
        guard let scalar, let set else { return false }
        return set.contains(scalar)
    }

    private static func isVirama(_ scalar: UInt32?) -> Bool {
        scalar.flatMap(Unicode.Scalar.init)?.properties.canonicalCombiningClass == .virama
    }

    /// Whether letters on both sides would join across the scalar: appendix A.1.
    private static func joins(at index: Int, in scalars: [UInt32]) -> Bool {
        let before = scalars[..<index].last { !joinTransparent.contains($0) }
        let after = scalars[(index + 1)...].first { !joinTransparent.contains($0) }
        guard let before, let after else { return false }
        return (joinsLeft.contains(before) || joinsBoth.contains(before))
            && (joinsRight.contains(after) || joinsBoth.contains(after))
    }
}
