import Tabular
import ZipArchive

/// The bytes of a part of a workbook, piece by piece.
enum PartBytes: Sendable {
    case entry(ZipEntryReader)
    /// An entry of so many bytes, as the archive claims, that is expanded on a thread of its own.
    case ahead(ZipReadAhead, byteCount: Int)
    case whole([UInt8])

    static let pieceByteCount = 256 << 10

    /// How many bytes there are, as the archive claims.
    var byteCount: Int {
        switch self {
        case .entry(let reader): reader.entry.byteCount
        case .ahead(_, let byteCount): byteCount
        case .whole(let bytes): bytes.count
        }
    }

    /// Appends the next piece; false at the end.
    mutating func read(into bytes: inout [UInt8]) throws(TabularError) -> Bool {
        switch self {
        case .entry(let reader):
            do throws(ZipError) {
                return try reader.read(into: &bytes, maximumCount: Self.pieceByteCount)
            } catch {
                throw .workbook(error)
            }
        case .ahead(let reader, _):
            do throws(ZipError) {
                return try reader.read(into: &bytes)
            } catch {
                throw .workbook(error)
            }
        case .whole(let whole):
            self = .whole([])
            bytes += whole
            return !whole.isEmpty
        }
    }
}
