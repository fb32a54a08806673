import Cleaning
package import Diagnostics
import JSON
import Tabular

extension CleanResult {
    /// The object for programs.
    package func json(in language: Language) -> String {
        var writer = JSONWriter(indentation: 2)
        writer.beginObject()
        writer.name("input")
        writer.string(input)
        if let output {
            writer.name("output")
            writer.string(output)
        }
        if let rejects {
            writer.name("rejects")
            writer.string(rejects)
        }
        writer.name("format")
        writer.string(shape.form.rawValue)
        appendNotes(to: &writer, language)
        appendAssumptions(to: &writer, language)
        writer.name("counts")
        writer.beginObject()
        let numbers =
            [
                ("records", counts.records), ("clean", counts.clean), ("rejected", counts.rejected),
                ("dropped", counts.dropped),
            ] + leftOut.map { ($0.name, $0.count) } + [
                ("repairedQuotes", sourceCounts.repairedRecords), ("strayBytes", sourceCounts.strayBytes),
                ("shortRecords", sourceCounts.shortRecords), ("longRecords", sourceCounts.longRecords),
                ("uncachedFormulas", sourceCounts.uncachedFormulas),
            ]
        for (name, number) in numbers {
            writer.name(name)
            writer.integer(number)
        }
        if let unsentCount {
            writer.name("unsent")
            writer.integer(unsentCount)
        }
        writer.name("strayOffsets")
        writer.beginArray()
        for offset in sourceCounts.strayOffsets { writer.integer(offset) }
        writer.endArray()
        writer.endObject()
        appendReasons(to: &writer)
        writer.name("bytes")
        writer.integer(byteCount)
        writer.name("milliseconds")
        writer.integer(Int(seconds * 1000))
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func appendNotes(to writer: inout JSONWriter, _ language: Language) {
        writer.name("notes")
        writer.beginArray()
        for note in notes + sourceNotes { writer.string(note.text(in: language)) }
        writer.endArray()
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
