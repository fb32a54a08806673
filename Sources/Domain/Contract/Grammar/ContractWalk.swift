import JSON

/// Finds out of what kind each object of one document is, and which references it has.
///
/// Objects are visited in the order of the document, each once, without recursion. Data is not entered: values of
/// examples, defaults and extensions may look like anything.
struct ContractWalk: Sendable {
    let document: JSONDocument
    let version: OpenAPIVersion
    /// A ``WalkShape`` for each node; 0 for one that was not visited.
    private(set) var shapes: [UInt8]
    /// What was found, in the order of the document; without targets.
    private(set) var references: [ContractReference] = []
    /// References to files in places for data, which are taken for such only if there is a file.
    private(set) var dataReferences: [DataReference] = []
    private var waiting: [(node: Int, shape: WalkShape)] = []

    init(_ document: JSONDocument, version: OpenAPIVersion) {
        self.document = document
        self.version = version
        shapes = [UInt8](repeating: 0, count: document.nodes.count)
    }

    func shape(of node: Int) -> WalkShape { WalkShape(code: shapes[node]) }

    /// Visits a node and all below it.
    ///
    /// - Returns: Whether the node is of that shape now; false when it was visited as something else.
    @discardableResult
    mutating func walk(from node: Int, as shape: WalkShape) -> Bool {
        if shapes[node] != 0 { return shapes[node] == shape.code }
        waiting.append((node, shape))
        while let next = waiting.popLast() {
            guard shapes[next.node] == 0 else { continue }
            shapes[next.node] = next.shape.code
            let mark = waiting.count
            enter(next.node, next.shape)
            waiting[mark...].reverse()
        }
        return true
    }

    private mutating func enter(_ node: Int, _ shape: WalkShape) {
        guard let kind = shape.element else { return }
        let tapeNode = document.nodes[node]
        if shape.isList {
            guard tapeNode.kind == .array else {
                noteMisplaced(node, shape)
                return
            }
            var child = node + 1
            for _ in 0..<tapeNode.length {
                waiting.append((child, WalkShape(kind)))
                child = document.end(of: child)
            }
            return
        }
        guard tapeNode.kind == .object else { return }
        if shape.isMap { enterMap(node, tapeNode, of: kind) } else { enterObject(node, tapeNode, kind) }
    }

    private mutating func enterMap(_ node: Int, _ map: TapeNode, of kind: OpenAPIObject) {
        var name = node + 1
        for _ in 0..<map.length {
            if isText(name + 1), Names.reference.matches(document.nodes[name], in: document) {
                note(.reference, at: node, text: name + 1, expected: kind, shape: .map(kind), isMisplaced: true)
            } else {
                waiting.append((name + 1, WalkShape(kind)))
            }
            name = document.end(of: name + 1)
        }
    }

    private mutating func enterObject(_ node: Int, _ object: TapeNode, _ kind: OpenAPIObject) {
        if kind == .securityRequirement { return }
        let grammar = ObjectGrammar.of(kind)
        let isReferable = kind.isReferable(in: version)
        // In a Reference Object nothing else has a meaning.
        let mayHaveSiblings = kind == .pathItem || kind == .schema && version > .v30
        let mark = waiting.count
        var name = node + 1
        for _ in 0..<object.length {
            defer { name = document.end(of: name + 1) }
            let nameNode = document.nodes[name]
            if document.isExtension(nameNode) {
                findData(in: name + 1)
                continue
            }
            if isText(name + 1), Names.reference.matches(nameNode, in: document) {
                let shape = WalkShape(kind)
                note(.reference, at: node, text: name + 1, expected: kind, shape: shape, isMisplaced: !isReferable)
                if mayHaveSiblings { continue }
                waiting.removeLast(waiting.count - mark)
                return
            }
            guard let position = grammar.position(of: nameNode, in: document) else {
                if let patterned = grammar.patterned { waiting.append((name + 1, WalkShape(patterned))) }
                if kind == .schema { noteDynamic(nameNode, name + 1, at: node) }
                continue
            }
            let field = grammar.fields[position]
            if let shape = WalkShape(field.shape) {
                waiting.append((name + 1, shape))
            } else {
                noteFile(at: name + 1, isMisplaced: field.shape != .any, ofData: field.name)
                enterValue(nameNode, name + 1, at: node, of: kind)
            }
        }
    }

    /// Notes the one reference of an object that stands where a list belongs.
    private mutating func noteMisplaced(_ node: Int, _ shape: WalkShape) {
        guard let kind = shape.element, let value = document.node(at: node)["$ref"], value.kind == .string else {
            return
        }
        note(.reference, at: node, text: value.index, expected: kind, shape: shape, isMisplaced: true)
    }

    /// Notes what the value of a field names that is no `$ref`.
    private mutating func enterValue(_ name: TapeNode, _ value: Int, at node: Int, of kind: OpenAPIObject) {
        switch kind {
        case .schema: noteDynamic(name, value, at: node)
        case .discriminator:
            if isText(value), Names.defaultMapping.matches(name, in: document) {
                note(.mapping, at: value, text: value, expected: .schema)
            }
            guard Names.mapping.matches(name, in: document), document.nodes[value].kind == .object else { return }
            var name = value + 1
            for _ in 0..<document.nodes[value].length {
                if isText(name + 1) { note(.mapping, at: name + 1, text: name + 1, expected: .schema) }
                name = document.end(of: name + 1)
            }
        case .link:
            guard isText(value), Names.operationRef.matches(name, in: document) else { return }
            note(.operation, at: node, text: value, expected: .operation)
        default: break
        }
    }

    private mutating func noteDynamic(_ name: TapeNode, _ value: Int, at node: Int) {
        guard isText(value), version > .v30, Names.dynamicRef.matches(name, in: document) else { return }
        note(.dynamic, at: node, text: value, expected: .schema)
    }

    private mutating func note(
        _ role: ContractReference.Role,
        at site: Int,
        text value: Int,
        expected: OpenAPIObject,
        shape: WalkShape? = nil,
        isMisplaced: Bool = false
    ) {
        references.append(
            ContractReference(
                site: site,
                value: value,
                text: String(decoding: document.content(of: document.nodes[value]), as: UTF8.self),
                role: role,
                expected: expected,
                isMisplaced: isMisplaced,
                shape: shape ?? WalkShape(expected)
            )
        )
    }

    private func isText(_ node: Int) -> Bool { document.nodes[node].kind == .string }

    private enum Names {
        static let reference = MemberName("$ref")
        static let dynamicRef = MemberName("$dynamicRef")
        static let mapping = MemberName("mapping")
        static let defaultMapping = MemberName("defaultMapping")
        static let operationRef = MemberName("operationRef")
    }
}

// MARK: - Data

/// An object that has nothing but a reference to a file, in a place for data.
struct DataReference: Sendable {
    /// The object.
    let site: Int
    /// The node of the text.
    let value: Int
    let text: String
    /// Whether something else belongs here: a text, a flag, a number.
    let isMisplaced: Bool
}

extension ContractWalk {
    private static let wholeValues: Set = ["example", "value", "default", "dataValue"]

    /// Notes a value that is a reference to a file as a whole.
    private mutating func noteFile(at node: Int, isMisplaced: Bool, ofData name: String) {
        guard document.nodes[node].kind == .object, isMisplaced || Self.wholeValues.contains(name) else { return }
        noteFile(at: node, isMisplaced: isMisplaced)
    }

    private mutating func noteFile(at node: Int, isMisplaced: Bool = false) {
        let object = document.nodes[node]
        guard object.kind == .object, object.length == 1, isText(node + 2),
            Names.reference.matches(document.nodes[node + 1], in: document)
        else { return }
        let text = String(decoding: document.content(of: document.nodes[node + 2]), as: UTF8.self)
        let file = text.prefix { $0 != "#" }
        guard !file.isEmpty, !file.contains("://"), FileAddress.isDocument(String(file)) else { return }
        dataReferences.append(DataReference(site: node, value: node + 2, text: text, isMisplaced: isMisplaced))
    }

    /// Finds references to files anywhere in a value, which nothing says the meaning of.
    mutating func findData(in node: Int) {
        for index in node..<document.end(of: node) where document.nodes[index].kind == .object {
            noteFile(at: index)
        }
    }

    /// Finds out whether a value that data refers to is such a reference itself.
    mutating func findWholeData(at node: Int) { noteFile(at: node) }
}
