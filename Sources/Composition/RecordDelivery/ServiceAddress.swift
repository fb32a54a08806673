import Diagnostics
package import DocumentFiles

/// Where a service answers: what a contract has under `servers`.
package struct ServiceAddress: Hashable, Sendable {
    /// The URL without a slash at its end.
    package let url: String
    /// The host without port.
    let host: String
    let isSecure: Bool

    /// Reads `http://HOST[:PORT][/PATH]` or the same with `https`.
    ///
    /// - Throws: ``ServiceError`` for anything else, also for one with a name, a query or a fragment.
    package init(_ text: String) throws(ServiceError) {
        let lowercased = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lowercased.hasPrefix($0) }) else {
            throw Self.invalid(text)
        }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        let isPlain = { (byte: UInt8) in byte > 0x20 && byte < 0x7F && !"\"<>\\^`{|}".utf8.contains(byte) }
        guard rest.utf8.allSatisfy(isPlain), !rest.contains("?"), !rest.contains("#") else { throw Self.invalid(text) }
        guard !authority.contains("@") else { throw Self.named }
        guard let host = Self.host(of: authority) else { throw Self.invalid(text) }
        self.host = host
        isSecure = scheme == "https://"
        var url = text
        while url.hasSuffix("/") { url.removeLast() }
        self.url = url
    }

    /// The host of an authority; nil when it has none, or its port is no number.
    private static func host(of authority: Substring) -> String? {
        var host = authority
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
        } else {
            host = authority.prefix { $0 != ":" }
        }
        let port = authority[host.endIndex...]
        guard host.contains(where: { $0 != "[" && $0 != "]" }) else { return nil }
        guard port.isEmpty || port.hasPrefix(":") && UInt16(port.dropFirst()) != nil else { return nil }
        return String(host)
    }

    /// Whether the way there is open to nobody else: TLS, or this very machine.
    package var isPrivate: Bool {
        isSecure || host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
    }

    /// Whether the URL has a path of its own.
    var hasPath: Bool { url.split(separator: "/", omittingEmptySubsequences: false).count > 3 }

    private static func invalid(_ text: String) -> ServiceError {
        ServiceError(
            "command.invalid-value",
            LocalizedText("'--server' cannot be '\(text)'", zh: "“--server”不能是“\(text)”"),
            remedy: LocalizedText(
                "write the address of the service, such as http://127.0.0.1:8080 or https://example.com/v1",
                zh: "请写服务的地址，例如 http://127.0.0.1:8080 或 https://example.com/v1"
            )
        )
    }

    private static let named = ServiceError(
        "command.invalid-value",
        LocalizedText("'--server' cannot have a name or password", zh: "“--server”中不能有用户名或密码"),
        remedy: LocalizedText(
            "put it into a file for --token-file, or into the environment variable HANDOVER_TOKEN",
            zh: "请写入文件并用 --token-file 指定，或放在环境变量 HANDOVER_TOKEN 中"
        )
    )
}
