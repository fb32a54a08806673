/// What RFC 5892, section 3, says about a code point in a label.
enum DerivedProperty {
    /// `PVALID`
    case valid
    /// `CONTEXTJ` or `CONTEXTO`: allowed where a rule says so.
    case contextual
    /// `DISALLOWED` or `UNASSIGNED`
    case disallowed

    init(of value: UInt32) {
        switch value {
        case 0x2D, 0x30...0x39, 0x61...0x7A: self = .valid
        case 0...0x7F: self = .disallowed
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: self = .valid
        case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x660...0x669, 0x6F0...0x6F9, 0x200C, 0x200D: self = .contextual
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: self = .disallowed
        // Blocks of symbols: section 2.4.
        case 0x20D0...0x20FF, 0x1D100...0x1D1FF, 0x1D200...0x1D24F: self = .disallowed
        // Old Hangul letters: section 2.9.
        case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: self = .disallowed
        default:
            let isValid = Unicode.Scalar(value).map { Self.isLetterOrDigit($0.properties) } ?? false
            self = isValid ? .valid : .disallowed
        }
    }

    private static func isLetterOrDigit(_ properties: Unicode.Scalar.Properties) -> Bool {
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .decimalNumber, .modifierLetter, .nonspacingMark,
            .spacingMark:
            !properties.changesWhenNFKCCaseFolded && !properties.isDefaultIgnorableCodePoint
                && !properties.isWhitespace && !properties.isNoncharacterCodePoint
        default: false
        }
    }
}
