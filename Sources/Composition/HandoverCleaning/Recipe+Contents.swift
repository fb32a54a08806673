public import Cleaning
import DocumentFiles

extension Cleaning.Recipe {
    /// Reads a recipe from a YAML or JSON file.
    ///
    /// - Throws: An `ExplainedError` with every finding, each with its line and column.
    public init(contentsOf path: String) throws {
        self = try RecipeReader.recipe(from: try DocumentFile.read(path), file: path)
    }
}
