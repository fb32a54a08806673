/// Reads DER elements one after the other: as much of X.690 as the envelope of an Ed25519 key needs.
struct DERReader {
    enum Tag {
        static let integer: UInt8 = 0x02
        static let bitString: UInt8 = 0x03
        static let octetString: UInt8 = 0x04
        static let objectIdentifier: UInt8 = 0x06
        static let sequence: UInt8 = 0x30
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    /// The content of the next element; nil, and nothing read, unless it has that tag and is complete.
    mutating func element(_ tag: UInt8) -> ArraySlice<UInt8>? {
        var cursor = rest
        guard cursor.popFirst() == tag, let first = cursor.popFirst() else { return nil }
        var count = Int(first)
        if first >= 0x80 {
            // Two bytes of length reach 64 KiB, and DER allows the long form only where the short one does not do.
            guard first == 0x81 || first == 0x82 else { return nil }
            count = 0
            for _ in 0x80..<first {
                guard let byte = cursor.popFirst() else { return nil }
                count = count << 8 | Int(byte)
            }
            guard count >= (first == 0x81 ? 0x80 : 0x100) else { return nil }
        }
        guard cursor.count >= count else { return nil }
        rest = cursor.dropFirst(count)
        return cursor.prefix(count)
    }
}
