/// One step of a compiled expression, which takes its operands from a stack and leaves its result there.
enum ExpressionInstruction: Sendable {
    /// The cell of the expression's column of this index.
    case cell(Int)
    case text([UInt8])
    case number(Decimal)
    case flag(Bool)
    case empty
    case today
    /// Reads the value so far below the top as a number or a day, when it is not one.
    case convert(ExpressionType, depth: Int)
    case negate
    case not
    case arithmetic(Arithmetic)
    /// A day and a number of days; 1 or -1.
    case addDays(sign: Int)
    case daysBetween
    case compare(Comparison)
    /// Whether a value is one of so many behind it.
    case isOneOf(Int)
    /// Puts so many texts behind one another.
    case join(Int)
    case call(ExpressionFunction.Operation, argumentCount: Int)
    case matches(Int)
    /// Goes on further down; never up.
    case jump(Int)
    /// Takes the value and goes on there when it is not true.
    case jumpUnless(Int)
    /// Goes on there with the value when it is true, or when it is not; takes it otherwise.
    case keepIf(Bool, Int)
    /// Goes on there with the value unless it is empty; takes it otherwise.
    case keepFilled(Int)

    enum Arithmetic: Sendable {
        case add
        case subtract
        case multiply
        case divide
        case remainder
    }

    enum Comparison: String, Sendable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }
}
