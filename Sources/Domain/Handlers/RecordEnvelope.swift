import Contract
import JSON

/// How an operation answers about one record: with the record itself, with an object that has the record in one property,
/// or with something else, such as a message.
struct RecordEnvelope {
    /// The template of the answer.
    let template: JSONValue
    /// The schema of the record in the answer; nil when it shows none.
    let record: JSONNode?

    /// The names that a record's property usually has.
    private static let usualNames: Set = [
        "data", "result", "record", "item", "payload", "content", "value", "entity", "response", "object", "body",
    ]
    private static let maximumDepth = 2

    /// The envelope of an answer.
    ///
    /// - Parameters:
    ///   - schema: The schema of the answer.
    ///   - record: The schema of a record, when it is known from elsewhere.
    ///   - names: What record and key may be called.
    init(of schema: JSONNode, record: JSONNode?, names: RecordNames) {
        self.init(of: schema, record: record.map { SchemaShape(of: $0) }, names: names, depth: 0)
    }

    private init(of schema: JSONNode, record: SchemaShape?, names: RecordNames, depth: Int) {
        let shape = SchemaShape(of: schema)
        let bare = { (template: "$record" as JSONValue, record: schema as JSONNode?) }
        let found: (template: JSONValue, record: JSONNode?) = {
            if let record, Self.isSame(shape, record) { return bare() }
            let objects = shape.properties.filter { property in
                let types = SchemaShape(of: property.schema).types
                return types.contains(.object) && types.isDisjoint(with: [.string, .array, .boolean])
            }
            if let exact = objects.first(where: { property in
                record.map { Self.isSame(SchemaShape(of: property.schema), $0) } ?? false
            }) {
                return Self.wrapped(exact, in: shape, template: "$record", record: exact.schema)
            }
            if Self.hasKey(shape, names), record.map({ Self.covers($0, shape) }) ?? true { return bare() }
            for property in objects where depth < Self.maximumDepth {
                let word = FoldedName(property.name)
                guard word.isOne(of: Self.usualNames) || word == FoldedName(names.singular) else { continue }
                let inner = RecordEnvelope(of: property.schema, record: record, names: names, depth: depth + 1)
                guard inner.record != nil,
                    record == nil || inner.template != "$record" || Self.hasKey(SchemaShape(of: property.schema), names)
                        || record.map({ !Self.areUnrelated(SchemaShape(of: property.schema), $0) }) ?? false
                else { continue }
                return Self.wrapped(property, in: shape, template: inner.template, record: inner.record)
            }
            if let record, Self.areUnrelated(shape, record) || !Self.covers(record, shape) {
                return (Self.statement(schema, shape, names), nil)
            }
            return bare()
        }()
        template = found.template
        self.record = found.record
    }

    private static func wrapped(
        _ chosen: (name: String, schema: JSONNode),
        in shape: SchemaShape,
        template: JSONValue,
        record: JSONNode?
    ) -> (template: JSONValue, record: JSONNode?) {
        let members = shape.properties.compactMap { name, property in
            if name == chosen.name { return JSONValue.Member(name, template) }
            return FixedValue.of(property, named: name, in: shape).map { JSONValue.Member(name, $0) }
        }
        return (.object(members), record)
    }

    private static func isSame(_ left: SchemaShape, _ right: SchemaShape) -> Bool {
        if left.node.index == right.node.index { return true }
        return !left.properties.isEmpty && Set(left.properties.map(\.name)) == Set(right.properties.map(\.name))
    }

    private static func hasKey(_ shape: SchemaShape, _ names: RecordNames) -> Bool {
        let properties = shape.properties.map(\.name)
        return names.keys.contains { FoldedName.match($0, in: properties) != nil }
    }

    /// Whether most of what an answer needs can come from a record.
    private static func covers(_ record: SchemaShape, _ answer: SchemaShape) -> Bool {
        if record.properties.isEmpty || answer.properties.isEmpty { return true }
        let known = answer.properties.filter { record[$0.name] != nil }.count
        // An identifier alone does not make `{id, deleted}` a record.
        return known >= 2 || answer.properties.count == known || known * 2 > answer.properties.count
    }

    /// Whether an answer has nothing in common with a record.
    private static func areUnrelated(_ answer: SchemaShape, _ record: SchemaShape) -> Bool {
        if !answer.types.contains(.object) { return true }
        return !answer.properties.isEmpty && !answer.properties.contains { record[$0.name] != nil }
    }

    /// What an answer says that shows no record: that all went well, and perhaps the key.
    private static func statement(_ schema: JSONNode, _ shape: SchemaShape, _ names: RecordNames) -> JSONValue {
        guard shape.types.contains(.object), !shape.properties.isEmpty else { return SchemaSample(of: schema).minimal }
        let keys = Set(names.keys.map { FoldedName($0) })
        return .object(
            shape.properties.compactMap { name, property in
                if keys.contains(FoldedName(name)) { return JSONValue.Member(name, "$key") }
                let value =
                    FixedValue.of(property, named: name, in: shape) ?? FixedValue.statement(property, named: name)
                return value.map { JSONValue.Member(name, $0) }
            }
        )
    }
}

/// The value of an envelope's other properties, which is the same in every answer.
enum FixedValue {
    /// The value that the schema itself gives, or one made from it when the property must be there.
    static func of(_ schema: JSONNode, named name: String, in shape: SchemaShape) -> JSONValue? {
        if let slot = slot(schema, named: name) { return slot }
        for keyword in ["const", "default", "example"] {
            if let value = SchemaShape.keyword(keyword, of: schema) { return JSONValue(value) }
        }
        if let value = SchemaShape.keyword("examples", of: schema)?[0] { return JSONValue(value) }
        if let statement = statement(schema, named: name) { return statement }
        return shape.required.contains(ByteName(name)) ? initial(schema) : nil
    }

    /// What differs from answer to answer.
    private static func slot(_ schema: JSONNode, named name: String) -> JSONValue? {
        guard SchemaShape(of: schema).types.contains(.string) else { return nil }
        switch FoldedName(name).text {
        case "timestamp", "time", "servertime", "generatedat":
            return SchemaShape.keyword("format", of: schema)?.string == "date-time" ? "$now" : nil
        case "requestid", "traceid", "correlationid":
            let hasRules = SchemaShape.keyword("pattern", of: schema) ?? SchemaShape.keyword("maxLength", of: schema)
            return hasRules == nil ? "$uuid" : nil
        default: return nil
        }
    }

    /// The value of a property that says that all went well; nil for any other.
    static func statement(_ schema: JSONNode, named name: String) -> JSONValue? {
        let types = SchemaShape(of: schema).types
        let word = FoldedName(name).text
        if types.contains(.boolean), !types.contains(.string) {
            if ["error", "iserror", "failed"].contains(word) { return false }
            let agreeing: Set = [
                "success", "ok", "succeeded", "issuccess", "deleted", "removed", "done", "acknowledged",
            ]
            return agreeing.contains(word) ? true : nil
        }
        guard types.contains(.string), ["message", "msg", "status", "result", "code"].contains(word) else { return nil }
        if let values = SchemaShape.keyword("enum", of: schema)?.elements.compactMap(\.string) {
            let welcome: Set = ["ok", "success", "succeeded", "done", "0", "200", "deleted"]
            return values.first { welcome.contains($0.lowercased()) }.map { .string($0) }
        }
        guard word == "message" || word == "msg" || word == "status" else { return nil }
        return ["ok", "success"].first { StringFit(schema).accepts($0) }.map { .string($0) }
    }

    /// The value that a property has before anybody has set it.
    static func initial(_ schema: JSONNode) -> JSONValue {
        let types = SchemaShape(of: schema).types
        if types != .all, types.contains(.null) { return .null }
        if types == .boolean, SchemaShape.keyword("enum", of: schema) == nil { return false }
        return SchemaSample(of: schema).plain
    }
}
