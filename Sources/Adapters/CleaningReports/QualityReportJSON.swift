public import Cleaning
import Diagnostics
import JSON
import Tabular

/// A quality report as one JSON object, version 1.
///
/// Members stand in one order and are never left out but where the reference says so, so that two reports can be compared
/// line by line; a later version only adds members. The reference is `docs/reference/cleaning-report.md`.
public struct QualityReportJSON: Sendable {
    private let report: QualityReport

    /// The object of a report.
    public init(_ report: QualityReport) { self.report = report }

    /// The object, two spaces deep a level, with a line feed behind it; UTF-8.
    public var bytes: [UInt8] {
        var writer = JSONWriter(indentation: 2)
        writer.beginObject()
        writer.member("version", 1)
        appendInput(&writer)
        appendAssumptions(&writer)
        appendCounts(&writer)
        appendReasons(&writer)
        appendFunnel(&writer)
        writer.member("columnCount", report.columnCount)
        writer.list("columns", report.columns) { column, writer in Self.append(column, &writer) }
        appendRejectExamples(&writer)
        appendRepairs(&writer)
        if let today = report.today { writer.member("today", today.text) }
        writer.name("timing")
        writer.beginObject()
        writer.member("seconds", report.seconds, decimals: 3)
        writer.member("bytesPerSecond", Int(report.bytesPerSecond.rounded()))
        writer.member("recordsPerSecond", Int(report.recordsPerSecond.rounded()))
        writer.endObject()
        if let recipe = report.recipe {
            writer.name("recipe")
            writer.beginObject()
            writer.member("file", recipe.name)
            writer.member("sha256", recipe.digest)
            writer.endObject()
        }
        writer.endObject()
        return writer.bytes + [0x0A]
    }

    private func appendInput(_ writer: inout JSONWriter) {
        writer.name("input")
        writer.beginObject()
        writer.member("name", report.input.name)
        writer.member("bytes", report.input.byteCount)
        writer.member("format", report.input.form.rawValue)
        if let sheet = report.sheet { writer.member("sheet", sheet) }
        writer.endObject()
    }

    private func appendAssumptions(_ writer: inout JSONWriter) {
        writer.list("assumptions", report.assumptions) { assumption, writer in
            writer.beginObject()
            writer.member("what", assumption.subject.rawValue)
            writer.member("value", assumption.value)
            if let confidence = assumption.confidence { writer.member("confidence", confidence, decimals: 4) }
            writer.list("alternatives", assumption.alternatives) { alternative, writer in
                writer.beginObject()
                writer.member("value", alternative.value)
                writer.member("score", alternative.score, decimals: 4)
                writer.endObject()
            }
            writer.member("text", assumption.text)
            writer.endObject()
        }
    }

    private func appendCounts(_ writer: inout JSONWriter) {
        let source = report.sourceCounts
        writer.name("counts")
        writer.beginObject()
        let counts = [
            ("records", report.counts.records), ("clean", report.counts.clean),
            ("rejected", report.counts.rejected), ("dropped", report.counts.dropped),
            ("skippedLines", source.skippedLines), ("preambleLines", source.preambleLines),
            ("blankLines", source.blankLines), ("footerRecords", source.footerRecords),
            ("commentLines", source.commentLines), ("repairedQuotes", source.repairedRecords),
            ("strayBytes", source.strayBytes), ("shortRecords", source.shortRecords),
            ("longRecords", source.longRecords), ("drifts", source.drifts),
            ("uncachedFormulas", source.uncachedFormulas),
        ]
        for (name, count) in counts { writer.member(name, count) }
        writer.list("strayOffsets", source.strayOffsets) { offset, writer in writer.integer(offset) }
        writer.endObject()
    }

    private func appendReasons(_ writer: inout JSONWriter) {
        writer.list("reasons", report.reasons) { reason, writer in
            writer.beginObject()
            writer.member("code", reason.code)
            writer.member("records", reason.count)
            writer.member("firstReason", reason.firstCount)
            if let message = reason.message { writer.member("text", message) }
            writer.name("first")
            writer.beginObject()
            writer.place(reason.first)
            writer.endObject()
            writer.endObject()
        }
    }

    private func appendFunnel(_ writer: inout JSONWriter) {
        writer.list("funnel", report.funnel) { stage, writer in
            writer.beginObject()
            writer.member("kind", stage.kind.rawValue)
            if !stage.column.isEmpty || stage.kind == .column { writer.member("column", stage.column) }
            writer.member("rule", stage.rule)
            if !stage.code.isEmpty { writer.member("code", stage.code) }
            writer.member("in", stage.incoming)
            writer.member("out", stage.outgoing)
            writer.endObject()
        }
    }

    private static func append(_ column: QualityColumn, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", column.name)
        writer.member("type", column.kind.rawValue)
        writer.name("masked")
        writer.boolean(column.isMasked)
        writer.member("records", column.recordCount)
        writer.member("empty", column.emptyCount)
        writer.member("nullTokens", column.nullTokenCount)
        writer.list("types", column.kinds) { kind, writer in
            writer.beginArray()
            writer.string(kind.kind.name)
            writer.integer(kind.count)
            writer.endArray()
        }
        writer.name("distinct")
        writer.beginObject()
        writer.member("estimate", column.distinctCount)
        writer.name("isExact")
        writer.boolean(column.isDistinctExact)
        writer.endObject()
        writer.list("top", column.top) { value, writer in
            writer.beginArray()
            writer.string(value.value)
            writer.integer(value.count)
            writer.endArray()
        }
        writer.name("topIsExact")
        writer.boolean(column.isTopExact)
        writer.list("examples", column.examples) { text, writer in writer.string(text) }
        writer.list("lengths", column.lengths) { bucket, writer in
            writer.beginArray()
            writer.integer(bucket.range.lowerBound)
            writer.integer(bucket.range.upperBound)
            writer.integer(bucket.count)
            writer.endArray()
        }
        if let numbers = column.numbers { append(numbers, &writer) }
        writer.list("steps", column.steps) { step, writer in
            writer.beginObject()
            writer.member("rule", step.rule)
            writer.member("changed", step.changedCount)
            writer.list("examples", step.examples) { change, writer in
                writer.beginObject()
                writer.member("record", change.record)
                writer.member("before", change.before)
                writer.member("after", change.after)
                writer.endObject()
            }
            writer.endObject()
        }
        writer.endObject()
    }

    private static func append(_ numbers: QualityNumbers, _ writer: inout JSONWriter) {
        writer.name("numbers")
        writer.beginObject()
        writer.member("count", numbers.count)
        // Decimal numbers are written digit by digit, so nothing of them is lost.
        let values = [
            ("min", numbers.minimum), ("max", numbers.maximum), ("mean", numbers.mean), ("median", numbers.median),
        ]
        for (name, number) in values {
            writer.name(name)
            writer.raw(number.utf8)
        }
        writer.list("histogram", numbers.bins) { bin, writer in
            writer.beginArray()
            writer.raw(bin.lower.utf8)
            writer.raw(bin.upper.utf8)
            writer.integer(bin.count)
            writer.endArray()
        }
        writer.member("below", numbers.belowCount)
        writer.member("above", numbers.aboveCount)
        writer.name("isSampled")
        writer.boolean(numbers.isSampled)
        writer.endObject()
    }

    private func appendRejectExamples(_ writer: inout JSONWriter) {
        var seen: Set<Int> = []
        let examples = report.reasons.flatMap(\.examples).filter { seen.insert($0.place.record).inserted }
        writer.list("rejectExamples", examples.sorted { $0.place.record < $1.place.record }) { example, writer in
            writer.beginObject()
            writer.place(example.place)
            writer.list("reasons", example.reasons) { reason, writer in
                writer.beginObject()
                if !reason.column.isEmpty {
                    writer.member("column", reason.column)
                    writer.member("value", reason.value)
                }
                if !reason.rule.isEmpty { writer.member("rule", reason.rule) }
                writer.member("code", reason.code)
                writer.member("text", reason.message)
                writer.endObject()
            }
            writer.list("raw", example.raw) { text, writer in writer.string(text) }
            writer.endObject()
        }
    }

    private func appendRepairs(_ writer: inout JSONWriter) {
        writer.list("repairs", report.repairs) { group, writer in
            writer.beginObject()
            writer.member("kind", group.kind.rawValue)
            writer.member("records", group.count)
            writer.list("examples", group.examples) { example, writer in
                writer.beginObject()
                writer.place(example.place)
                if let before = example.before { writer.member("before", before) }
                writer.list("after", example.after) { text, writer in writer.string(text) }
                writer.endObject()
            }
            writer.endObject()
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ value: String) {
        self.name(name)
        string(value)
    }

    fileprivate mutating func member(_ name: String, _ value: Int) {
        self.name(name)
        integer(value)
    }

    fileprivate mutating func member(_ name: String, _ value: Double, decimals: Int) {
        self.name(name)
        raw(ReportNumbers.decimals(value, decimals).filter { $0 != "," }.utf8)
    }

    fileprivate mutating func member(_ name: String, _ value: LocalizedText) {
        self.name(name)
        beginObject()
        member("en", value.english)
        member("zh", value.chinese)
        endObject()
    }

    fileprivate mutating func place(_ place: RecordPlace) {
        member("record", place.record)
        member("line", place.line)
        if let byteOffset = place.byteOffset { member("byteOffset", byteOffset) }
    }

    fileprivate mutating func list<Element>(
        _ name: String,
        _ elements: some Sequence<Element>,
        _ body: (Element, inout JSONWriter) -> Void
    ) {
        self.name(name)
        beginArray()
        for element in elements { body(element, &self) }
        endArray()
    }
}

extension CellKind {
    /// The name in a report.
    var name: String {
        switch self {
        case .empty: "empty"
        case .integer: "integer"
        case .number: "number"
        case .money: "money"
        case .percent: "percent"
        case .date: "date"
        case .time: "time"
        case .datetime: "datetime"
        case .boolean: "boolean"
        case .url: "url"
        case .email: "email"
        case .uuid: "uuid"
        case .address: "address"
        case .word: "word"
        case .text: "text"
        }
    }
}
