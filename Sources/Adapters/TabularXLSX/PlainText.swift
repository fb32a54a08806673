import Tabular

/// Text between two tags.
enum PlainText {
    private static let opening = ByteWord.repeating(UInt8(ascii: "<"))
    private static let reference = ByteWord.repeating(UInt8(ascii: "&"))
    private static let carriageReturn = ByteWord.repeating(UInt8(ascii: "\r"))

    /// Goes on to the next tag.
    ///
    /// - Returns: Whether the text is what it says: without references, and without line ends but LF; nil when there is no
    ///   tag.
    @inline(__always)
    static func skip(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool? {
        var isPlain = true
        while index &+ 8 <= bytes.count {
            let word = ByteWord(bytes, at: index)
            let tags = word.matches(opening)
            let others = word.matches(reference) | word.matches(carriageReturn)
            if tags != 0 {
                // What stands before the tag; bits below its lowest one.
                if others & (tags &- 1) & ~tags != 0 { isPlain = false }
                index &+= tags.trailingZeroBitCount >> 3
                return isPlain
            }
            if others != 0 { isPlain = false }
            index &+= 8
        }
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"): return isPlain
            case UInt8(ascii: "&"), UInt8(ascii: "\r"): isPlain = false
            default: break
            }
            index &+= 1
        }
        return nil
    }

    private static let spaceKept = Array(" xml:space=\"preserve\">".utf8)

    /// Goes behind the end of a tag that has at most the attribute `xml:space="preserve"`; false for any other.
    @inline(__always)
    static func skipTagEnd(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        guard index < bytes.count else { return false }
        if bytes[index] == UInt8(ascii: ">") {
            index &+= 1
            return true
        }
        guard index &+ spaceKept.count <= bytes.count else { return false }
        for offset in spaceKept.indices where bytes[index &+ offset] != spaceKept[offset] { return false }
        index &+= spaceKept.count
        return true
    }

    /// Appends bytes as they are.
    @inline(__always)
    static func append(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
        // SAFETY: The buffer is used up before the call returns.
        unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Appends a text, its references resolved; false when one of them is not known.
    @inline(__always)
    static func append(_ text: Span<UInt8>, isPlain: Bool, to bytes: inout [UInt8]) -> Bool {
        if isPlain {
            append(text, to: &bytes)
            return true
        }
        do throws(TabularError) {
            try XMLText.append(text, to: &bytes, "")
            return true
        } catch {
            // The strict reader finds the same error and says where.
            return false
        }
    }
}

extension ByteWord {
    /// A text of at most eight bytes as the word that it begins.
    static func word(_ text: StaticString) -> UInt64 {
        var word: UInt64 = 0
        text.withUTF8Buffer { buffer in
            for index in (0..<min(8, buffer.count)).reversed() {
                // SAFETY: A static string lives as long as the program, and the index is below its count.
                word = unsafe word << 8 | UInt64(buffer[index])
            }
        }
        return word
    }

    /// Whether the first bytes, at most eight, are those of a word.
    @inline(__always)
    func hasPrefix(_ word: UInt64, count: Int) -> Bool {
        let mask: UInt64 = count == 8 ? .max : (1 << UInt64(8 &* count)) &- 1
        // No byte of a match differs.
        let expected = UInt64(0x8080_8080_8080_8080) & mask
        return matches(word) & mask == expected
    }
}
