public import Diagnostics

/// Judges records whose cells are clean, by something that a recipe does not know, such as the schema of a contract.
public protocol RecordCheck: Sendable {
    /// Why a record is refused; nil when it is not.
    ///
    /// - Parameter cells: The cells of the columns that are written, in their order.
    /// - Returns: What it is refused for.
    func refusal(of cells: [String]) -> RecordRefusal?
}

/// Why a record is refused by a ``RecordCheck``.
public struct RecordRefusal: Hashable, Sendable {
    /// The cell that it is about, from 0; nil when it is about the whole record.
    public let column: Int?
    /// What a person is told.
    public let message: LocalizedText

    /// A refusal.
    public init(column: Int?, message: LocalizedText) {
        self.column = column
        self.message = message
    }
}
