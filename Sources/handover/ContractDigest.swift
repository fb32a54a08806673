import ArgumentParser
import CommandLine
import Diagnostics
import HandoverService
import JSON

extension ContractCommand {
    /// `handover contract digest`: a number that all files of the same meaning share.
    struct Digest: DocumentedCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "digest",
                abstract: Speech.text("Tells contracts apart by their meaning.", zh: "按含义区分契约。"),
                discussion: Speech.text(
                    """
                    SHA-256 over the canonical JSON (RFC 8785) of the bundle: the same for YAML and JSON, for the files \
                    of a contract and their bundle, whatever the comments and the order of members; another for every \
                    change in meaning.
                    """,
                    zh: """
                        对合并后的规范 JSON（RFC 8785）计算 SHA-256：YAML 与 JSON、契约的多个文件与其合并结果、\
                        注释和成员顺序的不同都不影响结果；含义的任何改变都会得到不同的结果。
                        """
                )
            )
        }

        static var examples: [CommandExample] {
            [
                CommandExample(
                    "handover contract digest openapi.yaml openapi.json",
                    LocalizedText("One line for each, as sha256sum writes it.", zh: "每个文件一行，格式与 sha256sum 相同。")
                )
            ]
        }

        @Argument(
            help: ArgumentHelp(
                Speech.text("The contracts, JSON or YAML; - for standard input.", zh: "契约文件，JSON 或 YAML；- 表示标准输入。"),
                valueName: Speech.text("contract", zh: "契约")
            )
        )
        var contracts: [String]

        @OptionGroup var files: ContractFileOptions
        @OptionGroup var shared: SharedOptions

        func run() async throws {
            var values: [JSONValue] = []
            for contract in contracts {
                let bundle = try ContractBundle(contract, root: files.root)
                switch shared.format {
                case .text: try Speech.say("\(bundle.digest)  \(contract)")
                case .json:
                    values.append([
                        "contract": .string(contract), "algorithm": "sha256", "digest": .string(bundle.digest),
                        "files": .array(bundle.files.map { .string($0) }),
                    ])
                }
            }
            if shared.format == .json { try Speech.say(JSONValue.array(values).text(indentation: 2)) }
        }
    }
}
