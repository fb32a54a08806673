/// Words with which lines below a table start, and records hardly ever.
enum FooterWords {
    /// Words of sums; nothing has to follow them.
    private static let sums = ["合计", "总计", "小计", "共计", "总和", "©"].map { Array($0.utf8) }
    /// The same where no letter or digit follows.
    private static let wholeSums = [
        "total", "totals", "subtotal", "sub-total", "sub total", "grand total", "sum", "footnote", "footnotes",
        "end of", "copyright",
    ].map { Array($0.utf8) }
    /// Words of remarks; a colon follows them.
    private static let remarks = [
        "note", "notes", "remark", "remarks", "source", "sources", "generated", "printed", "exported", "created",
        "prepared by", "made by", "备注", "说明", "注", "制表", "制表人", "填表人", "审核", "审核人", "来源", "数据来源", "资料来源",
        "打印日期", "导出时间", "制表日期",
    ].map { Array($0.utf8) }
    private static let colons = [Array(":".utf8), Array("：".utf8)]

    /// Whether a cell starts with such a word.
    static func start(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let cell = CellForm.trimmed(text, range)
        if sums.contains(where: { starts(text, cell, with: $0) }) { return true }
        for word in wholeSums where starts(text, cell, with: word) {
            let behind = cell.lowerBound + word.count
            guard behind < cell.upperBound else { return true }
            let byte = text[behind]
            let isPart = byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
            if !isPart { return true }
        }
        return remarks.contains { word in
            guard starts(text, cell, with: word) else { return false }
            let rest = CellForm.trimmed(text, cell.lowerBound + word.count..<cell.upperBound)
            return colons.contains { starts(text, rest, with: $0) }
        }
    }

    /// Whether a cell holds what remarks have and values have not: a colon, a stop, or a blank between words.
    static func isSentence(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let cell = CellForm.trimmed(text, range)
        let marks = [[0x20], Array("。".utf8), Array("，".utf8)] + colons
        return cell.indices.contains { offset in
            marks.contains { starts(text, offset..<cell.upperBound, with: $0) }
        }
    }

    /// Whether a cell starts with a word; of ASCII letters the case does not count.
    private static func starts(_ text: Span<UInt8>, _ cell: Range<Int>, with word: [UInt8]) -> Bool {
        guard cell.count >= word.count else { return false }
        return word.indices.allSatisfy { index in
            let byte = text[cell.lowerBound + index]
            return ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == word[index]
        }
    }
}
