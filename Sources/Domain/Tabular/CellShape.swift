/// The outline of a cell: runs of letters as `A`, runs of digits as `9`, everything else as it is; 24 bytes at most.
public struct CellShape: Hashable, Sendable, CustomStringConvertible {
    private var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    /// The number of bytes.
    public private(set) var count = 0
    /// Whether there are digits.
    public private(set) var hasDigits = false

    /// The outline of the cell at `range` of `text`; blanks around do not count.
    public init(_ text: Span<UInt8>, _ range: Range<Int>) {
        var last: UInt8 = 0
        for offset in CellForm.trimmed(text, range) {
            var byte = text[offset]
            if byte &- 0x30 < 10 { byte = 0x39 } else if (byte | 0x20) &- 0x61 < 26 { byte = 0x41 }
            if byte == last, byte == 0x39 || byte == 0x41 { continue }
            last = byte
            guard count < 24 else { return }
            append(byte)
        }
    }

    private mutating func append(_ byte: UInt8) {
        let bits = UInt64(byte) << UInt64(8 * (count % 8))
        switch count / 8 {
        case 0: words.0 |= bits
        case 1: words.1 |= bits
        default: words.2 |= bits
        }
        count += 1
        if byte == 0x39 { hasDigits = true }
    }

    /// The outline as text.
    public var description: String {
        let bytes = (0..<count).map { index in
            let word = index < 8 ? words.0 : index < 16 ? words.1 : words.2
            return UInt8(truncatingIfNeeded: word >> UInt64(8 * (index % 8)))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether two outlines are the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.words == right.words && left.count == right.count
    }

    /// Feeds the outline to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
    }
}
