/// The way from a record to one of its fields, through nested objects.
///
/// `address.city` is the member `city` of the object in the member `address`. Paths do not lead into arrays.
public struct FieldPath: Hashable, Sendable, CustomStringConvertible {
    /// The member names, outermost first; a name may hold any character, dots too.
    public let names: [String]

    /// A path from member names.
    public init(names: [String]) { self.names = names }

    /// A path from its dotted form; for a name that holds a dot use ``init(names:)``.
    public init(_ dotted: String) {
        names = dotted.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    /// The dotted form, for people.
    public var description: String { names.joined(separator: ".") }

    /// Equality byte by byte, as JSON compares names.
    public static func == (left: Self, right: Self) -> Bool {
        left.names.count == right.names.count
            && zip(left.names, right.names).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }

    /// Hashes the bytes of the names.
    public func hash(into hasher: inout Hasher) {
        for name in names { hasher.combine(ExactText(name)) }
    }
}

extension FieldPath: ExpressibleByStringLiteral {
    /// A path from its dotted form.
    public init(stringLiteral value: String) { self.init(value) }
}
