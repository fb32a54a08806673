/// Where one field of a record stands in the text of its ``RecordBatch``; 8 bytes.
///
/// A quoted field's range leaves out the quotes around it. Doubled or escaped quotes inside are still there when
/// ``hasEscapes`` says so; ``RecordBatch/append(field:to:)`` undoes them.
public struct FieldRange: Hashable, Sendable {
    /// What was seen while the field was read.
    public struct Flags: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt32

        /// Flags of their bits.
        @inlinable
        public init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// The field stood in quotes.
        @inlinable public static var quoted: Flags { Flags(rawValue: 1 << 28) }
        /// Doubled or escaped quotes are still inside.
        @inlinable public static var hasEscapes: Flags { Flags(rawValue: 1 << 29) }
        /// The field was read by guessing what its author meant.
        @inlinable public static var repaired: Flags { Flags(rawValue: 1 << 30) }
        /// The source holds no such field; it was added to fill a short record.
        @inlinable public static var filled: Flags { Flags(rawValue: 1 << 31) }
    }

    /// The longest field, in bytes.
    public static let maximumByteCount = 1 << 28 - 1

    @usableFromInline let from: UInt32
    @usableFromInline let countAndFlags: UInt32

    /// A field of `count` bytes, below ``maximumByteCount``, from `start`, below 2³².
    @inlinable
    public init(start: Int, count: Int, flags: Flags = []) {
        from = UInt32(truncatingIfNeeded: start)
        countAndFlags = UInt32(truncatingIfNeeded: count) & 0x0FFF_FFFF | flags.rawValue
    }

    /// The offset of the first byte in the batch's text.
    @inlinable public var start: Int { Int(from) }
    /// The number of bytes, as they stand.
    @inlinable public var count: Int { Int(countAndFlags & 0x0FFF_FFFF) }
    /// The offset behind the last byte.
    @inlinable public var end: Int { start &+ count }
    /// The bytes, as offsets in the batch's text.
    @inlinable public var range: Range<Int> { start..<end }
    /// What was seen while the field was read.
    @inlinable public var flags: Flags { Flags(rawValue: countAndFlags & 0xF000_0000) }
    /// Whether the field stood in quotes.
    @inlinable public var isQuoted: Bool { countAndFlags & Flags.quoted.rawValue != 0 }
    /// Whether doubled or escaped quotes are still inside.
    @inlinable public var hasEscapes: Bool { countAndFlags & Flags.hasEscapes.rawValue != 0 }
}
