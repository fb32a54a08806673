/// How far a decoder has come, and what it could not decode.
struct DecodingStep {
    /// Bytes of the source that were used up, from the start of the input.
    var readCount = 0
    /// Bytes of UTF-8 in the output.
    var writtenCount: Int
    /// Bytes of UTF-8 that were in the output before.
    let start: Int
    /// Characters that are not ASCII.
    var wideCharacterCount = 0
    /// Undecodable bytes: their offsets in the output and in the input, and their number.
    var strays: [(written: Int, read: Int, count: Int)] = []
    /// Offsets behind characters that are not measured as they stood: in the output and in the input.
    var checkpoints: [(written: Int, read: Int)] = []

    /// A step that appends to `start` bytes of UTF-8.
    init(from start: Int) {
        writtenCount = start
        self.start = start
    }

    /// Notes that U+FFFD stands for `count` bytes of the source.
    mutating func addStray(_ count: Int, to output: inout MutableSpan<UInt8>) {
        strays.append((writtenCount, readCount, count))
        output[writtenCount] = 0xEF
        output[writtenCount + 1] = 0xBF
        output[writtenCount + 2] = 0xBD
        writtenCount += 3
        readCount += count
        checkpoints.append((writtenCount, readCount))
    }

    /// Notes that a code point, none of a surrogate, stands for `count` bytes of the source.
    mutating func add(_ codePoint: UInt32, for count: Int, to output: inout MutableSpan<UInt8>) {
        writtenCount = put(codePoint, at: writtenCount, in: &output)
        readCount += count
        if codePoint > 0x7F { wideCharacterCount += 1 }
    }
}

/// Writes a code point as UTF-8.
///
/// - Returns: The offset behind what was written.
@inline(__always)
func put(_ codePoint: UInt32, at offset: Int, in output: inout MutableSpan<UInt8>) -> Int {
    func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: codePoint >> shift & 0x3F) }
    switch codePoint {
    case ..<0x80:
        output[offset] = UInt8(truncatingIfNeeded: codePoint)
        return offset &+ 1
    case ..<0x800:
        output[offset] = 0xC0 | UInt8(truncatingIfNeeded: codePoint >> 6)
        output[offset &+ 1] = tail(0)
        return offset &+ 2
    case ..<0x1_0000:
        output[offset] = 0xE0 | UInt8(truncatingIfNeeded: codePoint >> 12)
        output[offset &+ 1] = tail(6)
        output[offset &+ 2] = tail(0)
        return offset &+ 3
    default:
        output[offset] = 0xF0 | UInt8(truncatingIfNeeded: codePoint >> 18)
        output[offset &+ 1] = tail(12)
        output[offset &+ 2] = tail(6)
        output[offset &+ 3] = tail(0)
        return offset &+ 4
    }
}

/// Eight bytes as one integer, the first byte lowest.
@inline(__always)
func word(in bytes: Span<UInt8>, at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset &+ 8 <= bytes.count, "a word must lie inside the bytes")
    // SAFETY: The precondition keeps all eight bytes inside the span, and any bit pattern is a UInt64.
    return unsafe UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

/// The high bits of eight bytes: all 0 when they are ASCII.
let highBits: UInt64 = 0x8080_8080_8080_8080

/// Writes eight bytes from an offset on.
@inline(__always)
func store(_ word: UInt64, at offset: Int, in output: inout MutableSpan<UInt8>) {
    precondition(offset >= 0 && offset &+ 8 <= output.count, "a word must lie inside the output")
    // SAFETY: Any bit pattern is a byte, so the bytes may be written raw.
    var bytes = unsafe output.mutableBytes
    bytes.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
}
