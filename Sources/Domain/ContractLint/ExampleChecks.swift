import Contract
import Diagnostics
import JSON
import JSONSchema

/// Every example and default of a contract beside the schema that it belongs to.
///
/// Schemas are compiled once, tolerantly: a keyword that cannot be read is left out and reported, and everything else
/// decides. Examples of media types that are not understood, such as XML, are not looked at.
struct ExampleChecks {
    /// Where a value stands.
    enum Place {
        case schema
        case defaultValue
        case mediaType
        case parameter
        case header
    }

    /// A value that its schema refuses.
    struct Refusal {
        let place: Place
        /// The example or default.
        let value: JSONNode
        /// The first reason.
        let finding: SchemaFinding
        /// Whether nothing but `format` is broken.
        let isFormatOnly: Bool
    }

    /// The values that are refused, in the order in which they were met.
    private(set) var refusals: [Refusal] = []
    /// The values that cost more than the limits allow, in the order in which they were met.
    private(set) var unjudged: [(place: Place, value: JSONNode)] = []
    /// What keeps schemas from being compiled as they are written.
    private(set) var errors: [SchemaError] = []
    /// Why no value could be judged; nil when there is no reason.
    private(set) var obstacle: SchemaError?

    private struct Pair {
        let place: Place
        let schema: Int
        let value: JSONNode
    }

    private let map: ContractMap
    private let document: JSONDocument
    private var lookup: SchemaLookup
    private var pairs: [SchemaOptions.Direction: [Pair]] = [:]
    /// Whether the side of an exchange makes a difference.
    private var isDirected = false
    private static let maximumFindingCount = 20
    private static let maximumErrorCount = 1_000

    init(_ map: ContractMap) {
        self.map = map
        document = map.document
        lookup = SchemaLookup(map)
        collectFromSchemas()
        for kind in [OpenAPIObject.mediaType, .parameter, .header] {
            for index in map.nodes(of: kind) { collect(from: document.node(at: index), kind) }
        }
        check()
    }

    // MARK: Collecting

    private mutating func collectFromSchemas() {
        for index in map.nodes(of: .schema) {
            let schema = document.node(at: index)
            for (name, value) in schema.memberNodes {
                switch name.nameText {
                case "example": add(.schema, index, value, .either)
                case "examples": for example in value.elements { add(.schema, index, example, .either) }
                case "default": add(.defaultValue, index, value, .either)
                case "readOnly", "writeOnly": if value.boolean == true { isDirected = true }
                default: break
                }
            }
        }
    }

    private mutating func collect(from node: JSONNode, _ kind: OpenAPIObject) {
        guard node.kind == .object, map.reference(at: node.index) == nil, let schema = node["schema"] else { return }
        var place = Place.parameter
        var direction = SchemaOptions.Direction.request
        switch kind {
        case .header: (place, direction) = (.header, .response)
        case .mediaType:
            guard isUnderstood(node, schema) else { return }
            (place, direction) = side(of: node)
        default: break
        }
        var values = [node["example"]].compactMap { $0 }
        values += node["examples"]?.members.compactMap { map.resolved($0.value)["value"] } ?? []
        // A text is the form as it is sent, not its fields.
        let leavesTexts =
            kind == .mediaType && values.contains { $0.kind == .string } && isForm(node)
            && lookup.types(of: schema).contains(.object)
        for value in values {
            if leavesTexts, value.kind == .string { continue }
            add(place, schema.index, value, direction)
        }
    }

    private func isForm(_ node: JSONNode) -> Bool {
        let name = JSONNode(document: document, index: map.anchor(of: node.index)).nameText
        let type = MediaRange(name)?.essence
        return type == "application/x-www-form-urlencoded" || type == "multipart/form-data"
    }

    /// Whether examples of a media type can be held against its schema.
    private mutating func isUnderstood(_ node: JSONNode, _ schema: JSONNode) -> Bool {
        let anchor = map.anchor(of: node.index)
        guard anchor != node.index else { return false }
        guard let type = MediaRange(JSONNode(document: document, index: anchor).nameText) else { return false }
        if type.isJSON || !type.isConcrete { return type.type == "*" || type.type == "application" || type.isJSON }
        if isForm(node) { return true }
        return type.type == "text" && type.subtype != "xml" && lookup.types(of: schema) == .string
    }

    /// The side of an exchange that a media type belongs to.
    private func side(of mediaType: JSONNode) -> (Place, SchemaOptions.Direction) {
        switch map.kind(of: map.owner(of: map.parent(of: mediaType.index))) {
        case .requestBody: (.mediaType, .request)
        case .response: (.mediaType, .response)
        case .parameter: (.parameter, .request)
        case .header: (.header, .response)
        default: (.mediaType, .either)
        }
    }

    private mutating func add(_ place: Place, _ schema: Int, _ value: JSONNode, _ direction: SchemaOptions.Direction) {
        pairs[direction, default: []].append(Pair(place: place, schema: schema, value: value))
    }

    // MARK: Checking

    private mutating func check() {
        if !isDirected {
            // One compilation serves for all.
            let order: [SchemaOptions.Direction] = [.either, .request, .response]
            pairs = [.either: order.flatMap { pairs[$0] ?? [] }]
        }
        // Schemas that no example belongs to are compiled too, for what is wrong with them.
        let roots = map.nodes(of: .schema).filter { index in
            map.kind(of: map.owner(of: map.parent(of: index))) != .schema
        }
        check(pairs[.either] ?? [], .either, roots: roots)
        for direction in [SchemaOptions.Direction.request, .response] {
            if let pairs = pairs[direction] { check(pairs, direction, roots: []) }
        }
    }

    private mutating func check(_ pairs: [Pair], _ direction: SchemaOptions.Direction, roots: [Int]) {
        var places: [Int: Int] = [:]
        var nodes: [JSONNode] = []
        for index in pairs.map(\.schema) + roots where places[index] == nil {
            let node = document.node(at: index)
            guard node.kind == .object || node.boolean != nil else { continue }
            places[index] = nodes.count
            nodes.append(node)
        }
        guard !nodes.isEmpty else { return }
        let uri = "contract://local/"
        let dialect = document.root["jsonSchemaDialect"]?.string.flatMap { Dialect(uri: $0) } ?? .openAPI
        var registry = SchemaRegistry()
        registry.add(document, at: uri, dialect: dialect, schemas: nodes)
        var options = SchemaOptions(assertsFormat: true, direction: direction, patternMode: .lenient)
        options.limits.maximumErrorCount = Self.maximumErrorCount
        let compiled = Schema.compileTolerantly(nodes, baseURI: uri, in: registry, options: options)
        if !roots.isEmpty { errors = compiled.errors }
        guard compiled.schemas.count == nodes.count, compiled.errors.count < Self.maximumErrorCount else {
            // What is left out decides nothing, and too much of it would hide what is wrong.
            if obstacle == nil, !pairs.isEmpty { obstacle = compiled.errors.last }
            return
        }
        for pair in pairs {
            guard let place = places[pair.schema] else { continue }
            check(pair, with: compiled.schemas[place])
        }
    }

    private mutating func check(_ pair: Pair, with schema: Schema) {
        do {
            if try schema.accepts(pair.value) { return }
            let findings = try schema.findings(in: pair.value, limit: Self.maximumFindingCount)
            guard let first = findings.first(where: { $0.keyword != "format" }) ?? findings.first else {
                return unjudged.append((place: pair.place, value: pair.value))
            }
            refusals.append(
                Refusal(
                    place: pair.place,
                    value: pair.value,
                    finding: first,
                    isFormatOnly: findings.allSatisfy { $0.keyword == "format" }
                )
            )
        } catch {
            unjudged.append((place: pair.place, value: pair.value))
        }
    }
}

extension LintRun {
    /// Reports what keeps schemas from being compiled as they are written.
    mutating func reportSchemaErrors(_ codes: Set<SchemaError.Code>) {
        for error in examples().errors where codes.contains(error.code) {
            guard let node = root[error.pointer] else { continue }
            report(error.message, at: node, remedy: error.remedy)
        }
    }
}
