import JSON

/// Names a ``Subschema`` by its place in the compiled list.
typealias SubschemaID = Int

/// One schema object or boolean, its keywords checked and its references resolved.
struct Subschema: Sendable {
    let document: Int
    let node: Int
    let resource: Int
    /// The value of a boolean schema.
    var boolean: Bool?
    var rules: [Rule] = []
    /// The member names that only annotate.
    var annotations: [Int] = []
    /// Whether evaluation may come here from another resource.
    var isScopeEntry = false
}

/// One keyword, ready to be applied.
struct Rule: Sendable {
    let keyword: Keyword
    /// The node of the keyword's value.
    let node: Int
    let check: Check
}

/// What a keyword asks of an instance.
enum Check: Sendable {
    case type(TypeSet)
    /// `const` and `enum`.
    case values([JSONNode])

    case multipleOf(ExactDecimal)
    case bound(NumberBound)
    case numberFormat(NumberFormat)

    case minimumLength(Int)
    case maximumLength(Int)
    case pattern(Int)
    case format(Int)

    case minimumItems(Int)
    case maximumItems(Int)
    case uniqueItems
    case contains(SubschemaID, minimum: Int, maximum: Int?, marks: Bool)
    case prefixItems([SubschemaID])
    case items(SubschemaID, from: Int)

    case minimumProperties(Int)
    case maximumProperties(Int)
    case required([PropertyName])
    case properties([SubschemaID], PropertyTable)
    case patternProperties([PatternProperty])
    case additionalProperties(SubschemaID, known: PropertyTable, patterns: [Int])
    case propertyNames(SubschemaID)
    case dependentRequired([DependentNames])
    case dependentSchemas([DependentSchema])

    case allOf([SubschemaID])
    case anyOf([SubschemaID])
    case oneOf([SubschemaID])
    case not(SubschemaID)
    case conditional(SubschemaID, then: SubschemaID?, else: SubschemaID?)
    case reference(SubschemaID)
    /// The outermost resource of the dynamic scope that has an anchor of this name; the fallback when none has.
    case dynamicReference(name: Int, fallback: SubschemaID)

    case unevaluatedItems(SubschemaID)
    case unevaluatedProperties(SubschemaID)
}

struct NumberBound: Sendable {
    let value: ExactDecimal
    let isUpper: Bool
    let isExclusive: Bool

    func admits(_ number: ExactDecimal) -> Bool {
        if isUpper { return isExclusive ? number < value : !(value < number) }
        return isExclusive ? value < number : !(number < value)
    }
}

struct PatternProperty: Sendable {
    let pattern: Int
    let schema: SubschemaID
}

struct DependentNames: Sendable {
    let trigger: PropertyName
    let names: [PropertyName]
}

struct DependentSchema: Sendable {
    let trigger: PropertyName
    let schema: SubschemaID
}

/// A member name that a schema speaks of.
struct PropertyName: Hashable, Sendable {
    let text: String
    let bytes: [UInt8]
    /// ``KeyHash`` and length in one integer: different for different names, but for collisions of long ones.
    let key: UInt64

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        key = Self.key(hash: KeyHash.hash(text), length: bytes.count)
    }

    @inline(__always)
    static func key(of name: TapeNode) -> UInt64 { key(hash: name.keyHash, length: name.length) }

    @inline(__always)
    static func key(hash: UInt64, length: Int) -> UInt64 { hash << 8 | UInt64(truncatingIfNeeded: min(length, 255)) }

    static func == (left: Self, right: Self) -> Bool { left.key == right.key && left.bytes == right.bytes }

    func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// The types of `type`, and those that an instance has.
struct TypeSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    static let null = TypeSet(rawValue: 1 << 0)
    static let boolean = TypeSet(rawValue: 1 << 1)
    static let number = TypeSet(rawValue: 1 << 2)
    static let string = TypeSet(rawValue: 1 << 3)
    static let array = TypeSet(rawValue: 1 << 4)
    static let object = TypeSet(rawValue: 1 << 5)
    /// Numbers whose value is whole.
    static let integer = TypeSet(rawValue: 1 << 6)
    /// Numbers written without fraction and exponent: the integers of draft 4.
    static let integerSyntax = TypeSet(rawValue: 1 << 7)

    static let names: [(name: String, type: TypeSet)] = [
        ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .number), ("string", .string),
        ("array", .array), ("object", .object),
    ]

    /// Whether some instance of a kind may have one of the types.
    func admits(_ kind: JSONKind) -> Bool {
        switch kind {
        case .null: contains(.null)
        case .true, .false: contains(.boolean)
        case .number: !isDisjoint(with: [.number, .integer, .integerSyntax])
        case .string: contains(.string)
        case .array: contains(.array)
        case .object: contains(.object)
        }
    }
}
