import Diagnostics
import JSON
import Testing

@testable import Settings

@Suite("Settings")
struct SettingResolverTests {
    private static let purpose = LocalizedText("for tests", zh: "测试用")
    private static let definitions = [
        SettingDefinition("name", .text, purpose),
        SettingDefinition("server.port", .integer(0...65535), default: "8080", purpose),
        SettingDefinition("server.requestTimeout", .duration, default: "30s", purpose),
        SettingDefinition(
            "log.level",
            .choice(["info", "debug"]),
            default: "info",
            profileDefaults: ["dev": "debug"],
            purpose
        ),
        SettingDefinition("auth.key", .text, isSecret: true, purpose),
        SettingDefinition("auth.rounds", .integer(1...9), isSecret: true, purpose),
        SettingDefinition("audit", .boolean, default: "true", purpose),
        SettingDefinition("contracts", .list, purpose),
    ]

    private static func resolve(
        _ text: String? = nil,
        profile: String = "prod",
        environment: [String: String] = [:],
        flags: [String: String] = [:]
    ) throws -> ResolvedSettings {
        var resolver = SettingResolver(definitions: definitions)
        let root = try text.map { try JSONParser().parse($0).root }
        return try resolver.resolve(
            file: root.map { ($0, "handover.yaml") },
            profile: profile,
            environment: environment,
            flags: flags
        )
    }

    private static func refusals(_ text: String, environment: [String: String] = [:]) throws -> [Diagnostic] {
        do {
            _ = try resolve(text, environment: environment)
            return []
        } catch let error as SettingError {
            return error.diagnostics
        }
    }

    @Test("A later layer wins over an earlier one, and says so")
    func layers() throws {
        #expect(try Self.resolve().values["server.port"] == .init(text: "8080", origin: .standard))
        let file = #"{"server": {"port": 1}, "profiles": {"prod": {"server.port": 2}, "dev": {"server": {"port": 3}}}}"#
        let location = SourceLocation(file: "handover.yaml", position: SourcePosition(line: 1, column: 21))
        #expect(try Self.resolve(file, profile: "staging").values["server.port"]?.origin == .file(location))
        let profiled = try #require(try Self.resolve(file).values["server.port"])
        #expect(profiled.text == "2")
        #expect(
            profiled.origin
                == .profile(
                    "prod",
                    SourceLocation(file: "handover.yaml", position: SourcePosition(line: 1, column: 62))
                )
        )
        #expect(try Self.resolve(file, profile: "dev").integer("server.port") == 3)
        let environment = ["HANDOVER_SERVER_PORT": "4"]
        let environed = try Self.resolve(file, environment: environment).values["server.port"]
        #expect(environed == .init(text: "4", origin: .environment("HANDOVER_SERVER_PORT")))
        let flagged = try Self.resolve(file, environment: environment, flags: ["server.port": "5"]).values[
            "server.port"
        ]
        #expect(flagged == .init(text: "5", origin: .flag("server.port")))
    }

    @Test("A profile has standards of its own, below the file")
    func profiles() throws {
        #expect(try Self.resolve(profile: "dev").values["log.level"]?.origin == .profileStandard("dev"))
        #expect(try Self.resolve(#"{"log":{"level":"info"}}"#, profile: "dev").text("log.level") == "info")
    }

    @Test("Values are read by their kind")
    func kinds() throws {
        let settings = try Self.resolve(
            #"{"name":"x","server.requestTimeout":"250ms","audit":false,"contracts":["a.yaml","b.yaml"]}"#
        )
        #expect(settings.duration("server.requestTimeout") == .milliseconds(250))
        #expect(settings.flag("audit") == false)
        #expect(settings.list("contracts") == ["a.yaml", "b.yaml"])
        #expect(try Self.resolve(environment: ["HANDOVER_CONTRACTS": "a, b"]).list("contracts") == ["a", "b"])
        #expect(settings.text("auth.key") == nil)
        #expect(try Self.resolve().list("contracts").isEmpty)
    }

    @Test("Environment variables are named after their keys")
    func names() {
        #expect(
            Self.definitions.map(\.environmentName) == [
                "HANDOVER_NAME", "HANDOVER_SERVER_PORT", "HANDOVER_SERVER_REQUEST_TIMEOUT", "HANDOVER_LOG_LEVEL",
                "HANDOVER_AUTH_KEY", "HANDOVER_AUTH_ROUNDS", "HANDOVER_AUDIT", "HANDOVER_CONTRACTS",
            ]
        )
    }

    @Test("Unknown names are refused where they stand, with the nearest one")
    func unknown() throws {
        let found = try Self.refusals("{\"server\": {\n  \"prot\": 1}}")
        #expect(found.map(\.code) == ["setting.unknown"])
        #expect(found.first?.location?.position == SourcePosition(line: 2, column: 11))
        #expect(
            found.first?.remedy?.english == "did you mean 'server.port'? There are server.port, server.requestTimeout"
        )
        #expect(try Self.refusals(#"{"colour": 1}"#).first?.remedy?.english.hasPrefix("there are name, ") == true)
        #expect(try Self.refusals(#"{"profiles": {"other": {"nam": 1}}}"#).count == 1)
    }

    @Test(
        "Values of the wrong kind are refused",
        arguments: [
            (#"{"server":{"port":"many"}}"#, "setting.invalid-value"),
            (#"{"server":{"port":65536}}"#, "setting.invalid-value"),
            (#"{"server":{"port":null}}"#, "setting.wrong-type"), (#"{"server":{"port":[1]}}"#, "setting.wrong-type"),
            (#"{"server":{"requestTimeout":"5"}}"#, "setting.invalid-value"),
            (#"{"log":{"level":"loud"}}"#, "setting.invalid-value"),
            (#"{"audit":"yes"}"#, "setting.invalid-value"), ("[]", "setting.not-an-object"),
            (#"{"server":1}"#, "setting.unknown"),
            (#"{"name":{"a":1}}"#, "setting.wrong-type"), (#"{"profiles":{"dev":1}}"#, "setting.wrong-type"),
            (#"{"profiles":[]}"#, "setting.wrong-type"),
        ]
    )
    func refused(_ text: String, code: String) throws {
        #expect(try Self.refusals(text).map(\.code) == [code])
    }

    @Test("Everything that is wrong is reported at once, and secrets are not shown")
    func collects() throws {
        let found = try Self.refusals(#"{"audit":1,"x":2}"#, environment: ["HANDOVER_AUTH_ROUNDS": "hunter2"])
        #expect(found.count == 3)
        #expect(!found.contains { "\($0)".contains("hunter2") })
        #expect(found.last?.message.english == "'HANDOVER_AUTH_ROUNDS' cannot be '…'")
        let typed = try Self.refusals(#"{"auth":{"rounds":["hunter2"]}}"#)
        #expect(!typed.contains { "\($0)".contains("hunter2") })
    }

    @Test("Durations have a unit", arguments: [("1ms", 1), ("2s", 2000), ("3m", 180_000), ("1h", 3_600_000)])
    func durations(_ text: String, milliseconds: Int) {
        #expect(Duration(settingText: text) == .milliseconds(milliseconds))
    }

    @Test("Other texts are no durations", arguments: ["", "1", "s", "-1s", "1.5s", "1 s", "1d", "9999999999s", "٣s"])
    func noDurations(_ text: String) { #expect(Duration(settingText: text) == nil) }
}
