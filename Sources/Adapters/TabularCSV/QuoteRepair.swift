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
    ///   - stepsLeft: The steps that it may take; those that it took are subtracted. At 0 it gives up.
    /// - Returns: The cheapest reading; nil when there is none within the limits.
    func reading(of text: Span<UInt8>, from start: Int, strictEnd: Int?, stepsLeft: inout Int) -> Reading? {
        guard let quote = dialect.quote else { return nil }
        let lineEnds = LineEnds(loneCarriageReturnEnds: dialect.loneCarriageReturnEnds)
        var best: Reading?
        var ways = QuoteWays(from: start, dialect: dialect, quote: quote, width: width)
        var lineEnd = (start: start, end: start)
        for lineCount in 1...max(1, limits.repairLineCount) {
            if lineCount > 1, lineEnd.end >= text.count { break }
            // All wider windows cost at least this much.
            if let best, best.cost <= 4 * ways.strayCount + lineCount - 1 { break }
            let lineStart = lineEnd.end
            lineEnd = lineEnds.next(in: text, from: lineStart)
            if lineEnd.start - start > limits.repairByteCount { break }
            ways.add(lineStart..<lineEnd.start, of: text)
            stepsLeft -= (lineEnd.start - lineStart) / 4
            let found = ways.cheapest(in: text, lineEnds: lineEnds, steps: &stepsLeft)
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
            if stepsLeft <= 0 { break }
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
        /// The offset behind the last field's content, from the window's start.
        var end: Int32 = 0
        var isQuoted = false
    }

    private let start: Int
    private var end: Int
    private let dialect: Dialect
    private let scanner: RecordScanner
    private let quote: UInt8
    private let width: Int
    private let countLimit: Int
    /// Offsets of delimiters in the window.
    private var delimiters: [Int] = []
    /// Offsets of quotes in the window.
    private var quotes: [Int] = []
    /// Of each quote the run of quotes in which it stands, and its place there; nil when it is escaped.
    private var places: [(run: Int, index: Int)?] = []
    /// The lengths of runs.
    private var runCounts: [Int] = []
    /// Of each run the runs of odd length before it, and of all runs.
    private var oddCounts = [0]
    /// Quotes before a delimiter, by their index, with the node behind it.
    private var closings: [(quote: Int, node: Int)] = []
    /// Odd runs of quotes in the window that can neither open nor close a field, so that each costs 1 in any way.
    private(set) var strayCount = 0
    /// The ways to each node, and in the last row to the end: by node, then by number of fields.
    private var steps: [Step] = []
    /// The numbers of fields with which each node can be reached.
    private var reached: [ClosedRange<Int>?] = []

    /// An empty window.
    init(from start: Int, dialect: Dialect, quote: UInt8, width: Int) {
        self.start = start
        end = start
        self.dialect = dialect
        scanner = RecordScanner(dialect: dialect)
        self.quote = quote
        self.width = width
        countLimit = width + 8
    }

    private var rowCount: Int { countLimit + 1 }

    private func start(of node: Int) -> Int {
        node == 0 ? start : delimiters[node - 1] + dialect.delimiter.count
    }

    /// Adds a physical line, without its end.
    mutating func add(_ line: Range<Int>, of text: Span<UInt8>) {
        end = line.upperBound
        let first = quotes.count
        for offset in line {
            if text[offset] == quote {
                quotes.append(offset)
            } else if isDelimiter(text, at: offset) {
                delimiters.append(offset)
                if quotes.last == offset - 1 { closings.append((quotes.count - 1, delimiters.count)) }
            }
        }
        var index = first
        while index < quotes.count {
            if isEscaped(text, quotes[index]) {
                places.append(nil)
                index += 1
                continue
            }
            let run = index
            while index == run || index < quotes.count && quotes[index] == quotes[index - 1] + 1 {
                places.append((runCounts.count, index - run))
                index += 1
            }
            runCounts.append(index - run)
            oddCounts.append((oddCounts.last ?? 0) + (index - run) % 2)
            if isStray(text, quotes[run]...quotes[index - 1]) { strayCount += 1 }
        }
    }

    private func isEscaped(_ text: Span<UInt8>, _ offset: Int) -> Bool {
        offset > start && dialect.escape != nil && text[offset - 1] == dialect.escape
    }

    private func isDelimiter(_ text: Span<UInt8>, at offset: Int) -> Bool {
        let count = dialect.delimiter.count
        return count > 0 && offset >= start && offset + count <= end && scanner.isDelimiter(text, at: offset)
    }

    /// Whether a run of quotes costs 1 wherever it stands; the window ends with its line.
    private func isStray(_ text: Span<UInt8>, _ run: ClosedRange<Int>) -> Bool {
        guard run.count % 2 == 1, run.lowerBound > start, run.upperBound + 1 < end else { return false }
        return !isDelimiter(text, at: run.lowerBound - dialect.delimiter.count)
            && !isDelimiter(text, at: run.upperBound + 1)
    }

    /// The cheapest way, with the cost of a wrong number of fields; nil when there is none or `steps` run out.
    mutating func cheapest(
        in text: Span<UInt8>,
        lineEnds: LineEnds,
        steps left: inout Int
    ) -> (cost: Int, fields: [FieldRange], isUnclosed: Bool)? {
        let final = delimiters.count + 1
        guard delimiters.count <= 4_096, (final + 1) * rowCount <= left else {
            left -= delimiters.count + 1
            return nil
        }
        left -= (final + 1) * rowCount / 16
        steps.removeAll(keepingCapacity: true)
        steps.append(contentsOf: repeatElement(Step(), count: (final + 1) * rowCount))
        reached.removeAll(keepingCapacity: true)
        reached.append(contentsOf: repeatElement(nil, count: final + 1))
        steps[0].cost = 0
        reached[0] = 0...0
        var nextQuote = 0
        var nextClosing = 0
        for node in 0..<final {
            let from = start(of: node)
            while nextQuote < quotes.count, quotes[nextQuote] < from { nextQuote += 1 }
            guard reached[node] != nil else { continue }
            addUnquoted(text, from: from, node: node, nextQuote: nextQuote, lineEnds: lineEnds, left: &left)
            if nextQuote < quotes.count, quotes[nextQuote] == from {
                while nextClosing < closings.count, closings[nextClosing].quote <= nextQuote { nextClosing += 1 }
                addQuoted(from: node, quote: nextQuote, closings: closings[nextClosing...], left: &left)
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
        let stop = next < delimiters.count ? delimiters[next] : end
        guard lineEnds.next(in: text.extracting(from..<stop), from: 0).start == stop - from else { return }
        var count = 0
        while nextQuote + count < quotes.count, quotes[nextQuote + count] < stop { count += 1 }
        let startsWithQuote = from < stop && text[from] == quote
        let cost = startsWithQuote ? count + 1 : count
        left -= 1 + count + (stop - from) / 8
        add(cost: cost, from: node, to: next < delimiters.count ? next + 1 : delimiters.count + 1, stop, false, &left)
    }

    /// Adds the quoted fields that a quote at a node may open.
    private mutating func addQuoted(
        from node: Int,
        quote open: Int,
        closings: ArraySlice<(quote: Int, node: Int)>,
        left: inout Int
    ) {
        for closing in closings {
            left -= 1
            guard let cost = cost(from: open, to: closing.quote) else { continue }
            add(cost: cost, from: node, to: closing.node, quotes[closing.quote], true, &left)
        }
        let last = quotes.count - 1
        guard last > open, quotes[last] == end - 1, let cost = cost(from: open, to: last) else { return }
        add(cost: cost, from: node, to: delimiters.count + 1, quotes[last], true, &left)
    }

    /// What the quotes inside a field cost that two quotes open and close: 1 for each odd run.
    private func cost(from open: Int, to close: Int) -> Int? {
        guard let first = places[open], let last = places[close] else { return nil }
        if first.run == last.run { return (last.index - first.index - 1) & 1 }
        let rest = (runCounts[first.run] - first.index - 1) & 1
        return rest + oddCounts[last.run] - oddCounts[first.run + 1] + (last.index & 1)
    }

    private mutating func add(cost: Int, from: Int, to: Int, _ end: Int, _ isQuoted: Bool, _ left: inout Int) {
        guard let counts = reached[from] else { return }
        let last = min(counts.upperBound, countLimit - 1)
        guard counts.lowerBound <= last else { return }
        left -= 2 + last - counts.lowerBound
        for count in counts.lowerBound...last {
            let sofar = steps[from * rowCount + count].cost
            guard sofar != .max else { continue }
            let total = sofar + Int32(cost * 4)
            let place = to * rowCount + count + 1
            if total < steps[place].cost {
                steps[place] = Step(cost: total, node: Int32(from), end: Int32(end - start), isQuoted: isQuoted)
            }
        }
        let sofar = reached[to] ?? counts.lowerBound + 1...last + 1
        reached[to] = min(sofar.lowerBound, counts.lowerBound + 1)...max(sofar.upperBound, last + 1)
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
            let end = start + Int(step.end)
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
