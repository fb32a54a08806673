import Diagnostics
import JSON
import Tabular

/// The form of the list of rejected records.
public enum RejectStyle: String, Sendable, CaseIterable {
    /// Delimited text: place, first reason, all reasons, and the fields as they were read.
    case full
    /// Delimited text: number of the record, first reason, and the fields as they were read.
    case plain
    /// One JSON object a line.
    case ndjson
}

/// Writes rejected records.
struct RejectWriter: Sendable {
    let style: RejectStyle
    let recipe: CompiledRecipe
    let language: Language
    /// Whether records come from a workbook, so that their cells can be named.
    var namesCells = false

    private static let comma = UInt8(ascii: ",")
    private static let fullColumns = [
        "line", "record", "byte_offset", "column", "value", "rule", "reason", "message", "reasons",
    ]

    /// The line above all records; empty when the form has none.
    var header: [UInt8] {
        let own: [String]
        switch style {
        case .full: own = Self.fullColumns + (namesCells ? ["cell"] : [])
        case .plain: own = ["row", "reason"]
        case .ndjson: return []
        }
        let raw = recipe.names.map { own.contains($0) ? "raw_" + $0 : $0 }
        var line: [UInt8] = []
        for (index, name) in (own + raw).enumerated() {
            if index > 0 { line.append(Self.comma) }
            CSVFields.append(name, delimiter: Self.comma, to: &line)
        }
        line.append(0x0A)
        return line
    }

    /// Appends a record with its reasons, at least one.
    func append(
        _ record: Int,
        of batch: RecordBatch,
        reasons: ArraySlice<RejectReason>,
        in clean: CleanBatch,
        to output: inout [UInt8]
    ) {
        guard let first = reasons.first else { return }
        switch style {
        case .plain:
            appendNumber(batch.firstRecord + record, to: &output)
            output.append(Self.comma)
            output.append(contentsOf: recipe.codes[first.code].name.utf8)
            appendRaw(record, batch, to: &output)
        case .full: appendFull(record, batch, first, reasons, clean, to: &output)
        case .ndjson: appendObject(record, batch, reasons, clean, to: &output)
        }
        output.append(0x0A)
    }

    private func appendNumber(_ number: Int, to output: inout [UInt8]) {
        var buffer = CellBuffer()
        buffer.append(number: number)
        output.append(contentsOf: buffer.bytes)
    }

    private func appendRaw(_ record: Int, _ batch: RecordBatch, to output: inout [UInt8]) {
        if recipe.masksFields, recipe.hidesCells {
            for text in recipe.shownFields(of: record, batch) {
                output.append(Self.comma)
                CSVFields.append(text, delimiter: Self.comma, to: &output)
            }
            return
        }
        for position in batch.fieldIndices(of: record) {
            output.append(Self.comma)
            let field = batch.fields[position]
            if field.hasEscapes {
                var bytes: [UInt8] = []
                batch.append(field: field, to: &bytes)
                CSVFields.append(bytes.span, delimiter: Self.comma, to: &output)
            } else {
                CSVFields.append(batch.text.span.extracting(field.range), delimiter: Self.comma, to: &output)
            }
        }
    }

    private func appendFull(
        _ record: Int,
        _ batch: RecordBatch,
        _ first: RejectReason,
        _ reasons: ArraySlice<RejectReason>,
        _ clean: CleanBatch,
        to output: inout [UInt8]
    ) {
        let place = batch.place(of: record, column: recipe.isOfSource(first.column) ? first.column : nil)
        var texts = [
            String(place.line), String(place.record), place.byteOffset.map { String($0) } ?? "", columnName(first),
            value(first, clean.values), rule(first), recipe.codes[first.code].name,
            message(first, clean.values).text(in: language), reasons.map(summary).joined(separator: "; "),
        ]
        if namesCells { texts.append(place.cell ?? "") }
        for (index, text) in texts.enumerated() {
            if index > 0 { output.append(Self.comma) }
            CSVFields.append(text, delimiter: Self.comma, to: &output)
        }
        appendRaw(record, batch, to: &output)
    }

    private func appendObject(
        _ record: Int,
        _ batch: RecordBatch,
        _ reasons: ArraySlice<RejectReason>,
        _ clean: CleanBatch,
        to output: inout [UInt8]
    ) {
        let place = batch.place(of: record)
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("line")
        writer.integer(place.line)
        writer.name("record")
        writer.integer(place.record)
        if let byteOffset = place.byteOffset {
            writer.name("byteOffset")
            writer.integer(byteOffset)
        }
        writer.name("reasons")
        writer.beginArray()
        for reason in reasons {
            writer.beginObject()
            let column = recipe.isOfSource(reason.column) ? reason.column : nil
            let cell = column.flatMap { batch.place(of: record, column: $0).cell }
            if let cell {
                writer.name("cell")
                writer.string(cell)
            }
            let members = [
                ("column", columnName(reason)), ("value", value(reason, clean.values)), ("rule", rule(reason)),
                ("code", recipe.codes[reason.code].name), ("message", message(reason, clean.values).text(in: language)),
            ]
            for (name, text) in members where name != "column" || reason.column >= 0 {
                writer.name(name)
                writer.string(text)
            }
            writer.endObject()
        }
        writer.endArray()
        writer.name("raw")
        writer.beginArray()
        let fields = recipe.masksFields ? recipe.shownFields(of: record, batch) : batch.strings(of: record)
        for field in fields { writer.string(field) }
        writer.endArray()
        writer.endObject()
        output.append(contentsOf: writer.bytes)
    }

    // MARK: - Words

    func columnName(_ reason: RejectReason) -> String {
        recipe.cellNames.indices.contains(reason.column) ? recipe.cellNames[reason.column] : ""
    }

    func value(_ reason: RejectReason, _ values: [UInt8]) -> String {
        recipe.masked(String(decoding: values[reason.value], as: UTF8.self), column: reason.column)
    }

    func rule(_ reason: RejectReason) -> String {
        if reason.instruction >= 0 { return recipe.steps[reason.instruction].name }
        if reason.rule >= 0 { return recipe.rules[reason.rule].name }
        return recipe.lateCodes.contains(reason.code) ? recipe.codes[reason.code].name : ""
    }

    private func summary(_ reason: RejectReason) -> String {
        let code = recipe.codes[reason.code].name
        return reason.column < 0 ? code : "\(code)@\(columnName(reason))"
    }
}
