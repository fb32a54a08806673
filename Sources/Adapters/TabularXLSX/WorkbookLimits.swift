import Tabular

/// What a workbook may ask for at most.
struct WorkbookLimits: Sendable {
    /// Rows of a sheet.
    var rowCount = 1_048_576
    /// Columns of a sheet.
    var columnCount = 16_384
    /// Bytes of a cell's text: 32,767 characters.
    var cellByteCount = 32_767 * 4
    /// Bytes of a row's text, shared strings each time they stand there, and what is kept of a row that has more; the
    /// source's own limits of a record.
    var rowByteCount = TabularLimits().recordByteCount
    var rowKeptByteCount = TabularLimits().keptByteCount
    /// Bytes of XML up to the end of the next tag, or of one cell or shared string; what is longer than a cell's text
    /// is read past up to here, not further.
    var elementByteCount = 16 << 20
    /// Bytes of a part that is read as a whole: the workbook, its relations, its styles.
    var partByteCount = 16 << 20
    /// Bytes of all shared strings together, and of their places; they are read past once and kept on disk.
    var sharedByteCount = 4 << 30
    /// Bytes of shared strings, and of their places, that are kept in memory, up to the string that reaches them; those
    /// behind it lie in a temporary file.
    var sharedMemoryByteCount = 8 << 20
    /// Open elements.
    var depth = 64
    /// Attributes of an element.
    var attributeCount = 128
    /// Bytes of one tag, comment or reference.
    var tokenByteCount = 1 << 20
    /// Formats of cells.
    var cellFormatCount = 65_536
    /// Bytes of a number format that are looked at.
    var formatCodeByteCount = 1024
    /// Merged ranges.
    var mergedRangeCount = 100_000
    /// Entries of the archive; sheets of a workbook, and relationships of a part.
    var entryCount = 10_000
}
