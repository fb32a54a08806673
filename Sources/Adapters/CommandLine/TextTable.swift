/// Rows of text under headings, aligned by the columns that they take on a terminal.
package struct TextTable {
    /// The headings.
    package let headings: [String]
    /// The rows, each with as many texts as there are headings.
    package private(set) var rows: [[String]] = []

    private static let gap = 2
    /// Below this width a last column is left out rather than broken into slivers.
    private static let minimumLastWidth = 24

    /// A table without rows.
    package init(headings: [String]) { self.headings = headings }

    /// Adds a row.
    package mutating func append(_ row: [String]) {
        precondition(row.count == headings.count, "a row has a text for each heading")
        rows.append(row)
    }

    /// The lines of the table.
    ///
    /// - Parameter width: The columns that there are. The last column is broken to fit, and left out where hardly
    ///   anything of it would be seen; the others are never cut, since they are what is copied.
    /// - Returns: The heading, then the rows.
    package func lines(width: Int) -> [String] {
        let widths = headings.indices.map { column in
            ([headings] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0
        }
        let taken = widths.dropLast().reduce(0) { $0 + $1 + Self.gap }
        let lastWidth = min(widths.last ?? 0, width - taken)
        let showsLast = lastWidth >= min(widths.last ?? 0, Self.minimumLastWidth)
        return ([headings] + rows).flatMap { row -> [String] in
            var first = zip(row, widths).dropLast().map { DisplayWidth.padded($0, to: $1 + Self.gap) }.joined()
            guard showsLast, let last = row.last else { return [WrappedText.trimmed(first)] }
            let broken = WrappedText.lines(last, width: lastWidth)
            first += broken.first ?? ""
            let indentation = String(repeating: " ", count: taken)
            return [WrappedText.trimmed(first)] + broken.dropFirst().map { indentation + $0 }
        }
    }
}
