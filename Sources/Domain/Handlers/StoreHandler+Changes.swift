import Diagnostics
import JSON
import Records

extension StoreHandler {
    func create(_ call: HandlerCall) async throws -> HandlerAnswer {
        let given = try members(of: call)
        let draft = try draft(from: given, call)
        let chosen = plan.model.clientMayChooseKey ? chosenKey(in: given) : nil
        let change = RecordChange(
            collection: plan.model.definition.name,
            target: chosen.map { .key($0) } ?? .new,
            sequences: needsSequence(keyIsGiven: chosen != nil) ? [plan.model.definition.name] : [],
            idempotency: call.idempotency
        ) { [self] context in
            if let current = context.current {
                guard call.precondition.allowsChange(of: current) else { throw HandlerError.preconditionFailed }
                throw RecordError.alreadyExists(key: current.key)
            }
            guard call.precondition.allowsChange(of: nil) else { throw HandlerError.preconditionFailed }
            let number = context.sequences[plan.model.definition.name] ?? 0
            let (key, record) = completed(draft, key: chosen, number: number)
            return .insert(key: key, body: try checked(record))
        }
        return try await answer(store.apply(change), status: plan.status)
    }

    func replace(_ call: HandlerCall) async throws -> HandlerAnswer {
        let key = try key(of: call)
        let given = try members(of: call)
        try checkKey(in: given, is: key)
        let draft = try draft(from: given, call)
        let change = RecordChange(
            collection: plan.model.definition.name,
            target: .key(key),
            sequences: plan.creationStatus != nil && needsSequence(keyIsGiven: true) ? [plan.model.definition.name] : [],
            idempotency: call.idempotency
        ) { [self] context in
            guard call.precondition.allowsChange(of: context.current) else { throw HandlerError.preconditionFailed }
            guard let current = context.current else {
                guard plan.creationStatus != nil else {
                    throw HandlerError.notFound(singular: plan.model.singular, key: key)
                }
                let number = context.sequences[plan.model.definition.name] ?? 0
                return .insert(key: key, body: try checked(completed(draft, key: key, number: number).record))
            }
            guard isInScope(current, call), let document = parsed(current) else {
                throw HandlerError.notFound(singular: plan.model.singular, key: key)
            }
            return .replace(body: try checked(keeping(document.root, in: draft, key: key)))
        }
        let outcome = try await store.apply(change)
        let status = outcome.kind == .inserted ? plan.creationStatus ?? plan.status : plan.status
        return answer(outcome, status: status)
    }

    func merge(_ call: HandlerCall) async throws -> HandlerAnswer {
        let key = try key(of: call)
        guard let patch = call.body, patch.kind == .object else { throw Self.noObject }
        try checkKey(in: JSONValue(patch), is: key)
        let change = RecordChange(
            collection: plan.model.definition.name,
            target: .key(key),
            idempotency: call.idempotency
        ) { [self] context in
            guard let current = context.current, isInScope(current, call), let document = parsed(current) else {
                throw HandlerError.notFound(singular: plan.model.singular, key: key)
            }
            guard call.precondition.allowsChange(of: current) else { throw HandlerError.preconditionFailed }
            let merged = JSONValue(document.root).merging(patch)
            return .replace(body: try checked(keeping(document.root, in: merged, key: key)))
        }
        return try await answer(store.apply(change), status: plan.status)
    }

    private static let noObject = HandlerError.unusableBody(
        LocalizedText("the body is no JSON object", zh: "请求体不是 JSON 对象")
    )

    private func answer(_ outcome: ChangeOutcome, status: Int) -> HandlerAnswer {
        var answer = HandlerAnswer(status: status, isReplay: outcome.isReplay)
        guard let record = outcome.record else { return answer }
        answer.revision = record.revision
        if outcome.kind == .inserted { answer.createdKey = record.key }
        if status != 204 { answer.body = text(of: record) }
        return answer
    }

    // MARK: - Making records

    private func members(of call: HandlerCall) throws(HandlerError) -> JSONValue {
        guard let body = call.body, body.kind == .object else { throw Self.noObject }
        return JSONValue(body)
    }

    /// The record as the client wants it: without what only the service sets, with its parent's values.
    private func draft(from given: JSONValue, _ call: HandlerCall) throws(HandlerError) -> JSONValue {
        guard case .object(let members) = given else { throw Self.noObject }
        var draft = JSONValue.object(members.filter { !plan.model.readOnly.contains($0.name) && !$0.name.hasPrefix("$") })
        for rule in plan.scope {
            guard let value = call.parameters[rule.parameter] else { continue }
            if let own = draft[rule.property], Self.keyText(own) != Self.keyText(value) {
                throw .keyMismatch(property: rule.property, expected: Self.keyText(value) ?? "")
            }
            draft[rule.property] = value
        }
        for member in plan.model.defaults where draft[member.name] == nil { draft[member.name] = member.value }
        return draft
    }

    private func chosenKey(in given: JSONValue) -> String? {
        plan.model.keyProperty.flatMap { given[$0] }.flatMap(Self.keyText)
    }

    private func checkKey(in given: JSONValue, is key: String) throws(HandlerError) {
        guard let property = plan.model.keyProperty, !plan.model.readOnly.contains(property),
            let own = given[property], Self.keyText(own) != key
        else { return }
        throw .keyMismatch(property: property, expected: key)
    }

    private func needsSequence(keyIsGiven: Bool) -> Bool {
        (!keyIsGiven && plan.model.keyGeneration.needsSequence)
            || plan.model.generated.values.contains { $0.needsSequence }
    }

    /// A new record: the draft with its key and everything that is made.
    private func completed(_ draft: JSONValue, key: String?, number: Int64) -> (key: String, record: JSONValue) {
        var record = draft
        let made = key.map(JSONValue.string) ?? value(of: plan.model.keyGeneration, number: number)
        let text = Self.keyText(made) ?? ""
        if let property = plan.model.keyProperty, record[property] == nil { record[property] = keyValue(text) }
        for (name, generation) in plan.model.generated where record[name] == nil {
            record[name] = value(of: generation, number: number)
        }
        return (text, ordered(record))
    }

    /// A changed record: what only the service sets stays as it was, but for the time of the change.
    private func keeping(_ old: JSONNode, in draft: JSONValue, key: String) -> JSONValue {
        var record = draft
        for (name, value) in old.members where plan.model.readOnly.contains(name) || name.hasPrefix("$") {
            record[name] = JSONValue(value)
        }
        if let property = plan.model.keyProperty { record[property] = old[property].map { JSONValue($0) } ?? keyValue(key) }
        for (name, generation) in plan.model.generated where record[name] == nil {
            // A number once given is part of the old record; only times and identifiers can be made again.
            if !generation.needsSequence { record[name] = value(of: generation, number: 0) }
        }
        for (name, generation) in plan.model.touched { record[name] = value(of: generation, number: 0) }
        return ordered(record)
    }

    /// The key as a value of its property's type.
    private func keyValue(_ text: String) -> JSONValue {
        guard let schema = plan.model.keySchema else { return .string(text) }
        let types = SchemaTypesOfKey(schema)
        return types.isText ? .string(text) : JSONNumber(text).map(JSONValue.number) ?? .string(text)
    }

    private func value(of generation: Generation, number: Int64) -> JSONValue {
        switch generation {
        case .uuid: return .string(environment.uuid())
        case .now: return .string(environment.now().dateTime)
        case .today: return .string(environment.now().date)
        case .sequence: return .integer(Int(number))
        case .pattern(let prefix, let width, let suffix):
            let digits = String(number)
            return .string(prefix + String(repeating: "0", count: max(0, width - digits.count)) + digits + suffix)
        }
    }

    /// The members in the order of the schema, others after them.
    private func ordered(_ record: JSONValue) -> JSONValue {
        guard case .object(let members) = record else { return record }
        let places = Dictionary(plan.model.order.enumerated().map { ($1, $0) }) { first, _ in first }
        let sorted = members.enumerated().sorted { left, right in
            (places[left.element.name] ?? Int.max, left.offset) < (places[right.element.name] ?? Int.max, right.offset)
        }
        return .object(sorted.map(\.element))
    }

    /// The text of a record, once nothing is wrong with it.
    private func checked(_ record: JSONValue) throws(HandlerError) -> [UInt8] {
        var shown = record
        for rule in plan.scope where rule.property.hasPrefix("$") { shown[rule.property] = nil }
        let findings = check(JSONDocument(shown).root)
        guard findings.isEmpty else { throw .invalidRecord(findings) }
        return Array(record.text().utf8)
    }
}
