import CommandLine
import Diagnostics
import FoundationEssentials
import Glibc

/// How this run speaks: its language, and where its words go.
enum Speech {
    /// What the process was called with.
    static let invocation = Invocation(
        arguments: Array(ProcessInfo.processInfo.arguments.dropFirst()),
        environment: ProcessInfo.processInfo.environment
    )

    static var language: Language { invocation.language }

    /// One text in the language of this run.
    static func text(_ english: String, zh chinese: String) -> String {
        LocalizedText(english, zh: chinese).text(in: language)
    }

    /// Writes a line of results to standard output.
    static func say(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// Writes a line that is no result to standard error.
    static func note(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    /// Writes findings to standard error.
    static func note(_ findings: [Diagnostic]) {
        for finding in findings { note(finding.rendered(in: language)) }
    }

    /// The columns of the terminal that results go to; nil when they go to a file or another program.
    static var terminalWidth: Int? {
        if let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 {
            return columns
        }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

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
