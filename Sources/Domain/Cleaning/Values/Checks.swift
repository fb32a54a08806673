import RegularExpressions

/// The number of characters that a cell may have.
struct LengthRule: Sendable, BitwiseCopyable {
    let minimum: Int
    let maximum: Int

    func accepts(_ text: Span<UInt8>) -> Bool {
        var count = 0
        // A byte that continues a character is not counted.
        for offset in text.indices where text[offset] & 0xC0 != 0x80 { count += 1 }
        return count >= minimum && count <= maximum
    }
}

/// The numbers or the days that a cell may be.
enum RangeRule: Sendable {
    case numbers(minimum: Decimal?, maximum: Decimal?)
    case days(minimum: Moment?, maximum: Moment?, today: TodayLimits = [])

    func accepts(_ text: Span<UInt8>) -> Bool {
        switch self {
        case .numbers(let minimum, let maximum):
            guard let value = Decimal(text) else { return false }
            if let minimum, value < minimum { return false }
            if let maximum, maximum < value { return false }
            return true
        case .days(let minimum, let maximum, _):
            guard let value = DateReader.iso(text) else { return false }
            if let minimum, value < minimum { return false }
            if let maximum, value.isBehind(maximum) { return false }
            return true
        }
    }
}

/// The values that a cell may have, and what is written for each.
struct ChoiceRule: Sendable {
    let values: TokenSet
    /// What is written for a value; nil: itself.
    let replacements: [[UInt8]?]
    /// More of them, of a file; nil when there are none.
    let table: TableColumn?

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        guard let index = values.index(of: text) else { return table?.value(of: text, into: &output) ?? .refused }
        let value = replacements[index] ?? values.tokens[index]
        if text.equals(value, ignoringCase: false) { return text.whole }
        output.append(value)
        return .written
    }
}

/// Replaces a text wherever it stands.
struct Replacement: Sendable {
    /// Not empty.
    let text: [UInt8]
    let replacement: [UInt8]
    /// Whether only the first one is replaced.
    let isFirstOnly: Bool

    func apply(to cell: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        var copied = 0
        var offset = 0
        while offset + text.count <= cell.count {
            guard cell.has(text, at: offset) else {
                offset += 1
                continue
            }
            output.append(cell, copied..<offset)
            output.append(replacement)
            offset += text.count
            copied = offset
            if output.count > CellPatterns.maximumByteCount { return .tooCostly }
            if isFirstOnly { break }
        }
        if copied == 0 { return cell.whole }
        output.append(cell, copied..<cell.count)
        return .written
    }

    /// Takes out some characters wherever they stand.
    static func remove(_ scalars: [UInt32], from cell: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        var copied = 0
        var offset = 0
        while offset < cell.count {
            let scalar = cell.repairedScalar(at: offset)
            if scalars.contains(scalar.value) {
                output.append(cell, copied..<offset)
                copied = offset + scalar.byteCount
            }
            offset += scalar.byteCount
        }
        if copied == 0 { return cell.whole }
        output.append(cell, copied..<cell.count)
        return .written
    }
}

/// Hides a part of a cell behind `*`.
struct MaskRule: Hashable, Sendable, BitwiseCopyable {
    /// The characters at the start that stay.
    let leading: Int
    /// The characters at the end that stay; counted back from the `@` of an e-mail address when asked.
    var trailing: Int
    let isMail: Bool
    /// Whether the cell is written as it is, and hidden only where people see rejects and reports.
    var isForPeopleOnly = false

    /// The same, but hiding.
    var forPeople: MaskRule {
        var rule = self
        rule.isForPeopleOnly = false
        return rule
    }

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        if isForPeopleOnly { return text.whole }
        var end = text.count
        if isMail {
            for offset in text.indices where text[offset] == UInt8(ascii: "@") { end = offset }
        }
        var characterCount = 0
        for offset in 0..<end where text[offset] & 0xC0 != 0x80 { characterCount += 1 }
        // Of a short text nothing stays that would tell the rest.
        let isShort = characterCount <= leading + trailing
        var index = 0
        var offset = 0
        while offset < end {
            let byteCount = text.repairedScalar(at: offset).byteCount
            let stays = !isShort && (index < leading || index >= characterCount - trailing)
            if stays { output.append(text, offset..<offset + byteCount) } else { output.append(UInt8(ascii: "*")) }
            index += 1
            offset += byteCount
        }
        output.append(text, end..<text.count)
        return .written
    }
}
