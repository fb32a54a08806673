import RegularExpressions

/// One label of a domain name, as the scalars of its U-label.
///
/// - SeeAlso: RFC 5891, sections 4.2 and 5.4.
struct InternationalLabel {
    let scalars: [UInt32]
    /// How many octets the A-label has.
    let encodedCount: Int
    /// Whether the scalars came as an A-label, which must then be the only way to write them.
    private let original: [UInt8]?
    private let isPlain: Bool

    /// Whether a label starts with `xn--`, in any case.
    static func isEncoded(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
        range.count >= 4 && text[range.lowerBound] | 0x20 == UInt8(ascii: "x")
            && text[range.lowerBound + 1] | 0x20 == UInt8(ascii: "n") && text.has("-", at: range.lowerBound + 2)
            && text.has("-", at: range.lowerBound + 3)
    }

    /// A label of letters, digits and hyphens.
    init(plain text: Span<UInt8>, in range: Range<Int>) {
        scalars = range.map { UInt32(text[$0]) }
        encodedCount = range.count
        original = nil
        isPlain = true
    }

    /// A label with characters beyond ASCII; nil when it is too long or not well-formed.
    init?(_ text: Span<UInt8>, in range: Range<Int>) {
        // No label of more scalars fits into an A-label, so nothing longer needs to be read.
        var scalars: [UInt32] = []
        var offset = range.lowerBound
        while offset < range.upperBound, scalars.count < HostNames.maximumLabelCount {
            guard let scalar = text.scalar(at: offset) else { return nil }
            scalars.append(scalar.value)
            offset += scalar.byteCount
        }
        guard offset == range.upperBound, scalars.contains(where: { $0 >= 0x80 }),
            let encoded = Punycode.encode(scalars)
        else { return nil }
        self.scalars = scalars
        encodedCount = encoded.count + 4
        original = nil
        isPlain = false
    }

    /// An A-label; nil when it does not decode.
    init?(encoded text: Span<UInt8>, in range: Range<Int>) {
        let letters = ByteClass.letters
        let digits = ((range.lowerBound + 4)..<range.upperBound).map { offset in
            letters.contains(text[offset]) ? text[offset] | 0x20 : text[offset]
        }
        guard let scalars = Punycode.decode(digits) else { return nil }
        self.scalars = scalars
        encodedCount = range.count
        original = digits
        isPlain = false
    }

    /// Whether the label holds a character that runs from right to left.
    var hasRightToLeft: Bool {
        scalars.contains { scalar in
            switch BidiClass(of: scalar) {
            case .rightToLeft, .arabicLetter, .arabicNumber: true
            default: false
            }
        }
    }

    /// Whether the label obeys every rule that a label can break on its own.
    func isValid(requiringNormalForm: Bool = true) -> Bool {
        if isPlain { return true }
        guard encodedCount <= HostNames.maximumLabelCount, let first = scalars.first,
            scalars.contains(where: { $0 >= 0x80 }), first != 0x2D, scalars.last != 0x2D,
            !(scalars.count > 3 && scalars[2] == 0x2D && scalars[3] == 0x2D), !Self.isMark(first)
        else { return false }
        if let original, Punycode.encode(scalars) != original { return false }
        for (index, scalar) in scalars.enumerated() {
            switch DerivedProperty(of: scalar) {
            case .valid: continue
            case .disallowed: return false
            case .contextual: guard ContextRule.holds(at: index, in: scalars) else { return false }
            }
        }
        if requiringNormalForm, !NormalForm.isComposed(scalars) { return false }
        return !hasRightToLeft || BidiRule.accepts(scalars)
    }

    private static func isMark(_ value: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(value) else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return false
        }
    }
}
