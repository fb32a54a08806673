import ArgumentParser
import Diagnostics
import Glibc
import HandoverService

/// `handover`: every command of the product.
struct Handover: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "handover",
            abstract: Speech.text(
                "One OpenAPI contract in; a running service out.",
                zh: "输入一份 OpenAPI 契约，得到一个运行中的服务。"
            ),
            discussion: Speech.text(
                """
                Start with a contract, or with a folder that has one:
                  handover serve openapi.yaml
                  handover serve Examples/clinic --port 8080

                Exit codes: 0 done; 1 the answer is no; 2 the command or its input could not be used; 3 an outside \
                system failed.
                """,
                zh: """
                    从一份契约，或一个包含契约的文件夹开始：
                      handover serve openapi.yaml
                      handover serve Examples/clinic --port 8080

                    退出码：0 完成；1 答案为否；2 命令或输入无法使用；3 外部系统出错。
                    """
            ),
            version: Version.text,
            subcommands: [Serve.self, Token.self, Config.self]
        )
    }
}

/// Options that every command has.
struct CommonOptions: ParsableArguments {
    /// How results look.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @Option(help: ArgumentHelp(Speech.text("Form of results: text or json.", zh: "结果的格式：text 或 json。")))
    var format: Format = .text

    @Option(
        name: .customLong("lang"),
        help: ArgumentHelp(Speech.text("Language: en or zh; otherwise that of LANG.", zh: "语言：en 或 zh；缺省取自 LANG。"))
    )
    var language: String?

    @Flag(help: ArgumentHelp(Speech.text("Say nothing but results and errors.", zh: "只输出结果和错误。")))
    var quiet = false
}

/// Options that choose a service and its settings.
struct ServiceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            Speech.text("A service folder, or a contract file.", zh: "服务文件夹或契约文件。"),
            valueName: "service"
        )
    )
    var path: String = "."

    @Option(
        help: ArgumentHelp(Speech.text("Profile: dev, staging, prod or your own.", zh: "配置档：dev、staging、prod 或自定义。"))
    )
    var profile: String?

    @Option(
        help: ArgumentHelp(
            Speech.text("Folder of the database and keys.", zh: "数据库和密钥所在文件夹。"),
            valueName: "dir"
        )
    )
    var data: String?
}

@main
enum Main {
    static func main() async {
        do {
            var command = try Handover.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as any ExplainedError {
            for finding in error.diagnostics { Speech.note(finding.rendered(in: Speech.language)) }
            exit(ExitStatus(error).rawValue)
        } catch let error as ExitCode {
            exit(error.rawValue)
        } catch {
            let text = Help.translated(Handover.fullMessage(for: error))
            // Asking for help or the version is no mistake, and its answer is a result.
            let isHelp = Handover.exitCode(for: error).isSuccess
            if isHelp { Speech.say(text) } else { Speech.note(text) }
            exit(isHelp ? ExitStatus.done.rawValue : ExitStatus.unusable.rawValue)
        }
    }
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
