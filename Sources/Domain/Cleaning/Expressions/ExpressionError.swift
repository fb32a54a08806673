import Diagnostics

/// A reason why the text of an expression cannot be used.
struct ExpressionError: Error, Hashable, Sendable {
    enum Code: Hashable, Sendable {
        /// The text is not what the grammar says, or is too long.
        case syntax
        /// An operand has another type than is asked for.
        case typeConflict
        case unknownFunction
        case badPattern
    }

    let code: Code
    let message: LocalizedText
    let remedy: LocalizedText?
    /// Where in the text, as a 0-based count of UTF-8 bytes.
    let offset: Int

    init(_ code: Code, _ message: LocalizedText, at offset: Int, remedy: LocalizedText? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.offset = offset
    }
}

/// A reason why an expression has no value for one record.
enum ExpressionFailure: Error, Hashable, Sendable {
    case notANumber
    case notADay
    case divisionByZero
    /// More than 28 digits.
    case tooManyDigits
    /// A place or a count that is no whole number, or a day that no calendar has.
    case badArgument
    /// More text than a record may make, or a match that takes too many steps.
    case tooCostly
}
