internal import Diagnostics
public import JSON

/// A compiled JSON Schema.
///
/// Compiling reads the schema and all it refers to once; after that any number of threads may ask at the same time.
public struct Schema: Sendable {
    let program: Program
    let root: SubschemaID
    private let entry: UInt32

    /// Compiles the schema at a node.
    ///
    /// - Parameters:
    ///   - node: A schema: any node of a document of the registry, or of one that nobody has added yet.
    ///   - baseURI: The URI of the node's document, if it is not in the registry.
    ///   - registry: The documents that references may lead to.
    ///   - options: How to compile.
    /// - Throws: ``InvalidSchema`` with all that is wrong.
    public init(
        _ node: JSONNode,
        baseURI: String = SchemaRegistry.anonymousURI,
        in registry: SchemaRegistry = SchemaRegistry(),
        options: SchemaOptions = SchemaOptions()
    ) throws(InvalidSchema) {
        self = try Self.compile([node], baseURI: baseURI, in: registry, options: options)[0]
    }

    /// Compiles several schemas, which share all they have in common.
    ///
    /// - Returns: The schemas in the order of their nodes.
    /// - Throws: ``InvalidSchema`` with all that is wrong with any of them.
    public static func compile(
        _ nodes: [JSONNode],
        baseURI: String = SchemaRegistry.anonymousURI,
        in registry: SchemaRegistry = SchemaRegistry(),
        options: SchemaOptions = SchemaOptions()
    ) throws(InvalidSchema) -> [Schema] {
        var registry = registry
        for node in nodes where registry.documentID(of: node.document) == nil {
            registry.add(node.document, at: baseURI, schemas: node.index == 0 ? nil : [node])
        }
        var compiler = SchemaCompiler(registry: registry, options: options)
        var roots: [SubschemaID] = []
        if let node = nodes.first, let document = registry.documentID(of: node.document) {
            compiler.checkRegistry(at: node, in: document)
        }
        for node in nodes {
            guard let document = registry.documentID(of: node.document) else { continue }
            roots.append(compiler.schema(at: node.index, in: document, from: nil))
        }
        compiler.finish()
        if !compiler.errors.isEmpty { throw InvalidSchema(compiler.errors) }
        var emitter = CodeEmitter(compiler)
        let entries = roots.map { emitter.block($0, isTracked: false) }
        emitter.finish()
        if emitter.isTooLarge, let node = nodes.first, let document = registry.documentID(of: node.document) {
            let most = options.limits.maximumProgramSize
            let text = LocalizedText("\(most) instructions and table entries", zh: "\(most) 条指令和表项")
            compiler.tooLarge("maximumProgramSize", text, at: node, in: document)
            throw InvalidSchema(compiler.errors)
        }
        let program = Program(emitter, compiler: compiler)
        return zip(roots, entries).map { Schema(program: program, root: $0, entry: $1) }
    }

    private init(program: Program, root: SubschemaID, entry: UInt32) {
        self.program = program
        self.root = root
        self.entry = entry
    }

    /// Whether the schema accepts an instance: the fast way, without reasons.
    ///
    /// - Throws: ``SchemaLimitError`` when the instance asks for more than the limits allow.
    public func accepts(_ instance: JSONNode) throws(SchemaLimitError) -> Bool {
        var machine = Machine(program, on: instance.document)
        let isAccepted = machine.run(entry, instance.index)
        if let limit = machine.exceeded { throw SchemaLimitError(limit: limit) }
        return isAccepted
    }
}

extension Schema {
    /// Why the schema refuses an instance: every reason, leaf by leaf; none when it accepts it.
    ///
    /// Of `anyOf` and `oneOf` the branch that came closest is explained. An instance for which ``accepts(_:)`` is false
    /// has at least one finding, and one for which it is true has none.
    ///
    /// - Parameters:
    ///   - instance: The value to check.
    ///   - limit: How many findings there may be at most.
    /// - Returns: The findings, in the order of the schema's keywords.
    /// - Throws: ``SchemaLimitError`` when the instance asks for more than the limits allow.
    public func findings(in instance: JSONNode, limit: Int = 100) throws(SchemaLimitError) -> [SchemaFinding] {
        if try accepts(instance) { return [] }
        let (_, findings) = explain(instance, limit: limit)
        if !findings.isEmpty { return findings }
        let finding = RawFinding(
            instance: instance.index,
            path: [],
            schema: root,
            site: program.subschemas[root].node,
            keyword: "",
            message: FindingMessage.tooMuchToExplain
        )
        return [located(finding, below: instance)]
    }

    /// The verdict keyword by keyword, nil where a limit was hit, and its reasons.
    func explain(_ instance: JSONNode, limit: Int) -> (isAccepted: Bool?, findings: [SchemaFinding]) {
        var explainer = Explainer(program, on: instance.document, limit: max(1, limit))
        let isAccepted = explainer.apply(root, instance.index, via: .schema)
        let findings = explainer.findings.map { located($0, below: instance) }
        return (explainer.exceeded == nil ? isAccepted : nil, findings)
    }

    private func located(_ finding: RawFinding, below instance: JSONNode) -> SchemaFinding {
        let registry = program.registry
        let place = program.subschemas[finding.schema]
        let home = registry.resources[place.resource].uri
        let outer = instance.pointer.tokens.count
        let inner = instance.document.node(at: finding.instance).pointer.tokens
        return SchemaFinding(
            instancePointer: JSONPointer(tokens: Array(inner.dropFirst(outer))),
            instanceNode: finding.instance,
            evaluationPath: JSONPointer(tokens: finding.path),
            schemaLocation: "\(home)#\(registry.pointer(to: finding.site, in: place.resource))",
            keyword: finding.keyword,
            message: finding.message
        )
    }
}
