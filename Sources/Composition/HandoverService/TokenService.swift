import Access
import DataFolder
import Diagnostics
import Files
import FoundationEssentials
import Settings
import TokenKeys

/// The tokens of a service: its own key, and the keys of others that it trusts.
package struct TokenService {
    private let folder: ServiceFolder

    /// The tokens of the service in a folder.
    package init(_ folder: ServiceFolder) { self.folder = folder }

    /// Makes a token with the service's own key.
    ///
    /// - Parameters:
    ///   - subject: Whom the token is for.
    ///   - scopes: What it allows.
    ///   - lifetime: How long it is valid from now.
    /// - Throws: An `ExplainedError`.
    package func makeToken(subject: String, scopes: Set<String>, lifetime: Duration) throws -> String {
        guard let key = try serviceKey().signing else {
            throw ServiceError(
                "token.no-key",
                LocalizedText("the service has no key that signs", zh: "服务没有可用于签名的密钥"),
                isOutside: true
            )
        }
        let audiences = folder.settings.text("auth.audience").map { [$0] } ?? []
        let issuer = TokenIssuer(key: key, issuer: folder.settings.text("auth.issuer"), audiences: audiences)
        let now = Int64(Date().timeIntervalSince1970)
        return try issuer.token(subject: subject, scopes: scopes, lifetime: lifetime, now: now)
    }

    /// What proves the tokens of requests.
    func cache() throws -> VerifiedTokenCache {
        var keys = [try serviceKey().verification]
        for name in folder.settings.list("auth.keys") { keys += try otherKeys(Files.path(name, in: folder.path)) }
        let audiences = Set(folder.settings.text("auth.audience").map { [$0] } ?? [])
        let settings = TokenVerifier.Settings(issuer: folder.settings.text("auth.issuer"), audiences: audiences)
        return VerifiedTokenCache(verifier: TokenVerifier(keys: try VerificationKeySet(keys), settings: settings))
    }

    private func serviceKey() throws -> TokenKey {
        do {
            try DataFolder(path: folder.dataFolder).create()
        } catch {
            throw ServiceError(
                "store.unwritable",
                LocalizedText("the data folder cannot be made: \(error)", zh: "无法创建数据文件夹：\(error)"),
                remedy: LocalizedText("choose another one with --data", zh: "请用 --data 换一个"),
                isOutside: true
            )
        }
        return try ServiceKey.open(inDataFolder: folder.dataFolder)
    }

    private func otherKeys(_ path: String) throws -> [any VerificationKey] {
        let bytes = try DocumentFile.bytes(of: path)
        if path.hasSuffix(".pem") {
            return [try TokenKey(pem: String(decoding: bytes, as: UTF8.self), file: path).verification]
        }
        let set = try JSONWebKeySet(bytes, file: path)
        let broken = set.findings.filter { $0.severity == .error }
        if !broken.isEmpty { throw ServiceError(broken) }
        return set.keys.map(\.verification)
    }
}
