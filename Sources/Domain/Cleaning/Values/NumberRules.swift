/// A whole number, kept as it is written.
struct IntegerRule: Sendable, BitwiseCopyable {
    let minimum: Int
    let maximum: Int
    /// The most digits, leading zeros counted; 1 to 18.
    let digitCount: Int
    /// Whether `+5` is taken, and written `5`.
    let allowsPlus: Bool
    /// Whether `1,234` is taken, and written `1234`.
    let allowsGroups: Bool
    let keepsLeadingZeros: Bool

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        var offset = 0
        var isNegative = false
        if text.count > 0, text[0] == UInt8(ascii: "-") || (allowsPlus && text[0] == UInt8(ascii: "+")) {
            isNegative = text[0] == UInt8(ascii: "-")
            offset = 1
        }
        let start = offset
        if allowsGroups { return applyGrouped(to: text, from: start, isNegative, into: &output) }
        var number = 0
        while let digit = text.digit(at: offset), offset - start < digitCount {
            number = number * 10 + digit
            offset += 1
        }
        guard offset > start, offset == text.count, accepts(isNegative ? -number : number) else { return .refused }
        if keepsLeadingZeros || text[start] != UInt8(ascii: "0") {
            return .part((isNegative ? 0 : start)..<text.count)
        }
        output.append(number: isNegative ? -number : number)
        return .written
    }

    private func applyGrouped(
        to text: Span<UInt8>,
        from start: Int,
        _ isNegative: Bool,
        into output: inout CellBuffer
    ) -> CellOutcome {
        var reader = DecimalReader()
        reader.isNegative = isNegative
        // No byte of UTF-8 is FF, so there is no point to find.
        guard let end = reader.read(text, from: start, point: 0xFF, grouping: UInt8(ascii: ",")), end == text.count,
            reader.wholeCount <= digitCount
        else { return .refused }
        let number = Int(truncatingIfNeeded: isNegative ? -reader.digits : reader.digits)
        guard accepts(number) else { return .refused }
        guard keepsLeadingZeros else {
            output.append(number: number)
            return .written
        }
        if isNegative { output.append(UInt8(ascii: "-")) }
        for offset in start..<text.count where text[offset] != UInt8(ascii: ",") { output.append(text[offset]) }
        return .written
    }

    @inline(__always)
    private func accepts(_ number: Int) -> Bool { number >= minimum && number <= maximum }
}

/// A decimal number, written with a point and no groups.
struct NumberRule: Sendable, BitwiseCopyable {
    let point: UInt8
    let grouping: UInt8?
    /// How many decimals the answer has; nil: as many as the number has.
    let scale: Int?
    let rounding: Decimal.Rounding
    let minimum: Decimal?
    let maximum: Decimal?
    /// Whether `1.5e3` is taken.
    let allowsExponent: Bool
    /// Whether the number is a share in hundredths, with or without `%`.
    var isPercent = false

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        guard var value = read(text) else { return .refused }
        if isPercent {
            guard let share = value.times(Decimal(1, scale: 2)) else { return .refused }
            value = share
        }
        return write(value, into: &output)
    }

    func write(_ read: Decimal, into output: inout CellBuffer) -> CellOutcome {
        var value = read
        if let scale {
            guard let scaled = value.scaled(to: scale, rounding: rounding) else { return .refused }
            value = scaled
        }
        if let minimum, value < minimum { return .refused }
        if let maximum, maximum < value { return .refused }
        value.write(into: &output)
        return .written
    }

    /// The number of a whole text; nil when it is none.
    private func read(_ text: Span<UInt8>) -> Decimal? {
        var reader = DecimalReader()
        var offset = 0
        if text.count > 0, text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
            reader.isNegative = text[0] == UInt8(ascii: "-")
            offset = 1
        }
        guard var end = reader.read(text, from: offset, point: point, grouping: grouping) else { return nil }
        guard let value = reader.value else { return nil }
        if isPercent {
            guard let sign = Self.percentSign(text, at: end) else { return nil }
            end = sign
        }
        if end == text.count { return value }
        guard allowsExponent, let exponent = Self.exponent(text, at: end) else { return nil }
        if exponent < 0 { return value.times(Decimal(1, scale: -exponent)) }
        return value.times(Decimal(Decimal.power(exponent)))
    }

    private static func percentSign(_ text: Span<UInt8>, at end: Int) -> Int? {
        var offset = end
        if offset < text.count, text[offset] == 0x20 { offset += 1 }
        guard offset < text.count else { return offset == end ? end : nil }
        if text[offset] == UInt8(ascii: "%") { return offset + 1 }
        return text.has(0xEF, 0xBC, 0x85, at: offset) ? offset + 3 : nil
    }

    /// The exponent from `e` to the end, at most 28 either way.
    private static func exponent(_ text: Span<UInt8>, at start: Int) -> Int? {
        guard text[start] | 0x20 == UInt8(ascii: "e") else { return nil }
        var offset = start + 1
        var isNegative = false
        if offset < text.count, text[offset] == UInt8(ascii: "-") || text[offset] == UInt8(ascii: "+") {
            isNegative = text[offset] == UInt8(ascii: "-")
            offset += 1
        }
        guard let number = DateReader.shortNumber(text, &offset), offset == text.count else { return nil }
        return number <= Decimal.maximumDigitCount ? (isNegative ? -number : number) : nil
    }
}

/// Quantities with a unit behind them, brought to one unit.
struct UnitRule: Sendable {
    /// The units and what one of each is in the wanted unit; the wanted one among them.
    let factors: [(unit: [UInt8], factor: Decimal)]
    let number: NumberRule
    /// Whether a number without a unit is taken to be in the wanted one.
    let allowsBare: Bool

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        var reader = DecimalReader()
        var offset = 0
        if text.count > 0, text[0] == UInt8(ascii: "-") {
            reader.isNegative = true
            offset = 1
        }
        guard let end = reader.read(text, from: offset, point: number.point, grouping: number.grouping),
            let value = reader.value
        else { return .refused }
        offset = end
        if offset < text.count, text[offset] == 0x20 { offset += 1 }
        if offset == text.count { return allowsBare ? number.write(value.withoutZeros, into: &output) : .refused }
        let unit = text.extracting(offset..<text.count)
        guard let factor = factor(of: unit), let converted = value.times(factor) else { return .refused }
        return number.write(converted, into: &output)
    }

    /// What one of a unit is in the wanted one; nil when no unit fits, or several that differ in case only.
    private func factor(of unit: Span<UInt8>) -> Decimal? {
        for entry in factors where unit.equals(entry.unit, ignoringCase: false) { return entry.factor }
        var found: Decimal?
        for entry in factors where unit.equals(entry.unit, ignoringCase: true) {
            // A milliwatt is no megawatt.
            if found != nil { return nil }
            found = entry.factor
        }
        return found
    }
}
