import RegularExpressions

/// Adds up the characters of a Chinese number, one after the other.
struct ChineseNumeralReader {
    /// What is worth 10⁸ and more.
    private var high: Int128 = 0
    /// What is worth 10⁴ and more, below 10⁸.
    private var middle: Int128 = 0
    /// What is worth less than 10⁴.
    private var section: Int128 = 0
    /// The digit, or the ASCII number, that waits for its unit.
    private var waiting: Int128?
    /// The unit that a waiting digit follows without a zero between; 0 when there is none.
    private var unitBefore: Int128 = 0
    /// What all that follows the last unit is less than.
    private var lastUnit = Self.limit
    private var smallestUnit: Int128 = 10_000
    private var isNegative = false
    private var symbolCount = 0
    private var hasUnit = false
    /// Digits in a row, as in 二〇二四; nil when a unit has come.
    private var row: Int128? = 0
    private var rowCount = 0
    private var fraction: Decimal?
    private var isBehindPoint = false
    private var money: Decimal?
    private var smallestMoney = 3
    private var isClosed = false

    private static let limit: Int128 = 10_000_000_000_000_000

    /// Takes ASCII digits, with decimals when nothing else is before them.
    ///
    /// - Returns: Where they end; nil when they cannot stand there.
    mutating func takeDigits(_ text: Span<UInt8>, from start: Int) -> Int? {
        var reader = DecimalReader()
        guard !isClosed, waiting == nil, !isBehindPoint, rowCount == 0 || hasUnit,
            let end = reader.read(text, from: start, point: UInt8(ascii: "."), grouping: UInt8(ascii: ",")),
            let value = reader.value
        else { return nil }
        symbolCount += 1
        row = nil
        if value.scale > 0 {
            // 1.5亿: the rest can only be one unit, or several that multiply.
            guard symbolCount == (isNegative ? 2 : 1) else { return nil }
            fraction = value
            isClosed = true
            return finishDecimal(text, from: end)
        }
        guard value.digits < Self.limit else { return nil }
        waiting = value.digits
        // 3万05: a zero in front is as good as 零.
        if text[start] == UInt8(ascii: "0") { unitBefore = 0 }
        return end
    }

    /// The units behind a number with decimals.
    private mutating func finishDecimal(_ text: Span<UInt8>, from start: Int) -> Int? {
        var offset = start
        while offset < text.count {
            let scalar = text.repairedScalar(at: offset)
            let factor: Int128
            switch ChineseNumeral.symbol(of: scalar.value) {
            case .unit(let unit): factor = Int128(unit)
            case .tenThousand: factor = 10_000
            case .hundredMillion: factor = 100_000_000
            case .yuan where offset + scalar.byteCount == text.count: factor = 1
            default: return nil
            }
            guard let product = fraction?.times(Decimal(factor)) else { return nil }
            fraction = product
            offset += scalar.byteCount
        }
        return offset
    }

    /// Takes one character; false when it cannot stand there.
    mutating func take(_ symbol: ChineseNumeral.Symbol) -> Bool {
        guard !isClosed else { return false }
        symbolCount += 1
        if isBehindPoint { return takeDecimal(symbol) }
        switch symbol {
        case .digit(let digit): return takeDigit(digit)
        case .zero: return takeZero()
        case .unit(let unit): return takeUnit(Int128(unit), digit: waiting)
        case .tens(let count): return waiting == nil && takeUnit(10, digit: Int128(count))
        case .tenThousand: return takeTenThousand()
        case .hundredMillion: return takeHundredMillion()
        case .point:
            guard symbolCount > 1, money == nil, let whole = wholeValue() else { return false }
            fraction = Decimal(whole)
            isBehindPoint = true
            return true
        case .minus:
            guard symbolCount == 1 else { return false }
            isNegative = true
            return true
        case .yuan, .jiao, .fen: return takeMoney(symbol)
        case .whole:
            isClosed = true
            return money != nil && waiting == nil && section == 0 && middle == 0 && high == 0
        }
    }

    private mutating func takeDecimal(_ symbol: ChineseNumeral.Symbol) -> Bool {
        let digit: Int
        switch symbol {
        case .digit(let value): digit = value
        case .zero: digit = 0
        case .tenThousand: return multiplyDecimal(by: 10_000)
        case .hundredMillion: return multiplyDecimal(by: 100_000_000)
        default: return false
        }
        guard let before = fraction, before.scale < 12 else { return false }
        fraction = Decimal(before.digits * 10 + Int128(digit), scale: before.scale + 1)
        return true
    }

    /// 三点五万: a unit behind the decimals is the last character.
    private mutating func multiplyDecimal(by factor: Int128) -> Bool {
        guard let before = fraction, before.scale > 0, let product = before.times(Decimal(factor)) else { return false }
        fraction = product
        isBehindPoint = false
        isClosed = true
        return true
    }

    private mutating func takeDigit(_ digit: Int) -> Bool {
        rowCount += 1
        if let before = row {
            guard before < Self.limit / 10 else { return false }
            row = before * 10 + Int128(digit)
            waiting = rowCount == 1 || (rowCount == 2 && before == 0 && waiting == nil) ? Int128(digit) : waiting
            return true
        }
        guard waiting == nil else { return false }
        waiting = Int128(digit)
        return true
    }

    private mutating func takeZero() -> Bool {
        rowCount += 1
        unitBefore = 0
        if let before = row {
            guard before < Self.limit / 10 else { return false }
            row = before * 10
            return true
        }
        return waiting == nil
    }

    /// A unit needs one digit before it, so 二三百 is nothing.
    private mutating func leaveRow() -> Bool {
        defer { row = nil }
        return row == nil || rowCount <= 1
    }

    private mutating func takeUnit(_ unit: Int128, digit: Int128?) -> Bool {
        guard leaveRow(), unit < smallestUnit else { return false }
        guard let count = digit ?? (unit == 10 ? 1 : nil), count > 0, count < 10 else { return false }
        section += count * unit
        smallestUnit = unit
        lastUnit = unit
        waiting = nil
        unitBefore = unit
        hasUnit = true
        return true
    }

    private mutating func takeTenThousand() -> Bool {
        guard leaveRow(), middle == 0, let last else { return false }
        let count = section + last
        guard count > 0, count < (high > 0 ? 10_000 : Self.limit / 10_000) else { return false }
        middle = count * 10_000
        return reset(behind: 10_000)
    }

    private mutating func takeHundredMillion() -> Bool {
        guard leaveRow(), high == 0, let last else { return false }
        let count = middle + section + last
        guard count > 0, count < Self.limit / 100_000_000 else { return false }
        high = count * 100_000_000
        middle = 0
        return reset(behind: 100_000_000)
    }

    private mutating func reset(behind unit: Int128) -> Bool {
        section = 0
        waiting = nil
        smallestUnit = 10_000
        lastUnit = unit
        unitBefore = unit
        hasUnit = true
        return true
    }

    /// What the waiting digit is worth, tenths of the unit before it; nil when it is as much as that unit or more.
    private var last: Int128? {
        guard let waiting else { return 0 }
        if unitBefore > 10, waiting < 10 { return waiting * (unitBefore / 10) }
        return waiting < lastUnit ? waiting : nil
    }

    /// What has been read so far; nil when it is not a number.
    private func wholeValue() -> Int128? {
        if let row { return rowCount > 0 ? row : nil }
        guard let last else { return nil }
        let value = high + middle + section + last
        return value < Self.limit ? value : nil
    }

    private mutating func takeMoney(_ symbol: ChineseNumeral.Symbol) -> Bool {
        let rank =
            switch symbol {
            case .yuan: 2
            case .jiao: 1
            default: 0
            }
        guard rank < smallestMoney, waiting != nil || section + middle + high > 0 || rowCount > 0,
            let count = wholeValue(), rank == 2 || count < 10
        else { return false }
        smallestMoney = rank
        let part = Decimal(count * Decimal.power(rank), scale: 2)
        money = Decimal((money?.digits ?? 0) + part.digits, scale: 2)
        high = 0
        middle = 0
        section = 0
        waiting = nil
        unitBefore = 0
        smallestUnit = 10_000
        lastUnit = Self.limit
        row = 0
        rowCount = 0
        return true
    }

    /// The number, when all has been taken.
    func finish() -> Decimal? {
        var result: Decimal
        if let money {
            guard rowCount == 0, waiting == nil, section + middle + high == 0 else { return nil }
            result = money
        } else if let fraction {
            guard !isBehindPoint || fraction.scale > 0 else { return nil }
            result = fraction
        } else {
            guard symbolCount > (isNegative ? 1 : 0), let whole = wholeValue() else { return nil }
            result = Decimal(whole)
        }
        if isNegative { result = Decimal(-result.digits, scale: result.scale) }
        result.dropZeros()
        return result
    }
}

/// Numbers in Chinese characters, written with ASCII digits.
struct ChineseNumberRule: Sendable, BitwiseCopyable {
    let number: NumberRule

    /// What cheques and invoices have in front of an amount.
    private static let signs = ["人民币", "¥", "￥"].map { Array($0.utf8) }

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        let start = Self.signs.first { text.has($0, at: 0) }?.count ?? 0
        guard let value = ChineseNumeral.value(of: text.extracting(start..<text.count)) else { return .refused }
        return number.write(value, into: &output)
    }
}
