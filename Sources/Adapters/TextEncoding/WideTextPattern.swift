/// Tells UTF-16 and UTF-32 without a mark by where NULs and common high bytes stand.
enum WideTextPattern {
    /// The bytes that are looked at.
    static let sampleByteCount = 4096
    /// The bytes in which a NUL asks for a look.
    static let searchedByteCount = 8192

    /// The encoding of a text that starts with `bytes`; nil when their NULs are data.
    static func encoding(of bytes: [UInt8]) -> TextEncoding? {
        guard bytes.count >= 4, bytes.prefix(searchedByteCount).contains(0) else { return nil }
        let sample = Array(bytes.prefix(sampleByteCount))
        if bytes.count % 4 == 0 || bytes.count > sampleByteCount, let wide = fourByteEncoding(of: sample) {
            return wide
        }
        var best: (weight: Int, encoding: TextEncoding)?
        for encoding in [TextEncoding.utf16LittleEndian, .utf16BigEndian] {
            guard let weight = weight(of: sample, isLittleEndian: encoding == .utf16LittleEndian) else { continue }
            if weight > best?.weight ?? -1 { best = (weight, encoding) }
        }
        return best?.encoding
    }

    private static func fourByteEncoding(of sample: [UInt8]) -> TextEncoding? {
        let groups = sample.count / 4
        let shares = (0..<4).map { place in
            let zeros = stride(from: place, to: groups * 4, by: 4).count { sample[$0] == 0 }
            return Double(zeros) / Double(max(1, groups))
        }
        if shares[3] > 0.99, shares[2] > 0.9, shares[0] < 0.2 { return .utf32LittleEndian }
        if shares[0] > 0.99, shares[1] > 0.9, shares[3] < 0.2 { return .utf32BigEndian }
        return nil
    }

    /// The units that are ASCII or of a common plane, when there are enough of them for a text.
    private static func weight(of sample: [UInt8], isLittleEndian: Bool) -> Int? {
        let units = sample.count / 2
        var asciiCount = 0
        var eastAsianCount = 0
        var lineEndCount = 0
        for unit in 0..<units {
            let low = sample[unit * 2 + (isLittleEndian ? 0 : 1)]
            let high = sample[unit * 2 + (isLittleEndian ? 1 : 0)]
            switch high {
            case 0:
                if low == 10 || low == 13 { lineEndCount += 1 }
                if (0x20..<0x7F).contains(low) || low == 9 || low == 10 || low == 13 { asciiCount += 1 }
            case 0x30, 0xFF, 0x4E...0x9F, 0xAC...0xD7: eastAsianCount += 1
            default: break
            }
        }
        guard units > 0 else { return nil }
        let isText = asciiCount * 10 >= units && (asciiCount + eastAsianCount) * 10 >= units * 7
        if isText, lineEndCount > 0 || units < 40 { return asciiCount + eastAsianCount }
        // Texts of other scripts, and those without line ends: half of them at least plain ASCII.
        let zeroCount = sample.count { $0 == 0 }
        return zeroCount * 5 >= sample.count && asciiCount * 2 >= units ? asciiCount : nil
    }
}
