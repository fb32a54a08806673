import ArgumentParser
import CommandLine
import Diagnostics
import DocumentFiles
import HandoverService
import JSON
import Settings

/// `handover token`: tokens that prove callers.
struct Token: DocumentedCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "token",
            abstract: Speech.text("Tokens that prove callers.", zh: "用于证明调用者身份的令牌。"),
            subcommands: [Create.self]
        )
    }

    static var examples: [CommandExample] { Array(Create.examples.prefix(1)) }

    /// `handover token create`: one token, signed with the service's key.
    struct Create: DocumentedCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "create",
                abstract: Speech.text("Makes a token with the service's own key.", zh: "用服务自己的密钥签发令牌。"),
                discussion: Speech.text(
                    """
                    The token is the only output. The service may run meanwhile or not; what counts is that both use \
                    the same data folder, where the key is kept.
                    """,
                    zh: "输出只有令牌本身。服务是否正在运行都可以，但两者必须使用同一个数据文件夹，密钥保存在其中。"
                )
            )
        }

        static var examples: [CommandExample] {
            [
                CommandExample(
                    "handover token create Examples/clinic --subject me --scope patients:read",
                    LocalizedText("A token for an hour.", zh: "有效期为一小时的令牌。")
                ),
                CommandExample(
                    """
                    curl -H "Authorization: Bearer $(handover token create Examples/clinic \\
                        --subject me --scope patients:read)" http://127.0.0.1:8080/v1/patients
                    """,
                    LocalizedText("Makes a token and uses it at once.", zh: "签发令牌并立即使用。")
                ),
            ]
        }

        @OptionGroup var service: ServiceOptions

        @Option(
            help: ArgumentHelp(
                Speech.text("Whom the token is for.", zh: "令牌的使用者。"),
                valueName: Speech.text("subject", zh: "主体")
            )
        )
        var subject: String

        @Option(
            help: ArgumentHelp(
                Speech.text(
                    "A scope that it allows; may be repeated, or several with spaces.",
                    zh: "允许的权限范围；可重复，或用空格分隔多个。"
                ),
                valueName: Speech.text("scope", zh: "范围")
            )
        )
        var scope: [String] = []

        @Option(
            help: ArgumentHelp(
                Speech.text("How long it is valid: 90s, 30m, 8h.", zh: "有效期：90s、30m、8h。"),
                valueName: Speech.text("time", zh: "时长")
            )
        )
        var lifetime: String = "1h"

        @OptionGroup var shared: SharedOptions

        func run() async throws {
            guard let lifetime = Duration(settingText: lifetime), lifetime >= .seconds(1) else {
                throw ServiceError(
                    "token.invalid-lifetime",
                    LocalizedText("'--lifetime' cannot be '\(lifetime)'", zh: "“--lifetime”不能是“\(lifetime)”"),
                    remedy: LocalizedText(
                        "write a time of at least a second, such as 90s, 30m or 8h",
                        zh: "请写不短于一秒的时长，例如 90s、30m、8h"
                    )
                )
            }
            guard !subject.isEmpty else {
                throw ServiceError(
                    "token.empty-subject",
                    LocalizedText("'--subject' is empty", zh: "“--subject”为空"),
                    remedy: LocalizedText("name the caller, for example 'me'", zh: "请指定调用者，例如“me”")
                )
            }
            let scopes = Set(scope.flatMap { $0.split(separator: " ").map(String.init) })
            let tokens = TokenService(try service.folder())
            let token = try tokens.makeToken(subject: subject, scopes: scopes, lifetime: lifetime)
            if !shared.quiet { Speech.note(tokens.warnings(scopes: scopes)) }
            switch shared.format {
            case .text: try Speech.say(token)
            case .json:
                let value: JSONValue = [
                    "token": .string(token), "subject": .string(subject),
                    "scope": .string(scopes.sorted().joined(separator: " ")),
                    "expiresIn": .integer(Int(lifetime.components.seconds)),
                ]
                try Speech.say(value.text())
            }
        }
    }
}
