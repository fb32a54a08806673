import Diagnostics
import Handlers
import JSON
import Records

/// Puts the first records of a service into its store.
struct Seeds {
    let folder: ServiceFolder
    let store: any RecordStore
    /// What makes the records of a collection.
    let maker: (CollectionModel) -> RecordMaker?

    /// The records of one transaction; a seed is loaded whole or not at all only up to this many.
    private static let batchCount = 500

    /// Loads each seed whose collection is still empty.
    ///
    /// - Returns: How many records each collection was given.
    /// - Throws: An `ExplainedError` that names file, line and reason, before anything of that file is stored.
    func load() async throws -> [(collection: String, count: Int)] {
        var loaded: [(collection: String, count: Int)] = []
        for name in try loadOrder() {
            guard let file = folder.seeds[name], let maker = model(of: name).flatMap(maker) else { continue }
            guard try await store.count(in: name) == 0 else { continue }
            var changes: [RecordChange] = []
            for (line, record) in try records(in: file) {
                do {
                    changes.append(try maker.change(storing: record))
                } catch {
                    throw Self.refused(file, line, error)
                }
            }
            for start in stride(from: 0, to: changes.count, by: Self.batchCount) {
                let batch = Array(changes[start..<min(changes.count, start + Self.batchCount)])
                do {
                    _ = try await store.apply(batch)
                } catch let error as any ExplainedError {
                    throw ServiceError(error.diagnostics.map { $0.located(in: SourceLocation(file: file)) })
                }
            }
            loaded.append((name, changes.count))
        }
        return loaded
    }

    private func model(of name: String) -> CollectionModel? {
        folder.plans.flatMap(\.collections).first { $0.definition.name == name }
    }

    /// Collections in an order in which references find what they refer to.
    private func loadOrder() throws -> [String] {
        var order: [String] = []
        func visit(_ name: String, path: [String]) {
            guard !order.contains(name), !path.contains(name) else { return }
            for reference in model(of: name)?.definition.references ?? [] {
                visit(reference.collection, path: path + [name])
            }
            order.append(name)
        }
        for name in folder.seeds.keys.sorted() {
            guard model(of: name) != nil else {
                let known = folder.plans.flatMap(\.collections).map(\.definition.name).joined(separator: ", ")
                throw ServiceError(
                    "seed.unknown-collection",
                    LocalizedText("no contract has a collection '\(name)'", zh: "没有契约包含集合“\(name)”"),
                    at: folder.seeds[name].map { SourceLocation(file: $0) },
                    remedy: LocalizedText("name the file after one of: \(known)", zh: "文件名应为：\(known)")
                )
            }
            visit(name, path: [])
        }
        return order
    }

    /// The records of a file, each with its line.
    private func records(in file: String) throws -> [(line: Int, record: JSONNode)] {
        guard file.hasSuffix(".ndjson") else {
            let document = try DocumentFile.read(file)
            return document.root.elements.map { ($0.position?.line ?? 1, $0) }
        }
        var records: [(line: Int, record: JSONNode)] = []
        let lines = try DocumentFile.bytes(of: file).split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
            do {
                records.append((index + 1, try JSONParser().parse(Array(line)).root))
            } catch {
                let position = SourcePosition(line: index + 1, column: error.position.column)
                throw ServiceError([
                    error.diagnostic(in: file).located(in: SourceLocation(file: file, position: position))
                ])
            }
        }
        return records
    }

    private static func refused(_ file: String, _ line: Int, _ error: any Error) -> ServiceError {
        let location = SourceLocation(file: file, position: SourcePosition(line: line, column: 1))
        let reason: LocalizedText =
            if case HandlerError.invalidRecord(let findings)? = error as? HandlerError, let first = findings.first {
                LocalizedText(
                    "\(first.pointer): \(first.message.english)",
                    zh: "\(first.pointer)：\(first.message.chinese)"
                )
            } else {
                LocalizedText("it is no JSON object with a usable key", zh: "不是带有可用键的 JSON 对象")
            }
        return ServiceError(
            "seed.invalid-record",
            LocalizedText("the record cannot be stored: \(reason.english)", zh: "记录无法存储：\(reason.chinese)"),
            at: location
        )
    }
}

extension Diagnostic {
    /// The same finding at another place.
    func located(in location: SourceLocation) -> Diagnostic {
        Diagnostic(code: code, severity: severity, message, at: location, remedy: remedy)
    }
}
