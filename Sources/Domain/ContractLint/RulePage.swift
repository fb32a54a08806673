import Diagnostics

/// The reference of the rules, and of the errors of reading, made of themselves.
public enum RulePage {
    /// The page as Markdown, in English.
    public static var markdown: String {
        let rules = RuleCatalogue.all
        let recommended = rules.count { $0.severities.recommended != nil }
        let minimal = rules.count { $0.severities.minimal != nil }
        var page = """
            # Rules of `contract lint`

            This page is made of the rules themselves by `handover contract rules --format markdown`.

            There are \(rules.count) rules: \(minimal) are on in `minimal`, \(recommended) in `recommended`, which is the
            default, and all of them in `strict`. E is an error, W a warning, N a note, – off.

            | rule | minimal | recommended | strict |
            |---|---|---|---|

            """
        for rule in rules {
            let severities = [rule.severities.minimal, rule.severities.recommended, rule.severities.strict]
            let letters = severities.map { $0.map { $0.rawValue.prefix(1).uppercased() } ?? "–" }
            page += "| [`\(rule.id)`](#\(anchor(of: rule.id))) | \(letters.joined(separator: " | ")) |\n"
        }
        for category in LintCategory.allCases {
            let rules = rules.filter { $0.category == category }
            if rules.isEmpty { continue }
            page += "\n## \(category.rawValue)\n"
            for rule in rules { page += section(of: rule) }
        }
        return page + errors
    }

    /// The table of what keeps a file from being read.
    private static var errors: String {
        let rows = ReadingError.all.map { error in
            "| `\(error.code)` | \(error.meaning.english) | \(error.remedy.english) |\n"
        }
        return """

            ## Errors of reading

            A file that cannot be read breaks no rule, but is reported all the same, under one of these names. Each is an
            error in every set; nothing switches it off, and no ignore hides it.

            | name | what it means | what to do |
            |---|---|---|

            """ + rows.joined()
    }

    /// The name of a heading as the common renderers make it.
    private static func anchor(of id: String) -> String { id.filter { $0 != "." } }

    private static func section(of rule: LintRule) -> String {
        """

        ### `\(rule.id)`

        \(rule.rationale.english)

        Breaks the rule (\(place(of: rule.bad))):

        \(code(rule.bad))
        Better (\(place(of: rule.good))):

        \(code(rule.good))
        """
    }

    /// The piece, and the files that belong to it; ends with a line feed.
    private static func code(_ example: RuleExample) -> String {
        let files = example.files.sorted { $0.key < $1.key }
        let pieces = [example.text] + files.map { "# \($0.key)\n\($0.value)" }
        return pieces.map { "```yaml\n\($0)\n```\n" }.joined(separator: "\n")
    }

    private static func place(of example: RuleExample) -> String {
        switch example.place {
        case .document: "the whole file"
        case .root: "in the root"
        case .info: "in `info`"
        case .paths: "in `paths`"
        case .pathItem: "in a path item"
        case .operation: "in an operation"
        case .parameters: "in `parameters`"
        case .responses: "in `responses`"
        case .response: "in a response"
        case .mediaType: "in a media type"
        case .schema: "in a schema"
        case .schemas: "in `components/schemas`"
        case .components: "in `components`"
        case .servers: "in `servers`"
        case .ruleFile: "in a rule file"
        }
    }
}
