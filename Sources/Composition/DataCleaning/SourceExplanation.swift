import CommandLine
package import Diagnostics
import JSON
import Tabular
import TabularCSV
import TextEncoding

/// What was considered before a source was read as it is.
package struct SourceExplanation: Sendable {
    let shape: SourceShape
    /// The encodings, the likeliest first; empty when all of the beginning is ASCII.
    let encodings: [EncodingCandidate]
    /// The dialects, the best first; empty in a workbook, and when each line is one field.
    let dialects: [DialectCandidate]

    /// The most dialects that are told.
    static let dialectLimit = 12
    /// How many encodings are told with the header in them.
    static let headerLimit = 3
    /// How much of the source the encodings are judged by.
    static let byteCount = 1 << 20

    /// The lines for people.
    package func text(in language: Language) -> String {
        func say(_ english: String, _ chinese: String) -> String { language == .english ? english : chinese }
        var lines: [String] = []
        for assumption in shape.assumptions {
            let sure = assumption.confidence.map { "  (\(CleanResult.decimals($0)))" } ?? ""
            lines.append(assumption.text.text(in: language) + sure)
        }
        for note in shape.notes { lines.append(note.text(in: language)) }
        if shape.form == .csv {
            lines += ["", say("encodings, by the logarithm of their likelihood", "各编码（似然的对数）")]
            if encodings.isEmpty { lines.append("  " + say("all bytes are ASCII", "全部字节均为 ASCII")) }
            for (index, candidate) in encodings.enumerated() {
                let name = candidate.encoding.rawValue
                let sum = candidate.logLikelihood.map { Self.decimal($0, 1) } ?? say("by its mark", "由标记确定")
                var line = "  \(Self.padded(name, 14))\(Self.padded(sum, 12, isNumber: true))"
                if index < Self.headerLimit { line += "   " + String(candidate.firstLine.prefix(60)) }
                lines.append(line)
            }
            lines += ["", say("ways to divide lines", "各种切分方式")]
            if dialects.isEmpty { lines.append("  " + say("each line is one field", "每行为一个字段")) }
            let heads =
                language == .english
                ? ["width", "fit", "types", "quotes", "score"] : ["width", "fit", "types", "quotes", "score"]
            if !dialects.isEmpty {
                lines.append("  " + Self.padded("", 14) + heads.map { Self.padded($0, 9, isNumber: true) }.joined())
            }
            for candidate in dialects.prefix(Self.dialectLimit) {
                let numbers = [
                    String(candidate.width), Self.decimal(candidate.fit, 3), Self.decimal(candidate.types, 3),
                    Self.decimal(candidate.quoteFit, 3), Self.decimal(candidate.score, 3),
                ]
                lines.append(
                    "  " + Self.padded(Self.name(of: candidate.dialect), 14)
                        + numbers.map { Self.padded($0, 9, isNumber: true) }.joined()
                )
            }
            let rest = dialects.count - Self.dialectLimit
            if rest > 0 { lines.append("  " + say("and \(rest) more", "另有 \(rest) 种")) }
        }
        return lines.map { TerminalText.line($0) }.joined(separator: "\n")
    }

    /// The object for programs.
    package func json(in language: Language) -> String {
        var writer = JSONWriter(indentation: 2)
        writer.beginObject()
        writer.name("format")
        writer.string(shape.form.rawValue)
        writer.name("assumptions")
        writer.beginArray()
        for assumption in shape.assumptions {
            writer.beginObject()
            writer.name("what")
            writer.string(assumption.subject.rawValue)
            writer.name("value")
            writer.string(assumption.value)
            if let confidence = assumption.confidence { Self.member("confidence", confidence, &writer) }
            writer.name("text")
            writer.string(assumption.text.text(in: language))
            writer.endObject()
        }
        writer.endArray()
        writer.name("encodings")
        writer.beginArray()
        for (index, candidate) in encodings.enumerated() {
            writer.beginObject()
            writer.name("encoding")
            writer.string(candidate.encoding.rawValue)
            if let sum = candidate.logLikelihood { Self.member("logLikelihood", sum, &writer) }
            if index < Self.headerLimit {
                writer.name("header")
                writer.string(candidate.firstLine)
            }
            writer.endObject()
        }
        writer.endArray()
        writer.name("dialects")
        writer.beginArray()
        for candidate in dialects { Self.append(candidate, &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func append(_ candidate: DialectCandidate, _ writer: inout JSONWriter) {
        func text(_ byte: UInt8) -> String { String(decoding: [byte], as: UTF8.self) }
        writer.beginObject()
        writer.name("delimiter")
        writer.string(String(decoding: candidate.dialect.delimiter, as: UTF8.self))
        if let quote = candidate.dialect.quote {
            writer.name("quote")
            writer.string(text(quote))
        }
        if let escape = candidate.dialect.escape {
            writer.name("escape")
            writer.string(text(escape))
        }
        writer.name("width")
        writer.integer(candidate.width)
        member("fit", candidate.fit, &writer)
        member("types", candidate.types, &writer)
        member("quoteFit", candidate.quoteFit, &writer)
        member("score", candidate.score, &writer)
        writer.endObject()
    }

    private static func member(_ name: String, _ number: Double, _ writer: inout JSONWriter) {
        writer.name(name)
        writer.raw(decimal(number, 4).utf8)
    }

    /// A dialect in a few signs: delimiter, quote and escape.
    private static func name(of dialect: Dialect) -> String {
        func sign(_ byte: UInt8) -> String { String(decoding: [byte], as: UTF8.self) }
        var parts = [dialect.delimiterName]
        if let quote = dialect.quote { parts.append(sign(quote)) }
        if let escape = dialect.escape { parts.append(sign(escape)) }
        if dialect.blanksBeforeQuote { parts.append("␠") }
        return parts.joined(separator: " ")
    }

    private static func padded(_ text: String, _ width: Int, isNumber: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(1, width - text.count))
        return isNumber ? blanks + text : text + blanks
    }

    /// A number with so many decimals.
    private static func decimal(_ number: Double, _ count: Int) -> String {
        let factor = (0..<count).reduce(1.0) { power, _ in power * 10 }
        let units = Int((abs(number) * factor).rounded())
        let whole = units / Int(factor)
        let part = String(units % Int(factor))
        let zeros = String(repeating: "0", count: count - part.count)
        return (number < 0 && units > 0 ? "-" : "") + "\(whole).\(zeros)\(part)"
    }
}

extension CleanRun {
    /// Tells what was considered before the source would be read; nothing is written.
    ///
    /// - Throws: ``ServiceError`` and ``TabularError``.
    package func explanation() async throws -> SourceExplanation {
        // Who asks for an explanation wants one of an unclear encoding above all.
        var opening = opening
        opening.options.minimumEncodingConfidence = 0
        opening.options.keepsUndecodable = true
        return try await opening.read { source in
            guard let bytes = source.bytes, var text = source.records as? CSVSource<WatchedText> else {
                var records = source.records
                return SourceExplanation(shape: try records.shape(), encodings: [], dialects: [])
            }
            let beginning = try bytes.beginning(SourceExplanation.byteCount)
            let encodings = EncodingCandidate.candidates(
                of: beginning,
                isWhole: beginning.count < SourceExplanation.byteCount,
                language: sourceLanguage
            )
            let dialects = try text.dialectCandidates()
            return SourceExplanation(shape: try text.shape(), encodings: encodings, dialects: dialects)
        }
    }
}
