import Tabular

/// What a report tells about a source beside counts: its columns, and what the steps do; collected by each worker.
///
/// Profiles of several workers make the same report whatever part of the records each of them has seen.
public struct SourceProfile: Sendable {
    /// The most columns that are profiled; further ones are only named.
    public static let columnLimit = 1_000
    /// How many cells the sample holds, of all columns together.
    static let sampleCellCount = 65_536
    /// How many values are counted each by itself, of all columns together.
    static let valueCount = 65_536

    private(set) var columns: [ColumnProfile]
    private(set) var sample: RecordSample
    private(set) var examples: StepExamples
    /// How often each step changed a cell.
    private(set) var changedCounts: [Int]
    private(set) var recordCount = 0

    init(recipe: CompiledRecipe, columnCount: Int) {
        let count = min(max(columnCount, recipe.names.count), Self.columnLimit)
        let valueLimit = min(1_024, max(64, Self.valueCount / max(1, count)))
        columns = (0..<count).map { _ in ColumnProfile(valueLimit: valueLimit) }
        let capacity = min(2_048, max(128, Self.sampleCellCount / max(1, count)))
        sample = RecordSample(columnCount: count, capacity: capacity)
        examples = StepExamples(recipe: recipe)
        changedCounts = recipe.instructions.map { _ in 0 }
    }

    /// Takes the records of a batch as they were read, and what the steps have changed so far.
    mutating func add(_ batch: RecordBatch, _ recipe: CompiledRecipe, changedCounts: [Int]) {
        let hidesCells = recipe.hidesCells
        for index in 0..<batch.count {
            let flags = batch.records[index].flags
            // What stands under another column than its own would be shown there as it is.
            if flags.contains(.otherTable) || hidesCells && recipe.isDisplaced(flags) { continue }
            add(index, of: batch)
        }
        examples.add(batch, recipe, changedCounts: changedCounts)
        self.changedCounts = changedCounts
    }

    private mutating func add(_ index: Int, of batch: RecordBatch) {
        recordCount &+= 1
        sample.add(index, of: batch)
        let fields = batch.fieldIndices(of: index)
        let count = min(fields.count, columns.count)
        for column in 0..<count {
            let field = batch.fields[fields.lowerBound &+ column]
            if field.hasEscapes {
                var text: [UInt8] = []
                batch.append(field: field, to: &text)
                columns[column].add(text.span)
            } else {
                columns[column].add(batch.text.span.extracting(field.range))
            }
        }
        for column in count..<columns.count { columns[column].addEmpty(1) }
    }

    /// Takes what another worker has seen.
    public mutating func merge(_ other: SourceProfile) {
        for index in columns.indices { columns[index].merge(other.columns[index]) }
        for index in changedCounts.indices { changedCounts[index] += other.changedCounts[index] }
        sample.merge(other.sample)
        examples.merge(other.examples)
        recordCount += other.recordCount
    }
}
