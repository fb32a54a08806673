import Diagnostics
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
        let compilation = compilation(of: nodes, baseURI: baseURI, in: registry, options: options, isTolerant: false)
        if !compilation.errors.isEmpty { throw InvalidSchema(compilation.errors) }
        return compilation.schemas
    }

    /// Compiles several schemas as far as they can be: a keyword that cannot be read is left out and reported.
    ///
    /// A schema that applies itself without end decides nothing. Beyond the limits there are no schemas at all.
    ///
    /// - Returns: The schemas in the order of their nodes, and all that is wrong with any of them.
    package static func compileTolerantly(
        _ nodes: [JSONNode],
        baseURI: String = SchemaRegistry.anonymousURI,
        in registry: SchemaRegistry = SchemaRegistry(),
        options: SchemaOptions = SchemaOptions()
    ) -> (schemas: [Schema], errors: [SchemaError]) {
        let compilation = compilation(of: nodes, baseURI: baseURI, in: registry, options: options, isTolerant: true)
        let errors = compilation.errors.isEmpty ? [] : InvalidSchema(compilation.errors).errors
        return (compilation.schemas, errors)
    }

    private static func compilation(
        of nodes: [JSONNode],
        baseURI: String,
        in registry: SchemaRegistry,
        options: SchemaOptions,
        isTolerant: Bool
    ) -> (schemas: [Schema], errors: [SchemaError]) {
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
        compiler.finish(isTolerant: isTolerant)
        if compiler.isTooLarge || !isTolerant && !compiler.errors.isEmpty { return ([], compiler.errors) }
        var emitter = CodeEmitter(compiler)
        let entries = roots.map { emitter.block($0, isTracked: false) }
        emitter.finish()
        if emitter.isTooLarge, let node = nodes.first, let document = registry.documentID(of: node.document) {
            let most = options.limits.maximumProgramSize
            let text = LocalizedText("\(most) instructions and table entries", zh: "\(most) 条指令和表项")
            compiler.tooLarge("maximumProgramSize", text, at: node, in: document)
            return ([], compiler.errors)
        }
        let program = Program(emitter, compiler: compiler)
        return (zip(roots, entries).map { Schema(program: program, root: $0, entry: $1) }, compiler.errors)
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
        try Machine.run(program, from: entry, on: instance.document, at: instance.index)
    }
}
