import RegularExpressions

/// A compiled expression: columns, texts, numbers and days, joined by operators and functions.
///
/// It cannot loop: a program is a list of steps that only ever goes forward, and each step does one thing to values of
/// limited size.
struct Expression: Sendable {
    /// A column that it looks at.
    struct Column: Hashable, Sendable {
        let name: String
        /// Where the name stands first, as a 0-based count of UTF-8 bytes.
        let offset: Int
    }

    /// The text as it was written.
    let text: String
    /// Each column once, in the order in which they stand.
    let columns: [Column]
    /// What its value is for every record, unless it is empty.
    let type: ExpressionType
    let instructions: [ExpressionInstruction]
    let patterns: [RegularExpression]
    let limits: ExpressionLimits

    /// Whether its value depends on the day.
    var usesToday: Bool {
        instructions.contains { instruction in
            if case .today = instruction { return true }
            return false
        }
    }

    /// Reads an expression.
    ///
    /// - Throws: ``ExpressionError`` with the place in the text.
    init(_ text: String, limits: ExpressionLimits = ExpressionLimits()) throws(ExpressionError) {
        var compiler = try ExpressionCompiler(text, limits: limits)
        type = try compiler.compile()
        self.text = text
        self.limits = limits
        columns = compiler.columns
        instructions = compiler.instructions
        patterns = compiler.patterns
    }
}
