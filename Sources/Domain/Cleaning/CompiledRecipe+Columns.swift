/// Where columns stand that steps add.
extension CompiledRecipe {
    /// Puts the parts of a divided column where it stands, and behind the parts that earlier steps have made of it.
    mutating func place(parts: [Int], of column: Int, keepsColumn: Bool) {
        let place = standardOrder.firstIndex(of: column)
        let last = lastParts[column].flatMap { standardOrder.firstIndex(of: $0) } ?? place
        standardOrder.insert(contentsOf: parts, at: last.map { $0 + 1 } ?? standardOrder.endIndex)
        if let part = parts.last { lastParts[column] = part }
        if let place, !keepsColumn { standardOrder.remove(at: place) }
    }

    /// The place of a step in ``CleaningWorker/fillings``.
    mutating func addFilling() -> Int {
        isSequential = true
        fillingCount += 1
        return fillingCount - 1
    }
}
