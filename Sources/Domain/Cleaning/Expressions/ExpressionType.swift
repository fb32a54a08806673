import Diagnostics

/// What the parts of an expression are, known before any record is.
enum ExpressionType: Hashable, Sendable, BitwiseCopyable {
    /// The cell of a column: a text that is read as a number or a day where one is needed.
    case cell
    case text
    case number
    case day
    case flag
    /// `empty`, which any of the others can be.
    case nothing

    /// With an article, for messages.
    var name: LocalizedText {
        switch self {
        case .cell: LocalizedText("a cell", zh: "单元格")
        case .text: LocalizedText("a text", zh: "文本")
        case .number: LocalizedText("a number", zh: "数字")
        case .day: LocalizedText("a day", zh: "日期")
        case .flag: LocalizedText("true or false", zh: "真假值")
        case .nothing: LocalizedText("empty", zh: "空值")
        }
    }

    /// Whether a value of this type can be used as another; a cell is read as what it should be.
    func fits(_ other: ExpressionType) -> Bool {
        switch (self, other) {
        case (.nothing, _), (.cell, .text), (.cell, .number), (.cell, .day): true
        default: self == other
        }
    }

    /// The type of a value that is one of two; nil when they have none in common.
    func joined(with other: ExpressionType) -> ExpressionType? {
        if self == other || other == .nothing { return self }
        if self == .nothing { return other }
        if self == .cell, other != .flag { return other }
        if other == .cell, self != .flag { return self }
        return nil
    }
}

/// What an expression, or a part of it, is for one record.
enum ExpressionValue: Sendable {
    case empty
    case flag(Bool)
    case number(Decimal)
    /// The days from 1970-01-01.
    case day(Int)
    /// UTF-8 in the evaluator's texts.
    case text(Range<Int>)
}
