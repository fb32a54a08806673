import RegularExpressions

/// Numbers in Chinese characters, everyday and financial ones, and amounts of money in them.
///
/// 一万二千三百四十五点六, 壹佰贰拾元叁角肆分整, 二〇二四, 3万5千, 1.5亿; less than 10¹⁶. A digit that follows a unit without
/// 零 counts tenths of that unit, as people say it: 三百五 is 350.
enum ChineseNumeral {
    /// One character of a number.
    enum Symbol: Hashable, Sendable {
        case digit(Int)
        case zero
        /// 十 百 千, and 廿 卅 as tens with a digit in them.
        case unit(Int)
        case tens(Int)
        case tenThousand
        case hundredMillion
        case point
        case minus
        case yuan
        case jiao
        case fen
        case whole
    }

    static func symbol(of scalar: UInt32) -> Symbol? { table[scalar] }

    private static let table: [UInt32: Symbol] = {
        var table: [UInt32: Symbol] = [:]
        let digits = ["一壹弌", "二贰貳两兩弍", "三叁參叄弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"]
        for (index, row) in digits.enumerated() {
            for scalar in row.unicodeScalars { table[scalar.value] = .digit(index + 1) }
        }
        let others: [(String, Symbol)] = [
            ("零〇○", .zero), ("十拾", .unit(10)), ("百佰", .unit(100)), ("千仟", .unit(1000)), ("廿", .tens(2)),
            ("卅", .tens(3)), ("卌", .tens(4)), ("万萬", .tenThousand), ("亿億", .hundredMillion), ("点點", .point),
            ("负負-", .minus), ("元圆圓块塊", .yuan), ("角毛", .jiao), ("分", .fen), ("整正", .whole),
        ]
        for (row, symbol) in others { for scalar in row.unicodeScalars { table[scalar.value] = symbol } }
        return table
    }()

    /// The digit that a character is in any of the ways people write digits; nil when it is none.
    ///
    /// Chinese characters, full-width digits, and the decimal digits of every script.
    static func plainDigit(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x30...0x39: Int(scalar - 0x30)
        case 0xFF10...0xFF19: Int(scalar - 0xFF10)
        case 0x0660...0x0669: Int(scalar - 0x0660)
        case 0x06F0...0x06F9: Int(scalar - 0x06F0)
        case 0x0966...0x096F: Int(scalar - 0x0966)
        default:
            switch symbol(of: scalar) {
            case .digit(let digit): digit
            case .zero: 0
            default: otherDigit(scalar)
            }
        }
    }

    /// The digit of a script that is met seldom.
    ///
    /// - SeeAlso: The Unicode Standard, section 4.6 (numeric type Decimal).
    private static func otherDigit(_ scalar: UInt32) -> Int? {
        // Chinese characters, kana and hangul are none, and looking would take longer than all else.
        if scalar < 0x0660 || (0x3000...0xA4CF).contains(scalar) || (0xAC00...0xD7FF).contains(scalar) { return nil }
        guard let properties = Unicode.Scalar(scalar)?.properties, properties.numericType == .decimal else {
            return nil
        }
        return properties.numericValue.map { Int($0) }
    }

    /// Replaces each digit by an ASCII one, one by one: 二〇二四 becomes 2024.
    static func plainDigits(_ text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        Width.map(text, into: &output) { scalar in
            scalar < 0x80 ? scalar : plainDigit(scalar).map { 0x30 + UInt32($0) } ?? scalar
        }
    }

    /// The number that a whole text is; nil when it is none.
    static func value(of text: Span<UInt8>) -> Decimal? {
        var reader = ChineseNumeralReader()
        var offset = 0
        while offset < text.count {
            if text.digit(at: offset) != nil {
                guard let end = reader.takeDigits(text, from: offset) else { return nil }
                offset = end
                continue
            }
            let scalar = text.repairedScalar(at: offset)
            guard let symbol = symbol(of: scalar.value), reader.take(symbol) else { return nil }
            offset += scalar.byteCount
        }
        return reader.finish()
    }
}
