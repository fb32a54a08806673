/// What the cells of each column have in common.
public struct ColumnSurvey: Sendable {
    /// The type of a column.
    public enum ColumnType: Hashable, Sendable {
        /// At least four fifths of the cells are of one kind with a form.
        case kind(CellKind)
        /// At least four fifths of the cells have one outline with digits in it.
        case shape(CellShape)
    }

    /// One column.
    public struct Column: Sendable {
        /// The type; nil for names, prose and mixtures.
        public let type: ColumnType?
        /// The mean length of cells that are not empty, in bytes.
        public let meanByteCount: Double
        /// The number of cells that are not empty.
        public let count: Int
        fileprivate let values: [UInt64: Int]

        /// How often the value of a cell occurs in the column.
        func occurrences(of text: Span<UInt8>, _ range: Range<Int>) -> Int {
            values[ColumnSurvey.fingerprint(text, range)] ?? 0
        }

        /// Whether a cell is of the column's type; false when there is none.
        public func matches(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
            switch type {
            case nil: false
            case .kind(let kind): CellKind(text, range).columnKind == kind
            case .shape(let shape): CellShape(text, range) == shape
            }
        }
    }

    /// The columns, from the first.
    public let columns: [Column]

    /// Looks at the records `indices` of a batch that have exactly `width` fields.
    public init(_ batch: RecordBatch, records indices: Range<Int>, width: Int) {
        var columns: [Column] = []
        for column in 0..<width {
            let text = batch.text.span
            var kinds = [Int](repeating: 0, count: CellKind.allCases.count)
            var shapes: [CellShape: Int] = [:]
            var values: [UInt64: Int] = [:]
            var byteCount = 0
            var count = 0
            for index in indices {
                let fields = batch.fieldIndices(of: index)
                guard fields.count == width else { continue }
                let range = batch.fields[fields.lowerBound + column].range
                let kind = CellKind(text, range)
                guard kind != .empty else { continue }
                kinds[Int(kind.columnKind.rawValue)] += 1
                shapes[CellShape(text, range), default: 0] += 1
                values[Self.fingerprint(text, range), default: 0] += 1
                byteCount += range.count
                count += 1
            }
            columns.append(
                Column(
                    type: Self.type(kinds: kinds, shapes: shapes, count: count),
                    meanByteCount: count == 0 ? 0 : Double(byteCount) / Double(count),
                    count: count,
                    values: values
                )
            )
        }
        self.columns = columns
    }

    private static func type(kinds: [Int], shapes: [CellShape: Int], count: Int) -> ColumnType? {
        guard count > 0 else { return nil }
        var best = 0
        for (index, found) in kinds.enumerated() where found > kinds[best] { best = index }
        if let kind = CellKind(rawValue: UInt8(best)), !kind.isPlain, kinds[best] * 5 >= count * 4 {
            return .kind(kind)
        }
        guard let shape = shapes.max(by: { $0.value < $1.value }) else { return nil }
        return shape.value * 5 >= count * 4 && shape.key.hasDigits ? .shape(shape.key) : nil
    }

    /// A number that equal values share, and hardly any others (FNV-1a).
    static func fingerprint(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for offset in CellForm.trimmed(text, range) {
            hash = (hash ^ UInt64(text[offset])) &* 0x0000_0100_0000_01B3
        }
        return hash
    }
}
