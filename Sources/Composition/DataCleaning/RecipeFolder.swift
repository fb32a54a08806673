import Cleaning
import Diagnostics
import DocumentFiles
import Files
import JSON
import Tabular
import TabularCSV
import TextEncoding

/// The files beside a recipe, which it can name.
struct RecipeFolder: Sendable {
    /// The folder of the recipe, as it was given.
    private let folder: String

    init(ofRecipe path: String) {
        folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// The files, read when they are asked for.
    var files: RecipeFiles {
        RecipeFiles(
            table: { path throws(RecipeFileError) in
                try translated { try table(Files.path(path, in: folder)) }
            },
            schema: { path, pointer throws(RecipeFileError) in
                try translated { try SchemaFiles(path: Files.path(path, in: folder)).schema(at: pointer) }
            },
            timeZone: { name throws(RecipeFileError) in try Self.timeZone(name) }
        )
    }

    /// Where systems keep the time zone database.
    private static let zoneFolders = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"]

    private static func timeZone(_ name: String) throws(RecipeFileError) -> [UInt8] {
        for folder in zoneFolders where Files.kind(of: "\(folder)/\(name)") == .file {
            do throws(FileError) {
                return try Files.read("\(folder)/\(name)", maximumByteCount: 1 << 20)
            } catch {
                throw RecipeFileError(DocumentFile.unreadable(error).diagnostics)
            }
        }
        throw RecipeFileError([
            Diagnostic(
                code: "recipe.unknown-zone",
                LocalizedText("this system knows no time zone '\(name)'", zh: "本系统没有时区“\(name)”"),
                at: nil,
                remedy: LocalizedText(
                    "write an offset such as +08:00, or install the time zone database (tzdata)",
                    zh: "请写 +08:00 这样的偏移量，或安装时区数据库（tzdata）"
                )
            )
        ])
    }

    private func translated<Value>(_ read: () throws -> Value) throws(RecipeFileError) -> Value {
        do {
            return try read()
        } catch let error as RecipeFileError {
            throw error
        } catch let error as any ExplainedError {
            throw RecipeFileError(error.diagnostics)
        } catch {
            throw RecipeFileError([
                Diagnostic(code: "recipe.unusable-file", LocalizedText("\(error)", zh: "\(error)"), at: nil)
            ])
        }
    }

    private func table(_ path: String) throws -> RecipeTable {
        let name = path.lowercased()
        if [".yaml", ".yml", ".json"].contains(where: name.hasSuffix) {
            return try TableReader(path: path).table(of: try DocumentFile.read(path).root)
        }
        if [".ndjson", ".jsonl"].contains(where: name.hasSuffix) {
            let bytes = try DocumentFile.bytes(of: path, maximumByteCount: RecipeTable.maximumByteCount)
            return try TableReader(path: path).table(ofLines: bytes)
        }
        return try delimited(path)
    }

    /// A table of delimited text, whose encoding and dialect are found out.
    private func delimited(_ path: String) throws -> RecipeTable {
        let bytes = try SourceBytes(path)
        var options = SourceOptions()
        options.short = .fill
        options.long = .dropEmpty
        // Each row can be asked for, so that the last one is never a remark.
        options.skippedFooterCount = 0
        do {
            return try delimited(
                try DecodedText(options: options) { count throws(TabularError) in try bytes.read(count) },
                options
            )
        } catch let error as TabularError {
            guard error.code == .unclearEncoding else { throw error.located(in: path) }
            // Nobody can say the encoding of a table, as one can that of a source.
            throw TabularError(
                error.code,
                error.message,
                remedy: LocalizedText("save the table as UTF-8", zh: "请将对照表保存为 UTF-8"),
                file: path
            )
        }
    }

    private func delimited(_ text: DecodedText, _ options: SourceOptions) throws -> RecipeTable {
        var source = CSVSource(text, options: options)
        let shape = try source.shape()
        guard !shape.header.isEmpty else {
            throw TabularError(
                .noHeader,
                LocalizedText("the table has no header", zh: "对照表没有表头"),
                remedy: LocalizedText("write the names of its columns into the first line", zh: "请在第一行写列名")
            )
        }
        var table = RecipeTable(columns: shape.header, memory: KeyMemory(store: TemporarySpills()))
        var batch = RecordBatch()
        var cell: [UInt8] = []
        while try source.next(into: &batch) {
            for record in batch.records.indices {
                let fields = batch.fieldIndices(of: record)
                guard fields.count == table.columns.count else {
                    throw TabularError(
                        fields.count < table.columns.count ? .missingFields : .extraFields,
                        LocalizedText(
                            "a row has \(fields.count) cells, and the header \(table.columns.count)",
                            zh: "有一行含 \(fields.count) 个单元格，而表头有 \(table.columns.count) 个"
                        ),
                        remedy: LocalizedText("correct the table", zh: "请更正对照表"),
                        line: batch.place(of: record).line
                    )
                }
                for field in fields {
                    cell.removeAll(keepingCapacity: true)
                    batch.append(field: batch.fields[field], to: &cell)
                    guard try table.append(cell) else { throw TableReader.tooLarge }
                }
            }
        }
        return table
    }
}
