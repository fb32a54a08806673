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
    /// What each step `fillDown` fills with.
    var fillings: [Filling]
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
        fillings = Array(repeating: Filling(), count: recipe.fillingCount)
        changedCounts = Array(repeating: 0, count: recipe.instructions.count)
        refusedCounts = changedCounts
        profile = profiledColumnCount.map { SourceProfile(recipe: recipe, columnCount: $0) }
    }

    /// Takes the cells over that steps `fillDown` have seen in a record that is not refused.
    mutating func commitFillings() { for filling in fillings.indices { fillings[filling].commit() } }
}

/// A cell as a step `fillDown` saw it last, to fill the empty ones below.
struct Filling: Sendable {
    /// The cell of the last record that was not refused.
    private(set) var cell = CellBuffer()
    /// The cell of the record at hand.
    private var next = CellBuffer()
    private var hasNext = false

    /// Begins a record.
    mutating func begin() { hasNext = false }

    /// Keeps a cell of the record at hand, which is not empty.
    mutating func keep(_ text: Span<UInt8>) {
        next.clear()
        next.append(text)
        hasNext = true
    }

    /// Keeps a cell that is in a buffer.
    mutating func keep(_ buffer: CellBuffer, _ range: Range<Int>) { keep(buffer.bytes.span.extracting(range)) }

    /// Takes the kept cell over, since the record is not refused.
    mutating func commit() {
        if hasNext { swap(&cell, &next) }
        hasNext = false
    }
}
