import Tabular

/// How many bytes decoded text takes in the source's encoding.
struct EncodedWidths: OriginMeasure {
    let encoding: TextEncoding

    func originByteCount(of text: Span<UInt8>) -> Int {
        var count = 0
        var offset = 0
        while offset < text.count {
            let first = text[offset]
            let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            var codePoint = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
            for index in 1..<max(1, min(length, text.count - offset)) {
                codePoint = codePoint << 6 | UInt32(text[offset + index] & 0x3F)
            }
            count += width(of: codePoint, utf8: length)
            offset += length
        }
        return count
    }

    private func width(of codePoint: UInt32, utf8 length: Int) -> Int {
        switch encoding {
        case .utf8: length
        case .utf16LittleEndian, .utf16BigEndian: codePoint > 0xFFFF ? 4 : 2
        case .utf32LittleEndian, .utf32BigEndian: 4
        case .windows1252: 1
        case .gb18030: codePoint < 0x80 ? 1 : DoubleByteTable.gb18030.isTwoBytes(codePoint) ? 2 : 4
        case .big5, .eucKR: codePoint < 0x80 ? 1 : 2
        case .shiftJIS: codePoint < 0x80 || (0xFF61...0xFF9F).contains(codePoint) ? 1 : 2
        }
    }
}
