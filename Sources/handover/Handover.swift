import ArgumentParser
import CommandLine
import Diagnostics

/// `handover`: every command of the product.
struct Handover: DocumentedCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "handover",
            abstract: Speech.text(
                "One OpenAPI contract in; a running service out.",
                zh: "输入一份 OpenAPI 契约，得到一个运行中的服务。"
            ),
            discussion: Speech.text(
                """
                A service is a folder with contracts, settings (handover.yaml) and first records (seed); a contract \
                file on its own is enough to start.
                """,
                zh: "服务是一个文件夹，包含契约、设置（handover.yaml）和初始数据（seed）；只有一份契约文件也可以启动。"
            ),
            version: Version.text,
            subcommands: [
                Serve.self, ContractCommand.self, SchemaCommand.self, Clean.self, Token.self, Config.self,
            ]
        )
    }

    static var examples: [CommandExample] {
        [
            CommandExample(
                "handover serve openapi.yaml",
                LocalizedText("Answers the contract at http://127.0.0.1:8080.", zh: "在 http://127.0.0.1:8080 提供该契约的服务。")
            ),
            CommandExample(
                "handover serve Examples/clinic --port 9000",
                LocalizedText("Serves a folder, with its settings and first records.", zh: "运行一个服务文件夹，包括其设置和初始数据。")
            ),
        ]
    }
}

/// The product's version.
enum Version {
    static let number = "0.1.0"
    static let text = "handover \(number)"
}
