import Contract
import Diagnostics
import Handlers
import JSON
import JSONSchema

/// A schema to check with, by number.
struct SchemaHandle: Sendable, Hashable {
    enum Use: Sendable, Hashable, CaseIterable {
        case request
        case response
        /// A record as it is kept: all that either side may see.
        case record
    }

    let use: Use
    fileprivate let index: Int
}

/// Collects the schemas of a contract, so that they are compiled together and share what they have in common.
struct SchemaCollector {
    fileprivate var nodes: [SchemaHandle.Use: [JSONNode]] = [:]
    private var known: [SchemaHandle.Use: [Int: SchemaHandle]] = [:]

    /// The handle for a schema; the same schema gets the same handle.
    mutating func handle(for schema: JSONNode, use: SchemaHandle.Use) -> SchemaHandle {
        if let handle = known[use]?[schema.index] { return handle }
        let handle = SchemaHandle(use: use, index: nodes[use, default: []].count)
        nodes[use, default: []].append(schema)
        known[use, default: [:]][schema.index] = handle
        return handle
    }
}

/// The compiled schemas of a contract.
struct SchemaChecks: Sendable {
    private var schemas: [SchemaHandle.Use: [Schema]] = [:]
    /// The most findings that one answer lists.
    static let maximumFindingCount = 50

    /// Compiles what was collected.
    ///
    /// - Throws: ``ContractError`` with every schema that cannot be used.
    init(_ collector: SchemaCollector, contract: Contract) throws(ContractError) {
        let dialect = try Self.dialect(of: contract)
        for use in SchemaHandle.Use.allCases {
            guard let nodes = collector.nodes[use] else { continue }
            let direction: SchemaOptions.Direction =
                switch use {
                case .request: .request
                case .response: .response
                case .record: .none
                }
            var registry = SchemaRegistry()
            // A reference may name a schema that no request reaches otherwise.
            let known = nodes + contract.namedSchemas
            registry.add(contract.document, at: contract.baseURI, dialect: dialect, schemas: known)
            do {
                schemas[use] = try Schema.compile(
                    nodes,
                    baseURI: contract.baseURI,
                    in: registry,
                    options: SchemaOptions(assertsFormat: true, direction: direction, patternMode: .lenient)
                )
            } catch {
                throw ContractError(error.errors.map { Self.diagnostic($0, in: contract) })
            }
        }
    }

    /// The dialect of schemas that name none themselves.
    private static func dialect(of contract: Contract) throws(ContractError) -> Dialect {
        guard let uri = contract.jsonSchemaDialect else { return .openAPI }
        if let dialect = Dialect(uri: uri) { return dialect }
        throw ContractError([
            Diagnostic(
                code: ContractRule.unknownDialect.code,
                LocalizedText("the dialect '\(uri)' is not known", zh: "未知的方言“\(uri)”"),
                at: contract.location(of: contract.document.root["jsonSchemaDialect"] ?? contract.document.root),
                remedy: LocalizedText(
                    "leave 'jsonSchemaDialect' out for the dialect of OpenAPI",
                    zh: "若使用 OpenAPI 自己的方言，请去掉“jsonSchemaDialect”"
                )
            )
        ])
    }

    /// An error with its place in the author's files.
    private static func diagnostic(_ error: SchemaError, in contract: Contract) -> Diagnostic {
        let diagnostic = error.diagnostic(in: contract.file)
        guard let node = contract.document.root[error.pointer] else { return diagnostic }
        return Diagnostic(
            code: diagnostic.code,
            diagnostic.message,
            at: contract.location(of: node),
            remedy: diagnostic.remedy
        )
    }

    /// Whether a value is valid; one that costs more than the limits allow is not.
    func accepts(_ node: JSONNode, _ handle: SchemaHandle) -> Bool {
        guard let schema = schemas[handle.use]?[handle.index] else { return true }
        do {
            return try schema.accepts(node)
        } catch {
            return false
        }
    }

    /// What is wrong with a value; nothing when it is valid.
    func findings(_ node: JSONNode, _ handle: SchemaHandle) -> [SchemaCheckFinding] {
        guard let schema = schemas[handle.use]?[handle.index], !accepts(node, handle) else { return [] }
        do {
            return try schema.findings(in: node, limit: Self.maximumFindingCount).map {
                SchemaCheckFinding(pointer: $0.instancePointer, keyword: $0.keyword, message: $0.message)
            }
        } catch {
            let message = LocalizedText("checking this takes too long", zh: "检查此内容的代价过高")
            return [SchemaCheckFinding(pointer: JSONPointer(), keyword: error.limit.rawValue, message: message)]
        }
    }
}

extension SchemaChecks {
    /// A closure that says what is wrong with a record; nothing ever is without a schema.
    func recordCheck(_ handle: SchemaHandle?) -> @Sendable (JSONNode) -> [RecordFinding] {
        { node in
            handle.map { findings(node, $0) }?.map {
                RecordFinding(pointer: $0.pointer, keyword: $0.keyword, message: $0.message)
            } ?? []
        }
    }
}

/// One thing that a schema does not accept.
struct SchemaCheckFinding: Sendable {
    let pointer: JSONPointer
    let keyword: String
    let message: LocalizedText
}
