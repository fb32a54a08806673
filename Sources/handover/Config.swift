import ArgumentParser
import Diagnostics
import HandoverService
import JSON
import Settings

/// `handover config`: the settings of a service.
struct Config: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: Speech.text("The settings of a service.", zh: "服务的设置。"),
            subcommands: [Show.self],
            defaultSubcommand: Show.self
        )
    }

    /// `handover config show`: each value, and where it comes from.
    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: Speech.text("Shows each value, and where it comes from.", zh: "显示每项设置的值及其来源。")
            )
        }

        @OptionGroup var service: ServiceOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let settings = try service.folder().settings
            switch common.format {
            case .text: for definition in settings.definitions { Speech.say(Self.line(definition, settings)) }
            case .json: Speech.say(Self.value(settings).text(indentation: 2))
            }
        }

        private static func shown(_ definition: SettingDefinition, _ settings: ResolvedSettings) -> String? {
            guard let value = settings.values[definition.key] else { return nil }
            return definition.isSecret ? "********" : value.text
        }

        private static func line(_ definition: SettingDefinition, _ settings: ResolvedSettings) -> String {
            let value = shown(definition, settings) ?? "-"
            let origin = settings.values[definition.key].map { text(of: $0.origin) } ?? definition.environmentName
            let columns = [definition.key, value, origin].map { text in
                text + String(repeating: " ", count: max(0, 26 - text.count))
            }
            return columns.joined(separator: " ") + " " + definition.purpose.text(in: Speech.language)
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

        private static func text(of origin: SettingOrigin) -> String {
            switch origin {
            case .standard: Speech.text("default", zh: "缺省")
            case .profileStandard(let profile): Speech.text("default of \(profile)", zh: "\(profile) 的缺省")
            case .file(let location): location.description
            case .profile(let name, let location): "\(name), \(location)"
            case .environment(let name): name
            case .flag(let key): Speech.text("flag for \(key)", zh: "命令行（\(key)）")
            }
        }
    }
}
