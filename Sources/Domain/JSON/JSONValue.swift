/// A JSON value that can be made and changed, member by member.
///
/// For documents that are only read, a ``JSONNode`` costs nothing; this is for the few that are built.
public enum JSONValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One member of an object; order counts when writing, not when comparing.
    public struct Member: Hashable, Sendable {
        /// The member's name.
        public var name: String
        /// The member's value.
        public var value: JSONValue

        /// A member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }

        /// Byte by byte, since Swift takes composed and decomposed characters for equal, and JSON does not.
        func isNamed(_ other: String) -> Bool { name.utf8.elementsEqual(other.utf8) }
    }

    /// A copy of a value of a document.
    public init(_ node: JSONNode) {
        switch node.kind {
        case .null: self = .null
        case .true: self = .boolean(true)
        case .false: self = .boolean(false)
        case .number: self = node.number.map(JSONValue.number) ?? .null
        case .string: self = .string(node.string ?? "")
        case .array: self = .array(node.elements.map { JSONValue($0) })
        case .object: self = .object(node.members.map { Member($0.name, JSONValue($0.value)) })
        }
    }

    /// A whole number.
    public static func integer(_ value: Int) -> Self { .number(JSONNumber(value)) }

    /// The member of that name; setting nil removes it, setting a new one appends it.
    ///
    /// Setting has no effect on anything but objects.
    public subscript(name: String) -> JSONValue? {
        get {
            guard case .object(let members) = self else { return nil }
            return members.first { $0.isNamed(name) }?.value
        }
        set {
            guard case .object(var members) = self else { return }
            self = .null  // Gives up the only other reference, so that the members change in place.
            let position = members.firstIndex { $0.isNamed(name) }
            switch (position, newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): members.remove(at: position)
            case (nil, let value?): members.append(Member(name, value))
            case (nil, nil): break
            }
            self = .object(members)
        }
    }

    /// The text of a string; nil for anything else.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// Equality as JSON Schema defines it: by value, whatever the order of members and the syntax of numbers.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): return true
        case (.boolean(let left), .boolean(let right)): return left == right
        case (.number(let left), .number(let right)): return left == right
        case (.string(let left), .string(let right)): return left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)): return left == right
        case (.object(let left), .object(let right)):
            guard left.count == right.count else { return false }
            let byName = Dictionary(right.map { (Array($0.name.utf8), $0.value) }) { first, _ in first }
            return left.allSatisfy { byName[Array($0.name.utf8)] == $0.value }
        default: return false
        }
    }

    /// Equal values have equal hashes, whatever the order of members.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .boolean(let value): hasher.combine(value)
        case .number(let value): hasher.combine(value)
        case .string(let value): hasher.combine(value)
        case .array(let values): hasher.combine(values)
        case .object(let members):
            // A sum does not depend on the order.
            var sum = members.count
            for member in members {
                var inner = Hasher()
                inner.combine(member.name)
                inner.combine(member.value)
                sum &+= inner.finalize()
            }
            hasher.combine(sum)
        }
    }
}

// No literal for null: `nil` stays the absence of a value, or `object[name] = condition ? nil : value` would store a null
// where it should remove the member.
extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// True or false.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// An array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object, its members in the order written.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}

extension JSONValue {
    /// Applies a merge patch: members of the patch replace, `null` removes, anything but an object replaces the whole.
    ///
    /// - Complexity: O(*n*) in the value and the patch.
    /// - SeeAlso: RFC 7396, section 2.
    public func merging(_ patch: JSONNode) -> JSONValue {
        guard patch.kind == .object else { return JSONValue(patch) }
        var members: [Member?] = if case .object(let members) = self { members } else { [] }
        var positions: [[UInt8]: Int] = [:]
        for (position, member) in members.enumerated() {
            if let member, positions[Array(member.name.utf8)] == nil { positions[Array(member.name.utf8)] = position }
        }
        for (name, change) in patch.members {
            if let position = positions[Array(name.utf8)] {
                let old = members[position]?.value ?? .null
                members[position] = change.isNull ? Member?.none : Member(name, old.merging(change))
            } else if !change.isNull {
                // An object in the patch may have nulls, which are not to be taken over.
                members.append(Member(name, JSONValue.null.merging(change)))
            }
        }
        return .object(members.compactMap { $0 })
    }
}
