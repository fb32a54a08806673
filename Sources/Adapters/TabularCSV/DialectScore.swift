import Tabular

/// How well a dialect explains a text.
struct DialectScore: Sendable {
    let dialect: Dialect
    /// From 0 to 1.
    private(set) var value: Double
    /// The number of fields that most records have, at least 2.
    private(set) var width: Int
    /// The share of records with that many fields.
    private(set) var fit: Double
    /// How much the cells look like values, from 0 to 1.
    private(set) var types: Double
    /// How well quotes fit, from 0 to 1.
    private(set) var quoteFit: Double
    /// Whether quotes stood where none belongs.
    private(set) var hasStrays: Bool

    /// Scores `dialect`; nil when it gives less than two columns, or cuts values instead of dividing records.
    ///
    /// - Parameters:
    ///   - text: The sample.
    ///   - dialect: The dialect to score.
    ///   - limits: The limits of the source.
    ///   - repairs: Whether stray quotes are repaired, to the width found without that.
    init?(_ text: [UInt8], dialect: Dialect, limits: TabularLimits, repairs: Bool = false) {
        var sample = SampleReading(text, dialect: dialect, width: nil, limits: limits)
        guard let width = sample.commonWidth, width >= 2 else { return nil }
        let body = sample.body
        var fit = sample.fit(body, width)
        let near = sample.distance(body, width)
        let quoteFit = sample.quoteFit()
        hasStrays = quoteFit < 1
        if repairs, hasStrays {
            let again = SampleReading(text, dialect: dialect, width: width, limits: limits)
            if again.quotes.repaired > 0 {
                let part = min(body.lowerBound, again.rows.count)..<min(body.upperBound, again.rows.count)
                fit = max(fit, again.fit(part, width) - 0.01)
                let closed = max(sample.quotes.closed, again.quotes.closed)
                sample = again
                sample.quotes.closed = closed
            }
        }
        let part = min(body.lowerBound, sample.rows.count)..<min(body.upperBound, sample.rows.count)
        if !DelimiterPrior.isStandard(dialect.delimiter) {
            let isTwice = DelimiterPrior.isDoubled(dialect.delimiter)
            guard width >= 3 || sample.quotes.closed >= 2 || isTwice else { return nil }
            guard sample.wholeValueCount(part) * 5 < part.count * 4 else { return nil }
        }
        let cells = sample.cells(part, width)
        types = cells.quality
        self.dialect = dialect
        self.width = width
        self.fit = fit
        self.quoteFit = quoteFit
        var value = 0.8 * fit * fit.squareRoot() + 0.2 * (1 - near)
        value *= (1 - 1 / Double(width)).squareRoot() * types * types
        value *= 0.15 + 0.85 * quoteFit * quoteFit * quoteFit
        value *= (1 - 0.5 * cells.emptyShare) * DelimiterPrior.value(dialect.delimiter)
        if dialect.quote == UInt8(ascii: "'") { value *= 0.9 }
        if dialect.escape != nil { value *= 0.995 }
        if dialect.blanksBeforeQuote { value *= 0.98 }
        if !dialect.loneCarriageReturnEnds { value *= 0.97 }
        self.value = value
    }
}

/// The records of a sample as one dialect divides them, without blank lines.
struct SampleReading {
    private(set) var batch = RecordBatch()
    /// Indices of records that are not blank.
    private(set) var rows: Range<Int>
    var quotes: RecordScanner.QuoteCounts
    private let dialect: Dialect
    private let end: Int

    init(_ text: [UInt8], dialect: Dialect, width: Int?, limits: TabularLimits) {
        var limits = limits
        limits.repairLineCount = 8
        var scanner = RecordScanner(dialect: dialect, width: width, limits: limits)
        scanner.recordLimit = limits.sampleRecordCount
        scanner.repairsLeft = width == nil ? 0 : 20
        batch.text = text
        end = scanner.scan(text.span, from: 0, isLast: true, into: &batch)
        rows = 0..<batch.count
        quotes = scanner.quotes
        self.dialect = dialect
    }

    /// Whether a quote is never closed or stands where none belongs.
    var hasWrongQuotes: Bool {
        quotes.wrong > 0 || quoteFit() < 1 || rows.contains { batch.records[$0].flags.contains(.unclosedQuote) }
    }

    /// The most common number of fields; of two that are about as common the larger one.
    var commonWidth: Int? {
        var counts: [Int: Int] = [:]
        for isStrict in [true, false] where counts.isEmpty {
            for row in rows where !isStrict || !batch.records[row].flags.contains(.unclosedQuote) {
                counts[batch.fieldIndices(of: row).count, default: 0] += 1
            }
        }
        func weight(_ entry: (key: Int, value: Int)) -> Double {
            Double(entry.value) * (1 - 1 / (Double(entry.key) + 1))
        }
        return counts.max { (weight($0), $0.key) < (weight($1), $1.key) }?.key
    }

    /// The records without those of one field at the start and at the end.
    var body: Range<Int> {
        var low = 0
        var high = rows.count
        while low < high, low < 30, batch.fieldIndices(of: low).count == 1 { low += 1 }
        while high > low, high > rows.count - 10, batch.fieldIndices(of: high - 1).count == 1 { high -= 1 }
        return high - low >= 2 || high - low == rows.count ? low..<high : rows
    }

    /// The share of records with `width` fields.
    func fit(_ part: Range<Int>, _ width: Int) -> Double {
        let right = part.reduce(0) { $0 + (batch.fieldIndices(of: $1).count == width ? 1 : 0) }
        return Double(right) / Double(max(1, part.count))
    }

    /// The mean distance of records from `width`, from 0 to 1.
    func distance(_ part: Range<Int>, _ width: Int) -> Double {
        let sum = part.reduce(0.0) {
            let count = batch.fieldIndices(of: $1).count
            return $0 + Double(abs(count - width)) / Double(max(count, width))
        }
        return sum / Double(max(1, part.count))
    }

    /// The share of quotes that stand where they belong.
    func quoteFit() -> Double {
        guard let quote = dialect.quote else { return 1 }
        let text = batch.text.span
        let scanner = ByteScanner(quote, quote, quote)
        var inside = 0
        for row in rows where !batch.records[row].flags.contains(.unclosedQuote) {
            for field in batch.fieldIndices(of: row) where !batch.fields[field].isQuoted {
                let range = batch.fields[field].range
                let part = text.extracting(range)
                var position = scanner.next(in: part, from: 0)
                while position < part.count {
                    inside += 1
                    position = scanner.next(in: part, from: position + 1)
                }
            }
        }
        let all = Double(quotes.opened) + Double(inside) / 2
        guard all > 0 else { return 1 }
        let share = quote == UInt8(ascii: "\"") ? 0.5 : 0.25
        return max(0, 1 - (Double(quotes.wrong) + Double(inside) / 2 * share) / all)
    }

    /// The number of records that, taken whole, are one value.
    func wholeValueCount(_ part: Range<Int>) -> Int {
        let text = batch.text.span
        return part.reduce(0) { sum, row in
            let behind = row + 1 < batch.count ? batch.records[row + 1].start : end
            switch CellKind(text, batch.records[row].start..<behind) {
            case .time, .datetime, .date, .url, .email, .uuid, .address: return sum + 1
            default: return sum
            }
        }
    }

    /// The mean quality of the cells and the share of columns without any.
    func cells(_ part: Range<Int>, _ width: Int) -> (quality: Double, emptyShare: Double) {
        let text = batch.text.span
        var sum = 0.0
        var count = 0
        var isFilled = [Bool](repeating: false, count: width)
        for row in part {
            for (column, field) in batch.fieldIndices(of: row).enumerated() {
                let cell = batch.fields[field]
                if cell.count > 0, column < width { isFilled[column] = true }
                sum += cell.isQuoted ? 1 : Self.quality(text, cell.range)
                count += 1
            }
        }
        let filledCount = isFilled.reduce(0) { $0 + ($1 ? 1 : 0) }
        return (count == 0 ? 0 : sum / Double(count), 1 - Double(filledCount) / Double(width))
    }

    /// How much an unquoted cell looks like a value and not like several, or a part of one.
    private static func quality(_ text: Span<UInt8>, _ range: Range<Int>) -> Double {
        let kind = CellKind(text, range)
        guard kind != .empty else { return 1 }
        let first = text[range.lowerBound]
        let last = text[range.upperBound - 1]
        let hasBlank = first == 0x20 || first == 0x09 || last == 0x20 || last == 0x09
        let weight = hasBlank ? 0.95 : 1
        guard kind.isPlain else { return weight }
        var isDivided = false
        for offset in range {
            switch text[offset] {
            case 0x22: return 0.3 * weight
            case 0x2C, 0x3B, 0x09, 0x7C:
                if offset + 1 < range.upperBound, text[offset + 1] > 0x20 { isDivided = true }
            default: continue
            }
        }
        return weight * (kind == .word ? 0.95 : isDivided ? 0.4 : 0.85)
    }
}
