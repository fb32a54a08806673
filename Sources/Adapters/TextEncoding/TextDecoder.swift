/// Decodes one encoding to UTF-8, piece by piece.
enum TextDecoder: Sendable {
    case doubleByte(DoubleByteDecoder)
    case singleByte(SingleByteDecoder)
    case utf16(UTF16Decoder)
    case utf32(UTF32Decoder)

    /// The decoder of an encoding; nil for UTF-8, which is only checked.
    init?(_ encoding: TextEncoding) {
        switch encoding {
        case .utf8: return nil
        case .utf16LittleEndian, .utf16BigEndian:
            self = .utf16(UTF16Decoder(isLittleEndian: encoding == .utf16LittleEndian))
        case .utf32LittleEndian, .utf32BigEndian:
            self = .utf32(UTF32Decoder(isLittleEndian: encoding == .utf32LittleEndian))
        case .gb18030: self = .doubleByte(DoubleByteDecoder(table: .gb18030))
        case .big5: self = .doubleByte(DoubleByteDecoder(table: .big5))
        case .shiftJIS: self = .doubleByte(DoubleByteDecoder(table: .shiftJIS))
        case .eucKR: self = .doubleByte(DoubleByteDecoder(table: .eucKR))
        case .windows1252: self = .singleByte(SingleByteDecoder())
        }
    }

    /// Bytes of the source that are decoded between two checkpoints.
    static let blockByteCount = 4096

    /// Appends what `input` stands for to `text`, block by block.
    ///
    /// - Parameters:
    ///   - input: Bytes of the source that start at a character.
    ///   - isEnd: Whether the source ends with them.
    ///   - text: Grows by the decoded text.
    ///   - report: Gets each block's step.
    /// - Returns: The number of bytes that were used up: all but a cut character at the end.
    func decode(
        _ input: [UInt8],
        isEnd: Bool,
        into text: inout [UInt8],
        report: (DecodingStep) -> Void
    ) -> Int {
        var read = 0
        text.reserveCapacity(text.count + input.count * 2)
        while read < input.count {
            let end = min(input.count, read + Self.blockByteCount)
            let start = text.count
            // The widest: one byte of windows-1252 or one stray byte becomes three.
            text.append(contentsOf: repeatElement(0, count: (end - read) * 3 + 16))
            var step = DecodingStep(from: start)
            var output = text.mutableSpan
            let block = input.span.extracting(read..<input.count)
            decode(block, upTo: end - read, isEnd: isEnd, into: &output, &step)
            text.removeLast(text.count - step.writtenCount)
            read += step.readCount
            report(step)
            if step.readCount == 0 { break }
        }
        return read
    }

    private func decode(
        _ input: Span<UInt8>,
        upTo limit: Int,
        isEnd: Bool,
        into output: inout MutableSpan<UInt8>,
        _ step: inout DecodingStep
    ) {
        switch self {
        case .doubleByte(let decoder): decoder.decode(input, upTo: limit, isEnd: isEnd, into: &output, &step)
        case .singleByte(let decoder): decoder.decode(input, upTo: limit, into: &output, &step)
        case .utf16(let decoder): decoder.decode(input, upTo: limit, isEnd: isEnd, into: &output, &step)
        case .utf32(let decoder): decoder.decode(input, upTo: limit, isEnd: isEnd, into: &output, &step)
        }
    }
}
