/// The unified social credit code of organisations in China.
///
/// Eighteen of 31 characters, I O S V Z being left out; the last one is a check character modulo 31.
///
/// - SeeAlso: GB 32100-2015.
enum CreditCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    static func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        guard text.count == 18 else { return .refused }
        var sum = 0
        var weight = 1
        var isUpper = true
        for offset in 0..<18 {
            let byte = upper(text[offset])
            guard let value = value(of: byte) else { return .refused }
            if byte != text[offset] { isUpper = false }
            sum += value * (offset < 17 ? weight : 1)
            weight = weight * 3 % 31
        }
        guard sum % 31 == 0 else { return .refused }
        if isUpper { return text.whole }
        for offset in 0..<18 { output.append(upper(text[offset])) }
        return .written
    }

    private static func upper(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte & 0xDF : byte
    }

    private static func value(of byte: UInt8) -> Int? { alphabet.firstIndex(of: byte) }
}

/// The number of a bank card: 12 to 19 digits, the last one a check digit.
///
/// - SeeAlso: ISO/IEC 7812-1, annex B (Luhn).
enum BankCard {
    static func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        for offset in text.indices {
            let byte = text[offset]
            if byte == 0x20 || byte == UInt8(ascii: "-") { continue }
            guard text.digit(at: offset) != nil, output.count < 19 else { return .refused }
            output.append(byte)
        }
        guard output.count >= 12, sum(of: output.bytes.span) % 10 == 0 else { return .refused }
        return output.count == text.count ? text.whole : .written
    }

    private static func sum(of digits: Span<UInt8>) -> Int {
        var sum = 0
        for offset in digits.indices {
            let digit = Int(digits[offset] &- UInt8(ascii: "0"))
            let isDoubled = (digits.count - offset) % 2 == 0
            sum += isDoubled ? (digit < 5 ? digit * 2 : digit * 2 - 9) : digit
        }
        return sum
    }
}

/// A postal code of China: six digits.
enum PostalCode {
    static func apply(to text: Span<UInt8>) -> CellOutcome {
        text.count == 6 && DateReader.digits(text, at: 0, count: 6) != nil ? text.whole : .refused
    }
}

/// The number on the plate of a car of mainland China.
///
/// A province, a letter, and five letters or digits (blue and yellow plates) or six (green ones, electric); I and O are
/// never used. Blanks, `-` and `·` behind the second character are taken out.
///
/// - SeeAlso: GA 36-2018.
enum NumberPlate {
    private static let provinces = Set("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼".utf8.triples)
    /// What a plate for special use ends with: learners, police, trailers, Hong Kong and Macao.
    private static let endings = Set("学警挂港澳".utf8.triples)

    static func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        guard text.count >= 9, provinces.contains(triple(text, at: 0)) else { return .refused }
        output.append(text, 0..<3)
        var offset = 3
        while offset < text.count {
            if output.count == 4, let end = separatorEnd(text, at: offset) {
                offset = end
                continue
            }
            let byte =
                text[offset] >= UInt8(ascii: "a") && text[offset] <= UInt8(ascii: "z")
                ? text[offset] & 0xDF : text[offset]
            let isLetter = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            guard isLetter ? byte != UInt8(ascii: "I") && byte != UInt8(ascii: "O") : text.digit(at: offset) != nil
            else {
                guard output.count == 8, offset + 3 == text.count, endings.contains(triple(text, at: offset)) else {
                    return .refused
                }
                output.append(text, offset..<text.count)
                return .written
            }
            guard output.count < 10, output.count > 3 || isLetter else { return .refused }
            output.append(byte)
            offset += 1
        }
        guard output.count == 9 || (output.count == 10 && isElectric(output.bytes.span)) else { return .refused }
        return .written
    }

    private static func separatorEnd(_ text: Span<UInt8>, at offset: Int) -> Int? {
        if text[offset] == 0x20 || text[offset] == UInt8(ascii: "-") { return offset + 1 }
        return text[offset] == 0xC2 && offset + 1 < text.count && text[offset + 1] == 0xB7 ? offset + 2 : nil
    }

    /// Small cars have a letter first (A to K), large ones last (D or F).
    private static func isElectric(_ plate: Span<UInt8>) -> Bool {
        let isSmall = plate[4] >= UInt8(ascii: "A") && plate[4] <= UInt8(ascii: "K")
        return isSmall || plate[9] == UInt8(ascii: "D") || plate[9] == UInt8(ascii: "F")
    }

    private static func triple(_ text: Span<UInt8>, at offset: Int) -> UInt32 {
        guard offset + 3 <= text.count else { return 0 }
        return UInt32(text[offset]) << 16 | UInt32(text[offset + 1]) << 8 | UInt32(text[offset + 2])
    }
}

extension String.UTF8View {
    /// The characters of a text in which each one has three bytes, as numbers.
    fileprivate var triples: [UInt32] {
        let bytes = Array(self)
        return stride(from: 0, to: bytes.count, by: 3).map {
            UInt32(bytes[$0]) << 16 | UInt32(bytes[$0 + 1]) << 8 | UInt32(bytes[$0 + 2])
        }
    }
}

/// Yes or no.
struct BooleanRule: Sendable {
    let yes: TokenSet
    let no: TokenSet
    let output: (yes: [UInt8], no: [UInt8])

    func apply(to text: Span<UInt8>, into result: inout CellBuffer) -> CellOutcome {
        if yes.index(of: text) != nil {
            result.append(output.yes)
        } else if no.index(of: text) != nil {
            result.append(output.no)
        } else {
            return .refused
        }
        return .written
    }
}
