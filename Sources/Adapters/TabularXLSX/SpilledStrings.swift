import Files
import Tabular

/// Strings in a temporary file, and where each of them ends in a second one.
struct SpilledStrings: Sendable {
    /// Bytes of the strings, and of their places, that count for the process at a time.
    static let residentByteCount = 12 << 20
    static let residentIndexByteCount = 4 << 20
    private static let placeByteCount = 8

    /// The number of strings.
    let count: Int
    private let text: SpillMapping
    private let ends: SpillMapping

    /// Appends a string, from 0, that there is.
    func append(_ index: Int, to bytes: inout [UInt8]) {
        let end = ends.number(at: index * Self.placeByteCount)
        let start = index == 0 ? 0 : ends.number(at: (index - 1) * Self.placeByteCount)
        text.append(Int(start)..<Int(end), to: &bytes)
    }

    /// Writes strings that are then read.
    struct Writer: Sendable {
        /// Bytes that are written at once.
        static let blockByteCount = 1 << 20

        private let text: SpillFile
        private let ends: SpillFile
        private var block: [UInt8] = []
        private var count = 0

        init() throws(TabularError) {
            do throws(FileError) {
                text = try SpillFile()
                ends = try SpillFile()
            } catch {
                throw .spilling(error)
            }
        }

        /// Takes strings, which end at these places of their text, and leaves none.
        mutating func take(_ strings: inout [UInt8], _ places: inout [UInt32]) throws(TabularError) {
            do throws(FileError) {
                let start = UInt64(try text.append(strings))
                block.removeAll(keepingCapacity: true)
                for place in places {
                    let end = start + UInt64(place)
                    for shift in 0..<UInt64(placeByteCount) {
                        block.append(UInt8(truncatingIfNeeded: end >> (8 * shift)))
                    }
                    if block.count >= Self.blockByteCount {
                        try ends.append(block)
                        block.removeAll(keepingCapacity: true)
                    }
                }
                try ends.append(block)
            } catch {
                throw .spilling(error)
            }
            count += places.count
            // The first text is large; its storage is not kept.
            strings = []
            places = []
            strings.reserveCapacity(Self.blockByteCount + Self.blockByteCount / 4)
        }

        /// The strings that were taken.
        consuming func finish() throws(TabularError) -> SpilledStrings {
            do throws(FileError) {
                return SpilledStrings(
                    count: count,
                    text: try SpillMapping(of: text, maximumResidentByteCount: residentByteCount),
                    ends: try SpillMapping(of: ends, maximumResidentByteCount: residentIndexByteCount)
                )
            } catch {
                throw .spilling(error)
            }
        }
    }
}
