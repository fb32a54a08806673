/// What a JSON value is.
public enum JSONKind: UInt8, Sendable {
    case null
    case `false`
    case `true`
    case number
    case string
    case array
    case object
}

/// One value or member name on the tape of a ``JSONDocument``: 16 bytes.
///
/// ```
/// low   offset (32 bits)  | length (32 bits)
/// high  kind (4) flags (4)| payload (56 bits)
/// ```
///
/// - *string, member name*: `offset` and `length` are the unescaped UTF-8 bytes; a name's payload is its ``KeyHash``.
/// - *number*: `offset` and `length` are the number's own text; the payload is its value when ``hasInlineInteger``.
/// - *array, object*: `offset` is the bracket, `length` the count of elements or members, the payload the index after
///   the last node inside. The children follow at once: elements, or name and value in turn.
@frozen
public struct TapeNode: BitwiseCopyable, Sendable {
    @usableFromInline var low: UInt64
    @usableFromInline var high: UInt64

    @usableFromInline static let integerSyntaxFlag: UInt64 = 1 << 4
    @usableFromInline static let inlineIntegerFlag: UInt64 = 1 << 5
    @usableFromInline static let decodedFlag: UInt64 = 1 << 6

    @inlinable
    init(kind: JSONKind, offset: Int, length: Int, flags: UInt64 = 0, payload: UInt64 = 0) {
        low = UInt64(truncatingIfNeeded: offset) & 0xFFFF_FFFF | UInt64(truncatingIfNeeded: length) << 32
        high = UInt64(kind.rawValue) | flags | payload << 8
    }

    /// The kind of the value.
    @inlinable public var kind: JSONKind {
        // The low four bits come from a JSONKind alone, so null is never a guess.
        JSONKind(rawValue: UInt8(truncatingIfNeeded: high & 0xF)) ?? .null
    }

    /// The raw value of ``kind``, for tables that are indexed by it.
    @inlinable package var kindIndex: Int { Int(truncatingIfNeeded: high & 0xF) }

    /// Whether it is an array or object, so that ``end`` has a meaning.
    @inlinable package var isContainer: Bool { high & 0xF >= 5 }

    /// Offset of the content in ``JSONDocument/bytes``.
    @inlinable public var offset: Int { Int(truncatingIfNeeded: low & 0xFFFF_FFFF) }

    /// Bytes of a string or number; children of an array or object.
    @inlinable public var length: Int { Int(truncatingIfNeeded: low >> 32) }

    /// Index of the node after an array or object and everything in it.
    @inlinable public var end: Int { Int(truncatingIfNeeded: high >> 8) }

    /// The ``KeyHash`` of a member name.
    @inlinable public var keyHash: UInt64 { high >> 8 }

    /// Whether a number is written without fraction and exponent.
    @inlinable public var hasIntegerSyntax: Bool { high & Self.integerSyntaxFlag != 0 }

    /// Whether ``inlineInteger`` holds a number's exact value.
    @inlinable public var hasInlineInteger: Bool { high & Self.inlineIntegerFlag != 0 }

    /// The value of a number in integer syntax of at most 16 digits.
    @inlinable public var inlineInteger: Int { Int(truncatingIfNeeded: Int64(bitPattern: high) >> 8) }

    /// Whether the content differs from what the source says, because of escapes.
    @inlinable var isDecoded: Bool { high & Self.decodedFlag != 0 }

    /// The same node with its content elsewhere.
    func moved(by distance: Int) -> Self {
        var node = self
        node.low = low & ~0xFFFF_FFFF | UInt64(truncatingIfNeeded: offset &+ distance) & 0xFFFF_FFFF
        return node
    }

    /// The same node on another tape: its content elsewhere, and the nodes inside, too.
    func moved(by distance: Int, shiftingEndBy shift: Int) -> Self {
        var node = moved(by: distance)
        if isContainer { node.high = high & 0xFF | UInt64(truncatingIfNeeded: end &+ shift) << 8 }
        return node
    }

    mutating func close(count: Int, end: Int) {
        low = low & 0xFFFF_FFFF | UInt64(truncatingIfNeeded: count) << 32
        high = high & 0xFF | UInt64(truncatingIfNeeded: end) << 8
    }
}
