public import Diagnostics

/// The reasons why a recipe cannot be used, all that were found.
public struct RecipeError: ExplainedError {
    /// The findings, in the order in which they stand in the recipe.
    public let diagnostics: [Diagnostic]

    /// An error with at least one reason.
    public init(_ diagnostics: [Diagnostic]) {
        precondition(!diagnostics.isEmpty, "an error has a reason")
        self.diagnostics = diagnostics
    }
}

/// The stable names of what can be wrong with a recipe.
enum RecipeFinding: String {
    case wrongType = "recipe.wrong-type"
    case unknownField = "recipe.unknown-field"
    case unknownStep = "recipe.unknown-step"
    case unknownColumn = "recipe.unknown-column"
    case duplicateColumn = "recipe.duplicate-column"
    case ambiguousColumn = "recipe.ambiguous-column"
    case badParameter = "recipe.bad-parameter"
    case missingParameter = "recipe.missing-parameter"
    case badPattern = "recipe.bad-pattern"
    case badDatePattern = "recipe.bad-date-pattern"
    case badExpression = "recipe.bad-expression"
    case typeConflict = "recipe.type-conflict"
    case unknownFunction = "recipe.unknown-function"
    case unknownToday = "recipe.unknown-today"
    case unusableFile = "recipe.unusable-file"
    case ambiguousTable = "recipe.ambiguous-table"
    case unreachableStep = "recipe.unreachable-step"
}
