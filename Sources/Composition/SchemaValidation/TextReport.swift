import CommandLine
package import Diagnostics
import JSONSchema

/// Verdicts for people.
package struct TextReport: Sendable {
    private let language: Language
    private let isColoured: Bool
    private let namesValid: Bool

    /// A report in a language.
    ///
    /// - Parameters:
    ///   - language: The language.
    ///   - isColoured: Whether a terminal shows it.
    ///   - namesValid: Whether valid instances are named too.
    package init(language: Language, isColoured: Bool, namesValid: Bool) {
        self.language = language
        self.isColoured = isColoured
        self.namesValid = namesValid
    }

    /// Appends what there is to say of a verdict, each line with a line feed.
    package func append(_ verdict: InstanceVerdict, to output: inout [UInt8]) {
        if verdict.isValid {
            guard namesValid else { return }
            let place = verdict.place.line.map { "\(verdict.place.file):\($0)" } ?? verdict.place.file
            line("\(TerminalText.line(place)): \(painted(word("valid", zh: "有效"), .green))", &output)
            return
        }
        for error in verdict.errors { append(error, at: verdict.place, to: &output) }
        if verdict.isCutOff {
            line("  \(word("there are more", zh: "还有更多"))\(colon)--max-findings", &output)
        }
    }

    func append(_ error: ReportedError, at place: InstancePlace, to output: inout [UInt8]) {
        let location = SourceLocation(file: TerminalText.line(place.file), position: error.position)
        let severity = painted(word("error", zh: "错误"), .red)
        let message = TerminalText.line(error.message.text(in: language))
        line("\(location): \(severity)\(colon)\(message) \(painted("[\(error.code)]", .grey))", &output)
        if let found = error.found { detail("found", zh: "实际", found, &output) }
        if let expected = error.expected { detail("expected", zh: "应为", expected.text(in: language), &output) }
        for branch in error.branches { detail("note", zh: "说明", branch.text.text(in: language), &output) }
        if let schema = error.schemaPlace { detail("schema", zh: "模式", schema, &output) }
        if let remedy = error.remedy { detail("help", zh: "办法", remedy.text(in: language), &output) }
    }

    private enum Colour: String {
        case red = "1;31"
        case green = "32"
        case grey = "2"
    }

    private func painted(_ text: String, _ colour: Colour) -> String {
        isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    private func detail(_ name: String, zh: String, _ text: String, _ output: inout [UInt8]) {
        line("  \(word(name, zh: zh))\(colon)\(TerminalText.line(text))", &output)
    }

    private var colon: String { language == .english ? ": " : "：" }

    private func word(_ english: String, zh: String) -> String { language == .english ? english : zh }

    private func line(_ text: String, _ output: inout [UInt8]) {
        output += text.utf8
        output.append(UInt8(ascii: "\n"))
    }
}

extension ReportedError {
    /// The keyword's place in its file and in its schema.
    fileprivate var schemaPlace: String? {
        guard let schemaLocation else { return nil }
        guard let schemaFile, schemaFile.position != nil else { return schemaLocation }
        let pointer = schemaLocation.firstIndex(of: "#").map { String(schemaLocation[$0...]) } ?? ""
        return "\(schemaFile) (\(pointer))"
    }
}
