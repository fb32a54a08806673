internal import JSON

/// Runs a ``Program`` on one document and says yes or no.
///
/// A limit that is hit makes every further block refuse, so that the way back is short; whoever started the machine
/// looks at ``exceeded`` before the answer.
struct Machine {
    let entries: [UInt32]
    let code: [Instruction]
    let nodes: [TapeNode]
    let bytes: [UInt8]
    let program: Program
    let document: JSONDocument
    /// Children that have been evaluated, as tape indices; see ``everything``.
    var trail: [UInt32] = []
    /// Resources that evaluation has entered, outermost first.
    var scope: [UInt32] = []
    private(set) var exceeded: SchemaLimitError.Limit?
    private var depth: Int
    private var stepCount: Int

    /// Stands on the trail for all children of the node at hand.
    static let everything = UInt32.max

    init(_ program: Program, on document: JSONDocument) {
        entries = program.entries
        code = program.code
        nodes = document.nodes
        bytes = document.bytes
        self.program = program
        self.document = document
        depth = program.limits.maximumDepth
        stepCount = program.limits.stepCount(forNodes: document.nodes.count)
    }

    /// How many levels may still be entered.
    var remainingDepth: Int { depth }

    /// Gives up: from here on every block refuses.
    @inline(never)
    mutating func exceed(_ limit: SchemaLimitError.Limit) {
        if exceeded == nil { exceeded = limit }
        depth = Int.min / 2
    }

    /// Applies a block to a node.
    @inline(__always)
    mutating func run(_ block: UInt32, _ node: Int) -> Bool {
        let slot = Int(block) &* Program.kindCount &+ Int(nodes[node].kind.rawValue)
        let entry = entries[slot]
        if entry <= Program.passEntry { return entry == Program.passEntry }
        return execute(Int(entry), node)
    }

    /// Runs instructions to their end.
    ///
    /// Every operation is a function of its own that is never inlined, since together their variables would make each
    /// level of nesting take several times the stack; and each is mutating, since any other gets a copy of the machine.
    private mutating func execute(_ entry: Int, _ node: Int) -> Bool {
        depth &-= 1
        stepCount &-= 1
        if depth < 0 || stepCount < 0 {
            exceed(depth < 0 ? .depth : .steps)
            return false
        }
        defer { depth &+= 1 }
        var next = entry
        while true {
            let instruction = code[next]
            next &+= 1
            let isAccepted: Bool
            switch instruction.operation {
            case .fail: return false
            case .pass: return true
            case .call: isAccepted = run(instruction.a, node)
            case .enterScope: isAccepted = enterScope(instruction, node)
            case .dynamicCall: isAccepted = dynamicCall(instruction, node)
            case .anyOf: isAccepted = anyOf(instruction, node)
            case .anyOfTracked: isAccepted = anyOfTracked(instruction, node)
            case .oneOf: isAccepted = oneOf(instruction, node)
            case .not: isAccepted = not(instruction, node)
            case .conditional: isAccepted = conditional(instruction, node)
            case .number: isAccepted = number(instruction, node)
            case .numberIn: isAccepted = numberIn(instruction, node)
            case .length: isAccepted = length(instruction, node)
            case .pattern: isAccepted = matches(Int(instruction.a), node)
            case .format: isAccepted = format(instruction, node)
            case .stringIn: isAccepted = stringIn(instruction, node)
            case .equalsAny: isAccepted = equalsAny(instruction, node)
            case .itemCount, .memberCount: isAccepted = count(instruction, node)
            case .items: isAccepted = items(instruction, node)
            case .itemsTracked: isAccepted = itemsTracked(instruction, node)
            case .prefixItems: isAccepted = prefixItems(instruction, node)
            case .prefixItemsTracked: isAccepted = prefixItemsTracked(instruction, node)
            case .contains, .containsTracked: isAccepted = contains(instruction, node)
            case .uniqueItems: isAccepted = hasUniqueItems(node)
            case .simpleObject: isAccepted = simpleObject(Int(instruction.a), node)
            case .object: isAccepted = object(Int(instruction.a), node)
            case .dependentRequired: isAccepted = dependentRequired(instruction, node)
            case .dependentSchema: isAccepted = dependentSchema(instruction, node)
            case .unevaluatedProperties: isAccepted = unevaluatedProperties(instruction, node)
            case .unevaluatedItems: isAccepted = unevaluatedItems(instruction, node)
            }
            if !isAccepted { return false }
        }
    }

    /// The index after a node and everything in it.
    @inline(__always)
    func end(of index: Int) -> Int {
        let node = nodes[index]
        return node.kind.rawValue >= JSONKind.array.rawValue ? node.end : index &+ 1
    }
}
