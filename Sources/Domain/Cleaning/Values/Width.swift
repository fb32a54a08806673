import RegularExpressions

/// Full-width and half-width forms.
///
/// - SeeAlso: The Unicode Standard, block Halfwidth and Fullwidth Forms (FF00 to FFEF).
enum Width {
    /// Makes ASCII of full-width forms, and of the signs of money and others that have a narrow form.
    ///
    /// U+FF01 to U+FF5E, U+3000, and the signs ￠ ￡ ￢ ￣ ￤ ￥ ￦.
    static func narrow(_ text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        guard let first = firstWide(text) else { return text.whole }
        output.append(text, 0..<first)
        var offset = first
        while offset < text.count {
            let narrow = isLead(text[offset]) ? narrowScalar(in: text, at: offset) : nil
            if let narrow {
                output.append(scalar: narrow)
                offset += 3
            } else {
                output.append(text[offset])
                offset += 1
            }
        }
        return .written
    }

    @inline(__always)
    private static func isLead(_ byte: UInt8) -> Bool { byte == 0xEF || byte == 0xE3 }

    @inline(__always)
    private static func firstWide(_ text: Span<UInt8>) -> Int? {
        for offset in text.indices where isLead(text[offset]) {
            if narrowScalar(in: text, at: offset) != nil { return offset }
        }
        return nil
    }

    private static func narrowScalar(in text: Span<UInt8>, at offset: Int) -> UInt32? {
        guard offset + 2 < text.count else { return nil }
        let second = text[offset + 1]
        let third = text[offset + 2]
        if text[offset] == 0xE3 { return second == 0x80 && third == 0x80 ? 0x20 : nil }
        let scalar = 0xF000 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
        switch scalar {
        case 0xFF01...0xFF5E: return scalar - 0xFEE0
        case 0xFFE0: return 0xA2
        case 0xFFE1: return 0xA3
        case 0xFFE2: return 0xAC
        case 0xFFE3: return 0xAF
        case 0xFFE4: return 0xA6
        case 0xFFE5: return 0xA5
        case 0xFFE6: return 0x20A9
        default: return nil
        }
    }

    /// The inverse of ``narrow(_:into:)``.
    static func widen(_ text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        map(text, into: &output) { scalar in
            switch scalar {
            case 0x20: 0x3000
            case 0x21...0x7E: scalar + 0xFEE0
            case 0xA2: 0xFFE0
            case 0xA3: 0xFFE1
            case 0xAC: 0xFFE2
            case 0xAF: 0xFFE3
            case 0xA6: 0xFFE4
            case 0xA5: 0xFFE5
            case 0x20A9: 0xFFE6
            default: scalar
            }
        }
    }

    /// U+FF61 to U+FF9F, one after the other.
    private static let katakana = Array(
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜".unicodeScalars.map(\.value)
    )

    /// Makes full-width katakana of half-width ones, a following mark of sound taken in.
    static func widenKatakana(_ text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        var offset = 0
        var hasChanged = false
        while offset < text.count {
            let scalar = text.repairedScalar(at: offset)
            guard (0xFF61...0xFF9F).contains(scalar.value) else {
                output.append(text, offset..<offset + scalar.byteCount)
                offset += scalar.byteCount
                continue
            }
            hasChanged = true
            offset += scalar.byteCount
            var wide = katakana[Int(scalar.value - 0xFF61)]
            if offset < text.count, let voiced = voiced(wide, mark: text.repairedScalar(at: offset).value) {
                wide = voiced
                offset += 3
            }
            output.append(scalar: wide)
        }
        return hasChanged ? .written : text.whole
    }

    private static func voiced(_ scalar: UInt32, mark: UInt32) -> UInt32? {
        // か to と lie in pairs up to ヂ, and behind the small ッ the other way round; は to ほ lie in threes.
        let isPaired = (0x30AB...0x30C1).contains(scalar) && scalar % 2 == 1
        let isPairedBehind = (0x30C4...0x30C8).contains(scalar) && scalar % 2 == 0
        let isTriple = (0x30CF...0x30DB).contains(scalar) && (scalar - 0x30CF) % 3 == 0
        if mark == 0xFF9E {
            // ヴ, ヷ and ヺ stand behind all others.
            if scalar == 0x30A6 { return 0x30F4 }
            if scalar == 0x30EF { return 0x30F7 }
            if scalar == 0x30F2 { return 0x30FA }
            return isPaired || isPairedBehind || isTriple ? scalar + 1 : nil
        }
        return mark == 0xFF9F && isTriple ? scalar + 2 : nil
    }

    /// Maps each scalar; an ill-formed byte is copied.
    static func map(
        _ text: Span<UInt8>,
        into output: inout CellBuffer,
        _ transform: (UInt32) -> UInt32
    ) -> CellOutcome {
        var offset = 0
        var hasChanged = false
        while offset < text.count {
            guard let scalar = text.scalar(at: offset) else {
                output.append(text[offset])
                offset += 1
                continue
            }
            let mapped = transform(scalar.value)
            if mapped != scalar.value { hasChanged = true }
            output.append(scalar: mapped)
            offset += scalar.byteCount
        }
        return hasChanged ? .written : text.whole
    }
}
