/// A table of two-byte codes as it is kept in the program: text that is unpacked once.
///
/// The codes stand in the order of their first bytes, 81 to FE, and second bytes, 40 to FE. Characters of the text are
/// digits of base 91: 0 to 7 and two more are a code point as such; 8 and two: so many code points, each one more than
/// the one before; 9 and two: so many places without a character; the others are the distance to the code point before.
struct PackedTable: Sendable {
    /// The packed code points; line ends count for nothing.
    let codes: String
    /// Code points beyond the basic plane; the packed D800 stands for the first, D801 for the second.
    let wide: [UInt32]
    /// Runs of single bytes that are characters: first byte, number of bytes, first code point.
    let singles: [(first: Int, count: Int, codePoint: UInt16)]

    static let firstBytes = 0x81...0xFE
    static let secondBytes = 0x40...0xFE
    private static let base = 91

    /// The code points in order, 0 for a place without a character.
    func unpackedCodes() -> [UInt16] {
        var digits = codes.utf8.lazy.filter { $0 > 0x22 }.map { Int($0 < 0x5C ? $0 - 0x23 : $0 - 0x24) }
            .makeIterator()
        var unpacked: [UInt16] = []
        unpacked.reserveCapacity(Self.firstBytes.count * Self.secondBytes.count)
        var previous = 0
        func pair() -> Int { (digits.next() ?? 0) * Self.base + (digits.next() ?? 0) }
        while let digit = digits.next() {
            switch digit {
            case 0..<8:
                previous = digit * Self.base * Self.base + pair()
                unpacked.append(UInt16(truncatingIfNeeded: previous))
            case 8:
                for _ in 0..<pair() {
                    previous += 1
                    unpacked.append(UInt16(truncatingIfNeeded: previous))
                }
            case 9: unpacked.append(contentsOf: repeatElement(0, count: pair()))
            default:
                previous += digit - 20
                unpacked.append(UInt16(truncatingIfNeeded: previous))
            }
        }
        return unpacked
    }
}
