/// A name that equals another only if both are written in the same bytes.
///
/// Texts of Swift are equal when Unicode holds them for the same, as `é` in one scalar and in two. Members of JSON
/// objects, names of files and URIs are not: as keys they would be mixed up.
///
/// - SeeAlso: RFC 8259, section 8.3.
public struct ByteName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name as a text.
    public let description: String

    /// The name that a text is.
    @inlinable
    public init(_ text: some StringProtocol) { description = String(text) }

    /// Whether both are written in the same bytes.
    @inlinable
    public static func == (left: Self, right: Self) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }

    /// Orders by bytes of UTF-8.
    public static func < (left: Self, right: Self) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }

    /// Feeds the bytes, eight at a time.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        var word: UInt64 = 0
        var count = 0
        for byte in description.utf8 {
            word = word << 8 | UInt64(byte)
            count += 1
            if count & 7 == 0 { hasher.combine(word) }
        }
        hasher.combine(word)
        hasher.combine(count)
    }
}

extension ByteName: ExpressibleByStringLiteral {
    /// A name that is written out.
    public init(stringLiteral text: String) { self.init(text) }
}
