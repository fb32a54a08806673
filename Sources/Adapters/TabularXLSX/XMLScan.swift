/// Searches in the bytes of a document.
enum XMLScan {
    /// The offset of a byte; the number of bytes when it is not there.
    @inline(__always)
    static func index(of byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != byte { index &+= 1 }
        return index
    }

    /// The end of a text, before the next tag, and whether something in it needs a closer look.
    @inline(__always)
    static func text(in bytes: Span<UInt8>, from start: Int) -> (end: Int, isPlain: Bool, lastReference: Int) {
        var index = start
        var isPlain = true
        var lastReference = -1
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "<") { break }
            if byte == UInt8(ascii: "&") {
                isPlain = false
                lastReference = index
            } else if byte == UInt8(ascii: "\r") {
                isPlain = false
            }
            index &+= 1
        }
        return (index, isPlain, lastReference)
    }

    /// The text of `<v>…</v></c>` when all of that is there and the text is what it says.
    static func plainValue(in bytes: Span<UInt8>, from start: Int) -> Range<Int>? {
        guard start &+ 11 <= bytes.count, bytes[start] == UInt8(ascii: "<"), bytes[start &+ 1] == UInt8(ascii: "v"),
            bytes[start &+ 2] == UInt8(ascii: ">")
        else { return nil }
        let run = text(in: bytes, from: start &+ 3)
        let end = run.end
        guard run.isPlain, end &+ 8 <= bytes.count, bytes[end &+ 1] == UInt8(ascii: "/"),
            bytes[end &+ 2] == UInt8(ascii: "v"), bytes[end &+ 3] == UInt8(ascii: ">"),
            bytes[end &+ 4] == UInt8(ascii: "<"), bytes[end &+ 5] == UInt8(ascii: "/"),
            bytes[end &+ 6] == UInt8(ascii: "c"), bytes[end &+ 7] == UInt8(ascii: ">")
        else { return nil }
        return start &+ 3..<end
    }

    /// The offset of the `>` that stands in no quotes; the number of bytes when it is not there.
    @inline(__always)
    static func endOfTag(in bytes: Span<UInt8>, from start: Int, quote: inout UInt8) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: ">") {
                return index
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            index &+= 1
        }
        return index
    }
}
