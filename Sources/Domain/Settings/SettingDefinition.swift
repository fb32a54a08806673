public import Diagnostics

/// One value that a service can be given: its name, what it may be, and what it is when nobody says.
public struct SettingDefinition: Sendable {
    /// What a value may be.
    public enum Kind: Sendable, Hashable {
        case text
        case integer(ClosedRange<Int>)
        /// A number with a unit: `250ms`, `30s`, `5m`, `24h`.
        case duration
        case boolean
        case choice([String])
        /// Several texts; one text with commas in an environment variable or flag.
        case list
    }

    /// The path of the value in `handover.yaml`, for example `server.port`.
    public let key: String
    /// What the value may be.
    public let kind: Kind
    /// The value when nobody gives one; nil for a setting that may be absent.
    public let defaultValue: String?
    /// The value in a profile that nobody wrote, such as `prod`.
    public let profileDefaults: [String: String]
    /// The option of the command line that sets it, with its dashes, if there is one.
    public let flag: String?
    /// Whether the value is never shown.
    public let isSecret: Bool
    /// What it is for.
    public let purpose: LocalizedText

    /// A setting.
    public init(
        _ key: String,
        _ kind: Kind,
        default defaultValue: String? = nil,
        profileDefaults: [String: String] = [:],
        flag: String? = nil,
        isSecret: Bool = false,
        _ purpose: LocalizedText
    ) {
        self.key = key
        self.kind = kind
        self.defaultValue = defaultValue
        self.profileDefaults = profileDefaults
        self.flag = flag
        self.isSecret = isSecret
        self.purpose = purpose
    }

    /// The same setting with another value when nobody gives one.
    public func with(default value: String) -> SettingDefinition {
        SettingDefinition(
            key,
            kind,
            default: value,
            profileDefaults: profileDefaults,
            flag: flag,
            isSecret: isSecret,
            purpose
        )
    }

    /// The environment variable that overrides the value: `server.requestTimeout` is `HANDOVER_SERVER_REQUEST_TIMEOUT`.
    public var environmentName: String {
        var name = "HANDOVER_"
        for character in key {
            if character == "." {
                name += "_"
            } else if character.isUppercase {
                name += "_\(character)"
            } else {
                name += character.uppercased()
            }
        }
        return name
    }

    /// What is wrong with a text as a value; nil when nothing is.
    func refusal(of text: String) -> LocalizedText? {
        switch kind {
        case .text, .list: return nil
        case .integer(let range):
            if let value = Int(text), range.contains(value) { return nil }
            return LocalizedText(
                "write a whole number from \(range.lowerBound) to \(range.upperBound)",
                zh: "请写 \(range.lowerBound) 至 \(range.upperBound) 之间的整数"
            )
        case .duration:
            if Duration(settingText: text) != nil { return nil }
            return LocalizedText("write a time such as 250ms, 30s, 5m or 24h", zh: "请写时长，例如 250ms、30s、5m、24h")
        case .boolean:
            if text == "true" || text == "false" { return nil }
            return LocalizedText("write true or false", zh: "请写 true 或 false")
        case .choice(let choices):
            if choices.contains(text) { return nil }
            return LocalizedText(
                "write one of \(choices.joined(separator: ", "))",
                zh: "可用：\(choices.joined(separator: "、"))"
            )
        }
    }
}

extension Duration {
    /// From a number with a unit: `250ms`, `30s`, `5m`, `24h`; nil for anything else.
    public init?(settingText text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits), number <= 1_000_000_000 else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": self = .milliseconds(number)
        case "s": self = .seconds(number)
        case "m": self = .seconds(number * 60)
        case "h": self = .seconds(number * 3600)
        default: return nil
        }
    }
}
