import Tabular

/// The numbers of a column, with how they are spread.
public struct QualityNumbers: Hashable, Sendable {
    /// How many numbers are from a lower bound up to, not including, an upper one.
    public struct Bin: Hashable, Sendable {
        /// The lower bound, a decimal number.
        public let lower: String
        /// The upper bound, a decimal number.
        public let upper: String
        /// The numbers, of those that the histogram is made of.
        public let count: Int
    }

    /// How many cells are numbers.
    public let count: Int
    /// The least number, exact but for what stands behind nine decimals.
    public let minimum: String
    /// The greatest number.
    public let maximum: String
    /// The mean of all of them.
    public let mean: String
    /// The number that half of them do not exceed; of the sample when ``isSampled``.
    public let median: String
    /// The bins, all of one width, from the least to the greatest bound; outliers are left out of them.
    public let bins: [Bin]
    /// The numbers below the first bin.
    public let belowCount: Int
    /// The numbers from the last bin on.
    public let aboveCount: Int
    /// Whether median and bins are those of a sample of the records.
    public let isSampled: Bool

    /// The most bins.
    public static let binLimit = 24
    /// A column of whole numbers of one length, at least this one, is taken for identifiers.
    static let identifierLength = 8

    init?(_ column: ColumnProfile, _ sums: CellTotals, _ sample: [[UInt8]], _ kind: QualityColumn.Kind) {
        guard sums.numberCount * 20 >= sums.valueCount, let least = sums.minimum, let most = sums.maximum else {
            return nil
        }
        if Self.areIdentifiers(sums, kind) { return nil }
        var numbers: [(number: FixedNumber, count: Int)] = []
        if column.isExact {
            numbers = column.counted.compactMap { value in value.cell.number.map { ($0, value.count) } }
        } else {
            numbers = sample.compactMap { cell in CellMeasure(cell.span).number.map { ($0, 1) } }
        }
        guard !numbers.isEmpty else { return nil }
        numbers.sort { $0.number < $1.number }
        isSampled = !column.isExact
        count = sums.numberCount
        minimum = least.text
        maximum = most.text
        mean = Self.mean(sums).text
        median = Self.quantile(numbers, hundredths: 50).text
        let grid = Grid(numbers, least, most)
        var counts = [Int](repeating: 0, count: grid.binCount)
        var below = 0
        var above = 0
        for (number, count) in numbers {
            let index = grid.index(of: number)
            if index < 0 {
                below += count
            } else if index >= grid.binCount {
                above += count
            } else {
                counts[index] += count
            }
        }
        belowCount = below
        aboveCount = above
        bins = counts.indices.map { index in
            Bin(lower: grid.bound(index).text, upper: grid.bound(index + 1).text, count: counts[index])
        }
    }

    /// Whether nearly all values are whole numbers of one length, as telephone numbers are and amounts are not.
    private static func areIdentifiers(_ sums: CellTotals, _ kind: QualityColumn.Kind) -> Bool {
        guard kind == .integer || kind == .mixed else { return false }
        let long = sums.lengths.enumerated().filter { CellTotals.lengths(in: $0.offset).lowerBound >= identifierLength }
        let greatest = long.map(\.element).max() ?? 0
        return greatest * 20 >= sums.valueCount * (kind == .integer ? 19 : 15)
    }

    private static func mean(_ sums: CellTotals) -> FixedNumber {
        let count = Int128(sums.numberCount)
        let half = sums.sum < 0 ? -count / 2 : count / 2
        var units = (sums.sum + half) / count
        // Six significant digits, but no digit before the point is lost.
        var unit: Int128 = 1
        while unit < FixedNumber.one, units.magnitude / unit.magnitude >= 1_000_000 { unit *= 10 }
        units = (units + (units < 0 ? -unit / 2 : unit / 2)) / unit * unit
        return FixedNumber(units: units)
    }

    static func quantile(_ numbers: [(number: FixedNumber, count: Int)], hundredths: Int) -> FixedNumber {
        let total = numbers.reduce(0) { $0 + $1.count }
        let wanted = max(1, (total * hundredths + 99) / 100)
        var seen = 0
        for (number, count) in numbers {
            seen += count
            if seen >= wanted { return number }
        }
        return numbers[numbers.count - 1].number
    }

    /// Bins of one width, which is 1, 2 or 5 times a power of ten.
    private struct Grid {
        let start: Int128
        let width: Int128
        let binCount: Int

        init(_ numbers: [(number: FixedNumber, count: Int)], _ least: FixedNumber, _ most: FixedNumber) {
            var low = QualityNumbers.quantile(numbers, hundredths: 1).units
            var high = QualityNumbers.quantile(numbers, hundredths: 99).units
            // What is far from the middle ninety-eight hundredths would leave no room for them.
            let span = high - low
            if least.units >= low - span { low = min(low, least.units) }
            if most.units <= high + span { high = max(high, most.units) }
            let limit = Int128(QualityNumbers.binLimit - 1)
            var width: Int128 = 1
            var factor = 0
            while (high - low) / width >= limit {
                width = factor % 3 == 1 ? width / 2 * 5 : width * 2
                factor += 1
            }
            // Whole numbers get bins of whole numbers.
            if numbers.allSatisfy({ $0.number.units % FixedNumber.one == 0 }) { width = max(width, FixedNumber.one) }
            let first = low >= 0 ? low / width : -((-low + width - 1) / width)
            start = first * width
            self.width = width
            binCount = Int((high - start) / width) + 1
        }

        func index(of number: FixedNumber) -> Int {
            let distance = number.units - start
            return distance < 0 ? -1 : Int(min(distance / width, Int128(binCount)))
        }

        func bound(_ index: Int) -> FixedNumber { FixedNumber(units: start + Int128(index) * width) }
    }
}
