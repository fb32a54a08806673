/// Decodes UTF-16.
///
/// - SeeAlso: RFC 2781.
struct UTF16Decoder: Sendable {
    let isLittleEndian: Bool

    /// Decodes the characters that start before `limit`; see ``DoubleByteDecoder``.
    func decode(
        _ input: Span<UInt8>,
        upTo limit: Int,
        isEnd: Bool,
        into output: inout MutableSpan<UInt8>,
        _ step: inout DecodingStep
    ) {
        while step.readCount < limit {
            guard let unit = unit(of: input, at: step.readCount) else {
                if isEnd { step.addStray(1, to: &output) }
                return
            }
            guard unit & 0xF800 == 0xD800 else {
                step.add(unit, for: 2, to: &output)
                continue
            }
            guard let second = self.unit(of: input, at: step.readCount + 2) else {
                guard isEnd else { return }
                step.addStray(2, to: &output)
                continue
            }
            if unit < 0xDC00, second & 0xFC00 == 0xDC00 {
                step.add(0x1_0000 + ((unit & 0x3FF) << 10) + (second & 0x3FF), for: 4, to: &output)
            } else {
                step.addStray(2, to: &output)
            }
        }
    }

    private func unit(of input: Span<UInt8>, at offset: Int) -> UInt32? {
        guard offset + 1 < input.count else { return nil }
        let (low, high) = isLittleEndian ? (input[offset], input[offset + 1]) : (input[offset + 1], input[offset])
        return UInt32(high) << 8 | UInt32(low)
    }
}

/// Decodes UTF-32.
struct UTF32Decoder: Sendable {
    let isLittleEndian: Bool

    /// Decodes the characters that start before `limit`; see ``DoubleByteDecoder``.
    func decode(
        _ input: Span<UInt8>,
        upTo limit: Int,
        isEnd: Bool,
        into output: inout MutableSpan<UInt8>,
        _ step: inout DecodingStep
    ) {
        while step.readCount < limit {
            let left = input.count - step.readCount
            guard left >= 4 else {
                if isEnd { step.addStray(left, to: &output) }
                return
            }
            var codePoint: UInt32 = 0
            for index in 0..<4 {
                let byte = UInt32(input[step.readCount + (isLittleEndian ? 3 - index : index)])
                codePoint = codePoint << 8 | byte
            }
            if Unicode.Scalar(codePoint) == nil {
                step.addStray(4, to: &output)
            } else {
                step.add(codePoint, for: 4, to: &output)
            }
        }
    }
}

/// Decodes windows-1252.
struct SingleByteDecoder: Sendable {
    private let codes = Windows1252Table.codes

    /// Decodes the bytes before `limit`; some ASCII beyond may be taken along.
    func decode(
        _ input: Span<UInt8>,
        upTo limit: Int,
        into output: inout MutableSpan<UInt8>,
        _ step: inout DecodingStep
    ) {
        while step.readCount < limit {
            let byte = input[step.readCount]
            if byte < 0x80 {
                if step.readCount &+ 8 <= input.count {
                    let bytes = word(in: input, at: step.readCount)
                    if bytes & highBits == 0 {
                        store(bytes, at: step.writtenCount, in: &output)
                        step.writtenCount &+= 8
                        step.readCount &+= 8
                        continue
                    }
                }
                step.add(UInt32(byte), for: 1, to: &output)
                continue
            }
            let code = codes[Int(byte - 0x80)]
            if code == 0 { step.addStray(1, to: &output) } else { step.add(UInt32(code), for: 1, to: &output) }
        }
    }
}
