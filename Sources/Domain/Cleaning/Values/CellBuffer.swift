import StringFormats

/// The bytes that a step writes for one cell.
///
/// A buffer grows to the longest cell that it has held and is emptied without giving its room back, so the loop over
/// records allocates nothing; between two batches much room is given back.
struct CellBuffer: Sendable {
    /// UTF-8.
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(256) }

    var count: Int { bytes.count }

    @inline(__always)
    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    /// Empties it, and gives much room back that a long cell has taken.
    mutating func giveBack() {
        bytes.removeAll(keepingCapacity: bytes.capacity <= CleanBatch.keptByteCount)
    }

    /// Keeps the first bytes only.
    @inline(__always)
    mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }

    @inline(__always)
    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// Appends a part of a text.
    @inline(__always)
    mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
        let part = text.extracting(range)
        // SAFETY: The buffer is read before the closure ends and does not leave it.
        unsafe part.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    @inline(__always)
    mutating func append(_ text: Span<UInt8>) { append(text, 0..<text.count) }

    @inline(__always)
    mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    /// Appends a text in a normal form; false when it has that form, and then nothing is appended.
    mutating func append(_ text: Span<UInt8>, as form: NormalForm) -> Bool { form.append(text, to: &bytes) }

    /// Appends one scalar as UTF-8; a surrogate or a number beyond U+10FFFF is U+FFFD.
    mutating func append(scalar: UInt32) {
        if scalar < 0x80 { return bytes.append(UInt8(truncatingIfNeeded: scalar)) }
        let known = Unicode.Scalar(scalar) ?? "\u{FFFD}"
        bytes.append(contentsOf: Unicode.UTF8.encode(known) ?? Unicode.UTF8.encodedReplacementCharacter)
    }

    /// Appends a number of at least so many digits, zeros in front.
    mutating func append(number: Int, digitCount: Int = 1) {
        let start = bytes.count
        var rest = number.magnitude
        while rest > 0 || bytes.count - start < digitCount {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes[start...].reverse()
    }
}

/// What a step made of a cell.
enum CellOutcome: Hashable, Sendable {
    /// The cell is this part of what it was; nothing was written.
    case part(Range<Int>)
    /// The cell is what was written to the buffer.
    case written
    /// The cell cannot be what the step asks for.
    case refused
    /// The step would take more work than a cell is given.
    case tooCostly
}

extension Span where Element == UInt8 {
    /// The cell as it is.
    @inline(__always)
    var whole: CellOutcome { .part(0..<count) }

    /// The digit at an offset, 0 to 9; nil past the end and for anything else.
    @inline(__always)
    func digit(at offset: Int) -> Int? {
        guard offset < count else { return nil }
        let digit = self[offset] &- UInt8(ascii: "0")
        return digit < 10 ? Int(digit) : nil
    }

    /// Whether a token begins at an offset.
    @inline(__always)
    func has(_ token: [UInt8], at offset: Int) -> Bool {
        guard count - offset >= token.count else { return false }
        for index in token.indices where self[offset + index] != token[index] { return false }
        return true
    }

    /// Whether three bytes, as most Chinese characters have them, begin at an offset.
    @inline(__always)
    func has(_ first: UInt8, _ second: UInt8, _ third: UInt8, at offset: Int) -> Bool {
        offset + 3 <= count && self[offset] == first && self[offset + 1] == second && self[offset + 2] == third
    }

    /// Whether it has the same bytes as a token, ASCII letters of any case when asked.
    func equals(_ token: [UInt8], ignoringCase: Bool) -> Bool {
        guard count == token.count else { return false }
        for index in token.indices where self[index] != token[index] {
            guard ignoringCase, lowercased(self[index]) == lowercased(token[index]) else { return false }
        }
        return true
    }

    private func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
