package import Diagnostics

/// What a process was called with.
package struct Invocation: Sendable {
    /// The language to speak: that of `--lang`, else of the locale, else English.
    package let language: Language
    /// The arguments without the program's name, in an order that the argument parser takes.
    package let arguments: [String]

    /// Options that every command has; they may also stand in front of the command.
    private static let sharedOptions: Set<String> = ["--format"]
    private static let sharedFlags: Set<String> = ["--quiet"]

    /// Reads what a process was called with.
    ///
    /// - Parameters:
    ///   - arguments: The arguments without the program's name.
    ///   - environment: The environment variables.
    package init(arguments: [String], environment: [String: String]) {
        language = Self.language(of: arguments, environment)
        self.arguments = Self.ordered(Self.withoutLanguage(arguments))
    }

    /// How often an option is given.
    package func count(of option: String) -> Int {
        arguments.prefix { $0 != "--" }.count { $0 == option || $0.hasPrefix("\(option)=") }
    }

    private static func language(of arguments: [String], _ environment: [String: String]) -> Language {
        let options = arguments.prefix { $0 != "--" }
        for (index, argument) in options.enumerated().reversed() {
            let given: String? =
                if argument.hasPrefix("--lang=") {
                    String(argument.dropFirst("--lang=".count))
                } else if argument == "--lang", index + 1 < arguments.count {
                    arguments[index + 1]
                } else {
                    nil
                }
            // What is no language is refused later; until then the locale decides.
            if let given, isLanguage(given) { return Language(locale: given) }
        }
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let locale = environment[name], !locale.isEmpty { return Language(locale: locale) }
        }
        return .english
    }

    /// Whether a text names a language that is spoken here: `en`, `zh`, `zh_CN.UTF-8`, `zh-Hans`.
    package static func isLanguage(_ text: String) -> Bool {
        let language = text.lowercased().prefix { $0.isLetter }
        return Language.allCases.contains { $0.rawValue == language }
    }

    /// Takes out what has been understood here, so that it may stand beside any command; the rest is refused later.
    private static func withoutLanguage(_ arguments: [String]) -> [String] {
        var result: [String] = []
        var rest = arguments[...]
        while let first = rest.popFirst() {
            if first == "--" { return result + [first] + rest }
            if first == "--lang", let language = rest.first, isLanguage(language) {
                rest = rest.dropFirst()
            } else if !first.hasPrefix("--lang=") || !isLanguage(String(first.dropFirst("--lang=".count))) {
                result.append(first)
            }
        }
        return result
    }

    /// Moves shared options from in front of the command behind it, where the argument parser looks for them.
    private static func ordered(_ arguments: [String]) -> [String] {
        var leading: [String] = []
        var rest = arguments[...]
        while let first = rest.first {
            if sharedOptions.contains(first) {
                leading += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else if sharedFlags.contains(first) || sharedOptions.contains(where: { first.hasPrefix($0 + "=") }) {
                leading.append(first)
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        // The root command itself takes none of them, and has nothing to apply them to.
        guard rest.contains(where: { !$0.hasPrefix("-") }), rest.first != "help" else { return Array(rest) }
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end]) + leading + Array(rest[end...])
    }
}
