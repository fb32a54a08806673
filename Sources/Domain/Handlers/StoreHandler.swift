import Diagnostics
public import JSON
public import Records

/// Answers operations from the records of a store.
public final class StoreHandler: Sendable {
    /// The plan of the operation.
    public let plan: StorePlan
    let store: any RecordStore
    private let immediate: (any ImmediateRecordStore)?
    let maker: RecordMaker

    /// A handler for one operation.
    public init(
        plan: StorePlan,
        store: any RecordStore,
        environment: HandlerEnvironment,
        check: @escaping @Sendable (JSONNode) -> [RecordFinding]
    ) {
        self.plan = plan
        self.store = store
        immediate = store as? any ImmediateRecordStore
        maker = RecordMaker(model: plan.model, environment: environment, check: check)
    }

    /// The answer, if it needs no waiting: one record by its key, from a store on the local disk.
    ///
    /// - Returns: nil when ``answer(_:)`` must be asked.
    /// - Throws: ``HandlerError``, or a `StoreError`.
    public func immediateAnswer(_ call: HandlerCall) throws -> HandlerAnswer? {
        guard plan.action == .get, let immediate else { return nil }
        let key = try key(of: call)
        return try answer(reading: try immediate.immediateRecord(key, in: plan.model.definition.name), key, call)
    }

    /// The answer.
    ///
    /// - Throws: ``HandlerError``, or a `StoreError`.
    public func answer(_ call: HandlerCall) async throws -> HandlerAnswer {
        do {
            switch plan.action {
            case .list: return try await list(call)
            case .get:
                let key = try key(of: call)
                return try answer(reading: try await store.record(key, in: plan.model.definition.name), key, call)
            case .create: return try await create(call)
            case .replace: return try await replace(call)
            case .merge: return try await merge(call)
            case .delete: return try await delete(call)
            }
        } catch let error as RecordError {
            throw HandlerError.record(error)
        }
    }

    private func answer(reading record: StoredRecord?, _ key: String, _ call: HandlerCall) throws -> HandlerAnswer {
        guard let record, isInScope(record, call) else {
            throw HandlerError.notFound(singular: plan.model.singular, key: key)
        }
        guard call.precondition.allowsReading(record) else { throw HandlerError.preconditionFailed }
        if call.precondition.isNotModified(record) { return HandlerAnswer(status: 304, revision: record.revision) }
        return HandlerAnswer(status: plan.status, body: text(of: record), revision: record.revision)
    }

    // MARK: - Keys and scopes

    /// The text under which the store keeps a key.
    static func keyText(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): Int(exactly: number).map(String.init) ?? number.text
        case .null, .boolean, .array, .object: nil
        }
    }

    func key(of call: HandlerCall) throws(HandlerError) -> String {
        if let index = plan.keyParameter {
            if let text = call.parameters[index].flatMap(Self.keyText) { return text }
            throw .notFound(singular: plan.model.singular, key: "")
        }
        if let property = plan.model.keyProperty, let value = call.body?[property],
            let text = Self.keyText(JSONValue(value))
        {
            return text
        }
        let name = plan.model.keyProperty ?? "id"
        throw .unusableBody(LocalizedText("the body has no '\(name)'", zh: "请求体缺少“\(name)”"))
    }

    /// Whether a record belongs to the parent that the path names.
    func isInScope(_ record: StoredRecord, _ call: HandlerCall) -> Bool {
        if plan.scope.isEmpty { return true }
        guard let document = parsed(record) else { return false }
        return plan.scope.allSatisfy { rule in
            guard let wanted = call.parameters[rule.parameter], let found = document.root[rule.property] else {
                return false
            }
            return Self.keyText(JSONValue(found)) == Self.keyText(wanted)
        }
    }

    /// The document of a record; nil only if somebody changed the store's own text from outside.
    func parsed(_ record: StoredRecord) -> JSONDocument? {
        do {
            return try JSONParser().parse(record.body)
        } catch {
            return nil  // The caller answers as if the record were not there.
        }
    }

    // MARK: - Answers

    /// The answer's text for one record.
    func text(of record: StoredRecord) -> [UInt8] {
        if plan.envelope.isBareRecord { return visible(record) }
        return plan.envelope.filled { slot in
            switch slot {
            case .record: visible(record)
            case .key: Array(maker.keyValue(record.key).text().utf8)
            default: common(slot)
            }
        }
    }

    /// What any answer may say.
    private func common(_ slot: Envelope.Slot) -> [UInt8]? {
        switch slot {
        case .now: Array(JSONValue.string(maker.environment.now().dateTime).text().utf8)
        case .uuid: Array(JSONValue.string(maker.environment.uuid()).text().utf8)
        default: nil
        }
    }

    private func visible(_ record: StoredRecord) -> [UInt8] {
        guard !plan.mask.isEmpty, let document = parsed(record) else { return record.body }
        return plan.mask.visible(document.root)
    }

    private func list(_ call: HandlerCall) async throws -> HandlerAnswer {
        let query = try ListQuery(call, plan: plan)
        let page = try await store.page(query.query, in: plan.model.definition.name)
        let body = plan.envelope.filled { slot in
            switch slot {
            case .records: joined(page.records)
            case .total: Array(String(page.total ?? page.records.count).utf8)
            case .limit: Array(String(query.query.limit).utf8)
            case .offset: Array(String(query.query.offset).utf8)
            case .page: Array(String(query.query.offset / query.query.limit + plan.listing.firstPage).utf8)
            case .pages:
                Array(String(((page.total ?? page.records.count) + query.query.limit - 1) / query.query.limit).utf8)
            case .count: Array(String(page.records.count).utf8)
            case .hasPrevious:
                Array((query.query.offset > 0 || query.query.cursor != nil ? "true" : "false").utf8)
            case .hasMore: Array((page.next == nil ? "false" : "true").utf8)
            case .next: page.next.map { Array(JSONValue.string($0.text).text().utf8) } ?? Array("null".utf8)
            case .nextIfAny: page.next.map { Array(JSONValue.string($0.text).text().utf8) }
            case .nextOrEmpty: Array(JSONValue.string(page.next?.text ?? "").text().utf8)
            case .record, .key, .now, .uuid: common(slot)
            }
        }
        // `$next` is null on the last page, where `$next?` is left out.
        return HandlerAnswer(status: plan.status, body: body, next: page.next)
    }

    private func joined(_ records: [StoredRecord]) -> [UInt8] {
        var bytes = [UInt8(ascii: "[")]
        for (index, record) in records.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: visible(record))
        }
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }

    /// Shows the answer that a change will have to whoever wants to see it first.
    func inspect(_ body: [UInt8], key: String, status: Int, _ call: HandlerCall) throws {
        guard let inspect = call.inspect, status != 204 else { return }
        try inspect(status, text(of: StoredRecord(key: key, revision: 0, body: body)))
    }

    private func delete(_ call: HandlerCall) async throws -> HandlerAnswer {
        let key = try key(of: call)
        let change = RecordChange(
            collection: plan.model.definition.name,
            target: .key(key),
            idempotency: call.idempotency
        ) { [self] context in
            guard let current = context.current, isInScope(current, call) else {
                throw HandlerError.notFound(singular: plan.model.singular, key: key)
            }
            guard call.precondition.allowsChange(of: current) else { throw HandlerError.preconditionFailed }
            try inspect(current.body, key: key, status: plan.status, call)
            return .delete
        }
        let outcome = try await store.apply(change)
        var answer = HandlerAnswer(status: plan.status, isReplay: outcome.isReplay)
        if plan.status != 204, let record = outcome.record { answer.body = text(of: record) }
        return answer
    }
}
