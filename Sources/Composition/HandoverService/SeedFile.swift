import Diagnostics
import DocumentFiles
import Files
import JSON

/// The files in `seed` that hold the first records of a collection.
enum SeedFile {
    private static let tableEndings = [".csv", ".tsv", ".xlsx"]
    private static let endings = [".ndjson", ".json", ".yaml", ".yml"] + tableEndings

    /// Whether a file holds rows, which are cleaned by the recipe of the same name.
    static func isTable(_ file: String) -> Bool { tableEndings.contains { file.hasSuffix($0) } }

    /// The seeds of a service folder: a file for each collection.
    ///
    /// - Returns: The files by collection, and warnings about files that are not read.
    /// - Throws: ``ServiceError`` when two files hold the same collection, or the folder cannot be read.
    static func all(in folder: String) throws(ServiceError) -> (files: [String: String], warnings: [Diagnostic]) {
        let seed = Files.path("seed", in: folder)
        guard Files.kind(of: seed) == .folder else { return ([:], []) }
        var files: [String: String] = [:]
        var findings: [Diagnostic] = []
        for name in try DocumentFile.names(in: seed) {
            let path = Files.path(name, in: seed)
            guard let ending = endings.first(where: { name.hasSuffix($0) }) else {
                findings.append(unread(path))
                continue
            }
            let collection = String(name.dropLast(ending.count))
            if let other = files.updateValue(path, forKey: collection) {
                throw ServiceError(
                    "seed.several-files",
                    LocalizedText(
                        "'\(other)' holds records of '\(collection)' too",
                        zh: "“\(other)”也包含“\(collection)”的记录"
                    ),
                    at: SourceLocation(file: path),
                    remedy: LocalizedText("keep one file for each collection", zh: "每个集合请只保留一个文件")
                )
            }
        }
        return (files, findings)
    }

    private static func unread(_ path: String) -> Diagnostic {
        Diagnostic(
            code: "seed.not-read",
            severity: .warning,
            LocalizedText("the file is not read: it is no kind of seed that is known", zh: "该文件未读取：不是已知的初始数据格式"),
            at: SourceLocation(file: path),
            remedy: LocalizedText(
                "name it after a collection, ending in \(endings.joined(separator: ", "))",
                zh: "请以集合命名，扩展名为 \(endings.joined(separator: "、"))"
            )
        )
    }

    /// Findings about seeds that belong to no collection.
    static func strayFindings(_ seeds: [String: String], collections: [String]) -> [Diagnostic] {
        seeds.filter { !collections.contains($0.key) }.sorted { $0.key < $1.key }.map { name, file in
            Diagnostic(
                code: "seed.unknown-collection",
                LocalizedText("no contract has a collection '\(name)'", zh: "没有契约包含集合“\(name)”"),
                at: SourceLocation(file: file),
                remedy: collections.isEmpty
                    ? LocalizedText("remove the file; no operation keeps records", zh: "请删除该文件；没有操作保存记录")
                    : LocalizedText(
                        "name the file after one of: \(collections.joined(separator: ", "))",
                        zh: "文件名应为：\(collections.joined(separator: "、"))"
                    )
            )
        }
    }

    /// The records of a file, each with its place, and what cannot be read.
    static func records(in file: String) -> (records: [(SourceLocation, JSONNode)], findings: [Diagnostic]) {
        do {
            return file.hasSuffix(".ndjson") ? try lines(of: file) : (try elements(of: file), [])
        } catch {
            return ([], error.diagnostics)
        }
    }

    private static func elements(of file: String) throws(ServiceError) -> [(SourceLocation, JSONNode)] {
        let root = try DocumentFile.read(file).root
        guard root.kind == .array else {
            throw ServiceError(
                "seed.no-list",
                LocalizedText("the file is no list of records", zh: "文件不是记录列表"),
                at: SourceLocation(file: file, position: root.position),
                remedy: LocalizedText("write a list with one object for each record", zh: "请写成列表，每条记录一个对象")
            )
        }
        return root.elements.map { (SourceLocation(file: file, position: $0.position), $0) }
    }

    private static func lines(
        of file: String
    ) throws(ServiceError) -> (records: [(SourceLocation, JSONNode)], findings: [Diagnostic]) {
        var records: [(SourceLocation, JSONNode)] = []
        var findings: [Diagnostic] = []
        let bytes = DocumentFile.withoutByteOrderMark(try DocumentFile.bytes(of: file))
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
            let start = SourceLocation(file: file, position: SourcePosition(line: index + 1, column: 1))
            do {
                records.append((start, try JSONParser().parse(Array(line)).root))
            } catch {
                let position = SourcePosition(line: index + 1, column: error.position.column)
                findings.append(
                    error.diagnostic(in: file).located(in: SourceLocation(file: file, position: position))
                )
            }
        }
        return (records, findings)
    }
}

extension Diagnostic {
    /// The same finding at another place.
    func located(in location: SourceLocation) -> Diagnostic {
        Diagnostic(code: code, severity: severity, message, at: location, remedy: remedy)
    }
}
