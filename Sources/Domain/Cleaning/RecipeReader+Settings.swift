import Diagnostics
public import JSON

extension RecipeReader {
    /// A recipe of which some members of `source` are set anew; the others stay as they are.
    ///
    /// - Parameters:
    ///   - document: An object with the member `source`, as a recipe has it.
    ///   - recipe: The recipe.
    ///   - name: Where the members come from, for people, such as `--set source.sheet=2`.
    /// - Returns: The recipe with these members.
    /// - Throws: ``RecipeError`` with every finding.
    public static func setting(
        _ document: JSONDocument,
        in recipe: Recipe,
        named name: String
    ) throws(RecipeError) -> Recipe {
        var reader = RecipeReader(findings: RecipeFindings(file: name), recipe: recipe, files: .none)
        reader.findings.checkNames(of: document.root, ["source"])
        if let source = document.root["source"] { reader.readSourceMembers(source) }
        let diagnostics = reader.findings.diagnostics.map { finding in
            // A place in a text that nobody wrote would mislead.
            Diagnostic(
                code: finding.code,
                severity: finding.severity,
                finding.message,
                at: SourceLocation(file: name),
                remedy: finding.remedy
            )
        }
        if diagnostics.contains(where: { $0.severity == .error }) { throw RecipeError(diagnostics) }
        return reader.recipe
    }
}
