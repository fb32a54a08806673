/// One step of a ``Program``: 16 bytes.
///
/// The meaning of the operands is said at each operation. A *block* is a subschema as the machine sees it: for each
/// kind of instance an entry into the code. A *list* is a run of blocks.
struct Instruction: Hashable, BitwiseCopyable, Sendable {
    enum Operation: UInt8, Sendable {
        case fail
        case pass

        /// Block `a` must accept the same instance.
        case call
        /// The same, with resource `b` as the innermost of the dynamic scope.
        case enterScope
        /// The block that dynamic table `a` gives for the dynamic scope must accept the same instance.
        case dynamicCall
        /// One block or more of list `a` with `b` blocks must accept the instance.
        case anyOf
        /// The same, and all blocks leave their trail.
        case anyOfTracked
        /// Exactly one block of list `a` with `b` blocks must accept the instance.
        case oneOf
        /// Block `a` must not accept the instance.
        case not
        /// List `a` is condition, then, else.
        case conditional

        /// Number rule `a`.
        case number
        /// Number rule `c`, whose integers are those from `a` to `b`, both as `Int32`; at an end of that type, any.
        case numberBetween
        /// The number is in number set `a`.
        case numberIn

        /// The string has `a` to `b` Unicode scalars.
        case length
        /// The string matches pattern `a`.
        case pattern
        /// The string has format `a`.
        case format
        /// The string is in string set `a`.
        case stringIn
        /// The array or object equals one of `b` values from constant `a`.
        case equalsAny

        /// The array has `a` to `b` elements.
        case itemCount
        /// Block `a` must accept each element from position `b`.
        case items
        case itemsTracked
        /// The blocks of list `a` with `b` blocks must accept the first elements, one each.
        case prefixItems
        case prefixItemsTracked
        /// Contains rule `a`.
        case contains
        case containsTracked
        case uniqueItems

        /// The object has `a` to `b` members.
        case memberCount
        /// Object plan `a`.
        case object
        /// Object plan `a`, which looks at names alone: no patterns, no trail.
        case simpleObject
        /// The object has none of trigger `a`'s names without the names they ask for.
        case dependentRequired
        /// Block `b` must accept the object if it has trigger `a`.
        case dependentSchema

        /// Unevaluated rule `a`.
        case unevaluatedProperties
        case unevaluatedItems
    }

    var operation: Operation
    /// Whether the run ends here.
    var isLast = false
    var a: UInt32 = 0
    var b: UInt32 = 0
    var c: UInt32 = 0

    init(_ operation: Operation, _ a: UInt32 = 0, _ b: UInt32 = 0, _ c: UInt32 = 0) {
        self.operation = operation
        self.a = a
        self.b = b
        self.c = c
    }

    /// A run of one instruction.
    static func only(_ operation: Operation) -> Self {
        var instruction = Self(operation)
        instruction.isLast = true
        return instruction
    }

    /// Whether the operation looks at one value alone, without applying another block.
    var isLeaf: Bool {
        switch operation {
        case .number, .numberBetween, .numberIn, .length, .pattern, .format, .stringIn, .itemCount, .memberCount: true
        default: false
        }
    }
}
