package import Diagnostics
import JSON
import JSONSchema

/// Verdicts as JSON, one object each.
package struct JSONReport: Sendable {
    private let language: Language

    /// A report with messages in a language.
    package init(language: Language) { self.language = language }

    /// Appends the object of a verdict, and a line feed.
    package func append(_ verdict: InstanceVerdict, to output: inout [UInt8]) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("instance")
        if verdict.place.line == nil {
            writer.string(verdict.place.file)
        } else {
            writer.integer(verdict.place.number)
        }
        writer.name("valid")
        writer.boolean(verdict.isValid)
        writer.name("errors")
        append(verdict.errors, to: &writer)
        if verdict.isCutOff {
            writer.name("cutOff")
            writer.boolean(true)
        }
        writer.endObject()
        output += writer.bytes
        output.append(UInt8(ascii: "\n"))
    }

    func append(_ errors: [ReportedError], to writer: inout JSONWriter) {
        writer.beginArray()
        for error in errors { append(error, to: &writer) }
        writer.endArray()
    }

    private func append(_ error: ReportedError, to writer: inout JSONWriter) {
        writer.beginObject()
        if case .code(let code) = error.kind { member("code", code, &writer) }
        member("instanceLocation", error.instancePointer, &writer)
        if let position = error.position {
            member("line", position.line, &writer)
            member("column", position.column, &writer)
        }
        if case .keyword(let keyword) = error.kind { member("keyword", keyword, &writer) }
        if let location = error.schemaLocation { member("schemaLocation", location, &writer) }
        if let file = error.schemaFile {
            member("schemaFile", file.file, &writer)
            if let position = file.position {
                member("schemaLine", position.line, &writer)
                member("schemaColumn", position.column, &writer)
            }
        }
        if let found = error.found { member("found", found, &writer) }
        if let expected = error.expected { member("expected", expected.text(in: language), &writer) }
        if let remedy = error.remedy { member("remedy", remedy.text(in: language), &writer) }
        member("message", error.message.text(in: language), &writer)
        if !error.branches.isEmpty {
            writer.name("branches")
            writer.beginArray()
            for branch in error.branches {
                writer.beginObject()
                member("keyword", branch.keyword, &writer)
                member("index", branch.index, &writer)
                member("count", branch.count, &writer)
                if let name = branch.name { member("name", name, &writer) }
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }

    private func member(_ name: String, _ value: String, _ writer: inout JSONWriter) {
        writer.name(name)
        writer.string(value)
    }

    private func member(_ name: String, _ value: Int, _ writer: inout JSONWriter) {
        writer.name(name)
        writer.integer(value)
    }
}
