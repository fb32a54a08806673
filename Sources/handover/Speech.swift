import CommandLine
import Diagnostics
import DocumentFiles
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

    /// Puts something in the place of each standard stream that was closed when the process started.
    ///
    /// Files that are opened later would take their places otherwise. What stands there fails when it is used.
    static func keepStandardStreams() {
        for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
            _ = open("/dev/null", mode)
        }
    }

    /// Writes lines of results to standard output; what a terminal would obey is escaped.
    ///
    /// - Throws: What ``say(bytes:)`` throws.
    static func say(_ lines: String) throws { try say(bytes: Array((TerminalText.lines(lines) + "\n").utf8)) }

    /// Writes a line that is no result to standard error; what a terminal would obey is escaped.
    static func note(_ line: String) {
        // Nobody reads any more; there is nobody to tell either.
        _ = write(Array((TerminalText.lines(line) + "\n").utf8), to: STDERR_FILENO)
    }

    /// Writes findings to standard error.
    static func note(_ findings: [Diagnostic]) {
        for finding in findings { note(TerminalText.finding(finding).rendered(in: language)) }
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

    /// Writes results to standard output, as they are.
    ///
    /// - Throws: ``CommandEnd`` when nobody reads any more, ``ServiceError`` when the system cannot write.
    static func say(bytes: [UInt8]) throws {
        guard let code = write(bytes, to: STDOUT_FILENO) else { return }
        if code == EPIPE { throw CommandEnd(status: .abandoned) }
        let reason =
            code == EBADF
            ? LocalizedText("standard output is closed", zh: "标准输出已关闭")
            : SystemWords.text(String(cString: strerror(code)))
        throw ServiceError(
            "command.unwritable",
            LocalizedText(
                "the results cannot be written: \(reason.english)",
                zh: "无法写出结果：\(reason.chinese)"
            ),
            remedy: code == ENOSPC || code == EDQUOT
                ? LocalizedText("free some space, or write them elsewhere", zh: "请腾出空间，或写到别处")
                : LocalizedText("write them elsewhere", zh: "请写到别处"),
            isOutside: true
        )
    }

    /// - Returns: Nil, or the error number of the system when nobody takes the bytes.
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
