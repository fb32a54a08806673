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
        do {
            var command = try Handover.parseAsRoot(Speech.invocation.arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let end as CommandEnd {
            exit(end.status.rawValue)
        } catch let error as any ExplainedError {
            Speech.note(error.diagnostics)
            exit(ExitStatus(error).rawValue)
        } catch {
            exit(answer(error).rawValue)
        }
    }

    /// Answers a request for help, explains a mistake in the command line, or reports what nobody foresaw.
    private static func answer(_ error: any Error) -> ExitStatus {
        let code = Handover.exitCode(for: error)
        let root = try? JSONParser().parse(Handover._dumpHelp()).root  // Our own commands; were it no JSON, see below.
        guard let command = root.flatMap({ CommandDescription($0) })?.called(by: Speech.invocation.arguments) else {
            Speech.note(Handover.fullMessage(for: error))
            return code.isSuccess ? .done : .unusable
        }
        if code.isSuccess {
            // Asking for help, the version or a shell's completions is no mistake, and its answer is a result.
            let text = Handover.message(for: error)
            Speech.say(text.hasPrefix("OVERVIEW: ") ? page(of: command) : text)
            return .done
        }
        if code == .validationFailure {
            Speech.note(UsageError(Handover.message(for: error), calling: command).diagnostics)
            return .unusable
        }
        let name = String(describing: error)
        let finding = Diagnostic(
            code: "command.failed",
            LocalizedText("the command failed: \(name)", zh: "命令执行失败：\(name)")
        )
        Speech.note([finding])
        return .outside
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

    /// The status of an error: a system that fails is not the user's mistake.
    init(_ error: any ExplainedError) {
        let isOutside = (error as? ServiceError)?.isOutside ?? false
        let outsideCodes = ["store.", "key.unreadable", "key.unwritable", "key.exposed", "key.damaged"]
        let isSystem = error.diagnostics.contains { finding in outsideCodes.contains { finding.code.hasPrefix($0) } }
        self = isOutside || isSystem ? .outside : .unusable
    }
}
