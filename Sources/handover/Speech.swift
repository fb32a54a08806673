import Diagnostics
import FoundationEssentials
import Glibc

/// The language of this run, and where its words go.
enum Speech {
    /// From `--lang`, else from the locale of the environment; English when neither says.
    static let language: Language = {
        let arguments = CommandLine.arguments
        for (index, argument) in arguments.enumerated() {
            if argument.hasPrefix("--lang=") { return Language(locale: argument.dropFirst("--lang=".count)) }
            if argument == "--lang", index + 1 < arguments.count { return Language(locale: arguments[index + 1]) }
        }
        let environment = ProcessInfo.processInfo.environment
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let locale = environment[name], !locale.isEmpty { return Language(locale: locale) }
        }
        return .english
    }()

    /// One text in the language of this run.
    static func text(_ english: String, zh chinese: String) -> String {
        LocalizedText(english, zh: chinese).text(in: language)
    }

    /// Writes a line of results to standard output.
    static func say(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// Writes a line that is no result to standard error.
    static func note(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // Nobody reads any more; there is nobody to tell either.
            if count <= 0 { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
