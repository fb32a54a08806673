/// A name that equals another only if both are written in the same bytes.
///
/// Texts of Swift are equal when Unicode holds them for the same, as `é` in one scalar and in two. Members of JSON
/// objects, names of files and URIs are not: as keys they would be mixed up.
///
/// - SeeAlso: RFC 8259, section 8.3.
package struct ByteName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ text: some StringProtocol) { description = String(text) }

    package static func == (left: Self, right: Self) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }

    package func hash(into hasher: inout Hasher) {
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
