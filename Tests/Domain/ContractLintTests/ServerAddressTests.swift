import Testing

@testable import ContractLint

@Suite("Addresses of servers")
struct ServerAddressTests {
    @Test(
        "Only this machine is local",
        arguments: [
            ("http://localhost:8080", true), ("http://a.localhost", true), ("http://127.0.0.1/a", true),
            ("http://127.255.255.254:1", true), ("http://[::1]:80", true), ("http://0.0.0.0", true),
            ("http://127.evil.com/v1", false), ("http://127.0.0.1.evil.com", false), ("http://127.0.0", false),
            ("http://127.0.0.256", false), ("http://127.0.0.1000", false), ("http://127.0.0.", false),
            ("http://127.0.0.+1", false), ("http://128.0.0.1", false), ("http://localhost.evil.com", false),
            ("/v1", false),
        ]
    )
    func isLocal(_ url: String, _ isLocal: Bool) { #expect(ServerAddress(url).isLocal == isLocal) }
}
