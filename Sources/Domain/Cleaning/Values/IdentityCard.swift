/// The number of a resident identity card of the People's Republic of China.
///
/// Six digits of a division, a birthday of eight, three of order, and a check character of ISO 7064 mod 11-2.
///
/// - SeeAlso: GB 11643-1999.
struct IdentityCardRule: Sendable, BitwiseCopyable {
    /// Whether the 15 digits of before 1999 are made 18, the century being the twentieth.
    let upgrades: Bool
    /// Whether the first two digits have to be those of a province.
    let checksDivision: Bool

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        if text.count == 15, upgrades { return upgrade(text, into: &output) }
        guard text.count == 18 else { return .refused }
        for offset in 0..<17 where text.digit(at: offset) == nil { return .refused }
        guard isPlausible(text, year: DateReader.digits(text, at: 6, count: 4), dayFrom: 10) else { return .refused }
        let check = Self.checkCharacter(of: text)
        let last = text[17] == UInt8(ascii: "x") ? UInt8(ascii: "X") : text[17]
        guard last == check else { return .refused }
        if last == text[17] { return text.whole }
        output.append(text, 0..<17)
        output.append(check)
        return .written
    }

    private func upgrade(_ text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        for offset in 0..<15 where text.digit(at: offset) == nil { return .refused }
        let year = DateReader.digits(text, at: 6, count: 2).map { 1900 + $0 }
        guard isPlausible(text, year: year, dayFrom: 8) else { return .refused }
        output.append(text, 0..<6)
        output.append(number: 19, digitCount: 2)
        output.append(text, 6..<15)
        output.append(Self.checkCharacter(of: output.bytes.span))
        return .written
    }

    private func isPlausible(_ text: Span<UInt8>, year: Int?, dayFrom start: Int) -> Bool {
        guard let year, let month = DateReader.digits(text, at: start, count: 2),
            let day = DateReader.digits(text, at: start + 2, count: 2), text[0] != UInt8(ascii: "0"),
            year >= 1800, Moment(year: year, month: month, day: day).isRealDay
        else { return false }
        guard checksDivision else { return true }
        return DateReader.digits(text, at: 0, count: 2).map(Self.isProvince) ?? false
    }

    /// - SeeAlso: GB/T 2260-2007; 83 are the residence permits of Taiwan's residents.
    private static func isProvince(_ code: Int) -> Bool {
        switch code {
        case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83: true
        default: false
        }
    }

    /// The check character behind seventeen digits: the weights are the powers of 2, the last one 2, modulo 11.
    static func checkCharacter(of digits: Span<UInt8>) -> UInt8 {
        var sum = 0
        for offset in 0..<17 { sum = (sum + Int(digits[offset] &- UInt8(ascii: "0"))) * 2 % 11 }
        let check = (12 - sum) % 11
        return check == 10 ? UInt8(ascii: "X") : UInt8(ascii: "0") + UInt8(check)
    }
}
