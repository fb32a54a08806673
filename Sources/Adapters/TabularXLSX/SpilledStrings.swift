import Files
import Tabular

/// Strings in a temporary file, and where each of them stands in a second one.
struct SpilledStrings: Sendable {
    /// Bytes of the strings, and of their places, that count for the process at a time.
    static let residentByteCount = 3 << 20
    static let residentPlaceByteCount = 1 << 20
    private static let placeByteCount = 8
    /// Bits of a place that say how long the string is; the others say where it starts.
    private static let countBitCount: UInt64 = 24

    /// The number of strings.
    let count: Int
    private let text: SpillMapping
    private let places: SpillMapping

    /// Appends a string, from 0, that there is.
    func append(_ index: Int, to bytes: inout [UInt8]) {
        let place = places.number(at: index * Self.placeByteCount)
        let start = Int(place >> Self.countBitCount)
        text.append(start..<start + Int(place & (1 << Self.countBitCount - 1)), to: &bytes)
    }

    /// Writes strings that are then read.
    struct Writer: Sendable {
        /// Bytes that are written at once.
        static let blockByteCount = 1 << 20

        private let text: SpillFile
        private let places: SpillFile
        private var block: [UInt8] = []
        private var count = 0

        init() throws(TabularError) {
            do throws(FileError) {
                text = try SpillFile()
                places = try SpillFile()
            } catch {
                throw .spilling(error)
            }
        }

        /// Takes strings, which end at these offsets of their text, and leaves none.
        mutating func take(_ strings: inout [UInt8], _ ends: inout [UInt32]) throws(TabularError) {
            do throws(FileError) {
                let start = UInt64(try text.append(strings))
                block.removeAll(keepingCapacity: true)
                var first: UInt32 = 0
                for end in ends {
                    let place = (start + UInt64(first)) << countBitCount | UInt64(end - first)
                    for shift in 0..<UInt64(placeByteCount) {
                        block.append(UInt8(truncatingIfNeeded: place >> (8 * shift)))
                    }
                    first = end
                    if block.count >= Self.blockByteCount {
                        try places.append(block)
                        block.removeAll(keepingCapacity: true)
                    }
                }
                try places.append(block)
            } catch {
                throw .spilling(error)
            }
            count += ends.count
            strings.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
        }

        /// The strings that were taken.
        consuming func finish() throws(TabularError) -> SpilledStrings {
            do throws(FileError) {
                return SpilledStrings(
                    count: count,
                    text: try SpillMapping(of: text, maximumResidentByteCount: residentByteCount),
                    places: try SpillMapping(of: places, maximumResidentByteCount: residentPlaceByteCount)
                )
            } catch {
                throw .spilling(error)
            }
        }
    }
}
