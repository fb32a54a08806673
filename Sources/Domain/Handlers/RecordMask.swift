import Contract
public import JSON

/// What of a record an answer does not show: properties that are `writeOnly`, and those that its schema refuses.
public struct RecordMask: Sendable {
    /// What a schema says about showing; other schemas are named by their index on the contract's tape, so that
    /// recursive ones need no end.
    private enum Rule: Sendable {
        case hidden
        case object([String: Int], isClosed: Bool)
        case array(Int)
        case all
    }

    private var rules: [Int: Rule] = [:]
    private var root: Int?
    private let hidden: Set<String>

    /// Hides nothing.
    public static let none = RecordMask(schema: nil)

    /// The mask for answers of a schema.
    ///
    /// - Parameters:
    ///   - schema: The schema of one record in the answer.
    ///   - stored: The schema that records are checked against before they are kept: what it refuses is never there.
    ///   - hidden: Members that are never shown, whatever the schema says.
    public init(schema: JSONNode?, stored: JSONNode? = nil, hiding hidden: [String] = []) {
        self.hidden = Set(hidden)
        guard let schema else { return }
        let isStoredSo = stored.map { SchemaShape.resolved($0).index == SchemaShape.resolved(schema).index } ?? false
        collect(from: schema)
        let matters = rules.values.contains { rule in
            switch rule {
            case .hidden: true
            case .object(_, let isClosed): isClosed && !isStoredSo
            case .array, .all: false
            }
        }
        if matters { root = schema.index }
    }

    /// Whether every record is shown as it is stored.
    public var isEmpty: Bool { root == nil && hidden.isEmpty }

    /// The text of a record as it is shown.
    public func visible(_ record: JSONNode) -> [UInt8] {
        var writer = JSONWriter()
        write(record, schema: root, hiding: hidden, to: &writer)
        return writer.bytes
    }

    private mutating func collect(from schema: JSONNode) {
        var waiting = [schema]
        while let schema = waiting.popLast() {
            guard rules[schema.index] == nil else { continue }
            if SchemaShape.keyword("writeOnly", of: schema)?.boolean == true {
                rules[schema.index] = .hidden
                continue
            }
            let shape = SchemaShape(of: schema)
            if !shape.properties.isEmpty {
                // Closed schemas with patterns let more through than their properties say.
                let isClosed = shape.isClosed && SchemaShape.keyword("patternProperties", of: schema) == nil
                let properties = Dictionary(shape.properties.map { ($0.name, $0.schema.index) }) { first, _ in first }
                rules[schema.index] = .object(properties, isClosed: isClosed)
                waiting += shape.properties.map(\.schema)
            } else if let items = shape.items {
                rules[schema.index] = .array(items.index)
                waiting.append(items)
            } else {
                rules[schema.index] = .all
            }
        }
    }

    private func write(_ node: JSONNode, schema: Int?, hiding hidden: Set<String>, to writer: inout JSONWriter) {
        let rule = schema.flatMap { rules[$0] } ?? .all
        switch (rule, node.kind) {
        case (.array(let items), .array):
            writer.beginArray()
            for element in node.elements { write(element, schema: items, hiding: [], to: &writer) }
            writer.endArray()
        case (.object(let properties, let isClosed), .object):
            writeObject(node, properties, isClosed: isClosed, hiding: hidden, to: &writer)
        case (_, .object) where !hidden.isEmpty:
            writeObject(node, [:], isClosed: false, hiding: hidden, to: &writer)
        default: writer.value(node)
        }
    }

    private func writeObject(
        _ node: JSONNode,
        _ properties: [String: Int],
        isClosed: Bool,
        hiding hidden: Set<String>,
        to writer: inout JSONWriter
    ) {
        writer.beginObject()
        for (name, value) in node.members where !hidden.contains(name) {
            let property = properties[name]
            if property == nil, isClosed { continue }
            if let property, case .hidden = rules[property] { continue }
            writer.name(name)
            write(value, schema: property, hiding: [], to: &writer)
        }
        writer.endObject()
    }
}
