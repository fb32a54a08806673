/// How common the characters of an encoding are.
///
/// The letters stand for the codes of a table in its order that are characters: `A` for a share of 10 to the power of
/// −1.5 of all characters beyond ASCII, each further letter for a quarter less in the exponent, `.` for a character that
/// was not seen, a number for so many of them.
enum CharacterClasses {
    /// Classes in the table's order: 0 for a character that was not seen, otherwise the letter from 1 on.
    static func unpacked(_ letters: String) -> [UInt8] {
        var classes: [UInt8] = []
        var number = 0
        // A line may end inside a number.
        for byte in letters.utf8 where byte > 0x20 {
            if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
                continue
            }
            if number > 0 { classes.append(contentsOf: repeatElement(0, count: number)) }
            number = 0
            if byte >= UInt8(ascii: "A") { classes.append(byte - UInt8(ascii: "A") + 1) }
            if byte == UInt8(ascii: ".") { classes.append(0) }
        }
        return classes
    }

    /// The logarithm, to the base of 10, of the share that a class of at least 1 stands for.
    static func logarithm(_ letter: UInt8) -> Float { -1.5 - 0.25 * Float(letter - 1) }
}

/// What each two-byte character of an encoding costs a text that holds it.
final class CharacterCosts: Sendable {
    let table: DoubleByteTable
    /// Logarithms by first byte − 80 and second byte; 0 for no character.
    let costs: [Float]

    static let gb18030 = CharacterCosts(
        .gb18030,
        CharacterClasses.gb18030Letters,
        isCommon: { (0xB0...0xD7).contains($0) && $1 >= 0xA1 },
        commonCost: -4.6,
        outsideCost: 0.5
    )
    static let big5 = CharacterCosts(
        .big5,
        CharacterClasses.big5Letters,
        isCommon: { first, _ in (0xA4...0xC6).contains(first) },
        commonCost: -5.4,
        outsideCost: 0
    )
    static let shiftJIS = CharacterCosts(
        .shiftJIS,
        CharacterClasses.shiftJISLetters,
        isCommon: { first, _ in (0x88...0x97).contains(first) },
        commonCost: -5.4,
        outsideCost: 0
    )
    static let eucKR = CharacterCosts(
        .eucKR,
        CharacterClasses.eucKRLetters,
        isCommon: { (0xB0...0xC8).contains($0) && $1 >= 0xA1 },
        commonCost: -5.2,
        outsideCost: 1
    )

    private static let punctuation: Set<UInt32> = Set(
        "，。、：；！？（）「」『』“”‘’《》【】—…·￥　％＋－／０１２３４５６７８９～．".unicodeScalars.map(\.value)
    )

    /// Costs of a table's characters, by the letters of their classes.
    ///
    /// Where `isCommon` says that the older, smaller set has its common characters, they cost at most `commonCost`, seen
    /// or not. A character that was not seen costs `outsideCost` more outside the older set (both bytes from A1 on).
    private init(
        _ table: DoubleByteTable,
        _ letters: String,
        isCommon: (Int, Int) -> Bool,
        commonCost: Float,
        outsideCost: Float
    ) {
        var costs = [Float](repeating: 0, count: 128 * 256)
        var classes = CharacterClasses.unpacked(letters).makeIterator()
        for first in PackedTable.firstBytes {
            for second in PackedTable.secondBytes {
                let codePoint = table.codePoint(UInt8(first), UInt8(second))
                guard codePoint != 0 else { continue }
                let letter = classes.next() ?? 0
                var cost: Float
                if Self.punctuation.contains(codePoint) {
                    cost = -2.5
                } else if letter > 0 {
                    cost = CharacterClasses.logarithm(letter)
                } else {
                    cost = Self.costOfUnseen(codePoint) - (first >= 0xA1 && second >= 0xA1 ? 0 : outsideCost)
                }
                if isCommon(first, second) { cost = max(cost, commonCost) }
                costs[(first - 0x80) << 8 | second] = cost
            }
        }
        self.table = table
        self.costs = costs
    }

    /// What a character costs that was not seen in any text.
    static func costOfUnseen(_ codePoint: UInt32) -> Float {
        switch codePoint {
        case 0x4E00...0x9FFF, 0xAC00...0xD7A3: -6.5
        case 0xE000...0xF8FF: -8
        default: -7
        }
    }

    /// What two bytes cost; nil when they are no character.
    func cost(_ first: UInt8, _ second: UInt8) -> Float? {
        guard first >= 0x80 else { return nil }
        let cost = costs[Int(first - 0x80) << 8 | Int(second)]
        return cost == 0 ? nil : cost
    }
}
