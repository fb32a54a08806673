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
    private static let usualNames: Set = ["items", "data", "results", "records", "list", "content", "rows", "values"]

    /// The shape of an operation's answer; nil when it has no array of records.
    init?(of operation: Operation) {
        guard let schema = operation.successContent?.schema else { return nil }
        self.init(schema: schema, depth: 0, collection: operation.path.segments.last?.literal)
    }

    private init?(schema: JSONNode, depth: Int, collection: String?) {
        let shape = SchemaShape(of: schema)
        if shape.types == .array || (shape.types.contains(.array) && shape.items != nil && shape.properties.isEmpty) {
            template = "$records"
            items = shape.items
            return
        }
        guard shape.types.contains(.object), depth < Self.maximumDepth, !shape.properties.isEmpty else { return nil }
        let inner = shape.properties.compactMap { name, property in
            ListShape(schema: property, depth: depth + 1, collection: collection).map { (name: name, list: $0) }
        }
        // An array beside an identifier is a property of one record, not a list of many.
        if depth == 0, shape["id"] != nil { return nil }
        let direct = inner.filter { $0.list.template == "$records" }
        let chosen =
            direct.first { $0.name == collection || Self.usualNames.contains($0.name) }
            ?? (direct.count == 1 ? direct.first : nil) ?? (direct.isEmpty && inner.count == 1 ? inner.first : nil)
        guard let chosen else { return nil }
        var members: [JSONValue.Member] = []
        for (name, property) in shape.properties {
            if name == chosen.name {
                members.append(JSONValue.Member(name, chosen.list.template))
            } else if let value = Self.pageValue(name, property, in: shape)
                ?? FixedValue.of(property, named: name, in: shape)
            {
                members.append(JSONValue.Member(name, value))
            }
        }
        template = .object(members)
        items = chosen.list.items
    }

    /// The slot for a property that says where in the list an answer stands.
    private static func pageValue(_ name: String, _ schema: JSONNode, in shape: SchemaShape) -> JSONValue? {
        let types = SchemaShape(of: schema).types
        let word = name.lowercased().filter { $0 != "_" && $0 != "-" }
        if !types.isDisjoint(with: [.integer, .number]) {
            switch word {
            case "total", "totalcount", "totalitems", "totalelements", "totalresults", "count": return "$total"
            case "limit", "pagesize", "perpage", "size": return "$limit"
            case "offset", "skip": return "$offset"
            case "page", "pagenumber", "currentpage", "pageno": return "$page"
            default: return nil
            }
        }
        if types.contains(.boolean), ["hasmore", "hasnext", "more", "hasnextpage"].contains(word) { return "$hasMore" }
        if types.contains(.string),
            ["next", "nextcursor", "cursor", "nextpage", "nextpagetoken", "nexttoken", "endcursor"].contains(word)
        {
            // A link is more than a cursor; the `Link` header carries it.
            if SchemaShape.keyword("format", of: schema)?.string?.hasPrefix("uri") == true { return nil }
            if types.contains(.null) { return "$next" }
            return shape.required.contains(name) ? "$next!" : "$next?"
        }
        return nil
    }
}

/// How an operation answers with one record: the record itself, or an object with the record in one property.
enum RecordEnvelope {
    /// The names that a record's property usually has.
    private static let usualNames: Set = ["data", "result", "record", "item", "payload", "content", "value"]

    /// The envelope template for a response schema.
    ///
    /// - Parameters:
    ///   - schema: The schema of the answer.
    ///   - record: The schema of a record, when it is known from elsewhere.
    ///   - keyNames: Property names that only the record itself would have.
    static func template(for schema: JSONNode, record: JSONNode?, keyNames: [String]) -> JSONValue {
        let shape = SchemaShape(of: schema)
        let recordIndex = record.map { SchemaShape.resolved($0).index }
        if shape.node.index == recordIndex || keyNames.contains(where: { shape[$0] != nil }) { return "$record" }
        let objects = shape.properties.filter { SchemaShape(of: $0.schema).types == .object }
        let exact = objects.first { SchemaShape.resolved($0.schema).index == recordIndex }
        let usual = objects.first { property in
            usualNames.contains(property.name)
                && (recordIndex == nil || keyNames.contains { SchemaShape(of: property.schema)[$0] != nil })
        }
        guard let chosen = exact ?? usual else {
            // An answer that has nothing in common with the record, such as a message, is made from its schema.
            let isUnrelated = record.map { Self.areUnrelated(shape, SchemaShape(of: $0)) } ?? false
            return isUnrelated ? SchemaSample(of: schema).minimal : "$record"
        }
        return .object(
            shape.properties.compactMap { name, property in
                if name == chosen.name { return JSONValue.Member(name, "$record") }
                return FixedValue.of(property, named: name, in: shape).map { JSONValue.Member(name, $0) }
            }
        )
    }
}

extension RecordEnvelope {
    private static func areUnrelated(_ answer: SchemaShape, _ record: SchemaShape) -> Bool {
        if !answer.types.contains(.object) { return true }
        return !answer.properties.isEmpty && !answer.properties.contains { record[$0.name] != nil }
    }
}

/// The value of an envelope's other properties, which is the same in every answer.
enum FixedValue {
    /// The value that the schema itself gives, or one made from it when the property must be there.
    static func of(_ schema: JSONNode, named name: String, in shape: SchemaShape) -> JSONValue? {
        for keyword in ["const", "default", "example"] {
            if let value = SchemaShape.keyword(keyword, of: schema) { return JSONValue(value) }
        }
        if let value = SchemaShape.keyword("examples", of: schema)?[0] { return JSONValue(value) }
        guard shape.required.contains(name) else { return nil }
        let types = SchemaShape(of: schema).types
        if types.contains(.boolean), !types.contains(.string) { return true }
        return SchemaSample(of: schema).minimal
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
