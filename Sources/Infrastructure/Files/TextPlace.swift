/// Where a byte of a text stands.
public struct TextPlace: Hashable, Sendable {
    /// The line, from 1; lines end with LF.
    public let line: Int
    /// The column, from 1, in characters of UTF-8.
    public let column: Int

    /// The place of the byte at `offset`, from 0.
    init(ofByte offset: Int, in bytes: [UInt8]) {
        var line = 1
        var start = 0
        for index in 0..<offset where bytes[index] == 0x0A {
            line += 1
            start = index + 1
        }
        // Continuation bytes start no character; the byte itself may be one.
        column = max(1, bytes[start...offset].count { $0 & 0xC0 != 0x80 })
        self.line = line
    }
}
