extension PatternParser {
    /// Reads a character class from `[` to `]`.
    mutating func characterClass() throws(RegularExpressionError) -> ScalarSet {
        let start = offset
        offset += 1
        let isNegated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        while !take("]") {
            guard peek() != nil else { throw RegularExpressionError(.unterminatedClass, at: start) }
            let first = offset
            let lower = try classAtom(start: start)
            guard peek() == "-", let end = peek(1), end != "]" else {
                ranges += Self.ranges(lower)
                continue
            }
            offset += 1
            let upper = try classAtom(start: start)
            switch (lower, upper) {
            case (.scalar(let low), .scalar(let high)):
                guard low <= high else {
                    throw RegularExpressionError(.rangeOutOfOrder, at: first, excerpt: excerpt(from: first, to: offset))
                }
                ranges.append(low...high)
            default:
                guard isPermissive else {
                    throw RegularExpressionError(.classInRange, at: first, excerpt: excerpt(from: first, to: offset))
                }
                ranges += Self.ranges(lower) + Self.ranges(upper) + [0x2D...0x2D]
            }
        }
        let set = ScalarSet(ranges)
        return isNegated ? set.inverted : set
    }

    private static func ranges(_ atom: ClassAtom) -> [ClosedRange<UInt32>] {
        switch atom {
        case .scalar(let value): [value...value]
        case .set(let set): set.ranges
        }
    }

    private mutating func classAtom(start: Int) throws(RegularExpressionError) -> ClassAtom {
        guard let scalar = peek() else { throw RegularExpressionError(.unterminatedClass, at: start) }
        guard scalar == "\\" else {
            offset += 1
            return .scalar(scalar.value)
        }
        switch peek(1) {
        case "b":
            offset += 2
            return .scalar(0x08)
        case "-":
            offset += 2
            return .scalar(0x2D)
        case "c" where isPermissive:
            // Annex B: in a class, digits and `_` may follow as well.
            guard let control = peek(2), control == "_" || ("0"..."9").contains(control) else { break }
            offset += 3
            return .scalar(control.value & 0x1F)
        default: break
        }
        return try sharedEscape()
    }
}
