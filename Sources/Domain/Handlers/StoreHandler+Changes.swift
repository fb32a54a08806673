import Contract
import Diagnostics
import JSON
import Records

extension StoreHandler {
    func create(_ call: HandlerCall) async throws -> HandlerAnswer {
        let given = try members(of: call)
        let draft = try draft(from: given, call)
        let chosen = plan.model.clientMayChooseKey ? try chosenKey(in: given) : nil
        let change = RecordChange(
            collection: plan.model.definition.name,
            target: chosen.map { .key($0) } ?? .new,
            sequences: maker.needsSequence(keyIsGiven: chosen != nil) ? [plan.model.definition.name] : [],
            usedNumbers: maker.usedNumbers(by: chosen),
            idempotency: call.idempotency
        ) { [self] context in
            if let current = context.current {
                guard call.precondition.allowsChange(of: current) else { throw HandlerError.preconditionFailed }
                throw RecordError.alreadyExists(key: current.key)
            }
            guard call.precondition.allowsChange(of: nil) else { throw HandlerError.preconditionFailed }
            let number = context.sequences[plan.model.definition.name] ?? 0
            let (key, record) = maker.completed(draft, key: chosen, number: number)
            let body = try maker.checked(record)
            try inspect(body, key: key, status: plan.status, call)
            return .insert(key: key, body: body)
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
            sequences: plan.creationStatus != nil && maker.needsSequence(keyIsGiven: true)
                ? [plan.model.definition.name] : [],
            usedNumbers: plan.creationStatus == nil ? [:] : maker.usedNumbers(by: key),
            idempotency: call.idempotency
        ) { [self] context in
            guard call.precondition.allowsChange(of: context.current) else { throw HandlerError.preconditionFailed }
            guard let current = context.current else {
                guard plan.creationStatus != nil else {
                    throw HandlerError.notFound(singular: plan.model.singular, key: key)
                }
                let number = context.sequences[plan.model.definition.name] ?? 0
                let body = try maker.checked(maker.completed(draft, key: key, number: number).record)
                try inspect(body, key: key, status: plan.creationStatus ?? plan.status, call)
                return .insert(key: key, body: body)
            }
            guard isInScope(current, call), let document = parsed(current) else {
                throw HandlerError.notFound(singular: plan.model.singular, key: key)
            }
            let body = try maker.checked(maker.keeping(document.root, in: draft, key: key))
            try inspect(body, key: key, status: plan.status, call)
            return .replace(body: body)
        }
        let outcome = try await store.apply(change)
        let status = outcome.kind == .inserted ? plan.creationStatus ?? plan.status : plan.status
        return answer(outcome, status: status)
    }

    func merge(_ call: HandlerCall) async throws -> HandlerAnswer {
        let key = try key(of: call)
        guard let patch = call.body, patch.kind == .object else { throw Self.noObject }
        try checkKey(in: JSONValue(patch), is: key)
        try checkScope(of: patch, call)
        let change = RecordChange(
            collection: plan.model.definition.name,
            target: .key(key),
            idempotency: call.idempotency
        ) { [self] context in
            guard let current = context.current, isInScope(current, call), let document = parsed(current) else {
                throw HandlerError.notFound(singular: plan.model.singular, key: key)
            }
            guard call.precondition.allowsChange(of: current) else { throw HandlerError.preconditionFailed }
            let merged = merged(document.root, with: patch)
            let body = try maker.checked(maker.keeping(document.root, in: merged, key: key))
            try inspect(body, key: key, status: plan.status, call)
            return .replace(body: body)
        }
        return try await answer(store.apply(change), status: plan.status)
    }

    /// The record after a patch; a member that must be there and may be null becomes null where the patch removes it.
    private func merged(_ record: JSONNode, with patch: JSONNode) -> JSONValue {
        var merged = JSONValue(record).merging(patch)
        for (name, value) in patch.members {
            if name.hasPrefix("$") {
                merged[name] = nil
            } else if value.isNull, plan.model.required.contains(name),
                plan.model.fieldTypes[name]?.contains(.null) ?? false
            {
                merged[name] = .null
            }
        }
        return merged
    }

    /// A patch may not move a record to another parent.
    private func checkScope(of patch: JSONNode, _ call: HandlerCall) throws(HandlerError) {
        for rule in plan.scope {
            guard let value = call.parameters[rule.parameter], let own = patch[rule.property],
                Self.keyText(JSONValue(own)) != Self.keyText(value)
            else { continue }
            throw .keyMismatch(property: rule.property, expected: Self.keyText(value) ?? "")
        }
    }

    static let noObject = HandlerError.unusableBody(
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
        // A body that may be left out, and is, says nothing.
        guard let body = call.body else { return [:] }
        guard body.kind == .object else { throw Self.noObject }
        return JSONValue(body)
    }

    /// The record as the client wants it: without what only the service sets, with its parent's values.
    private func draft(from given: JSONValue, _ call: HandlerCall) throws(HandlerError) -> JSONValue {
        guard case .object(let members) = given else { throw Self.noObject }
        var draft = JSONValue.object(
            members.filter { !plan.model.readOnly.contains($0.name) && !$0.name.hasPrefix("$") }
        )
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

    /// The key that a client gives.
    ///
    /// - Throws: ``HandlerError`` when it is empty: no path could name the record.
    private func chosenKey(in given: JSONValue) throws(HandlerError) -> String? {
        guard let property = plan.model.keyProperty, let key = given[property].flatMap(Self.keyText) else { return nil }
        if key.isEmpty {
            throw .unusableBody(LocalizedText("'\(property)' is empty", zh: "“\(property)”为空"))
        }
        return key
    }

    private func checkKey(in given: JSONValue, is key: String) throws(HandlerError) {
        guard let property = plan.model.keyProperty, !plan.model.readOnly.contains(property),
            let own = given[property], Self.keyText(own) != key
        else { return }
        throw .keyMismatch(property: property, expected: key)
    }
}
