import Tabular

/// Numbers of cells as text, by their format.
enum CellRendering {
    /// Appends a number as its cell's format means it.
    ///
    /// - Returns: ``RecordEntry/Flags/badDate`` for a day that no calendar has.
    static func append(
        number value: [UInt8],
        _ format: NumberFormat,
        _ context: borrowing WorkbookContext,
        to text: inout [UInt8]
    ) -> RecordEntry.Flags {
        guard format == .number else {
            let serial = Double(String(decoding: value, as: UTF8.self))
            let isFrom1904 = context.isFrom1904
            let date = serial.flatMap {
                format == .duration ? ExcelDate.duration($0) : ExcelDate.text($0, isFrom1904: isFrom1904)
            }
            if let date {
                text += Array(date.utf8)
                return []
            }
            text += value
            return .badDate
        }
        switch context.numbers {
        case .shortest: NumberText.appendShortest(value, to: &text)
        case .decimals(let count): NumberText.append(value, decimals: count, to: &text)
        }
        return []
    }

    /// Appends a number that needs no closer look.
    ///
    /// - Returns: false for a day that no calendar has.
    static func append(
        number value: Span<UInt8>,
        _ format: NumberFormat,
        _ context: borrowing WorkbookContext,
        to text: inout [UInt8]
    ) -> Bool {
        if let count = plainFraction(value) {
            if format == .number {
                // Digits that a number keeps are written as they stand, as far as zeros at the end say nothing.
                if count == 0 {
                    PlainText.append(value, to: &text)
                    return true
                }
                if appendFraction(value, count, context.numbers, to: &text) { return true }
            } else if count == 0, value.count <= 7, format != .duration, !context.isFrom1904 {
                var day = 0
                for index in value.indices { day = day &* 10 &+ Int(value[index] &- 0x30) }
                if ExcelDate.append(day: day, to: &text) { return true }
            }
        }
        var written: [UInt8] = []
        PlainText.append(value, to: &written)
        return append(number: written, format, context, to: &text).isEmpty
    }

    /// The digits behind the point of a number of at most 15 digits without a sign, without zeros in front; nil for any
    /// other.
    @inline(__always)
    private static func plainFraction(_ value: Span<UInt8>) -> Int? {
        guard value.count > 0, value.count <= 15, value[0] != UInt8(ascii: ".") else { return nil }
        var point = value.count
        var index = 0
        while index < value.count {
            let byte = value[index]
            if byte &- 0x30 >= 10 {
                guard byte == UInt8(ascii: "."), point == value.count else { return nil }
                point = index
            }
            index &+= 1
        }
        if value[0] == 0x30, point != 1, value.count > 1 { return nil }
        if point == value.count { return 0 }
        return point == value.count &- 1 ? nil : value.count &- 1 &- point
    }

    /// Appends a number with a fraction of `count` digits; false when it has to be rounded.
    @inline(__always)
    private static func appendFraction(
        _ value: Span<UInt8>,
        _ count: Int,
        _ numbers: SourceOptions.Numbers,
        to text: inout [UInt8]
    ) -> Bool {
        var end = value.count
        while value[end &- 1] == 0x30 { end &-= 1 }
        let isWhole = value[end &- 1] == UInt8(ascii: ".")
        if isWhole { end &-= 1 }
        guard case .decimals(let wanted) = numbers else {
            PlainText.append(value.extracting(0..<end), to: &text)
            return true
        }
        if isWhole {
            PlainText.append(value.extracting(0..<end), to: &text)
            return true
        }
        // More than 15 digits would show that the number is not exactly what is written.
        guard count <= wanted, value.count &- 1 &- count &+ wanted <= 15 else { return false }
        PlainText.append(value, to: &text)
        for _ in count..<wanted { text.append(0x30) }
        return true
    }
}
