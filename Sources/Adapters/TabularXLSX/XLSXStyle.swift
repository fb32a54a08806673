/// How a workbook is written.
public struct XLSXStyle: Hashable, Sendable {
    /// Which cells are written as numbers instead of as text.
    public enum Numbers: Hashable, Sendable {
        /// None: every cell is the text that it was.
        case none
        /// Those of the columns with these names whose text is a plain number.
        case columns(Set<String>)
        /// All whose text is a plain number.
        case all
    }

    /// The name of the sheet; what a sheet's name cannot hold is replaced, and it is cut when it is too long.
    public var sheetName = "Sheet1"
    /// Which cells are written as numbers.
    ///
    /// A plain number has at most 15 digits, no blanks, no exponent and no zeros in front, so that `00123` stays text
    /// always.
    public var numbers = Numbers.none

    /// How much work goes into a small file, from 1, fast, to 9, small.
    public var compressionLevel = 4

    /// The usual style: all cells are text.
    public init() {}
}
