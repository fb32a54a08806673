import ArgumentParser
import CommandLine
import Diagnostics
import EventLog
import HandoverService
import JSON
import Settings

/// `handover serve`: answers a contract over HTTP.
struct Serve: DocumentedCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "serve",
            abstract: Speech.text("Answers a contract over HTTP.", zh: "通过 HTTP 提供契约所描述的服务。"),
            discussion: Speech.text(
                """
                Operations on collections (/orders, /orders/{id}) keep records in an embedded database; all others are \
                answered from the contract's examples. Each request and each answer is checked against the contract.

                Runs until Ctrl-C or SIGTERM; requests that are being answered then are answered to their end. The log \
                goes to standard error, as text on a terminal and as JSON lines otherwise.

                Every setting of handover.yaml can also be given as an environment variable, for example \
                HANDOVER_SERVER_PORT; 'handover config show' lists them.
                """,
                zh: """
                    集合类操作（/orders、/orders/{id}）的记录保存在内嵌数据库中，其余操作用契约中的示例回答。\
                    每个请求和响应都会按契约检查。

                    按 Ctrl-C 或收到 SIGTERM 时停止，正在处理的请求会先处理完。日志写到标准错误：终端上为文本，\
                    其他情况为每行一个 JSON。

                    handover.yaml 中的每项设置都可用环境变量给出，例如 HANDOVER_SERVER_PORT；\
                    用“handover config show”查看全部。
                    """
            )
        )
    }

    static var examples: [CommandExample] {
        [
            CommandExample(
                "handover serve openapi.yaml",
                LocalizedText(
                    "A contract on its own; its data goes into '.handover/openapi.yaml' beside it.",
                    zh: "单独一份契约；数据保存在它旁边的“.handover/openapi.yaml”中。"
                )
            ),
            CommandExample(
                "handover serve Examples/clinic --port 9000 --data /var/lib/clinic",
                LocalizedText("A service folder, with its data elsewhere.", zh: "服务文件夹，数据存放在别处。")
            ),
            CommandExample(
                "handover serve Examples/clinic --profile prod --host 0.0.0.0",
                LocalizedText("For others to reach, with the settings of production.", zh: "供他人访问，使用生产环境的设置。")
            ),
        ]
    }

    @OptionGroup var service: ServiceOptions

    @Option(
        // So that '-1' is refused as a port, not taken for an option.
        parsing: .unconditional,
        help: ArgumentHelp(
            Speech.text(
                "Port to listen on, otherwise 8080; 0 for any free one.",
                zh: "监听端口，未指定时为 8080；0 表示任意空闲端口。"
            ),
            valueName: Speech.text("port", zh: "端口")
        )
    )
    var port: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Address to listen on, otherwise 127.0.0.1; 0.0.0.0 for all of this machine.",
                zh: "监听地址，未指定时为 127.0.0.1；0.0.0.0 表示本机所有地址。"
            ),
            valueName: Speech.text("address", zh: "地址")
        )
    )
    var host: String?

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        var flags: [String: String] = [:]
        flags["server.port"] = port
        flags["server.host"] = host
        if shared.quiet { flags["log.requests"] = "false" }
        let folder = try service.folder(flags: flags)
        let format: EventFormat? =
            switch folder.settings.text("log.format") {
            case "text": .text
            case "json": .json
            default: nil
            }
        let running = RunningService(folder, log: EventLog(format: format), language: Speech.language)
        let shared = shared
        try await running.run { announcement in
            if !shared.quiet { Speech.note(announcement.warnings) }
            do {
                switch shared.format {
                case .json: try Speech.say(announcement.value.text())
                case .text: if !shared.quiet { try Speech.say(announcement.text) }
                }
            } catch {
                // The service is there for its callers, whoever reads what it says of itself.
                if let error = error as? any ExplainedError { Speech.note(error.diagnostics) }
            }
        }
    }
}
