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
    /// - Parameters:
    ///   - width: The columns that there are. The last column is broken to fit; the others are never cut, since they
    ///     are what is copied.
    ///   - keepsLast: Whether the last column is shown in full where hardly anything of it has room; otherwise it is
    ///     left out there.
    /// - Returns: The heading, then the rows.
    package func lines(width: Int, keepsLast: Bool = false) -> [String] {
        let widths = headings.indices.map { column in
            ([headings] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0
        }
        let taken = widths.dropLast().reduce(0) { $0 + $1 + Self.gap }
        let hasRoom = width - taken >= min(widths.last ?? 0, Self.minimumLastWidth)
        let lastWidth = keepsLast && !hasRoom ? widths.last ?? 0 : min(widths.last ?? 0, width - taken)
        let showsLast = keepsLast || hasRoom
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
