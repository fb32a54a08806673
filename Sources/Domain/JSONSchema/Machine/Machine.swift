import JSON

/// Runs a ``Program`` on one document and says yes or no.
///
/// A limit that is hit makes every further block refuse, so that the way back is short; whoever started the machine
/// looks at ``exceeded`` before the answer.
struct Machine {
    let entries: Cells<UInt32>
    let code: Cells<Instruction>
    let tables: ProgramCells
    let nodes: Cells<TapeNode>
    let bytes: Cells<UInt8>
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

    private init(_ program: Program, on document: JSONDocument, nodes: Cells<TapeNode>, bytes: Cells<UInt8>) {
        entries = program.cells.entries
        code = program.cells.code
        tables = program.cells
        self.nodes = nodes
        self.bytes = bytes
        self.program = program
        self.document = document
        depth = program.limits.maximumDepth
        stepCount = program.limits.stepCount(forNodes: document.nodes.count)
    }

    /// Applies a block of a program to a node of a document.
    ///
    /// - Throws: ``SchemaLimitError`` when that asks for more than the limits allow.
    static func run(
        _ program: Program,
        from block: UInt32,
        on document: JSONDocument,
        at node: Int
    ) throws(SchemaLimitError) -> Bool {
        var isAccepted = false
        var exceeded: SchemaLimitError.Limit?
        // SAFETY: The machine lives no longer than the two closures, and the program is kept by its caller.
        unsafe document.nodes.withUnsafeBufferPointer { nodes in
            // SAFETY: As above.
            unsafe document.bytes.withUnsafeBufferPointer { bytes in
                // SAFETY: As above.
                let cells = unsafe (nodes: Cells(borrowing: nodes), bytes: Cells(borrowing: bytes))
                var machine = Machine(program, on: document, nodes: cells.nodes, bytes: cells.bytes)
                isAccepted = machine.run(block, node)
                exceeded = machine.exceeded
            }
        }
        if let exceeded { throw SchemaLimitError(limit: exceeded) }
        return isAccepted
    }

    /// How many levels may still be entered.
    var remainingDepth: Int { depth }

    /// Gives up: from here on every block refuses.
    @inline(never)
    mutating func exceed(_ limit: SchemaLimitError.Limit) {
        if exceeded == nil { exceeded = limit }
        depth = Int.min / 2
    }

    /// Counts work that is done without blocks, in steps of about the same cost.
    @inline(__always)
    mutating func spend(_ steps: Int) {
        stepCount &-= steps
        if stepCount < 0 { exceed(.steps) }
    }

    /// Applies a block to a node.
    @inline(__always)
    mutating func run(_ block: UInt32, _ node: Int) -> Bool { run(block, node, kind: nodes[node].kindIndex) }

    /// Applies a block to a node whose kind is at hand.
    @inline(__always)
    mutating func run(_ block: UInt32, _ node: Int, kind: Int) -> Bool {
        enter(entries[Int(block) &* Program.kindCount &+ kind], node)
    }

    /// Runs the instructions at an entry.
    @inline(__always)
    mutating func enter(_ entry: UInt32, _ node: Int) -> Bool {
        if entry <= Program.passEntry { return entry == Program.passEntry }
        if entry & CodeLinker.leafBit != 0 { return runLeaves(Int(entry & ~CodeLinker.leafBit), node) }
        return execute(Int(entry), node)
    }

    /// Runs instructions that look at one value alone.
    @inline(never)
    private mutating func runLeaves(_ entry: Int, _ node: Int) -> Bool {
        var next = entry
        while true {
            let instruction = code[next]
            next &+= 1
            spend(1)
            guard runLeaf(instruction, node) else { return false }
            if instruction.isLast { return true }
        }
    }

    @inline(__always)
    private mutating func runLeaf(_ instruction: Instruction, _ node: Int) -> Bool {
        switch instruction.operation {
        case .numberBetween: numberBetween(instruction, node)
        case .number: number(instruction.a, node)
        case .numberIn: numberIn(instruction, node)
        case .length: length(instruction, node)
        case .pattern: matches(Int(instruction.a), node)
        case .format: format(instruction, node)
        case .stringIn: stringIn(instruction, node)
        case .itemCount, .memberCount: count(instruction, node)
        default: false
        }
    }

    /// Runs instructions to their end.
    ///
    /// Every operation is a function of its own that is never inlined, since together their variables would make each
    /// level of nesting take several times the stack; and each is mutating, since any other gets a copy of the machine.
    @inline(never)
    private mutating func execute(_ entry: Int, _ node: Int) -> Bool {
        depth &-= 1
        if depth < 0 || stepCount < 0 {
            exceed(depth < 0 ? .depth : .steps)
            return false
        }
        defer { depth &+= 1 }
        var next = entry
        while true {
            let instruction = code[next]
            next &+= 1
            stepCount &-= 1
            guard perform(instruction, node) else { return false }
            if instruction.isLast { return true }
        }
    }

    @inline(__always)
    private mutating func perform(_ instruction: Instruction, _ node: Int) -> Bool {
        switch instruction.operation {
        case .fail: false
        case .pass: true
        case .call: run(instruction.a, node)
        case .enterScope: enterScope(instruction, node)
        case .dynamicCall: dynamicCall(instruction, node)
        case .anyOf: anyOf(instruction, node)
        case .anyOfTracked: anyOfTracked(instruction, node)
        case .oneOf: oneOf(instruction, node)
        case .not: not(instruction, node)
        case .conditional: conditional(instruction, node)
        case .number, .numberBetween, .numberIn, .length, .pattern, .format, .stringIn, .itemCount, .memberCount:
            runLeaf(instruction, node)
        case .equalsAny: equalsAny(instruction, node)
        case .items: items(instruction, node)
        case .itemsTracked: itemsTracked(instruction, node)
        case .prefixItems: prefixItems(instruction, node)
        case .prefixItemsTracked: prefixItemsTracked(instruction, node)
        case .contains, .containsTracked: contains(instruction, node)
        case .uniqueItems: hasUniqueItems(node)
        case .simpleObject: simpleObject(Int(instruction.a), node)
        case .object: object(Int(instruction.a), node)
        case .dependentRequired: dependentRequired(instruction, node)
        case .dependentSchema: dependentSchema(instruction, node)
        case .unevaluatedProperties: unevaluatedProperties(instruction, node)
        case .unevaluatedItems: unevaluatedItems(instruction, node)
        }
    }

    /// The index after a node and everything in it.
    @inline(__always)
    func end(of index: Int) -> Int {
        let node = nodes[index]
        return node.isContainer ? node.end : index &+ 1
    }
}
