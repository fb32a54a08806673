import ArgumentParser
import CommandLine
import Diagnostics
import FoundationEssentials
import HandoverService

/// Options that every command has.
struct SharedOptions: ParsableArguments {
    /// How results look.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @Option(
        help: ArgumentHelp(
            Speech.text("Form of results: text or json.", zh: "结果的格式：text 或 json。"),
            valueName: Speech.text("format", zh: "格式")
        )
    )
    var format: Format = .text

    @OptionGroup private var speech: SpeechOptions

    var quiet: Bool { speech.quiet }
}

/// Options about what is said, and in which language.
struct SpeechOptions: ParsableArguments {
    /// A language that is spoken here, by its name or as part of a locale's.
    struct LanguageName: ExpressibleByArgument {
        static let allValueStrings = ["en", "zh"]

        init?(argument: String) {
            guard Invocation.isLanguage(argument) else { return nil }
        }
    }

    @Option(
        name: .customLong("lang"),
        help: ArgumentHelp(
            Speech.text("Language: en or zh; otherwise that of LANG.", zh: "语言：en 或 zh；未指定时取自 LANG。"),
            valueName: Speech.text("language", zh: "语言")
        )
    )
    var language: LanguageName?

    @Flag(help: ArgumentHelp(Speech.text("Say nothing but results and errors.", zh: "只输出结果和错误。")))
    var quiet = false
}

/// Options that choose a service and its settings.
struct ServiceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            Speech.text(
                "A service folder, or a contract file; otherwise the folder that the command runs in.",
                zh: "服务文件夹或契约文件；未指定时为当前文件夹。"
            ),
            valueName: Speech.text("service", zh: "服务")
        )
    )
    var path: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Profile: dev, staging, prod or one of handover.yaml; otherwise HANDOVER_PROFILE, or dev.",
                zh: "配置档：dev、staging、prod 或 handover.yaml 中的其他名称；未指定时取自 HANDOVER_PROFILE，再否则为 dev。"
            ),
            valueName: Speech.text("profile", zh: "配置档")
        )
    )
    var profile: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Folder of the database and keys; otherwise '.handover' beside the contracts.",
                zh: "数据库和密钥所在文件夹；未指定时为服务文件夹中的“.handover”。"
            ),
            valueName: Speech.text("folder", zh: "文件夹")
        )
    )
    var data: String?

    @OptionGroup var files: ContractFileOptions

    /// The service that the options name.
    func folder(flags: [String: String] = [:]) throws -> ServiceFolder {
        var flags = flags
        // A folder on the command line is meant from where the command runs, not from the service.
        if let data {
            flags["storage.folder"] = data.hasPrefix("/") ? data : FileManager.default.currentDirectoryPath + "/" + data
        }
        let environment = ProcessInfo.processInfo.environment
        let variable = environment["HANDOVER_PROFILE"].flatMap { $0.isEmpty ? nil : $0 }
        return try ServiceFolder(
            path ?? ".",
            root: files.root,
            profile: profile ?? variable ?? ServiceFolder.standardProfile,
            environment: environment,
            flags: flags
        )
    }
}
