import Tabular

/// Finds the dialect of a text from its beginning.
struct DialectDetector: Sendable {
    /// What was found.
    struct Finding: Sendable {
        var dialect: Dialect
        /// The number of fields that most records have, at least 1.
        var width: Int
        /// From 0 to 1.
        var confidence: Double
        /// Other delimiters with their scores, the best first.
        var alternatives: [(delimiter: [UInt8], width: Int, score: Double)] = []
        /// The score of the dialect; nil when each line is one field.
        var score: Double?
    }

    let options: SourceOptions

    init(options: SourceOptions = SourceOptions()) {
        self.options = options
    }

    /// The scores of all dialects that are worth one, the best first.
    func scores(of text: [UInt8]) -> [DialectScore] {
        let limits = options.limits
        var scores = dialects(of: text.span)
            .compactMap { DialectScore(text, dialect: $0, limits: limits) }
            .sorted { $0.value > $1.value }
        for index in scores.indices.prefix(2) where scores[index].hasStrays {
            let again = DialectScore(text, dialect: scores[index].dialect, limits: limits, repairs: true)
            if let again, again.value > scores[index].value { scores[index] = again }
        }
        scores.sort { $0.value > $1.value }
        takeLonger(&scores)
        return scores
    }

    /// Finds the dialect of a sample, without its byte order mark.
    func finding(in text: [UInt8]) -> Finding {
        let scores = scores(of: text)
        let isGiven = options.delimiter != nil
        let needed = scores.first.map { DelimiterPrior.isStandard($0.dialect.delimiter) ? 0.08 : 0.2 } ?? 0
        guard let best = scores.first, isGiven || best.value >= needed else {
            return withStrayQuotes(text) ?? oneColumn(scores, text)
        }
        var others: [(delimiter: [UInt8], width: Int, score: Double)] = []
        for score in scores {
            let delimiter = score.dialect.delimiter
            let isRelated =
                Self.contains(delimiter, best.dialect.delimiter) || Self.contains(best.dialect.delimiter, delimiter)
            if !isRelated, !others.contains(where: { $0.delimiter == delimiter }) {
                others.append((delimiter, score.width, score.value))
            }
        }
        let second = others.first?.score ?? 0
        return Finding(
            dialect: best.dialect,
            width: best.width,
            confidence: isGiven ? 1 : (best.value - second) / best.value * min(1, best.value / 0.5),
            alternatives: others,
            score: best.value
        )
    }

    /// The longer delimiter that explains nearly as much explains the blanks, too.
    private func takeLonger(_ scores: inout [DialectScore]) {
        guard let best = scores.first else { return }
        let short = best.dialect.delimiter
        let longer = scores.dropFirst().firstIndex {
            let delimiter = $0.dialect.delimiter
            return delimiter.count > short.count && Self.contains(delimiter, short) && $0.value >= 0.9 * best.value
                && (delimiter != short + short || $0.width >= 3 || DelimiterPrior.isDoubled(delimiter))
        }
        guard let longer else { return }
        scores.insert(scores.remove(at: longer), at: 0)
    }

    /// A delimiter that divides all lines alike when quotes are nothing special, in a text with quotes in wrong places.
    private func withStrayQuotes(_ text: [UInt8]) -> Finding? {
        guard options.delimiter == nil, options.quote == .automatic, text.contains(0x22) else { return nil }
        var best: DialectScore?
        for delimiter in DelimiterCandidates(text.span).delimiters where DelimiterPrior.isUsual(delimiter) {
            let quoted = SampleReading(text, dialect: Dialect(delimiter: delimiter), width: nil, limits: options.limits)
            var plain = Dialect(delimiter: delimiter)
            plain.quote = nil
            guard quoted.hasWrongQuotes else { continue }
            guard let score = DialectScore(text, dialect: plain, limits: options.limits), score.fit >= 0.99 else {
                continue
            }
            if score.value > best?.value ?? 0 { best = score }
        }
        guard let best else { return nil }
        var dialect = Dialect(delimiter: best.dialect.delimiter)
        let sample = SampleReading(text, dialect: dialect, width: best.width, limits: options.limits)
        // Quotes that can be repaired are quotes; otherwise they are signs like others.
        if sample.fit(sample.rows, best.width) < 0.99 { dialect.quote = nil }
        return Finding(dialect: dialect, width: best.width, confidence: min(0.5, best.value), score: best.value)
    }

    private func oneColumn(_ scores: [DialectScore], _ text: [UInt8]) -> Finding {
        var dialect = Dialect(delimiter: options.delimiter ?? [])
        dialect.quote = Self.byte(options.quote, otherwise: UInt8(ascii: "\""))
        dialect.escape = Self.byte(options.escape, otherwise: nil)
        guard dialect.delimiter.isEmpty else {
            // A given delimiter divides even where it explains nothing.
            let sample = SampleReading(text, dialect: dialect, width: nil, limits: options.limits)
            return Finding(dialect: dialect, width: sample.commonWidth ?? 1, confidence: 1)
        }
        return Finding(
            dialect: dialect,
            width: 1,
            // Whole lines lose nothing, so this is never quite unclear.
            confidence: options.delimiter == nil ? max(0.25, 1 - (scores.first?.value ?? 0) / 0.2) : 1,
            alternatives: scores.map { ($0.dialect.delimiter, $0.width, $0.value) }
        )
    }

    private static func byte(_ mark: SourceOptions.Mark, otherwise: UInt8?) -> UInt8? {
        switch mark {
        case .automatic: otherwise
        case .none: nil
        case .byte(let byte): byte
        }
    }

    /// Whether one delimiter is a part of another.
    private static func contains(_ long: [UInt8], _ short: [UInt8]) -> Bool {
        guard long.count >= short.count else { return false }
        return (0...long.count - short.count).contains { long[$0..<$0 + short.count].elementsEqual(short) }
    }

    /// All dialects that are worth a score.
    private func dialects(of text: Span<UInt8>) -> [Dialect] {
        let delimiters = options.delimiter.map { $0.isEmpty ? [] : [$0] } ?? DelimiterCandidates(text).delimiters
        let marks = SampleMarks(text)
        var found: [Dialect] = []
        for delimiter in delimiters {
            for quote in quotes(text, marks, delimiter) {
                for escape in escapes(text, quote) {
                    let mayHaveBlanks =
                        delimiter.count == 1 && delimiter != [0x20]
                        && quote.map { SampleMarks.hasBlanks(text, between: delimiter[0], and: $0) } ?? false
                    for blanks in mayHaveBlanks ? [false, true] : [false] {
                        for ends in marks.hasLoneCarriageReturn && marks.hasLineFeed ? [true, false] : [true] {
                            found.append(
                                Dialect(
                                    delimiter: delimiter,
                                    quote: quote,
                                    escape: escape,
                                    blanksBeforeQuote: blanks,
                                    loneCarriageReturnEnds: ends
                                )
                            )
                        }
                    }
                }
            }
        }
        return found
    }

    private func quotes(_ text: Span<UInt8>, _ marks: SampleMarks, _ delimiter: [UInt8]) -> [UInt8?] {
        switch options.quote {
        case .none: [nil]
        case .byte(let byte): [byte]
        case .automatic:
            marks.apostropheCount >= 2 && SampleMarks.hasApostrophe(text, behind: delimiter) ? [0x22, 0x27] : [0x22]
        }
    }

    private func escapes(_ text: Span<UInt8>, _ quote: UInt8?) -> [UInt8?] {
        switch options.escape {
        case .none: [nil]
        case .byte(let byte): [byte]
        case .automatic:
            if let quote, SampleMarks.hasPair(text, 0x5C, quote) { [nil, 0x5C] } else { [nil] }
        }
    }
}

/// What stands in a sample at all.
private struct SampleMarks {
    private(set) var hasLineFeed = false
    private(set) var hasLoneCarriageReturn = false
    private(set) var apostropheCount = 0

    init(_ text: Span<UInt8>) {
        let ends = LineEnds(loneCarriageReturnEnds: true)
        var position = 0
        while position < text.count {
            let end = ends.next(in: text, from: position)
            guard end.start < text.count else { break }
            if end.end - end.start == 2 || text[end.start] == LineEnds.lineFeed {
                hasLineFeed = true
            } else {
                hasLoneCarriageReturn = true
            }
            position = end.end
        }
        for offset in text.indices where text[offset] == 0x27 { apostropheCount += 1 }
    }

    static func hasPair(_ text: Span<UInt8>, _ first: UInt8, _ second: UInt8) -> Bool {
        let scanner = ByteScanner(first, first, first)
        var position = scanner.next(in: text, from: 0)
        while position + 1 < text.count {
            if text[position + 1] == second { return true }
            position = scanner.next(in: text, from: position + 1)
        }
        return false
    }

    /// Whether a quote stands behind a delimiter and blanks somewhere.
    static func hasBlanks(_ text: Span<UInt8>, between delimiter: UInt8, and quote: UInt8) -> Bool {
        let scanner = ByteScanner(delimiter, delimiter, delimiter)
        var position = scanner.next(in: text, from: 0)
        while position < text.count {
            var behind = position + 1
            while behind < text.count, text[behind] == 0x20 { behind += 1 }
            if behind > position + 1, behind < text.count, text[behind] == quote { return true }
            position = scanner.next(in: text, from: position + 1)
        }
        return false
    }

    /// Whether `'` stands at the start of a line or behind the delimiter, perhaps with a blank between.
    static func hasApostrophe(_ text: Span<UInt8>, behind delimiter: [UInt8]) -> Bool {
        let scanner = ByteScanner(0x27, 0x27, 0x27)
        var position = scanner.next(in: text, from: 0)
        while position < text.count {
            for start in [position, position - 1] where start == position || (start >= 0 && text[start] == 0x20) {
                if start == 0 || text[start - 1] == LineEnds.lineFeed { return true }
                guard start >= delimiter.count else { continue }
                let isBehind = delimiter.indices.allSatisfy { text[start - delimiter.count + $0] == delimiter[$0] }
                if isBehind { return true }
            }
            position = scanner.next(in: text, from: position + 1)
        }
        return false
    }
}
