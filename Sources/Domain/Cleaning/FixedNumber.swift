import Tabular

/// A number in thousand-millionths, so that sums are exact and do not depend on the order of what is added.
struct FixedNumber: Hashable, Sendable, BitwiseCopyable, Comparable {
    /// How many decimals are kept; further ones are cut off.
    static let scale = 9
    static let one: Int128 = 1_000_000_000
    /// The most digits before the point.
    private static let wholeCount = 18

    var units: Int128

    static func < (left: Self, right: Self) -> Bool { left.units < right.units }

    var double: Double { Double(units) / Double(Self.one) }

    /// Reads the number of a cell of a kind that has one: integer, number, money or percent.
    ///
    /// Signs of groups are left out. A comma with other than three digits behind it is taken for a point, and so is the
    /// last of several marks when the others are of another kind.
    init?(_ text: Span<UInt8>, kind: CellKind) {
        switch kind {
        case .integer: self.init(integer: text)
        case .number, .money, .percent: self.init(decimal: text, hasExponent: kind == .number)
        default: return nil
        }
    }

    init(units: Int128) { self.units = units }

    private init?(integer text: Span<UInt8>) {
        var number: Int64 = 0
        var count = 0
        var isNegative = false
        for offset in text.indices {
            if let digit = text.digit(at: offset) {
                count += 1
                guard count <= Self.wholeCount else { return nil }
                number = number &* 10 &+ Int64(digit)
            } else if text[offset] == UInt8(ascii: "-") {
                isNegative = true
            }
        }
        guard count > 0 else { return nil }
        units = Int128(isNegative ? -number : number) * Self.one
    }

    private init?(decimal text: Span<UInt8>, hasExponent: Bool) {
        let point = Self.point(in: text)
        var digits: Int128 = 0
        var wholeCount = 0
        var decimals = 0
        var exponent = 0
        var isNegative = false
        var offset = 0
        while offset < text.count {
            if let digit = text.digit(at: offset) {
                let isPart = point.map { offset > $0 } ?? false
                if !isPart || decimals < Self.scale { digits = digits * 10 + Int128(digit) }
                if isPart { decimals = min(decimals + 1, Self.scale) } else { wholeCount += 1 }
                guard wholeCount <= Self.wholeCount else { return nil }
            } else if text[offset] == UInt8(ascii: "-") {
                isNegative = true
            } else if hasExponent, text[offset] | 0x20 == UInt8(ascii: "e"), wholeCount > 0 {
                guard let read = Self.exponent(in: text, from: offset + 1) else { return nil }
                exponent = read
                break
            }
            offset += 1
        }
        guard wholeCount + decimals > 0 else { return nil }
        guard let shifted = Self.shifted(digits, by: Self.scale - decimals + exponent) else { return nil }
        units = isNegative ? -shifted : shifted
    }

    /// A number times a power of ten; nil when it has too many digits.
    private static func shifted(_ digits: Int128, by power: Int) -> Int128? {
        var number = digits
        if power < 0 {
            for _ in 0..<min(-power, 40) { number /= 10 }
            return number
        }
        let limit = Decimal.power(wholeCount + scale)
        for _ in 0..<power {
            number *= 10
            if number >= limit { return nil }
            if number == 0 { return 0 }
        }
        return number
    }

    private static func exponent(in text: Span<UInt8>, from start: Int) -> Int? {
        var number = 0
        for offset in start..<text.count {
            if let digit = text.digit(at: offset) { number = number * 10 + digit }
            guard number <= 99 else { return nil }
        }
        return start < text.count && text[start] == UInt8(ascii: "-") ? -number : number
    }

    /// Where the decimal point is; nil when there is none.
    private static func point(in text: Span<UInt8>) -> Int? {
        var points = 0
        var commas = 0
        var last = -1
        var behind = 0
        for offset in text.indices {
            if text[offset] == UInt8(ascii: ".") || text[offset] == UInt8(ascii: ",") {
                if text[offset] == UInt8(ascii: ".") { points += 1 } else { commas += 1 }
                last = offset
                behind = 0
            } else if text.digit(at: offset) != nil {
                behind += 1
            }
        }
        guard last >= 0 else { return nil }
        let isPoint = text[last] == UInt8(ascii: ".")
        if points > 0, commas > 0 { return (isPoint ? points : commas) == 1 ? last : nil }
        if isPoint { return points == 1 ? last : nil }
        return commas == 1 && behind != 3 ? last : nil
    }

    /// The number for people and programs: no exponent, no zeros at the end of its decimals.
    var text: String {
        var decimal = Decimal(units, scale: Self.scale)
        decimal.dropZeros()
        var buffer = CellBuffer()
        decimal.write(into: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }
}
