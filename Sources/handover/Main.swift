import ArgumentParser
import CommandLine
import Diagnostics
import DocumentFiles
import Glibc
import HandoverService
import JSON

@main
enum Main {
    static func main() async {
        // Whoever reads the log or the results may go away; the service stays.
        signal(SIGPIPE, SIG_IGN)
        Speech.keepStandardStreams()
        do {
            try await run()
        } catch {
            end(error)
        }
    }

    private static func run() async throws {
        do {
            var command = try Handover.parseAsRoot(Speech.invocation.arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error where !(error is CommandEnd) && !(error is any ExplainedError) {
            try answer(error)
        }
    }

    /// Says what is left to say, and ends the process.
    private static func end(_ error: any Error) -> Never {
        guard let end = error as? CommandEnd else {
            // Everything else has been explained by ``answer(_:)``.
            let explained = error as? any ExplainedError
            Speech.note(explained?.diagnostics ?? [failure(error)])
            exit(explained.map { ExitStatus($0).rawValue } ?? ExitStatus.outside.rawValue)
        }
        if end.status == .abandoned {
            // The end that a shell expects of a command whose reader has left.
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
        }
        exit(end.status.rawValue)
    }

    /// Answers a request for help, explains a mistake in the command line, or reports what nobody foresaw.
    ///
    /// - Throws: ``CommandEnd``, and what writing results throws.
    private static func answer(_ error: any Error) throws {
        let code = Handover.exitCode(for: error)
        let root = try? JSONParser().parse(Handover._dumpHelp()).root  // Our own commands; were it no JSON, see below.
        guard let command = root.flatMap({ CommandDescription($0) })?.called(by: Speech.invocation.arguments) else {
            Speech.note(Handover.fullMessage(for: error))
            throw CommandEnd(status: code.isSuccess ? .done : .unusable)
        }
        if code.isSuccess {
            // Asking for help, the version or a shell's completions is no mistake, and its answer is a result.
            let text = Handover.message(for: error)
            try Speech.say(text.hasPrefix("OVERVIEW: ") ? page(of: command) : text)
            return
        }
        if code == .validationFailure {
            Speech.note(UsageError(Handover.message(for: error), calling: command).diagnostics)
            throw CommandEnd(status: .unusable)
        }
        Speech.note([failure(error)])
        throw CommandEnd(status: .outside)
    }

    private static func failure(_ error: any Error) -> Diagnostic {
        let name = String(describing: error)
        return Diagnostic(
            code: "command.failed",
            LocalizedText("the command failed: \(name)", zh: "命令执行失败：\(name)")
        )
    }

    private static func page(of command: CommandDescription) -> String {
        var type: any ParsableCommand.Type = Handover.self
        for word in command.words.dropFirst() {
            type = type.configuration.subcommands.first { $0.configuration.commandName == word } ?? type
        }
        let examples = (type as? any DocumentedCommand.Type)?.examples ?? []
        let width = Speech.terminalWidth ?? HelpPage.standardWidth
        return HelpPage(command, examples: examples, language: Speech.language).text(width: width)
    }
}

/// A command whose help shows how it is used.
protocol DocumentedCommand: AsyncParsableCommand {
    /// Commands to copy.
    static var examples: [CommandExample] { get }
}

/// The end of a command that has said everything and did not find all as it should be.
struct CommandEnd: Error {
    let status: ExitStatus
}

/// What the command tells the shell.
enum ExitStatus: Int32 {
    case done = 0
    case no = 1
    case unusable = 2
    case outside = 3
    /// Whoever reads the results has left; as a shell tells the end by SIGPIPE.
    case abandoned = 141

    /// The status of an error: a system that fails is not the user's mistake.
    init(_ error: any ExplainedError) {
        let isOutside = (error as? ServiceError)?.isOutside ?? false
        let outsideCodes = [
            "store.", "key.unreadable", "key.unwritable", "key.exposed", "key.damaged", "file.no-space",
        ]
        let isSystem = error.diagnostics.contains { finding in outsideCodes.contains { finding.code.hasPrefix($0) } }
        self = isOutside || isSystem ? .outside : .unusable
    }
}
