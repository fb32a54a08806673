import Diagnostics

/// The reference of the steps, made of the steps themselves.
public enum StepPage {
    /// The page as Markdown, in English.
    public static var markdown: String {
        let steps = StepCatalogue.all
        var page = """
            # Steps of cleaning recipes

            This page is made of the steps themselves.

            A column of a recipe has a list of steps, which run in their order. There are \(steps.count). A step that can
            refuse a cell has a reason; `reject: CODE` or `reject: {code: …, en: …, zh: …}` puts another in its place.

            | step | reason | meaning |
            |---|---|---|

            """
        for step in steps {
            let code = step.code.map { "`\($0)`" } ?? "–"
            page += "| [`\(step.name)`](#\(step.name.lowercased())) | \(code) | \(cell(step.meaning.english)) |\n"
        }
        for step in steps { page += section(of: step) }
        return page
    }

    /// A text in a cell of a table.
    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    private static func section(of step: StepDescription) -> String {
        var section = "\n## \(step.name)\n\n\(step.meaning.english) \(step.meaning.chinese)\n"
        if !step.parameters.isEmpty {
            section += "\n| parameter | otherwise | meaning | 含义 |\n|---|---|---|---|\n"
            for parameter in step.parameters {
                let standard = parameter.standard.map { "`\($0)`" } ?? "must be given"
                let meanings = "\(cell(parameter.meaning.english)) | \(cell(parameter.meaning.chinese))"
                section += "| `\(parameter.name)` | \(cell(standard)) | \(meanings) |\n"
            }
        }
        if let shortForm = step.shortForm { section += "\nA value alone is `\(shortForm)`.\n" }
        section += "\n| step | cell | becomes |\n|---|---|---|\n"
        for example in [step.good] + step.others + [step.bad] {
            let result = example.result.map(quoted) ?? "refused"
            section += "| `\(cell(example.step))` | \(quoted(example.cell)) | \(result) |\n"
        }
        return section
    }

    /// A cell's text as code, white space as escapes.
    private static func quoted(_ text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t": quoted += "\\t"
            case "\u{3000}": quoted += "\\u3000"
            case "|": quoted += "\\|"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return text.isEmpty ? "(empty)" : "`\"\(quoted)\"`"
    }
}
