import ArgumentParser
import CommandLine
import Diagnostics
import HandoverService
import JSON
import Settings

/// `handover config`: the settings of a service.
struct Config: DocumentedCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "config",
            abstract: Speech.text("Settings of a service.", zh: "服务的设置。"),
            subcommands: [Show.self]
        )
    }

    static var examples: [CommandExample] { Show.examples }

    /// `handover config show`: each value, and where it comes from.
    struct Show: DocumentedCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "show",
                abstract: Speech.text("Shows each value, and where it comes from.", zh: "显示每项设置的值及其来源。"),
                discussion: Speech.text(
                    """
                    A value is looked up as an option of the command line, then as an environment variable \
                    (server.port is HANDOVER_SERVER_PORT), then in the profile, then in handover.yaml; otherwise it \
                    has its default. Secrets are not shown.
                    """,
                    zh: """
                        取值的先后次序：命令行选项、环境变量（server.port 对应 HANDOVER_SERVER_PORT）、配置档、\
                        handover.yaml，最后是缺省值。机密不显示。
                        """
                )
            )
        }

        static var examples: [CommandExample] {
            [
                CommandExample(
                    "handover config show Examples/clinic --profile prod",
                    LocalizedText("What holds in production.", zh: "生产环境中的设置。")
                )
            ]
        }

        @OptionGroup var service: ServiceOptions
        @OptionGroup var shared: SharedOptions

        func run() async throws {
            let folder = try service.folder()
            if !shared.quiet { Speech.note(folder.warnings) }
            let settings = folder.settings
            switch shared.format {
            case .text:
                let lines = Self.table(settings).lines(width: Speech.terminalWidth ?? Int.max)
                try Speech.say(lines.joined(separator: "\n"))
            case .json: try Speech.say(Self.value(settings).text(indentation: 2))
            }
        }

        private static func shown(_ definition: SettingDefinition, _ settings: ResolvedSettings) -> String? {
            guard let value = settings.values[definition.key] else { return nil }
            return definition.isSecret ? "********" : value.text
        }

        private static func table(_ settings: ResolvedSettings) -> TextTable {
            var table = TextTable(headings: [
                Speech.text("setting", zh: "设置"), Speech.text("value", zh: "值"), Speech.text("from", zh: "来源"),
                Speech.text("what it is", zh: "说明"),
            ])
            for definition in settings.definitions {
                table.append([
                    definition.key,
                    shown(definition, settings) ?? "-",
                    settings.values[definition.key].map { text(of: $0.origin, isShort: true) } ?? "-",
                    definition.purpose.text(in: Speech.language),
                ])
            }
            return table
        }

        private static func value(_ settings: ResolvedSettings) -> JSONValue {
            .object(
                settings.definitions.map { definition in
                    JSONValue.Member(
                        definition.key,
                        [
                            "value": shown(definition, settings).map(JSONValue.string) ?? .null,
                            "origin": settings.values[definition.key].map { .string(text(of: $0.origin)) } ?? .null,
                            "environment": .string(definition.environmentName),
                        ]
                    )
                }
            )
        }

        /// Where a value comes from; for a table the file's name is enough, since its folder is what was asked for.
        private static func text(of origin: SettingOrigin, isShort: Bool = false) -> String {
            let text = { (location: SourceLocation) in
                isShort ? location.description.split(separator: "/").last.map(String.init) ?? "" : "\(location)"
            }
            switch origin {
            case .standard: return Speech.text("default", zh: "缺省")
            case .profileStandard(let profile): return Speech.text("default of \(profile)", zh: "\(profile) 的缺省")
            case .file(let location): return text(location)
            case .profile(let name, let location): return "\(name), \(text(location))"
            case .environment(let name), .flag(let name): return name
            }
        }
    }
}
