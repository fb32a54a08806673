import Cleaning
import Diagnostics
import JSON

/// Makes tables of documents: an object of texts, a list of texts, or a list of objects.
struct TableReader {
    /// The file, for people.
    let path: String

    static let tooLarge = RecipeFileError([
        Diagnostic(
            code: "recipe.table-too-large",
            LocalizedText(
                "the table has more than \(RecipeTable.maximumByteCount >> 20) MiB",
                zh: "对照表超过 \(RecipeTable.maximumByteCount >> 20) MiB"
            ),
            at: nil,
            remedy: LocalizedText("leave out what is not asked for", zh: "请删去用不到的内容")
        )
    ])

    /// The table of a document.
    ///
    /// An object is a table of the columns `from` and `to`, a list of texts one of the column `value`; of a list of
    /// objects the members are columns.
    func table(of root: JSONNode) throws -> RecipeTable {
        if root.kind == .object {
            var table = RecipeTable(columns: ["from", "to"])
            for (name, value) in root.members {
                try append(name, to: &table)
                try append(text(of: value), to: &table)
            }
            return table
        }
        guard root.kind == .array else { throw malformed(root) }
        let elements = Array(root.elements)
        if elements.first?.kind == .object { return try table(ofObjects: elements) }
        var table = RecipeTable(columns: ["value"])
        for element in elements { try append(text(of: element), to: &table) }
        return table
    }

    /// The table of a text with one JSON object a line.
    func table(ofLines bytes: [UInt8]) throws -> RecipeTable {
        var objects: [JSONNode] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
            if isBlank { continue }
            do {
                objects.append(try JSONParser().parse(Array(line)).root)
            } catch {
                let place = SourcePosition(line: index + 1, column: error.position.column)
                throw RecipeFileError([
                    Diagnostic(
                        code: "recipe.unusable-file",
                        error.message,
                        at: SourceLocation(file: path, position: place)
                    )
                ])
            }
        }
        return try table(ofObjects: objects)
    }

    private func table(ofObjects objects: [JSONNode]) throws -> RecipeTable {
        var columns: [String] = []
        var known: Set<String> = []
        for object in objects {
            guard object.kind == .object else { throw malformed(object) }
            for (name, _) in object.members where known.insert(name).inserted { columns.append(name) }
            guard columns.count <= RecipeTable.maximumColumnCount else { throw Self.tooLarge }
        }
        guard !columns.isEmpty else {
            throw RecipeFileError([
                Diagnostic(
                    code: "recipe.unusable-file",
                    LocalizedText("the table is empty", zh: "对照表为空"),
                    at: SourceLocation(file: path),
                    remedy: LocalizedText("write at least one row", zh: "请至少写一行")
                )
            ])
        }
        var table = RecipeTable(columns: columns)
        for object in objects {
            for column in columns { try append(try object[column].map(text(of:)) ?? "", to: &table) }
        }
        return table
    }

    private func append(_ text: String, to table: inout RecipeTable) throws {
        guard try table.append(text.utf8) else { throw Self.tooLarge }
    }

    /// The text of a scalar; null is an empty one.
    private func text(of node: JSONNode) throws -> String {
        if let string = node.string { return string }
        if node.isNull { return "" }
        guard node.kind != .object, node.kind != .array else { throw malformed(node) }
        return node.text()
    }

    private func malformed(_ node: JSONNode) -> RecipeFileError {
        RecipeFileError([
            Diagnostic(
                code: "recipe.unusable-file",
                LocalizedText("this is no row of a table", zh: "这不是对照表的一行"),
                at: SourceLocation(file: path, position: node.position),
                remedy: LocalizedText(
                    "write an object of texts, a list of texts, or a list of objects",
                    zh: "请写文本对象、文本列表或对象列表"
                )
            )
        ])
    }
}
