import Tabular

/// What one task needs while it cleans: storage that is used again and again, and counts.
public struct CleaningWorker: Sendable {
    /// The cells of the record at hand.
    var cells: [CellText]
    /// Cells that were written anew, for as long as the batch is at hand.
    var arena = CellBuffer()
    /// The cell at hand, when a step has written it.
    var front = CellBuffer()
    /// What the next step writes; empty before each step.
    var back = CellBuffer()
    /// Where the parts of a divided cell are.
    var parts: [Range<Int>] = []
    /// The last cell of each column that was not rejected, for `fillDown`.
    var previous: [[UInt8]]
    /// The cells of the record at hand before some of them were hidden, for `fillDown`.
    var plainCells: [CellText] = []
    /// Finds the values of expressions.
    var evaluator: ExpressionEvaluator
    /// How often each step changed a cell.
    var changedCounts: [Int]
    /// How often each step refused one.
    var refusedCounts: [Int]
    /// What a report tells about the records that this worker has seen; nil when nobody asked.
    public internal(set) var profile: SourceProfile?

    init(recipe: CompiledRecipe, profiledColumnCount: Int?) {
        cells = Array(repeating: CellText(0..<0, in: .batch), count: recipe.cellNames.count)
        evaluator = ExpressionEvaluator(today: recipe.today)
        previous = Array(repeating: [], count: recipe.cellNames.count)
        changedCounts = Array(repeating: 0, count: recipe.instructions.count)
        refusedCounts = changedCounts
        profile = profiledColumnCount.map { SourceProfile(recipe: recipe, columnCount: $0) }
    }
}
