import RegularExpressions

/// Upper and lower case, scalar by scalar.
///
/// A letter whose counterpart is several letters (ß in upper case) stays as it is.
///
/// - SeeAlso: The Unicode Standard, section 5.18 (simple case mapping).
enum LetterCase: String, Sendable, CaseIterable, BitwiseCopyable {
    case lower
    case upper
    /// The first letter of each word in upper case, the others in lower case.
    case title

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        var isInWord = false
        return Width.map(text, into: &output) { scalar in
            switch self {
            case .lower: return Self.lower(scalar)
            case .upper: return Self.upper(scalar)
            case .title:
                let isLetter = Self.lower(scalar) != scalar || Self.upper(scalar) != scalar
                defer { isInWord = isLetter || (isInWord && Self.joins(scalar)) }
                return isInWord ? Self.lower(scalar) : Self.upper(scalar)
            }
        }
    }

    /// Marks that do not end a word: apostrophes and digits.
    private static func joins(_ scalar: UInt32) -> Bool {
        scalar == 0x27 || scalar == 0x2019 || (0x30...0x39).contains(scalar)
    }

    private static func lower(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return (0x41...0x5A).contains(scalar) ? scalar + 0x20 : scalar }
        return counterpart(scalar) { $0.lowercaseMapping }
    }

    private static func upper(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return (0x61...0x7A).contains(scalar) ? scalar - 0x20 : scalar }
        return counterpart(scalar) { $0.uppercaseMapping }
    }

    private static func counterpart(_ scalar: UInt32, _ mapping: (Unicode.Scalar.Properties) -> String) -> UInt32 {
        // Chinese characters, kana and hangul have no case: asking for their properties would cost a string each.
        if (0x2E80...0xA63F).contains(scalar) || (0xAC00...0xFAFF).contains(scalar) { return scalar }
        guard let known = Unicode.Scalar(scalar) else { return scalar }
        let mapped = mapping(known.properties).unicodeScalars
        guard let first = mapped.first, mapped.count == 1 else { return scalar }
        return first.value
    }
}
