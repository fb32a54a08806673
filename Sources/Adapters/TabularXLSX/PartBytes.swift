import Tabular
import ZipArchive

/// The bytes of a part of a workbook, piece by piece.
enum PartBytes: Sendable {
    case entry(ZipEntryReader)
    case whole([UInt8])

    static let pieceByteCount = 256 << 10

    /// Appends the next piece; false at the end.
    mutating func read(into bytes: inout [UInt8]) throws(TabularError) -> Bool {
        switch self {
        case .entry(let reader):
            do throws(ZipError) {
                return try reader.read(into: &bytes, maximumCount: Self.pieceByteCount)
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
