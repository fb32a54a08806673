public import Tabular

/// Writes each record as one line with a JSON object; all values are strings.
///
/// - SeeAlso: RFC 8259, section 7.
public struct NDJSONWriter: Sendable {
    /// `"name":` of each column.
    private let names: [[UInt8]]

    /// A writer for records with these columns; a field past the last one is named by its number, such as `column4`.
    public init(columns: [String]) {
        names = columns.map { name in
            var bytes: [UInt8] = []
            Self.append(text: Array(name.utf8).span, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            return bytes
        }
    }

    /// Appends the record at `index` of a batch, as it was read.
    public func append(_ batch: RecordBatch, record index: Int, to bytes: inout [UInt8]) {
        var unescaped: [UInt8] = []
        let fields = batch.fieldIndices(of: index)
        bytes.append(UInt8(ascii: "{"))
        for (column, field) in fields.enumerated() {
            unescaped.removeAll(keepingCapacity: true)
            batch.append(field: batch.fields[field], to: &unescaped)
            append(field: unescaped.span, column: column, to: &bytes)
        }
        appendRecordEnd(to: &bytes)
    }

    /// Appends the start of a record.
    public func appendRecordStart(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
    }

    /// Appends the value of a column, from 0, with its name.
    public func append(field: Span<UInt8>, column: Int, to bytes: inout [UInt8]) {
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        if column < names.count {
            bytes += names[column]
        } else {
            bytes += Array("\"column\(column + 1)\":".utf8)
        }
        Self.append(text: field, to: &bytes)
    }

    /// Appends the end of a record and its line.
    public func appendRecordEnd(to bytes: inout [UInt8]) {
        bytes += [UInt8(ascii: "}"), LineEnds.lineFeed]
    }

    /// Appends a JSON string; bytes that are no UTF-8 must be gone by then.
    private static func append(text: Span<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
