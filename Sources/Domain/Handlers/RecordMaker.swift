import Diagnostics
public import JSON
public import Records

/// Makes the records of one collection: keys, generated values, order of members, and the last check.
public struct RecordMaker: Sendable {
    /// What the records look like.
    public let model: CollectionModel
    let environment: HandlerEnvironment
    /// What is wrong with a record; nothing when it is as the contract says.
    let check: @Sendable (JSONNode) -> [RecordFinding]

    /// A maker for one collection.
    public init(
        model: CollectionModel,
        environment: HandlerEnvironment,
        check: @escaping @Sendable (JSONNode) -> [RecordFinding]
    ) {
        self.model = model
        self.environment = environment
        self.check = check
    }

    /// The change that stores a record from a file: everything in it is kept, also what a client could not set.
    ///
    /// - Throws: ``HandlerError`` when it is no object, or not as the contract says.
    public func change(storing record: JSONNode) throws(HandlerError) -> RecordChange {
        guard record.kind == .object else { throw StoreHandler.noObject }
        var draft = JSONValue(record)
        for member in model.defaults where draft[member.name] == nil { draft[member.name] = member.value }
        let key = model.keyProperty.flatMap { draft[$0] }.flatMap(StoreHandler.keyText)
        if key != nil, !needsSequence(keyIsGiven: true) {
            // Nothing depends on the store, so what is wrong shows before anything is stored.
            _ = try checked(completed(draft, key: key, number: 0).record)
        }
        return RecordChange(
            collection: model.definition.name,
            target: key.map { .key($0) } ?? .new,
            sequences: needsSequence(keyIsGiven: key != nil) ? [model.definition.name] : [],
            usedNumbers: usedNumbers(by: key)
        ) { [draft] context in
            if let current = context.current { throw RecordError.alreadyExists(key: current.key) }
            let made = completed(draft, key: key, number: context.sequences[model.definition.name] ?? 0)
            return .insert(key: made.key, body: try checked(made.record))
        }
    }

    /// What is wrong with a record from a file, its made values being those of a first record.
    public func findings(storing record: JSONNode) -> [RecordFinding] {
        guard record.kind == .object else {
            let message = LocalizedText("this is no JSON object", zh: "这不是 JSON 对象")
            return [RecordFinding(pointer: JSONPointer(), keyword: "type", message: message)]
        }
        var draft = JSONValue(record)
        for member in model.defaults where draft[member.name] == nil { draft[member.name] = member.value }
        let key = model.keyProperty.flatMap { draft[$0] }.flatMap(StoreHandler.keyText)
        do throws(HandlerError) {
            _ = try checked(completed(draft, key: key, number: 1).record)
            return []
        } catch {
            guard case .invalidRecord(let findings) = error else { return [] }
            return findings
        }
    }

    /// The numbers that a given key takes from the collection's sequence.
    func usedNumbers(by key: String?) -> [String: Int64] {
        // A client that names an absurd number must not use up all those below it.
        let usable: ClosedRange<Int64> = 1...(1 << 53)
        guard let number = key.flatMap(model.keyGeneration.number(in:)), usable.contains(number) else { return [:] }
        return [model.definition.name: number]
    }

    /// Whether making a record takes a number from the collection's sequence.
    func needsSequence(keyIsGiven: Bool) -> Bool {
        (!keyIsGiven && model.keyGeneration.needsSequence)
            || model.generated.values.contains { $0.needsSequence }
    }

    /// A new record: the draft with its key and everything that is made.
    func completed(_ draft: JSONValue, key: String?, number: Int64) -> (key: String, record: JSONValue) {
        var record = draft
        let made = key.map(JSONValue.string) ?? value(of: model.keyGeneration, number: number)
        let text = StoreHandler.keyText(made) ?? ""
        if let property = model.keyProperty, record[property] == nil { record[property] = keyValue(text) }
        for (name, generation) in model.generated where record[name] == nil {
            record[name] = value(of: generation, number: number)
        }
        return (text, ordered(record))
    }

    /// A changed record: what only the service sets stays as it was, but for the time of the change.
    func keeping(_ old: JSONNode, in draft: JSONValue, key: String) -> JSONValue {
        var record = draft
        for (name, value) in old.members where model.readOnly.contains(name) || name.hasPrefix("$") {
            record[name] = JSONValue(value)
        }
        if let property = model.keyProperty { record[property] = old[property].map { JSONValue($0) } ?? keyValue(key) }
        for (name, generation) in model.generated where record[name] == nil {
            // Replacing twice with the same body leaves the same record.
            if let kept = old[name] {
                record[name] = JSONValue(kept)
                continue
            }
            // A number once given is part of the old record; only times and identifiers can be made again.
            if !generation.needsSequence { record[name] = value(of: generation, number: 0) }
        }
        for (name, generation) in model.touched { record[name] = value(of: generation, number: 0) }
        return ordered(record)
    }

    /// The key as a value of its property's type.
    func keyValue(_ text: String) -> JSONValue {
        guard let schema = model.keySchema else { return .string(text) }
        let types = SchemaTypesOfKey(schema)
        return types.isText ? .string(text) : JSONNumber(text).map(JSONValue.number) ?? .string(text)
    }

    func value(of generation: Generation, number: Int64) -> JSONValue {
        switch generation {
        case .uuid: return .string(environment.uuid())
        case .now: return .string(environment.now().dateTime)
        case .today: return .string(environment.now().date)
        case .sequence: return .integer(Int(number))
        case .sequenceFrom(let first):
            let (sum, overflow) = Int(first).addingReportingOverflow(Int(number) - 1)
            return .integer(overflow ? .max : sum)
        case .numbered(let format): return .string(format.key(number) ?? environment.uuid())
        case .pattern(let prefix, let width, let suffix):
            let digits = String(number)
            return .string(prefix + String(repeating: "0", count: max(0, width - digits.count)) + digits + suffix)
        }
    }

    /// The members in the order of the schema, others after them.
    func ordered(_ record: JSONValue) -> JSONValue {
        guard case .object(let members) = record else { return record }
        let places = Dictionary(model.order.enumerated().map { ($1, $0) }) { first, _ in first }
        let sorted = members.enumerated().sorted { left, right in
            (places[left.element.name] ?? Int.max, left.offset) < (places[right.element.name] ?? Int.max, right.offset)
        }
        return .object(sorted.map(\.element))
    }

    /// The text of a record, once nothing is wrong with it.
    func checked(_ record: JSONValue) throws(HandlerError) -> [UInt8] {
        var shown = record
        // Members that hold a parent's value beside the schema are not the contract's business.
        if case .object(let members) = record { shown = .object(members.filter { !$0.name.hasPrefix("$") }) }
        let findings = check(JSONDocument(shown).root)
        guard findings.isEmpty else { throw .invalidRecord(findings) }
        return Array(record.text().utf8)
    }
}
