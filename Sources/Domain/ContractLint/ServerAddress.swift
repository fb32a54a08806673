/// The parts of a server's URL that rules are about.
struct ServerAddress {
    /// The scheme in lower case; nil for a relative address.
    let scheme: String?
    /// The host in lower case, without port; nil when there is none.
    let host: String?
    /// What follows the authority.
    let path: Substring

    init(_ url: String) {
        var rest = url[...]
        if let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://"), !url[..<colon].contains("/") {
            scheme = url[..<colon].lowercased()
            rest = url[colon...].dropFirst()
        } else {
            scheme = nil
        }
        guard rest.hasPrefix("//") else {
            host = nil
            path = rest
            return
        }
        let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
        path = rest[authority.endIndex...]
        let name = authority.split(separator: "@").last ?? authority
        host =
            name.hasPrefix("[")
            ? String(name.prefix { $0 != "]" }).lowercased() + "]" : String(name.prefix { $0 != ":" }).lowercased()
    }

    /// Whether the host is this machine.
    var isLocal: Bool {
        guard let host else { return false }
        return host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" || host == "0.0.0.0"
            || Self.isLoopback(host)
    }

    /// Whether a host is an IPv4 address of this machine; a name may begin with the same digits (RFC 1122, 3.2.1.3).
    private static func isLoopback(_ host: String) -> Bool {
        let numbers = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0].elementsEqual("127".utf8)
            && numbers.allSatisfy { digits in
                digits.count <= 3 && digits.allSatisfy { (0x30...0x39).contains($0) }
                    && UInt8(String(Substring(digits))) != nil
            }
    }

    /// Whether what is sent there can be read on the way.
    var isPlainAndRemote: Bool { (scheme == "http" || scheme == "ws") && !isLocal }

    /// The scheme that does the same with encryption.
    var safeScheme: String { scheme == "ws" ? "wss" : "https" }

    /// Whether the host is one that RFC 2606 keeps for examples.
    var isExample: Bool {
        guard let host else { return false }
        let kept = ["example.com", "example.org", "example.net"]
        return kept.contains { host == $0 || host.hasSuffix("." + $0) } || host == "example"
            || host.hasSuffix(".example")
    }
}
