public import Tabular

/// Writes records as delimited text that every reader takes.
///
/// A field is put in quotes when it holds the delimiter, a quote, CR or LF, or would be taken for a blank line.
///
/// - SeeAlso: RFC 4180, section 2.
public struct CSVWriter: Sendable {
    private static let quote = UInt8(ascii: "\"")

    /// How the text is written.
    public let style: CSVStyle
    private let marks: ByteScanner

    /// A writer.
    public init(style: CSVStyle = CSVStyle()) {
        self.style = style
        marks = ByteScanner(style.delimiter, LineEnds.lineFeed, LineEnds.carriageReturn)
    }

    /// Appends what stands before the first record: the byte order mark if one is wanted, and the names of the columns.
    public func append(header columns: [String], to bytes: inout [UInt8]) {
        if style.byteOrderMark { bytes += [0xEF, 0xBB, 0xBF] }
        guard !columns.isEmpty else { return }
        for (index, name) in columns.enumerated() {
            if index > 0 { bytes.append(style.delimiter) }
            append(field: Array(name.utf8).span, isOnly: columns.count == 1, to: &bytes)
        }
        appendLineEnd(to: &bytes)
    }

    /// Appends the record at `index` of a batch, as it was read.
    public func append(_ batch: RecordBatch, record index: Int, to bytes: inout [UInt8]) {
        let fields = batch.fieldIndices(of: index)
        var unescaped: [UInt8] = []
        for field in fields {
            if field > fields.lowerBound { bytes.append(style.delimiter) }
            let range = batch.fields[field]
            if range.hasEscapes {
                unescaped.removeAll(keepingCapacity: true)
                batch.append(field: range, to: &unescaped)
                append(field: unescaped.span, isOnly: fields.count == 1, to: &bytes)
            } else {
                append(field: batch.text.span.extracting(range.range), isOnly: fields.count == 1, to: &bytes)
            }
        }
        appendLineEnd(to: &bytes)
    }

    /// Appends one field, without the delimiter; `isOnly` when its record has no other.
    public func append(field: Span<UInt8>, isOnly: Bool = false, to bytes: inout [UInt8]) {
        let isFormula = style.formulaGuard && SpreadsheetFormula.isLikely(field)
        guard needsQuotes(field) || (isOnly && field.isEmpty) else {
            if isFormula { bytes.append(SpreadsheetFormula.guardByte) }
            append(field, to: &bytes)
            return
        }
        bytes.append(Self.quote)
        if isFormula { bytes.append(SpreadsheetFormula.guardByte) }
        let quotes = ByteScanner(Self.quote, Self.quote, Self.quote)
        var start = 0
        while start < field.count {
            let hit = quotes.next(in: field, from: start)
            let end = min(hit + 1, field.count)
            append(field.extracting(start..<end), to: &bytes)
            if hit < field.count { bytes.append(Self.quote) }
            start = end
        }
        bytes.append(Self.quote)
    }

    /// Appends the end of a record.
    public func appendLineEnd(to bytes: inout [UInt8]) {
        if style.carriageReturn { bytes.append(LineEnds.carriageReturn) }
        bytes.append(LineEnds.lineFeed)
    }

    private func needsQuotes(_ field: Span<UInt8>) -> Bool {
        if marks.next(in: field, from: 0) < field.count { return true }
        return ByteScanner(Self.quote, Self.quote, Self.quote).next(in: field, from: 0) < field.count
    }

    private func append(_ part: Span<UInt8>, to bytes: inout [UInt8]) {
        // SAFETY: The buffer lives as long as the closure, which only copies it.
        unsafe part.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
}
