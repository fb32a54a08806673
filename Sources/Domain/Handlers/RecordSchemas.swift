import Contract
import JSON

/// The schemas in which a contract speaks of the records of one collection.
struct RecordSchemas {
    /// Schemas that answers show records with; that of reading one comes first.
    var answered: [JSONNode] = []
    /// Schemas of bodies that make or replace records.
    var taken: [JSONNode] = []
    /// Schemas of bodies that change records.
    var patched: [JSONNode] = []

    /// What a record must look like when it is kept.
    var primary: JSONNode? { answered.first ?? taken.first }
}

/// The properties of a collection's records, from all schemas that speak of them.
struct RecordFields {
    /// The properties in order, those of the primary schema first.
    private(set) var properties: [(name: String, schema: JSONNode)] = []
    /// The names that must be there in answers.
    private(set) var required: Set<ByteName> = []
    private var places: [ByteName: Int] = [:]
    /// The properties that bodies may set.
    private var taken: Set<ByteName> = []
    private var readOnly: Set<ByteName> = []
    /// Whether the contract says what bodies have.
    private let declaresBodies: Bool
    private let bodies: [SchemaShape]

    init(_ schemas: RecordSchemas) {
        bodies = schemas.taken.map { SchemaShape(of: $0) }
        declaresBodies = bodies.contains { !$0.properties.isEmpty }
        for body in bodies + schemas.patched.map({ SchemaShape(of: $0) }) {
            taken.formUnion(body.properties.map { ByteName($0.name) })
        }
        for shape in (schemas.answered.map { SchemaShape(of: $0) }) {
            required.formUnion(shape.required)
            add(shape)
        }
        for body in bodies { add(body) }
        if schemas.answered.isEmpty { required = bodies.first?.required ?? [] }
    }

    private mutating func add(_ shape: SchemaShape) {
        for (name, schema) in shape.properties {
            let key = ByteName(name)
            if SchemaShape.keyword("readOnly", of: schema)?.boolean == true { readOnly.insert(key) }
            if places[key] == nil {
                places[key] = properties.count
                properties.append((name, schema))
            }
        }
    }

    /// The schema of a property.
    subscript(name: String) -> JSONNode? { places[ByteName(name)].map { properties[$0].schema } }

    /// The value that a property has when nobody sets it, as some schema says.
    func usualValue(of name: String) -> JSONNode? {
        let schemas = bodies.compactMap { $0[name] } + (self[name].map { [$0] } ?? [])
        if let value = schemas.lazy.compactMap({ SchemaShape.keyword("default", of: $0) }).first { return value }
        return isSetByService(name) ? schemas.lazy.compactMap { SchemaShape.keyword("const", of: $0) }.first : nil
    }

    /// Whether every body that makes a record has a property.
    func mustBeGiven(_ name: String) -> Bool {
        !bodies.isEmpty && !isSetByService(name) && bodies.allSatisfy { $0.required.contains(ByteName(name)) }
    }

    /// Whether no client can set a property: it is `readOnly`, or no body has it.
    func isSetByService(_ name: String) -> Bool {
        let key = ByteName(name)
        return readOnly.contains(key) || (declaresBodies && places[key] != nil && !taken.contains(key))
    }
}

/// The names that a record and its key may have in answers.
struct RecordNames {
    /// The name of one record.
    let singular: String
    /// The names of the key, the most certain first.
    let keys: [String]
}
