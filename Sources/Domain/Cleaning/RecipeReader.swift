import Diagnostics
public import JSON

/// Reads recipes.
public struct RecipeReader {
    var findings: RecipeFindings
    var recipe: Recipe
    let files: RecipeFiles

    /// Reads a recipe from its document.
    ///
    /// - Parameters:
    ///   - document: The recipe, read from YAML or JSON.
    ///   - file: The file, for people.
    ///   - files: The other files that the recipe may name.
    ///   - source: The text of the file, in UTF-8, so that mistakes inside texts are found where they stand.
    /// - Returns: The recipe; warnings are left out.
    /// - Throws: ``RecipeError`` with every finding, in the order in which they stand.
    public static func recipe(
        from document: JSONDocument,
        file: String,
        files: RecipeFiles = .none,
        source: [UInt8] = []
    ) throws(RecipeError) -> Recipe {
        let findings = RecipeFindings(file: file, source: source)
        var reader = RecipeReader(findings: findings, recipe: Recipe(file: file), files: files)
        reader.read(document.root)
        let diagnostics = reader.findings.diagnostics
        if diagnostics.contains(where: { $0.severity == .error }) { throw RecipeError(diagnostics) }
        return reader.recipe
    }

    private mutating func read(_ root: JSONNode) {
        // An empty file is a recipe that changes nothing.
        if root.isNull { return }
        guard root.kind == .object else {
            return findings.report(.wrongType, LocalizedText("a recipe is an object", zh: "配方应为对象"), at: root)
        }
        findings.checkNames(
            of: root,
            ["version", "zone", "source", "columns", "computed", "order", "records", "schema", "output", "rejects"]
        )
        if let version = root["version"], version.integer != 1 {
            findings.reportValue("version", LocalizedText("write 1", zh: "请写 1"), at: version)
        }
        if let zone = root["zone"], !zone.isNull {
            var reader = StepReader(node: root, values: ["zone": zone], findings: findings, files: files)
            recipe.zone = reader.zone("zone")
            findings = reader.findings
        }
        readSource(root["source"])
        for (name, value) in members(root, "columns") { readColumn(name, value) }
        for column in elements(root, "computed") { readComputed(column) }
        readOrder(root)
        for rule in elements(root, "records") { readRule(rule) }
        readSchema(root)
        readOutput(root)
        readRejects(root)
    }

    /// A file of JSON Schema, or a schema of a contract: `FILE#/components/schemas/Order`.
    private mutating func readSchema(_ root: JSONNode) {
        guard let node = root["schema"], !node.isNull else { return }
        guard let text = node.string, !text.isEmpty else {
            return findings.reportType("schema", LocalizedText("the name of a file", zh: "文件名"), at: node)
        }
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let pointer = JSONPointer(parts.count > 1 ? parts[1] : ""), !parts[0].isEmpty else {
            return findings.reportValue(
                "schema",
                LocalizedText("write FILE or FILE#/components/schemas/NAME", zh: "请写“文件”或“文件#/components/schemas/名称”"),
                at: node
            )
        }
        do throws(RecipeFileError) {
            recipe.schema = (try files.schema(parts[0], pointer), RejectCode("schema"))
        } catch {
            findings.report(error, at: findings.location(node))
        }
    }

    // MARK: - Members

    mutating func members(_ node: JSONNode, _ name: String) -> [(name: JSONNode, value: JSONNode)] {
        guard let value = node[name], !value.isNull else { return [] }
        if value.kind == .object { return value.memberNodes.map { ($0.name, $0.value) } }
        findings.reportType(name, LocalizedText("an object", zh: "对象"), at: value)
        return []
    }

    mutating func elements(_ node: JSONNode, _ name: String) -> [JSONNode] {
        guard let value = node[name], !value.isNull else { return [] }
        if value.kind == .array { return value.elements.map { $0 } }
        findings.reportType(name, LocalizedText("a list", zh: "列表"), at: value)
        return []
    }

    /// A column that is named by a text.
    mutating func column(_ node: JSONNode, _ name: String) -> ColumnReference? {
        if let text = node.scalarText { return ColumnReference(name: text, location: findings.location(node)) }
        findings.reportType(name, LocalizedText("the name of a column", zh: "列名"), at: node)
        return nil
    }

    /// A list of columns; nil when it is none.
    mutating func columns(_ node: JSONNode, _ name: String) -> [ColumnReference]? {
        guard node.kind == .array else {
            findings.reportType(name, LocalizedText("a list of columns", zh: "列名列表"), at: node)
            return nil
        }
        return node.elements.compactMap { column($0, name) }
    }

    /// What `reject` says: a name, or `{code, en, zh}`.
    mutating func code(_ node: JSONNode) -> RejectCode? {
        let name = node.string ?? node["code"]?.string
        guard let name, RejectCode.isName(name) else {
            findings.reportValue(
                "reject",
                LocalizedText(
                    "write a name such as bad_phone: a letter and up to 63 of a-z 0-9 _ . -",
                    zh: "请写 bad_phone 这样的名称：以小写字母开头，最多 64 个 a-z 0-9 _ . - 字符"
                ),
                at: node
            )
            return nil
        }
        guard node.kind == .object else { return RejectCode(name) }
        findings.checkNames(of: node, ["code", "en", "zh"])
        let english = node["en"]?.string
        let chinese = node["zh"]?.string
        guard let message = english ?? chinese else { return RejectCode(name) }
        return RejectCode(name, message: LocalizedText(message, zh: chinese ?? message))
    }
}
