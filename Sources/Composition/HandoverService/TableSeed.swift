import Cleaning
import DataCleaning
import Diagnostics
import DocumentFiles
import Files
import Handlers
import JSON
import Records
import Tabular

/// The first records of a collection from a file of rows, cleaned by the recipe of the same name.
///
/// What the recipe, the contract or the store would refuse is left out and told; the service starts with the rest.
struct TableSeed {
    /// One record, and where it stands.
    struct Entry {
        let location: SourceLocation
        let record: JSONValue

        /// The key that the record gives itself.
        func key(of model: CollectionModel) -> String? {
            model.keyProperty.flatMap { TableSeed.text(of: FieldPath(names: [$0]), in: record) }
        }
    }

    /// A record that was left out.
    private struct Reject {
        let line: Int
        let reason: LocalizedText
    }

    private let file: String
    private let maker: RecordMaker
    private(set) var entries: [Entry] = []
    /// The records as a file of JSON would give them.
    var records: [(SourceLocation, JSONNode)] { entries.map { ($0.location, JSONDocument($0.record).root) } }
    /// How many records were left out.
    var rejectedCount: Int { rejects.count }
    private var rejects: [Reject] = []
    private var recordCount = 0

    /// Cleans a file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - recipe: The recipe's file; nil to take the rows as they are.
    ///   - maker: What makes the records of the collection.
    /// - Throws: An `ExplainedError` when the file or the recipe cannot be used at all.
    init(_ file: String, recipe: String?, maker: RecordMaker) async throws {
        self.file = file
        self.maker = maker
        let cleaned = try await CleanedFile(file, recipeFile: recipe) { try CollectionCheck(columns: $0, maker: maker) }
        recordCount = cleaned.counts.records
        rejects = cleaned.rejects.map { Reject(line: $0.place.line, reason: Self.joined($0.reasons)) }
        let records = CellRecords(columns: cleaned.columns, schema: maker.model.schema)
        entries = cleaned.records.map { record in
            let position = SourcePosition(line: record.place.line, column: 1)
            return Entry(
                location: SourceLocation(file: file, position: position),
                record: records.record(of: record.cells)
            )
        }
    }

    private static func joined(_ reasons: [LocalizedText]) -> LocalizedText {
        LocalizedText(
            reasons.map(\.english).joined(separator: "; "),
            zh: reasons.map(\.chinese).joined(separator: "；")
        )
    }

    /// Leaves out what the store would refuse: keys and unique values that are there twice, and references to nothing.
    ///
    /// - Parameter isThere: Whether a collection has a record of a key.
    /// - Throws: What `isThere` throws.
    mutating func removeRefused(_ isThere: (_ key: String, _ collection: String) async throws -> Bool) async throws {
        let definition = maker.model.definition
        let keyField = maker.model.keyProperty.map { FieldPath(names: [$0]) }
        let uniqueFields = definition.unique + (keyField.map { [$0] } ?? [])
        var seen: [FieldPath: Set<String>] = [:]
        var kept: [Entry] = []
        for entry in entries {
            var reason: LocalizedText?
            for field in uniqueFields where reason == nil {
                guard let value = Self.text(of: field, in: entry.record) else { continue }
                guard !seen[field, default: []].contains(value) else {
                    reason = RecordError.notUnique(field: field, value: value).message
                    continue
                }
            }
            for reference in definition.references where reason == nil {
                guard let value = Self.text(of: reference.field, in: entry.record) else { continue }
                if try await isThere(value, reference.collection) { continue }
                let error = RecordError.danglingReference(
                    field: reference.field,
                    value: value,
                    collection: reference.collection
                )
                reason = error.message
            }
            if let reason {
                rejects.append(Reject(line: entry.location.position?.line ?? 1, reason: reason))
                continue
            }
            for field in uniqueFields {
                if let value = Self.text(of: field, in: entry.record) { seen[field, default: []].insert(value) }
            }
            kept.append(entry)
        }
        entries = kept
    }

    fileprivate static func text(of field: FieldPath, in record: JSONValue) -> String? {
        var value: JSONValue? = record
        for name in field.names { value = value?[name] }
        switch value {
        case .string(let text): return text
        case nil, .null: return nil
        case let value?: return value.text()
        }
    }

    /// What is told about the records that were left out: how many, and where the first ones stand.
    var warnings: [Diagnostic] {
        guard !rejects.isEmpty else { return [] }
        let shown = 20
        let (count, all) = (rejects.count, recordCount)
        let summary = Diagnostic(
            code: "seed.rejected-records",
            severity: .warning,
            LocalizedText(
                "\(count) of \(all) records are left out; the others are loaded",
                zh: "共 \(all) 条记录，剔除 \(count) 条，其余已载入"
            ),
            at: SourceLocation(file: file),
            remedy: LocalizedText(
                "'handover clean \(file)' with '--rejects' lists all of them",
                zh: "用“handover clean \(file)”加“--rejects”可列出全部"
            )
        )
        let first = rejects.sorted { $0.line < $1.line }.prefix(shown).map { reject in
            Diagnostic(
                code: "seed.rejected-record",
                severity: .note,
                reject.reason,
                at: SourceLocation(file: file, position: SourcePosition(line: reject.line, column: 1))
            )
        }
        return [summary] + first
    }
}
