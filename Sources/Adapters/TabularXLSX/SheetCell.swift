import Tabular

/// One cell of a row.
struct SheetCell: Hashable, Sendable {
    /// From 1, which a workbook calls `A`.
    var column: Int
    /// Where its text starts.
    var start: Int
    /// The bytes of its text.
    var count: Int
    /// What speaks against its value.
    var flags: RecordEntry.Flags
    /// Whether the cell itself is empty, and its text that of a merged range.
    var isFilled = false
}

/// One row of a sheet.
struct SheetRow: Hashable, Sendable {
    /// From 1.
    var number = 0
    var isHidden = false
    /// Whether it has more text than a record may have, so that only the first cells were kept.
    var isTooLong = false
    /// Whether there is a blank row before it.
    var isBehindBlankRow = false
    /// From left to right; cells that are not there have no entry.
    var cells: [SheetCell] = []

    /// Whether there is nothing in it.
    var isBlank: Bool { !isTooLong && !cells.contains { $0.count > 0 || !$0.flags.isEmpty } }

    /// The row as the sheet has it, without what merged ranges fill in.
    var unfilled: SheetRow {
        guard cells.contains(where: \.isFilled) else { return self }
        var row = self
        row.cells.removeAll(where: \.isFilled)
        return row
    }

    /// Keeps the first cells of a row that has too much text.
    ///
    /// - Parameters:
    ///   - text: Ends with the row's text, and then with what is left of it.
    ///   - start: Where the row's text starts.
    ///   - limit: The most bytes of text that are kept.
    mutating func cutOff(_ text: inout [UInt8], from start: Int, limit: Int) {
        isTooLong = true
        let kept = cells.firstIndex { $0.start + $0.count - start > limit } ?? cells.count
        cells.removeSubrange(kept...)
        text.removeLast(text.count - (cells.last.map { $0.start + $0.count } ?? start))
    }
}

/// A place in a sheet as it is written: letters and a number.
enum CellReference {
    /// Column and row, from 1, of a reference such as `C12`; nil for anything else.
    static func place(_ text: Span<UInt8>) -> (column: Int, row: Int)? {
        var column = 0
        var index = 0
        while index < text.count {
            let letter = text[index] & 0xDF
            guard letter >= 0x41, letter <= 0x5A else { break }
            column = column * 26 + Int(letter - 0x40)
            index &+= 1
            guard index <= 3 else { return nil }
        }
        guard index > 0, index < text.count, let row = number(text, from: index) else { return nil }
        return (column, row)
    }

    /// A number of at most nine digits; nil for anything else.
    static func number(_ text: Span<UInt8>, from start: Int = 0) -> Int? {
        guard start < text.count, text.count - start <= 9 else { return nil }
        var value = 0
        for index in start..<text.count {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}
