/// The characters of an encoding whose characters take one or two bytes, ready to be looked up.
///
/// 64 KiB a table; made once, when the first text needs it.
final class DoubleByteTable: Sendable {
    /// Code points by first byte − 80 and second byte, 256 places a first byte; 0 for none, and a surrogate for a place
    /// in ``wide``.
    let codes: [UInt16]
    /// Code points beyond the basic plane.
    let wide: [UInt32]
    /// Code points of single bytes from 80 on; 0 for none.
    let singles: [UInt16]
    /// Whether four bytes can be a character, as in GB 18030.
    let hasFourByteCodes: Bool
    /// One bit for each code point of the basic plane that two bytes stand for.
    private let twoByteCodePoints: [UInt64]

    static let gb18030 = DoubleByteTable(.gb18030, hasFourByteCodes: true)
    static let big5 = DoubleByteTable(.big5)
    static let shiftJIS = DoubleByteTable(.shiftJIS)
    static let eucKR = DoubleByteTable(.eucKR)

    private init(_ packed: PackedTable, hasFourByteCodes: Bool = false) {
        var codes = [UInt16](repeating: 0, count: 128 * 256)
        var bits = [UInt64](repeating: 0, count: 1024)
        var unpacked = packed.unpackedCodes().makeIterator()
        for first in PackedTable.firstBytes {
            for second in PackedTable.secondBytes {
                let code = unpacked.next() ?? 0
                codes[(first - 0x80) << 8 | second] = code
                if code != 0 { bits[Int(code >> 6)] |= 1 << UInt64(code & 63) }
            }
        }
        var singles = [UInt16](repeating: 0, count: 128)
        for run in packed.singles {
            for offset in 0..<run.count { singles[run.first - 0x80 + offset] = run.codePoint + UInt16(offset) }
        }
        self.codes = codes
        self.singles = singles
        self.hasFourByteCodes = hasFourByteCodes
        wide = packed.wide
        twoByteCodePoints = bits
    }

    /// Whether two bytes stand for a code point of the basic plane.
    func isTwoBytes(_ codePoint: UInt32) -> Bool {
        guard codePoint <= 0xFFFF, codePoint & 0xF800 != 0xD800 else { return false }
        return twoByteCodePoints[Int(codePoint >> 6)] >> UInt64(codePoint & 63) & 1 != 0
    }

    /// The code point of two bytes; 0 when they are no character.
    func codePoint(_ first: UInt8, _ second: UInt8) -> UInt32 {
        guard first >= 0x80 else { return 0 }
        let code = codes[Int(first &- 0x80) << 8 | Int(second)]
        return code & 0xF800 == 0xD800 ? wide[Int(code & 0x7FF)] : UInt32(code)
    }
}

/// The four-byte codes of GB 18030.
enum FourByteCode {
    /// The code point of four bytes; 0 when they are no character.
    ///
    /// - SeeAlso: GB 18030-2022.
    static func codePoint(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> UInt32 {
        let digits: ClosedRange<UInt8> = 0x30...0x39
        let letters: ClosedRange<UInt8> = 0x81...0xFE
        guard letters.contains(first), digits.contains(second), letters.contains(third), digits.contains(fourth)
        else { return 0 }
        let pairs = UInt32(first - 0x81) * 10 + UInt32(second - 0x30)
        let place = (pairs * 126 + UInt32(third - 0x81)) * 10 + UInt32(fourth - 0x30)
        if place >= 189_000 {
            let codePoint = place - 189_000 + 0x1_0000
            return codePoint <= 0x10_FFFF ? codePoint : 0
        }
        guard place < 39_420 else { return 0 }
        let runs = GB18030Ranges.runs
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle] >> 16 <= place { low = middle } else { high = middle }
        }
        let start = runs[low] & 0xFFFF
        return start == 0 ? 0 : start + (place - (runs[low] >> 16))
    }
}
