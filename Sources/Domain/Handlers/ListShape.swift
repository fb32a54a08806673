import Contract
import JSON

/// How an operation answers with many records: an array, or an object with one array somewhere inside.
struct ListShape {
    /// The envelope around the records.
    let template: JSONValue
    /// The schema of one record, if the contract says.
    let items: JSONNode?

    private static let maximumDepth = 3
    /// The names that arrays of records usually have, for objects with several arrays.
    private static let usualNames: Set = [
        "items", "data", "results", "records", "list", "content", "rows", "values",
        "entries", "elements", "result", "payload", "embedded",
    ]
    private static let errorNames: Set = ["errors", "warnings", "links", "messages", "facets"]

    /// The shape of an operation's answer; nil when it has no array of records.
    init?(of operation: Operation) {
        guard let schema = operation.successContent?.schema else { return nil }
        self.init(schema: schema, depth: 0, collection: operation.path.segments.last?.literal)
    }

    private init?(schema: JSONNode, depth: Int, collection: String?) {
        let shape = SchemaShape(of: schema)
        if shape.types == .array || (shape.types.contains(.array) && shape.items != nil && shape.properties.isEmpty) {
            // Lists of texts or numbers are no records.
            if let items = shape.items, !SchemaShape(of: items).types.contains(.object) { return nil }
            template = "$records"
            items = shape.items
            return
        }
        guard shape.types.contains(.object), depth < Self.maximumDepth, !shape.properties.isEmpty else { return nil }
        // An array beside an identifier is a property of one record, not a list of many.
        if depth == 0, shape["id"] != nil { return nil }
        let inner = shape.properties.compactMap { name, property in
            ListShape(schema: property, depth: depth + 1, collection: collection).map { (name: name, list: $0) }
        }.filter { !Self.errorNames.contains(FoldedName($0.name).text) }
        let direct = inner.filter { $0.list.template == "$records" }
        let chosen =
            direct.first { $0.name == collection || FoldedName($0.name).isOne(of: Self.usualNames) }
            ?? (direct.count == 1 ? direct.first : nil)
            ?? (direct.isEmpty ? inner.first { FoldedName($0.name).isOne(of: Self.usualNames) } : nil)
            ?? (direct.isEmpty && inner.count == 1 ? inner.first : nil)
        guard let chosen else { return nil }
        var members: [JSONValue.Member] = []
        for (name, property) in shape.properties {
            if name == chosen.name {
                members.append(JSONValue.Member(name, chosen.list.template))
            } else if let value = PageSlots(shape).value(name, property)
                ?? FixedValue.of(property, named: name, in: shape)
            {
                members.append(JSONValue.Member(name, value))
            }
        }
        template = .object(members)
        items = chosen.list.items
    }
}

extension Operation {
    /// The lowest success code, and the JSON body that goes with it.
    var success: (status: Int, content: MediaContent?) {
        let codes = successCodes
        // A body beats no body: 201 with the record is preferred to an earlier 200 that says nothing.
        let withBody = codes.first { code in response(for: code)?.content.contains { $0.mediaType.isJSON } ?? false }
        if let code = withBody ?? codes.first {
            return (code, response(for: code)?.content.first { $0.mediaType.isJSON })
        }
        return (200, response(for: 200)?.content.first { $0.mediaType.isJSON })
    }

    /// The JSON body of a successful answer.
    var successContent: MediaContent? { success.content }
}
