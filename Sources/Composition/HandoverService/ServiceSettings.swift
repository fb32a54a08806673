import Diagnostics
package import Settings

/// The settings of a service: what `handover.yaml`, environment variables and flags may say.
package enum ServiceSettings {
    /// Every setting, in the order in which they are shown.
    package static let definitions: [SettingDefinition] = [
        SettingDefinition("name", .text, LocalizedText("name of the service", zh: "服务名称")),
        SettingDefinition("version", .text, default: "0.0.0", LocalizedText("version of the service", zh: "服务版本")),
        SettingDefinition(
            "contracts",
            .list,
            LocalizedText("contract files; all in 'contracts' when absent", zh: "契约文件；缺省为“contracts”中的全部")
        ),
        SettingDefinition(
            "server.host",
            .text,
            default: "127.0.0.1",
            flag: "--host",
            LocalizedText("address to listen on", zh: "监听地址")
        ),
        SettingDefinition(
            "server.port",
            .integer(0...65535),
            default: "8080",
            flag: "--port",
            LocalizedText("port to listen on; 0 for any free one", zh: "监听端口；0 表示任意空闲端口")
        ),
        SettingDefinition(
            "server.maximumBodyBytes",
            .integer(1...1 << 30),
            default: "10485760",
            LocalizedText("largest body of a request", zh: "请求体的最大字节数")
        ),
        SettingDefinition(
            "server.maximumConnections",
            .integer(1...1_000_000),
            default: "10000",
            LocalizedText("most connections at a time", zh: "同时连接的最大数量")
        ),
        SettingDefinition(
            "server.requestTimeout",
            .duration,
            default: "30s",
            LocalizedText("how long a request may take to arrive", zh: "请求到达的最长时间")
        ),
        SettingDefinition(
            "server.idleTimeout",
            .duration,
            default: "75s",
            LocalizedText("how long a connection may be silent", zh: "连接可以空闲的最长时间")
        ),
        SettingDefinition(
            "server.responseTimeout",
            .duration,
            default: "60s",
            LocalizedText("how long a client may take to fetch an answer", zh: "客户端取走响应的最长时间")
        ),
        SettingDefinition(
            "storage.folder",
            .text,
            default: ".handover",
            flag: "--data",
            LocalizedText("folder of the database and keys", zh: "数据库和密钥所在文件夹")
        ),
        SettingDefinition(
            "storage.durability",
            .choice(["full", "normal"]),
            default: "full",
            LocalizedText("full: survives a power cut; normal: survives a crash", zh: "full：断电不丢；normal：崩溃不丢")
        ),
        SettingDefinition("auth.issuer", .text, LocalizedText("issuer that tokens must have", zh: "令牌必须的签发者")),
        SettingDefinition("auth.audience", .text, LocalizedText("audience that tokens must have", zh: "令牌必须的受众")),
        SettingDefinition(
            "auth.keys",
            .list,
            LocalizedText("files of further keys that prove tokens (JWK, JWKS, PEM)", zh: "验证令牌的其他密钥文件（JWK、JWKS、PEM）")
        ),
        SettingDefinition(
            "responses.check",
            .choice(["refuse", "report"]),
            default: "refuse",
            profileDefaults: ["prod": "report", "staging": "report"],
            LocalizedText("what happens to an answer that breaks the contract", zh: "如何处理不符合契约的响应")
        ),
        SettingDefinition(
            "idempotency.lifetime",
            .duration,
            default: "24h",
            LocalizedText("how long an Idempotency-Key is remembered", zh: "Idempotency-Key 的保留时间")
        ),
        SettingDefinition(
            "log.requests",
            .boolean,
            default: "true",
            flag: "--quiet",
            LocalizedText("report each request", zh: "记录每个请求")
        ),
        SettingDefinition(
            "log.format",
            .choice(["auto", "text", "json"]),
            default: "auto",
            LocalizedText("form of the log; auto is text on a terminal", zh: "日志格式；auto 在终端上为文本")
        ),
        SettingDefinition(
            "language",
            .choice(["en", "zh"]),
            LocalizedText("language of answers to clients that ask for none", zh: "客户端未指定时响应所用语言")
        ),
    ]
}
