import Diagnostics
import Tabular

/// What is told about the shape of a text.
struct ShapeAssumptions {
    /// In the order in which it is told.
    private(set) var all: [Assumption] = []

    init(
        _ finding: DialectDetector.Finding,
        _ structure: TableStructure,
        _ options: SourceOptions,
        _ beginning: SourceBeginning,
        _ skippedCount: Int
    ) {
        addDelimiter(finding, isGiven: options.delimiter != nil || beginning.namedDelimiter != nil)
        let quote = finding.dialect.quote.map { String(decoding: [$0], as: UTF8.self) } ?? "none"
        add(.quote, quote, nil, LocalizedText("quote \(quote)", zh: "引号 \(quote)"))
        if let escape = finding.dialect.escape {
            let mark = String(decoding: [escape], as: UTF8.self)
            add(.escape, mark, nil, LocalizedText("escape \(mark)", zh: "转义符 \(mark)"))
        }
        let ends = Self.lineEnds(beginning.text)
        add(.lineEnds, ends, nil, LocalizedText("line ends \(ends)", zh: "换行符 \(ends)"))
        let count = structure.headerCount
        let header =
            switch count {
            case 0: LocalizedText("no header", zh: "无表头")
            case 1: LocalizedText("1 header line", zh: "1 行表头")
            default: LocalizedText("\(count) header lines", zh: "\(count) 行表头")
            }
        add(.header, "\(count)", options.header == .automatic ? structure.headerConfidence : nil, header)
        let preamble = structure.preambleCount + skippedCount
        if preamble > 0 {
            let text = LocalizedText(
                preamble == 1 ? "1 line before the table left out" : "\(preamble) lines before the table left out",
                zh: "略去表前 \(preamble) 行"
            )
            add(.preamble, "\(preamble)", 0.9, text)
        }
    }

    private mutating func addDelimiter(_ finding: DialectDetector.Finding, isGiven: Bool) {
        let name = finding.dialect.delimiterName
        let alternatives = finding.alternatives.prefix(3).map {
            Assumption.Alternative(value: Dialect(delimiter: $0.delimiter).delimiterName, score: $0.score)
        }
        let text =
            finding.dialect.delimiter.isEmpty
            ? LocalizedText("one column", zh: "单列") : LocalizedText("delimiter \(name)", zh: "分隔符 \(name)")
        all.append(
            Assumption(
                .delimiter,
                name,
                confidence: isGiven ? nil : finding.confidence,
                alternatives: alternatives,
                text: text
            )
        )
    }

    private mutating func add(
        _ subject: Assumption.Subject,
        _ value: String,
        _ confidence: Double?,
        _ text: LocalizedText
    ) {
        all.append(Assumption(subject, value, confidence: confidence, text: text))
    }

    /// The line ends that occur.
    private static func lineEnds(_ text: [UInt8]) -> String {
        let ends = LineEnds(loneCarriageReturnEnds: true)
        let span = text.span
        var found: Set<String> = []
        var position = 0
        while position < text.count {
            let end = ends.next(in: span, from: position)
            guard end.start < text.count else { break }
            found.insert(end.end - end.start == 2 ? "CRLF" : text[end.start] == LineEnds.lineFeed ? "LF" : "CR")
            position = end.end
        }
        return found.count > 1 ? "mixed" : found.first ?? "LF"
    }

    /// A number from 0 to 1 with two decimals.
    static func decimal(_ value: Double) -> String {
        let hundredths = Int((min(1, max(0, value)) * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
