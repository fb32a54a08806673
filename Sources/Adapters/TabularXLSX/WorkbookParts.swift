import Tabular
import ZipArchive

/// One sheet of a workbook.
struct SheetPart: Hashable, Sendable {
    let name: String
    let isHidden: Bool
    /// The name of its part in the archive.
    let part: String
}

/// What a workbook consists of, and where it is in the archive.
///
/// - SeeAlso: ECMA-376 part 2, clause 9 (relationships); part 1, section 18.2 (workbook).
struct WorkbookParts: Sendable {
    let archive: ZipArchive
    let sheets: [SheetPart]
    let sharedStrings: String?
    let styles: String?
    /// Whether days are counted from 1904-01-01.
    let isFrom1904: Bool
    private let limits: WorkbookLimits

    init(_ archive: ZipArchive, limits: WorkbookLimits) throws(TabularError) {
        self.archive = archive
        self.limits = limits
        let workbook = try Self.workbookPart(of: archive, limits)
        let relations = try Self.relations(of: workbook, in: archive, limits)
        var sheets: [SheetPart] = []
        var isFrom1904 = false
        var tokens = XMLTokenizer(try Self.bytes(of: workbook, in: archive, limits), part: workbook, limits: limits)
        while true {
            let token = try tokens.next()
            if token == .endOfDocument { break }
            guard token == .start else { continue }
            if tokens.isElement("workbookPr") {
                isFrom1904 = Self.isTrue(try tokens.value("date1904"))
            } else if tokens.isElement("sheet") {
                guard let id = try tokens.value("id", prefixed: true), let relation = relations[Self.text(id)] else {
                    continue
                }
                guard relation.kind == "worksheet" else { continue }
                guard sheets.count < limits.entryCount else { throw .tooMany(in: workbook, limit: limits.entryCount) }
                let state = Self.text(try tokens.value("state") ?? [])
                sheets.append(
                    SheetPart(
                        name: Self.text(try tokens.value("name") ?? []),
                        isHidden: state == "hidden" || state == "veryHidden",
                        part: relation.target
                    )
                )
            }
        }
        self.sheets = sheets
        self.isFrom1904 = isFrom1904
        sharedStrings = relations.values.first { $0.kind == "sharedStrings" }?.target
        styles = relations.values.first { $0.kind == "styles" }?.target
    }

    /// The bytes of a part that is read as a stream.
    func stream(of part: String) throws(TabularError) -> PartBytes {
        guard let entry = archive.entry(named: part) else { throw .missingPart(part) }
        do throws(ZipError) {
            let reader = try archive.reader(of: entry)
            // A thread pays when there is more than it would expand before it was waited for.
            let isLarge = entry.byteCount > 4 * PartBytes.pieceByteCount
            return isLarge ? .ahead(ZipReadAhead(reader), byteCount: entry.byteCount) : .entry(reader)
        } catch {
            throw .workbook(error)
        }
    }

    /// The bytes of a small part; nil when the archive does not have it.
    func bytes(of part: String) throws(TabularError) -> PartBytes? {
        archive.entry(named: part) == nil ? nil : try Self.bytes(of: part, in: archive, limits)
    }

    // MARK: Relationships

    private struct Relation: Sendable {
        /// The last part of the relationship's type, the same in the strict and the transitional form.
        let kind: String
        let target: String
    }

    private static func workbookPart(of archive: ZipArchive, _ limits: WorkbookLimits) throws(TabularError) -> String {
        let roots = try relations(of: "", in: archive, limits)
        if let found = roots.values.first(where: { $0.kind == "officeDocument" })?.target,
            archive.entry(named: found) != nil
        {
            return found
        }
        guard let entry = archive.entry(named: "xl/workbook.xml") ?? archive.entry(named: "workbook.xml") else {
            throw .missingPart("xl/workbook.xml")
        }
        return entry.name
    }

    /// The relations of a part by their identifiers; those of the package for an empty name.
    private static func relations(
        of part: String,
        in archive: ZipArchive,
        _ limits: WorkbookLimits
    ) throws(TabularError) -> [String: Relation] {
        let slash = part.lastIndex(of: "/")
        let folder = slash.map { String(part[...$0]) } ?? ""
        let file = slash.map { String(part[part.index(after: $0)...]) } ?? part
        let name = "\(folder)_rels/\(file).rels"
        guard archive.entry(named: name) != nil else { return [:] }
        var tokens = XMLTokenizer(try bytes(of: name, in: archive, limits), part: name, limits: limits)
        var relations: [String: Relation] = [:]
        while true {
            let token = try tokens.next()
            if token == .endOfDocument { return relations }
            guard token == .start, tokens.isElement("Relationship"), let id = try tokens.value("Id"),
                let type = try tokens.value("Type"), let target = try tokens.value("Target")
            else { continue }
            if let mode = try tokens.value("TargetMode"), text(mode) == "External" { continue }
            guard relations.count < limits.entryCount else { throw .tooMany(in: name, limit: limits.entryCount) }
            let kind = text(type).split(separator: "/").last.map(String.init) ?? ""
            let isWanted = ["officeDocument", "worksheet", "sharedStrings", "styles"].contains(kind)
            guard let path = path(text(target), in: folder) else {
                if isWanted { throw .unsafePath(text(target)) }
                continue
            }
            relations[text(id)] = Relation(kind: kind, target: path)
        }
    }

    /// A target as a name in the archive; nil when it leads out of it.
    static func path(_ target: String, in folder: String) -> String? {
        guard !target.utf8.contains(0) else { return nil }
        let plain = String(target.map { $0 == "\\" ? "/" : $0 })
        var parts: [Substring] = []
        for part in (plain.hasPrefix("/") ? plain : folder + plain).split(separator: "/") where part != "." {
            guard part == ".." else {
                parts.append(part)
                continue
            }
            guard parts.popLast() != nil else { return nil }
        }
        return parts.joined(separator: "/")
    }

    private static func bytes(
        of part: String,
        in archive: ZipArchive,
        _ limits: WorkbookLimits
    ) throws(TabularError) -> PartBytes {
        guard let entry = archive.entry(named: part) else { throw .missingPart(part) }
        do throws(ZipError) {
            return .whole(try archive.bytes(of: entry, maximumByteCount: limits.partByteCount))
        } catch {
            throw .workbook(error)
        }
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    static func isTrue(_ bytes: [UInt8]?) -> Bool {
        guard let bytes else { return false }
        return ["1", "true", "on"].contains(text(bytes))
    }
}
