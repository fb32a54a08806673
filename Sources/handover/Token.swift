import ArgumentParser
import Diagnostics
import HandoverService
import JSON
import Settings

/// `handover token`: tokens that prove callers.
struct Token: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: Speech.text("Tokens that prove callers.", zh: "用于证明调用者身份的令牌。"),
            subcommands: [Create.self]
        )
    }

    /// `handover token create`: one token, signed with the service's key.
    struct Create: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: Speech.text("Makes a token with the service's own key.", zh: "用服务自己的密钥签发令牌。"),
                discussion: Speech.text(
                    """
                    The token is the only output, so it can be used at once:
                      curl -H "Authorization: Bearer $(handover token create Examples/clinic --subject me \
                    --scope patients:read)" …

                    The service must use the same data folder, where the key is kept.
                    """,
                    zh: """
                        输出只有令牌本身，可直接使用：
                          curl -H "Authorization: Bearer $(handover token create Examples/clinic --subject me \
                        --scope patients:read)" …

                        服务必须使用同一个数据文件夹，密钥保存在其中。
                        """
                )
            )
        }

        @OptionGroup var service: ServiceOptions

        @Option(help: ArgumentHelp(Speech.text("Whom the token is for.", zh: "令牌的使用者。")))
        var subject: String

        @Option(
            help: ArgumentHelp(
                Speech.text(
                    "A scope that it allows; may be repeated, or several with spaces.",
                    zh: "允许的权限范围；可重复，或用空格分隔多个。"
                )
            )
        )
        var scope: [String] = []

        @Option(help: ArgumentHelp(Speech.text("How long it is valid: 30m, 8h.", zh: "有效期：30m、8h。")))
        var lifetime: String = "1h"

        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let lifetime = Duration(settingText: lifetime), lifetime > .zero else {
                throw ServiceError(
                    "token.invalid-lifetime",
                    LocalizedText("'\(lifetime)' is no lifetime", zh: "“\(lifetime)”不是有效期"),
                    remedy: LocalizedText("write a time such as 30m or 8h", zh: "请写时长，例如 30m、8h")
                )
            }
            let scopes = Set(scope.flatMap { $0.split(separator: " ").map(String.init) })
            let tokens = TokenService(try service.folder())
            let token = try tokens.makeToken(subject: subject, scopes: scopes, lifetime: lifetime)
            switch common.format {
            case .text: Speech.say(token)
            case .json:
                let value: JSONValue = [
                    "token": .string(token), "subject": .string(subject),
                    "scope": .string(scopes.sorted().joined(separator: " ")),
                    "expiresIn": .integer(Int(lifetime.components.seconds)),
                ]
                Speech.say(value.text())
            }
        }
    }
}
