/// A shape of pattern that needs no engine.
package enum FastClass: Sendable, Equatable {
    /// `.*`, `^` or the empty pattern.
    case always
    /// `^abc$`
    case equals([UInt8])
    /// `^abc`
    case prefix([UInt8])
    /// `abc$`
    case suffix([UInt8])
    /// `abc`
    case contains([UInt8])
    /// `.+` or `[0-9]`: one scalar of a set, anywhere.
    case containsAny(MemberTest)
    /// `^[a-z]{2,5}$`: nothing but scalars of a set, so many of them; no maximum means without end.
    case only(MemberTest, minimum: Int, maximum: Int?)
    /// `^\d{4}-\d{2}$`: one ASCII set for each byte.
    case bytes([ByteSet])

    /// The ASCII members of a set, as a bitmap.
    package struct ByteSet: Sendable, Hashable {
        private var low: UInt64 = 0
        private var high: UInt64 = 0

        init(_ set: ScalarSet) {
            for range in set.ranges where range.lowerBound < 0x80 {
                for value in range.lowerBound...min(range.upperBound, 0x7F) {
                    if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
                }
            }
        }

        @inline(__always)
        func contains(_ byte: UInt8) -> Bool {
            let word = byte & 0x40 == 0 ? low : high
            return byte < 0x80 && word >> UInt64(byte & 0x3F) & 1 == 1
        }
    }

    /// Membership in a set, with a bitmap in front for ASCII.
    package struct MemberTest: Sendable, Hashable {
        let ascii: ByteSet
        private let set: ScalarSet

        init(_ set: ScalarSet) {
            ascii = ByteSet(set)
            self.set = set
        }

        /// How many bytes the scalar at an offset has when it is a member, else 0.
        @inline(__always)
        func byteCount(in text: Span<UInt8>, at offset: Int) -> Int {
            let byte = text[offset]
            if byte < 0x80 { return ascii.contains(byte) ? 1 : 0 }
            let scalar = text.repairedScalar(at: offset)
            return set.contains(scalar.value) ? scalar.byteCount : 0
        }
    }
}
