import Tabular

/// Reads a record with stray or unclosed quotes as its author most probably meant it.
///
/// Of all ways to divide the record's first lines into fields, the cheapest is taken. A quote costs where it does not
/// belong: 1 inside an unquoted field, 2 where it starts one; 1 for each odd run of quotes inside a quoted field. A
/// wrong number of fields costs 3 and ½ for each that is missing or too many, each further physical line ¼. Costs are
/// kept in quarters.
struct QuoteRepair: Sendable {
    /// A way to read a record.
    struct Reading: Hashable, Sendable {
        let fields: [FieldRange]
        /// The offset behind the record and its line end.
        let end: Int
        /// The physical lines of the record.
        let lineCount: Int
        /// What it costs, in quarters.
        let cost: Int
        /// Whether a field starts with a quote that is text.
        let isUnclosed: Bool
    }

    let dialect: Dialect
    let width: Int
    var limits = TabularLimits()

    /// Reads the record at `start` in the cheapest way.
    ///
    /// - Parameters:
    ///   - text: The text that holds the record.
    ///   - start: The offset of its first byte.
    ///   - strictEnd: The offset behind the record as a strict reading has it, if that came to an end.
    /// - Returns: The cheapest reading; nil when there is none within the limits.
    func reading(of text: Span<UInt8>, from start: Int, strictEnd: Int?) -> Reading? {
        guard let quote = dialect.quote else { return nil }
        let lineEnds = LineEnds(loneCarriageReturnEnds: dialect.loneCarriageReturnEnds)
        var best: Reading?
        var steps = limits.repairStepCount
        var lineEnd = (start: start, end: start)
        for lineCount in 1...max(1, limits.repairLineCount) {
            if lineCount > 1, lineEnd.end >= text.count { break }
            lineEnd = lineEnds.next(in: text, from: lineEnd.end)
            if lineEnd.start - start > limits.repairByteCount { break }
            var ways = QuoteWays(start..<lineEnd.start, dialect: dialect, quote: quote, width: width)
            let found = ways.cheapest(in: text, lineEnds: lineEnds, steps: &steps)
            if let found {
                let cost = found.cost + lineCount - 1
                if cost < best?.cost ?? .max {
                    best = Reading(
                        fields: found.fields,
                        end: lineEnd.end,
                        lineCount: lineCount,
                        cost: cost,
                        isUnclosed: found.isUnclosed
                    )
                }
                if found.fields.count == width, cost <= 12 { break }
            }
            if steps <= 0 { break }
            if let strictEnd, lineEnd.end >= strictEnd { break }
        }
        return best
    }
}

/// All ways through one window of physical lines.
///
/// A node is a place where a field may start: the window's start, and behind each delimiter. Nodes are gone through by
/// position; each knows, for each number of fields before it, the cheapest way to it.
private struct QuoteWays {
    struct Step {
        var cost = Int32.max
        /// The node where the last field starts.
        var node: Int32 = -1
        /// The offset behind the last field's content.
        var end: Int32 = 0
        var isQuoted = false
    }

    private let window: Range<Int>
    private let dialect: Dialect
    private let quote: UInt8
    private let width: Int
    private let countLimit: Int
    /// Offsets of delimiters in the window.
    private var delimiters: [Int] = []
    /// Offsets of quotes in the window.
    private var quotes: [Int] = []
    /// The ways to each node, and in the last row to the end: by node, then by number of fields.
    private var steps: [Step] = []

    init(_ window: Range<Int>, dialect: Dialect, quote: UInt8, width: Int) {
        self.window = window
        self.dialect = dialect
        self.quote = quote
        self.width = width
        countLimit = width + 8
    }

    private var rowCount: Int { countLimit + 1 }

    private func start(of node: Int) -> Int {
        node == 0 ? window.lowerBound : delimiters[node - 1] + dialect.delimiter.count
    }

    /// The node behind a delimiter at `offset`; nil when none stands there.
    private func node(behind offset: Int, from first: Int) -> Int? {
        var low = first
        var high = delimiters.count
        while low < high {
            let middle = (low + high) / 2
            if delimiters[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low < delimiters.count && delimiters[low] == offset ? low + 1 : nil
    }

    private mutating func findMarks(in text: Span<UInt8>) {
        let scanner = RecordScanner(dialect: dialect)
        for offset in window {
            if text[offset] == quote { quotes.append(offset) }
            if !dialect.delimiter.isEmpty, offset + dialect.delimiter.count <= window.upperBound,
                scanner.isDelimiter(text, at: offset)
            {
                delimiters.append(offset)
            }
        }
    }

    /// The cheapest way, with the cost of a wrong number of fields; nil when there is none or `steps` run out.
    mutating func cheapest(
        in text: Span<UInt8>,
        lineEnds: LineEnds,
        steps left: inout Int
    ) -> (cost: Int, fields: [FieldRange], isUnclosed: Bool)? {
        findMarks(in: text)
        let final = delimiters.count + 1
        guard delimiters.count <= 4_096, (final + 1) * rowCount <= left else {
            left -= delimiters.count + 1
            return nil
        }
        steps = Array(repeating: Step(), count: (final + 1) * rowCount)
        steps[0].cost = 0
        var nextQuote = 0
        for node in 0..<final {
            let from = start(of: node)
            while nextQuote < quotes.count, quotes[nextQuote] < from { nextQuote += 1 }
            guard steps[node * rowCount..<(node + 1) * rowCount].contains(where: { $0.cost != .max }) else { continue }
            addUnquoted(text, from: from, node: node, nextQuote: nextQuote, lineEnds: lineEnds, left: &left)
            if nextQuote < quotes.count, quotes[nextQuote] == from {
                addQuoted(text, from: from, node: node, nextQuote: nextQuote, left: &left)
            }
            if left <= 0 { return nil }
        }
        return way(to: final, in: text)
    }

    private mutating func addUnquoted(
        _ text: Span<UInt8>,
        from: Int,
        node: Int,
        nextQuote: Int,
        lineEnds: LineEnds,
        left: inout Int
    ) {
        var next = node
        while next < delimiters.count, delimiters[next] < from { next += 1 }
        let end = next < delimiters.count ? delimiters[next] : window.upperBound
        guard lineEnds.next(in: text, from: from).start >= end else { return }
        var count = 0
        while nextQuote + count < quotes.count, quotes[nextQuote + count] < end { count += 1 }
        let startsWithQuote = from < end && text[from] == quote
        let cost = startsWithQuote ? count + 1 : count
        add(cost: cost, from: node, to: next < delimiters.count ? next + 1 : delimiters.count + 1, end, false, &left)
    }

    private mutating func addQuoted(
        _ text: Span<UInt8>,
        from: Int,
        node: Int,
        nextQuote: Int,
        left: inout Int
    ) {
        var odd = 0
        var run = 0
        var last = from
        for index in nextQuote + 1..<max(nextQuote + 1, quotes.count) {
            let offset = quotes[index]
            if let escape = dialect.escape {
                if text[offset - 1] == escape, offset - 1 > from { continue }
            }
            if offset != last + 1 || last == from {
                odd += run & 1
                run = 0
            }
            let behind = offset + 1
            let target = behind == window.upperBound ? delimiters.count + 1 : self.node(behind: behind, from: node)
            if let target { add(cost: odd + (run & 1), from: node, to: target, offset, true, &left) }
            run += 1
            last = offset
            left -= 1
        }
    }

    private mutating func add(cost: Int, from: Int, to: Int, _ end: Int, _ isQuoted: Bool, _ left: inout Int) {
        left -= rowCount
        for count in 0..<countLimit {
            let sofar = steps[from * rowCount + count].cost
            guard sofar != .max else { continue }
            let total = sofar + Int32(cost * 4)
            let place = to * rowCount + count + 1
            if total < steps[place].cost {
                steps[place] = Step(cost: total, node: Int32(from), end: Int32(end), isQuoted: isQuoted)
            }
        }
    }

    /// Goes back from the end along the cheapest way.
    private func way(
        to final: Int,
        in text: Span<UInt8>
    ) -> (cost: Int, fields: [FieldRange], isUnclosed: Bool)? {
        var best: (cost: Int, count: Int)?
        for count in 1...countLimit {
            let cost = steps[final * rowCount + count].cost
            guard cost != .max else { continue }
            let total = Int(cost) + (count == width ? 0 : 12 + 2 * abs(count - width))
            if total < best?.cost ?? .max { best = (total, count) }
        }
        guard let best else { return nil }
        var fields: [FieldRange] = []
        var isUnclosed = false
        var node = final
        for count in stride(from: best.count, to: 0, by: -1) {
            let step = steps[node * rowCount + count]
            let from = start(of: Int(step.node))
            let end = Int(step.end)
            if step.isQuoted {
                let inside = from + 1..<end
                var flags: FieldRange.Flags = [.quoted, .repaired]
                if inside.contains(where: { text[$0] == quote || text[$0] == dialect.escape }) {
                    flags.insert(.hasEscapes)
                }
                fields.append(FieldRange(start: inside.lowerBound, count: inside.count, flags: flags))
            } else {
                if from < end, text[from] == quote { isUnclosed = true }
                fields.append(FieldRange(start: from, count: end - from, flags: .repaired))
            }
            node = Int(step.node)
        }
        fields.reverse()
        return (best.cost, fields, isUnclosed)
    }
}
