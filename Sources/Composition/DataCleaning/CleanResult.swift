package import Cleaning
import CommandLine
package import Diagnostics
import JSON
package import Tabular

/// What a run has done.
package struct CleanResult: Sendable {
    /// The source as it was given.
    package let input: String
    /// Where the clean records are.
    package let output: String
    /// Where the rejected records are; nil when nobody asked for them.
    package let rejects: String?
    /// What the source looks like.
    package let shape: SourceShape
    /// What was counted while it was read.
    package let sourceCounts: SourceCounts
    /// What became of the records.
    package let counts: CleaningCounts
    /// Why records were rejected, the most frequent reason first.
    package let reasons: [ReasonCount]
    /// The columns that were written.
    package let outputColumns: [String]
    /// The bytes that were read.
    package internal(set) var byteCount = 0
    /// How long it took.
    package internal(set) var time = Duration.zero
    /// Whether there were more rejects than allowed; then nothing has been written.
    package internal(set) var isOverLimit = false

    init(
        _ options: CleanOptions,
        _ shape: SourceShape,
        _ sourceCounts: SourceCounts,
        _ collector: RecordCollector,
        outputColumns: [String]
    ) {
        input = options.input
        output = options.output
        rejects = options.rejects
        self.shape = shape
        self.sourceCounts = sourceCounts
        counts = collector.counts
        reasons = collector.reasons
        self.outputColumns = outputColumns
    }

    private var seconds: Double { max(1e-9, time / .seconds(1)) }

    /// The lines for people.
    package func text(in language: Language) -> String {
        let isEnglish = language == .english
        let words = isEnglish ? ["assumed", "read", "clean", "rejected", "dropped"] : ["推断", "读取", "合格", "剔除", "丢弃"]
        let width = 10
        func row(_ index: Int, _ text: String) -> String {
            let word = words[index]
            let count = isEnglish ? word.count : word.count * 2
            return word + String(repeating: " ", count: max(1, width - count)) + text
        }
        func number(_ value: Int) -> String {
            let digits = Self.grouped(value)
            return String(repeating: " ", count: max(0, 10 - digits.count)) + digits
        }
        let records = isEnglish ? " records" : " 条记录"
        let columns = isEnglish ? "\(outputColumns.count) columns" : "\(outputColumns.count) 列"
        var lines = ["\(TerminalText.line(input)) · CSV · \(columns)"]
        let assumed = shape.assumptions.map { $0.text.text(in: language) + Self.confidence($0) }
        if !assumed.isEmpty {
            lines.append(row(0, TerminalText.line(assumed.joined(separator: isEnglish ? ", " : "，"))))
        }
        lines.append(row(1, number(counts.records) + records))
        lines.append(row(2, number(counts.clean) + (isOverLimit ? "" : " → \(TerminalText.line(output))")))
        var rejected = number(counts.rejected)
        if let rejects, !isOverLimit { rejected += " → \(TerminalText.line(rejects))" }
        // Each record counts for its first reason, so that the numbers add up.
        let first = reasons.filter { $0.firstCount > 0 }.sorted { $0.firstCount > $1.firstCount }
        let told = first.prefix(8).map { "\($0.code.name) \(Self.grouped($0.firstCount))" }
        if !told.isEmpty { rejected += "    " + told.joined(separator: " · ") + (first.count > 8 ? " · …" : "") }
        lines.append(row(3, rejected))
        lines.append(row(4, number(counts.dropped)))
        let sum = [counts.clean, counts.rejected, counts.dropped].map(Self.grouped).joined(separator: " + ")
        let rate = Int((Double(byteCount) / seconds / 1e6).rounded())
        lines.append("\(Self.grouped(counts.records)) = \(sum) · \(Self.decimals(seconds)) s · \(rate) MB/s")
        return lines.joined(separator: "\n")
    }

    private static func confidence(_ assumption: Assumption) -> String {
        guard let confidence = assumption.confidence else { return "" }
        return confidence >= 0.99 ? " (0.99+)" : " (\(decimals(confidence)))"
    }

    /// A number with two decimals.
    private static func decimals(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        let part = hundredths % 100
        return "\(hundredths / 100).\(part < 10 ? "0" : "")\(part)"
    }

    /// A number with a comma between groups of three digits.
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// The object for programs.
    package func json(in language: Language) -> String {
        var writer = JSONWriter(indentation: 2)
        writer.beginObject()
        writer.name("input")
        writer.string(input)
        writer.name("output")
        writer.string(output)
        if let rejects {
            writer.name("rejects")
            writer.string(rejects)
        }
        appendAssumptions(to: &writer, language)
        writer.name("counts")
        writer.beginObject()
        let numbers = [
            ("records", counts.records), ("clean", counts.clean), ("rejected", counts.rejected),
            ("dropped", counts.dropped), ("blankLines", sourceCounts.blankLines),
            ("repairedQuotes", sourceCounts.repairedRecords), ("strayBytes", sourceCounts.strayBytes),
            ("shortRecords", sourceCounts.shortRecords), ("longRecords", sourceCounts.longRecords),
        ]
        for (name, number) in numbers {
            writer.name(name)
            writer.integer(number)
        }
        writer.endObject()
        appendReasons(to: &writer)
        writer.name("bytes")
        writer.integer(byteCount)
        writer.name("milliseconds")
        writer.integer(Int(seconds * 1000))
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func appendAssumptions(to writer: inout JSONWriter, _ language: Language) {
        writer.name("assumptions")
        writer.beginArray()
        for assumption in shape.assumptions {
            writer.beginObject()
            writer.name("what")
            writer.string(assumption.subject.rawValue)
            writer.name("value")
            writer.string(assumption.value)
            if let confidence = assumption.confidence {
                writer.name("confidence")
                writer.raw(Self.decimals(confidence).utf8)
            }
            writer.name("text")
            writer.string(assumption.text.text(in: language))
            writer.endObject()
        }
        writer.endArray()
    }

    private func appendReasons(to writer: inout JSONWriter) {
        writer.name("reasons")
        writer.beginArray()
        for reason in reasons {
            writer.beginObject()
            writer.name("code")
            writer.string(reason.code.name)
            writer.name("records")
            writer.integer(reason.count)
            writer.name("first")
            writer.beginObject()
            writer.name("record")
            writer.integer(reason.first.record)
            writer.name("line")
            writer.integer(reason.first.line)
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
    }
}
