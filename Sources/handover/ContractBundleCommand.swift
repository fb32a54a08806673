import ArgumentParser
import CommandLine
import Diagnostics
import HandoverService

extension ContractCommand {
    /// `handover contract bundle`: a contract in one file.
    struct Bundle: DocumentedCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "bundle",
                abstract: Speech.text("Writes a contract as one file.", zh: "将契约合并为一个文件。"),
                discussion: Speech.text(
                    """
                    What references lead to in other files becomes a component of its own; names stay, or are made \
                    unique, and so does the order. The bundle is in OpenAPI 3.1 unless --keep-version is given. \
                    Bundling a bundle gives the same bytes.
                    """,
                    zh: """
                        引用的其他文件的内容会成为独立的组件；名称保持不变，必要时加以区分，顺序也保持不变。\
                        除非指定 --keep-version，否则结果为 OpenAPI 3.1。对结果再次合并，所得字节完全相同。
                        """
                )
            )
        }

        static var examples: [CommandExample] {
            [
                CommandExample(
                    "handover contract bundle openapi.yaml --output bundle.yaml",
                    LocalizedText("One file that refers to no other.", zh: "不再引用其他文件的单个文件。")
                ),
                CommandExample(
                    "handover contract bundle openapi.yaml --format canonical | sha256sum",
                    LocalizedText("The digest, by other means.", zh: "用其他工具计算摘要。")
                ),
            ]
        }

        @Argument(
            help: ArgumentHelp(
                Speech.text("The contract, JSON or YAML; - for standard input.", zh: "契约文件，JSON 或 YAML；- 表示标准输入。"),
                valueName: Speech.text("contract", zh: "契约")
            )
        )
        var contract: String

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp(
                Speech.text("File to write; otherwise standard output.", zh: "要写入的文件；未指定时写到标准输出。"),
                valueName: Speech.text("file", zh: "文件")
            )
        )
        var output: String?

        @Option(
            help: ArgumentHelp(
                Speech.text(
                    "yaml, json or canonical (RFC 8785); otherwise by the names of the files.",
                    zh: "yaml、json 或 canonical（RFC 8785）；未指定时取决于文件名。"
                ),
                valueName: Speech.text("format", zh: "格式")
            )
        )
        var format: ContractBundle.Format?

        @Flag(
            help: ArgumentHelp(
                Speech.text("Leave the version of OpenAPI as it is written.", zh: "保留所写的 OpenAPI 版本。")
            )
        )
        var keepVersion = false

        @OptionGroup var files: ContractFileOptions
        @OptionGroup var speech: SpeechOptions

        func run() async throws {
            let bundle = try ContractBundle(
                contract,
                root: files.root,
                version: keepVersion ? .written : .upgraded
            )
            if !speech.quiet { Self.tell(bundle.findings) }
            let format = format ?? Self.format(of: [output, contract])
            let bytes = bundle.bytes(format)
            guard let output, output != "-" else {
                var results = ResultStream(isJSON: format != .yaml)
                results.bytes = bytes
                try results.flush()
                return
            }
            try bundle.write(bytes, to: output)
            guard !speech.quiet else { return }
            let count = bundle.files.count
            Speech.note(
                Speech.text(
                    "\(output): \(count) \(count == 1 ? "file" : "files"), \(bytes.count) bytes",
                    zh: "\(output)：\(count) 个文件，\(bytes.count) 字节"
                )
            )
        }

        /// Of findings of one kind so many are told; `contract lint` has all of them.
        private static let toldCount = 3

        private static func tell(_ findings: [Diagnostic]) {
            var counts: [String: Int] = [:]
            for finding in findings where finding.severity != .note {
                counts[finding.code, default: 0] += 1
                if counts[finding.code, default: 0] <= toldCount { Speech.note([finding]) }
            }
            for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > toldCount {
                let rest = count - toldCount
                Speech.note(
                    Speech.text(
                        "and \(rest) more [\(code)]; 'handover contract lint' shows them all",
                        zh: "另有 \(rest) 处 [\(code)]；“handover contract lint”会全部列出"
                    )
                )
            }
        }

        /// The form that the first file name with an ending asks for.
        private static func format(of names: [String?]) -> ContractBundle.Format {
            for case let name? in names where name != "-" {
                if name.hasSuffix(".json") { return .json }
                if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return .yaml }
            }
            return .yaml
        }
    }
}

extension ContractBundle.Format: ExpressibleByArgument {}
