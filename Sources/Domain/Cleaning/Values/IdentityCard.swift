/// The number of a resident identity card of the People's Republic of China.
///
/// Six digits of a division, a birthday of eight, three of order, and a check character of ISO 7064 mod 11-2.
///
/// - SeeAlso: GB 11643-1999.
struct IdentityCardRule: Sendable {
    /// What is asked of the first six digits.
    enum DivisionCheck: Sendable {
        case unchecked
        /// The first two are those of a province.
        case province
        /// They are one of these codes.
        case published(DivisionCodes)
    }

    /// Whether the 15 digits of before 1999 are made 18, the century being the twentieth.
    let upgrades: Bool
    /// What is asked of the division.
    let division: DivisionCheck
    /// The day of the run, behind which nobody has been born; nil when it is not known.
    var latestBirthday: Moment?

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
            year >= 1800
        else { return false }
        let birthday = Moment(year: year, month: month, day: day)
        guard birthday.isRealDay else { return false }
        if let latestBirthday, birthday > latestBirthday { return false }
        return hasDivision(text, bornIn: year)
    }

    /// Whether a number begins as that of somebody does who was born in a year.
    ///
    /// Codes that are newer than the table cannot be told from wrong ones, so of people born behind it, and of foreigners
    /// with a permanent residence card (9, the province and the nationality), the province is looked at.
    private func hasDivision(_ text: Span<UInt8>, bornIn year: Int) -> Bool {
        if case .unchecked = division { return true }
        guard let code = DateReader.digits(text, at: 0, count: 6) else { return false }
        if code >= 900_000 { return DivisionCodes.isProvince(code / 1_000 % 100) }
        guard case .published(let codes) = division, year <= DivisionTable.year else {
            return DivisionCodes.isProvince(code / 10_000)
        }
        return codes.contains(code)
    }

    /// The check character behind seventeen digits: the weights are the powers of 2, the last one 2, modulo 11.
    static func checkCharacter(of digits: Span<UInt8>) -> UInt8 {
        var sum = 0
        for offset in 0..<17 { sum = (sum + Int(digits[offset] &- UInt8(ascii: "0"))) * 2 % 11 }
        let check = (12 - sum) % 11
        return check == 10 ? UInt8(ascii: "X") : UInt8(ascii: "0") + UInt8(check)
    }
}
