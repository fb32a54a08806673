public import Cleaning
import DataCleaning

extension Cleaning.Recipe {
    /// Reads a recipe from a YAML or JSON file, and the files beside it that it names.
    ///
    /// - Throws: An `ExplainedError` with every finding, each with its line and column.
    public init(contentsOf path: String) throws {
        self = try CleanRun.recipe(path)
    }
}
