import Contract
public import JSON

/// What of a record an answer does not show: properties that are `writeOnly`, and those that its schema refuses.
public struct RecordMask: Sendable {
    private let table: RecordMaskTable
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
    ///   - table: What schemas of the same contract say; masks that share it look at each schema once.
    public init(
        schema: JSONNode?,
        stored: JSONNode? = nil,
        hiding hidden: [String] = [],
        in table: RecordMaskTable = RecordMaskTable()
    ) {
        self.hidden = Set(hidden)
        self.table = table
        guard let schema else { return }
        let isStoredSo = stored.map { SchemaShape.resolved($0).index == SchemaShape.resolved(schema).index } ?? false
        if table.hides(schema, includingClosed: !isStoredSo) { root = schema.index }
    }

    /// Whether every record is shown as it is stored.
    public var isEmpty: Bool { root == nil && hidden.isEmpty }

    /// The text of a record as it is shown.
    public func visible(_ record: JSONNode) -> [UInt8] {
        var writer = JSONWriter()
        write(record, schema: root, hiding: hidden, to: &writer)
        return writer.bytes
    }

    private func write(_ node: JSONNode, schema: Int?, hiding hidden: Set<String>, to writer: inout JSONWriter) {
        let rule = schema.flatMap { table.rules[$0] } ?? .all
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
            if let property, case .hidden = table.rules[property] { continue }
            writer.name(name)
            write(value, schema: property, hiding: [], to: &writer)
        }
        writer.endObject()
    }
}
