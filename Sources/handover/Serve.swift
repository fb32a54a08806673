import ArgumentParser
import Diagnostics
import EventLog
import FoundationEssentials
import HandoverService
import JSON
import Settings

/// `handover serve`: answers a contract over HTTP.
struct Serve: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: Speech.text("Answers a contract over HTTP.", zh: "通过 HTTP 提供契约所描述的服务。"),
            discussion: Speech.text(
                """
                Operations on collections (/orders, /orders/{id}) keep records in an embedded database; all others are \
                answered from the contract's examples. Each request and each answer is checked against the contract.

                Every setting of handover.yaml can also be given as an environment variable, for example \
                HANDOVER_SERVER_PORT; 'handover config' lists them.
                """,
                zh: """
                    集合类操作（/orders、/orders/{id}）的记录保存在内嵌数据库中，其余操作用契约中的示例回答。\
                    每个请求和响应都会按契约检查。

                    handover.yaml 中的每项设置都可用环境变量给出，例如 HANDOVER_SERVER_PORT；用“handover config”查看全部。
                    """
            )
        )
    }

    @OptionGroup var service: ServiceOptions

    @Option(help: ArgumentHelp(Speech.text("Port to listen on; 0 for any free one.", zh: "监听端口；0 表示任意空闲端口。")))
    var port: String?

    @Option(help: ArgumentHelp(Speech.text("Address to listen on.", zh: "监听地址。")))
    var host: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        var flags: [String: String] = [:]
        flags["server.port"] = port
        flags["server.host"] = host
        if common.quiet { flags["log.requests"] = "false" }
        let folder = try service.folder(flags: flags)
        let format: EventFormat? =
            switch folder.settings.text("log.format") {
            case "text": .text
            case "json": .json
            default: nil
            }
        let running = RunningService(folder, log: EventLog(format: format), language: Speech.language)
        let common = common
        try await running.run { announcement in
            for warning in announcement.warnings { Speech.note(warning.rendered(in: Speech.language)) }
            switch common.format {
            case .json: Speech.say(Self.value(of: announcement).text())
            case .text: if !common.quiet { Speech.say(Self.lines(of: announcement)) }
            }
        }
    }

    private static func value(of announcement: RunningService.Announcement) -> JSONValue {
        [
            "name": .string(announcement.name),
            "url": .string(announcement.url),
            "basePaths": .array(announcement.basePaths.map { .string($0) }),
            "operations": [
                "store": .integer(announcement.storeOperationCount),
                "example": .integer(announcement.exampleOperationCount),
            ],
            "data": .string(announcement.dataFolder),
            "seeds": .object(announcement.seeds.map { JSONValue.Member($0.collection, .integer($0.count)) }),
            "curl": .string(announcement.curl),
        ]
    }

    private static func lines(of announcement: RunningService.Announcement) -> String {
        let url = announcement.url
        var lines = [
            Speech.text(
                "\(announcement.name) is served at \(url)",
                zh: "\(announcement.name) 服务地址：\(url)"
            )
        ]
        let bases = announcement.basePaths.filter { !$0.isEmpty }
        if !bases.isEmpty {
            let list = bases.map { url + $0 }.joined(separator: "  ")
            lines.append(Speech.text("  also under    \(list)", zh: "  同时位于      \(list)"))
        }
        let store = announcement.storeOperationCount
        let example = announcement.exampleOperationCount
        lines.append(
            Speech.text(
                "  operations    \(store) with records, \(example) from examples",
                zh: "  操作          \(store) 个读写记录，\(example) 个来自示例"
            )
        )
        lines.append(
            Speech.text("  data          \(announcement.dataFolder)", zh: "  数据          \(announcement.dataFolder)")
        )
        for seed in announcement.seeds {
            lines.append(
                Speech.text(
                    "  seed          \(seed.count) records into \(seed.collection)",
                    zh: "  初始数据      \(seed.collection)：\(seed.count) 条记录"
                )
            )
        }
        lines.append(
            Speech.text("  health        \(url)/health  \(url)/ready", zh: "  健康检查      \(url)/health  \(url)/ready")
        )
        lines.append(Speech.text("\ntry:\n  \(announcement.curl)\n", zh: "\n试一试：\n  \(announcement.curl)\n"))
        return lines.joined(separator: "\n")
    }
}

extension ServiceOptions {
    /// The service that the options name.
    func folder(flags: [String: String] = [:]) throws -> ServiceFolder {
        var flags = flags
        // A folder on the command line is meant from where the command runs, not from the service.
        if let data {
            flags["storage.folder"] = data.hasPrefix("/") ? data : FileManager.default.currentDirectoryPath + "/" + data
        }
        let environment = ProcessInfo.processInfo.environment
        return try ServiceFolder(
            path,
            profile: profile ?? environment["HANDOVER_PROFILE"] ?? "dev",
            environment: environment,
            flags: flags
        )
    }
}
