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

    /// Whether results go to a terminal that shows colours.
    static var isColoured: Bool {
        let environment = ProcessInfo.processInfo.environment
        let isWanted = environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
        return isWanted && isatty(STDOUT_FILENO) == 1
    }

    /// Writes results to standard output.
    ///
    /// - Returns: Nil, or the error number of the system when nobody takes them.
    static func say(bytes: [UInt8]) -> Int32? { write(bytes, to: STDOUT_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) {
        // Nobody reads any more; there is nobody to tell either.
        _ = write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return count < 0 ? errno : EIO }
            bytes = bytes.dropFirst(count)
        }
        return nil
    }
}
