package import Diagnostics
import DocumentFiles
import Files
import Handlers
import JSON
import Records

/// The first records that a collection was given.
package struct LoadedSeed: Sendable {
    /// The collection.
    package let collection: String
    /// How many records were stored.
    package let count: Int
    /// How many records of the file were left out, since they are not as the recipe and the contract want them.
    package var rejectedCount = 0
    /// What is told about these.
    package var warnings: [Diagnostic] = []
}

/// Puts the first records of a service into its store.
struct Seeds {
    let folder: ServiceFolder
    let store: any RecordStore
    /// What makes the records of a collection.
    let maker: (CollectionModel) -> RecordMaker?

    /// One record of a file, and the change that stores it.
    fileprivate struct SeedRecord {
        let location: SourceLocation
        let record: JSONNode
        let change: RecordChange
    }

    /// A seed that has been read and is still to be stored.
    private struct Waiting {
        let name: String
        let entries: [SeedRecord]
        var table: TableSeed?

        func has(_ key: String) -> Bool {
            entries.contains { if case .key(key) = $0.change.target { true } else { false } }
        }
    }

    /// Loads each seed whose collection is still empty; each of them whole or not at all.
    ///
    /// Of a file of rows those are left out that are not as the recipe and the contract want them.
    ///
    /// - Returns: What each collection was given.
    /// - Throws: An `ExplainedError` with every record that cannot be stored, before anything is.
    func load() async throws -> [LoadedSeed] {
        var waiting: [Waiting] = []
        var findings: [Diagnostic] = []
        for name in loadOrder() {
            guard let file = folder.seeds[name], let maker = model(of: name).flatMap(maker) else { continue }
            guard try await store.count(in: name) == 0 else { continue }
            let table = SeedFile.isTable(file) ? try await self.table(file, name, maker, waiting) : nil
            let records = table.map { ($0.records, []) } ?? SeedFile.records(in: file)
            let (entries, wrong) = Self.entries(of: records, maker)
            findings += Self.shortened(wrong, of: file)
            waiting.append(Waiting(name: name, entries: entries, table: table))
        }
        if !findings.isEmpty { throw ServiceError(findings) }
        for seed in waiting {
            do {
                _ = try await store.apply(seed.entries.map(\.change))
            } catch let error as RecordError {
                throw ServiceError([Self.finding(error, among: seed.entries)])
            }
        }
        return waiting.map { seed in
            LoadedSeed(
                collection: seed.name,
                count: seed.entries.count,
                rejectedCount: seed.table?.rejectedCount ?? 0,
                warnings: seed.table?.warnings ?? []
            )
        }
    }

    /// The records of a file of rows, those left out that could not be stored.
    private func table(
        _ file: String,
        _ name: String,
        _ maker: RecordMaker,
        _ waiting: [Waiting]
    ) async throws -> TableSeed {
        let recipe = Files.path("recipes/\(name).yaml", in: folder.path)
        var table = try await TableSeed(file, recipe: Files.kind(of: recipe) == nil ? nil : recipe, maker: maker)
        let keys = Set(table.entries.compactMap { $0.key(of: maker.model) })
        try await table.removeRefused { key, collection in
            if collection == name, keys.contains(key) { return true }
            if waiting.contains(where: { $0.name == collection && $0.has(key) }) { return true }
            return try await store.record(key, in: collection) != nil
        }
        return table
    }

    private func model(of name: String) -> CollectionModel? {
        folder.plans.flatMap(\.collections).first { $0.definition.name == name }
    }

    /// Collections in an order in which references find what they refer to.
    private func loadOrder() -> [String] {
        var order: [String] = []
        func visit(_ name: String, path: [String]) {
            guard !order.contains(name), !path.contains(name) else { return }
            for reference in model(of: name)?.definition.references ?? [] {
                visit(reference.collection, path: path + [name])
            }
            order.append(name)
        }
        for name in folder.seeds.keys.sorted() { visit(name, path: []) }
        return order
    }
}

// MARK: - Reading

extension Seeds {
    private static func entries(
        of file: (records: [(SourceLocation, JSONNode)], findings: [Diagnostic]),
        _ maker: RecordMaker
    ) -> (entries: [SeedRecord], findings: [Diagnostic]) {
        var findings = file.findings
        var entries: [SeedRecord] = []
        var places: [String: SourceLocation] = [:]
        for (location, record) in file.records {
            do {
                let change = try maker.change(storing: record)
                if case .key(let key) = change.target, let first = places.updateValue(location, forKey: key) {
                    findings.append(repeated(key, at: location, first: first))
                }
                entries.append(SeedRecord(location: location, record: record, change: located(change, at: location)))
            } catch {
                findings += refusals(error, at: location)
            }
        }
        return (entries, findings)
    }

    /// The change, whose own rule names the record's place when it refuses.
    private static func located(_ change: RecordChange, at location: SourceLocation) -> RecordChange {
        var change = change
        let decide = change.decide
        change.decide = { context in
            do {
                return try decide(context)
            } catch let error as HandlerError {
                throw ServiceError(refusals(error, at: location))
            }
        }
        return change
    }

    /// The first findings of a file: somebody who gives the wrong file need not read of each of its records.
    private static func shortened(_ findings: [Diagnostic], of file: String) -> [Diagnostic] {
        let shown = 20
        guard findings.count > shown else { return findings }
        let rest = findings.count - shown
        let note = Diagnostic(
            code: "seed.further-findings",
            severity: .note,
            LocalizedText("\(rest) further findings are not shown", zh: "另有 \(rest) 处问题未显示"),
            at: SourceLocation(file: file)
        )
        return findings.prefix(shown) + [note]
    }
}

// MARK: - Findings

extension Seeds {
    private static func repeated(_ key: String, at location: SourceLocation, first: SourceLocation) -> Diagnostic {
        let line = first.position?.line ?? 1
        return Diagnostic(
            code: "seed.duplicate-key",
            LocalizedText("the key '\(key)' stands in line \(line) already", zh: "键“\(key)”在第 \(line) 行已出现"),
            at: location,
            remedy: LocalizedText("remove one of the two, or give it another key", zh: "请删除其中一条，或换一个键")
        )
    }

    private static func refusals(_ error: HandlerError, at location: SourceLocation) -> [Diagnostic] {
        guard case .invalidRecord(let findings) = error, !findings.isEmpty else {
            return [
                Diagnostic(
                    code: "seed.invalid-record",
                    LocalizedText("this is no JSON object with a usable key", zh: "这不是带有可用键的 JSON 对象"),
                    at: location,
                    remedy: LocalizedText("write one object for each record", zh: "请为每条记录写一个对象")
                )
            ]
        }
        return findings.map { finding in
            let place =
                finding.pointer.description.isEmpty
                ? ("the record", "记录") : ("'\(finding.pointer)'", "“\(finding.pointer)”")
            return Diagnostic(
                code: "seed.invalid-record",
                LocalizedText(
                    "the record breaks the contract: \(place.0): \(finding.message.english)",
                    zh: "记录不符合契约：\(place.1)：\(finding.message.chinese)"
                ),
                at: location
            )
        }
    }

    /// What the store refused, with the place of the record that it must have been.
    private static func finding(_ error: RecordError, among entries: [SeedRecord]) -> Diagnostic {
        let entry: SeedRecord? =
            switch error {
            case .danglingReference(let field, let value, _): entries.first { $0.has(value, in: field) }
            case .notUnique(let field, let value): entries.last { $0.has(value, in: field) }
            case .alreadyExists(let key): entries.last { if case .key(key) = $0.change.target { true } else { false } }
            case .notFound, .duplicateValues, .referenced, .idempotencyMismatch, .idempotencyInProgress,
                .invalidCursor, .unknownCollection:
                nil
            }
        return Diagnostic(code: error.code, error.message, at: entry?.location, remedy: error.remedy)
    }
}

extension Seeds.SeedRecord {
    /// Whether a field has a value, which a message may have shortened.
    fileprivate func has(_ value: String, in field: FieldPath) -> Bool {
        var node: JSONNode? = record
        for name in field.names { node = node?[name] }
        guard let node else { return false }
        let text = node.string ?? node.text()
        return text == value || (value.hasSuffix("…") && text.hasPrefix(value.dropLast()))
    }
}
