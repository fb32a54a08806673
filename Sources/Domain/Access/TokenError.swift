public import Diagnostics

/// A reason why a token is not accepted, or cannot be made.
///
/// The texts are safe to send to whoever sent the token: they quote at most a name out of its header or claims.
public struct TokenError: ExplainedError, Hashable, Sendable {
    /// The broken rule; raw values are the stable part of a diagnostic's code.
    public enum Code: String, Sendable, CaseIterable {
        case tooLarge = "too-large"
        case malformed = "malformed"
        case invalidEncoding = "invalid-encoding"
        case invalidHeader = "invalid-header"
        case refusedHeader = "refused-header"
        case unsigned = "unsigned"
        case unknownKey = "unknown-key"
        case missingKeyID = "missing-key-id"
        case algorithmMismatch = "algorithm-mismatch"
        case invalidSignature = "invalid-signature"
        case invalidClaims = "invalid-claims"
        case invalidClaim = "invalid-claim"
        case missingClaim = "missing-claim"
        case expired = "expired"
        case notYetValid = "not-yet-valid"
        case wrongIssuer = "wrong-issuer"
        case wrongAudience = "wrong-audience"
        case duplicateKeyID = "duplicate-key-id"
        case invalidScope = "invalid-scope"
        case invalidLifetime = "invalid-lifetime"
        case reservedClaim = "reserved-claim"
        case signingFailed = "signing-failed"
    }

    /// The broken rule.
    public let code: Code
    /// The header parameter, claim, name or number at fault; empty when there is none.
    public let detail: LocalizedText

    init(_ code: Code, _ detail: String = "", zh chinese: String? = nil) {
        self.code = code
        self.detail = LocalizedText(Self.quotable(detail), zh: Self.quotable(chinese ?? detail))
    }

    /// The error as a single finding.
    public var diagnostics: [Diagnostic] { [Diagnostic(code: "token.\(code.rawValue)", message, remedy: remedy)] }

    /// What was found.
    public var message: LocalizedText {
        let (text, zh) = (detail.english, detail.chinese)
        return switch code {
        case .tooLarge: LocalizedText("the token has more than \(text) bytes", zh: "令牌超过 \(zh) 字节")
        case .malformed:
            LocalizedText("the token has \(text) parts between dots instead of 3", zh: "令牌以点分隔为 \(zh) 段，应为 3 段")
        case .invalidEncoding:
            LocalizedText("the token's \(text) is not strict base64url", zh: "令牌的 \(zh) 部分不是严格的 base64url 编码")
        case .invalidHeader: LocalizedText("the token's header is wrong: \(text)", zh: "令牌头部有误：\(zh)")
        case .refusedHeader:
            LocalizedText("the token's header has '\(text)', which is never obeyed", zh: "令牌头部含有一律拒绝的“\(zh)”")
        case .unsigned: LocalizedText("the token is not signed", zh: "令牌未签名")
        case .unknownKey: LocalizedText("no key is named '\(text)'", zh: "没有名为“\(zh)”的密钥")
        case .missingKeyID:
            LocalizedText("the token does not say which key signed it", zh: "令牌没有说明由哪个密钥签名")
        case .algorithmMismatch:
            LocalizedText("the token's key is not used with '\(text)'", zh: "令牌的密钥不用于算法“\(zh)”")
        case .invalidSignature: LocalizedText("the token's signature does not fit", zh: "令牌签名不符")
        case .invalidClaims: LocalizedText("the token's claims are wrong: \(text)", zh: "令牌声明有误：\(zh)")
        case .invalidClaim: LocalizedText("the claim '\(text)' has an impossible value", zh: "声明“\(zh)”的值无效")
        case .missingClaim: LocalizedText("the claim '\(text)' is missing", zh: "缺少声明“\(zh)”")
        case .expired: LocalizedText("the token has expired", zh: "令牌已过期")
        case .notYetValid: LocalizedText("the token is not valid yet", zh: "令牌尚未生效")
        case .wrongIssuer: LocalizedText("the token comes from another issuer", zh: "令牌的签发者不符")
        case .wrongAudience: LocalizedText("the token is meant for somebody else", zh: "令牌的受众不符")
        case .duplicateKeyID: LocalizedText("two keys are named '\(text)'", zh: "有两个密钥都名为“\(zh)”")
        case .invalidScope: LocalizedText("'\(text)' is no scope", zh: "“\(zh)”不是有效的权限范围")
        case .invalidLifetime:
            LocalizedText("a token cannot live for \(text) seconds", zh: "令牌有效期不能是 \(zh) 秒")
        case .reservedClaim:
            LocalizedText("the claim '\(text)' is set by the issuer itself", zh: "声明“\(zh)”由签发者自行设置")
        case .signingFailed: LocalizedText("the key '\(text)' did not sign", zh: "密钥“\(zh)”签名失败")
        }
    }

    /// What the sender, or whoever configured the keys, can do.
    public var remedy: LocalizedText? {
        switch code {
        case .tooLarge: LocalizedText("put fewer claims into the token", zh: "请减少令牌中的声明")
        case .malformed, .invalidEncoding:
            LocalizedText("send the token exactly as it was issued", zh: "请原样发送签发的令牌")
        case .invalidHeader, .invalidClaims, .invalidClaim, .missingClaim:
            LocalizedText("ask the token's issuer for a token as RFC 7519 defines it", zh: "请向签发者索取符合 RFC 7519 的令牌")
        case .refusedHeader:
            LocalizedText("issue the token without it; keys are configured, not sent", zh: "请不带该参数签发；密钥由配置提供")
        case .unsigned, .algorithmMismatch:
            LocalizedText("sign with the key and algorithm that this service expects", zh: "请使用本服务要求的密钥和算法签名")
        case .unknownKey, .invalidSignature:
            LocalizedText("sign in again; if it stays, compare the issuer's keys", zh: "请重新登录；若仍失败，请核对签发者的密钥")
        case .missingKeyID: LocalizedText("put the key's name into 'kid'", zh: "请在“kid”中写明密钥名称")
        case .expired: LocalizedText("sign in again, or refresh the token", zh: "请重新登录或刷新令牌")
        case .notYetValid:
            LocalizedText("wait, or compare the clocks of issuer and service", zh: "请稍候，或核对签发者与本服务的时钟")
        case .wrongIssuer, .wrongAudience:
            LocalizedText("ask for a token that names this service", zh: "请申请面向本服务的令牌")
        case .duplicateKeyID: LocalizedText("give each key a name of its own", zh: "请为每个密钥指定不同的名称")
        case .invalidScope:
            LocalizedText("use visible ASCII characters but for '\"' and '\\'", zh: "请使用除“\"”和“\\”外的可见 ASCII 字符")
        case .invalidLifetime:
            LocalizedText("ask for at least one second, and for an end that a calendar knows", zh: "请指定至少一秒且合理的有效期")
        case .reservedClaim: LocalizedText("leave the claim out", zh: "请去掉该声明")
        case .signingFailed: LocalizedText("check the key", zh: "请检查该密钥")
        }
    }

    /// What a message may quote of foreign text: its first 64 scalars, none of which moves a cursor or turns a line.
    private static func quotable(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(64).filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
            default: true
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
