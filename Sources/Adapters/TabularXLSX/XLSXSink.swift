import Diagnostics
import Files
import Synchronization
public import Tabular

/// A workbook that clean records are written to: one sheet, and further ones when the records are more than it holds.
///
/// The names of the columns stand in bold in a first row that stays in sight. Every cell is text, as it was cleaned, unless
/// ``XLSXStyle/numbers`` says otherwise; empty fields have no cell. Short strings that come again and again stand once in
/// the part of shared strings, all others in their cells: so nothing has to be kept until the end, and the memory is
/// bounded. The same records give the same bytes.
///
/// - SeeAlso: ECMA-376 part 1, section 12.3.24.
public struct XLSXSink: RecordSink {
    /// Fields.
    public let form = RecordForm.fields
    private let target: Target

    /// The file, which copies of the sink share.
    private final class Target: Sendable {
        /// Nil behind the end.
        let writer: Mutex<WorkbookWriter?>

        init(_ writer: consuming sending WorkbookWriter) { self.writer = Mutex(writer) }
    }

    /// Starts a workbook; nobody sees it before it is finished.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is standard output.
    ///   - style: How it is written.
    /// - Throws: ``TabularError/Code/unwritableFile``, ``TabularError/Code/noSpace``.
    public init(_ path: String, style: XLSXStyle = XLSXStyle()) throws(TabularError) {
        try self.init(path, style: style, limits: WorkbookLimits())
    }

    init(_ path: String, style: XLSXStyle, limits: WorkbookLimits) throws(TabularError) {
        do throws(FileError) {
            let file = path == "-" ? OutputFile.standardOutput : try OutputFile(path)
            target = Target(WorkbookWriter(file, style: style, limits: limits))
        } catch {
            throw .writing(error)
        }
    }

    /// Writes the names of the columns; none when they are empty.
    public mutating func begin(columns: [String]) throws(TabularError) {
        try target.writer.withLock { (writer) throws(TabularError) in try writer?.begin(columns: columns) }
    }

    /// Is not called: the sink takes fields.
    public mutating func write(_ block: Span<UInt8>, recordCount: Int) throws(TabularError) {
        preconditionFailure("its form is fields")
    }

    /// Writes records, one a row.
    ///
    /// - Throws: ``TabularError/Code/cellTooLong`` for a field of more than 32,767 characters, with its record and column;
    ///   ``TabularError/Code/tooManyFields`` for a record of more than 16,384 fields; what the file cannot be written by.
    public mutating func write(_ records: FieldTable) throws(TabularError) {
        try target.writer.withLock { (writer) throws(TabularError) in try writer?.write(records) }
    }

    /// Writes everything but the file's name, and brings it to disk.
    public mutating func prepare() throws(TabularError) {
        try target.writer.withLock { (writer) throws(TabularError) in try writer?.complete() }
    }

    /// Ends the workbook and puts it in its place.
    public mutating func finish() throws(TabularError) {
        try target.writer.withLock { (writer) throws(TabularError) in try writer.take()?.finish() }
    }

    /// Leaves nothing behind.
    public mutating func abandon() { target.writer.withLock { $0 = nil } }
}
