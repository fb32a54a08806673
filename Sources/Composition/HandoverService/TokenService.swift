import Access
import CommandLine
import Contract
import DataFolder
package import Diagnostics
import DocumentFiles
import Files
import FoundationEssentials
import Handlers
import Settings
import TokenKeys

/// The tokens of a service: its own key, and the keys of others that it trusts.
package struct TokenService {
    private let folder: ServiceFolder

    /// The tokens of the service in a folder.
    package init(_ folder: ServiceFolder) { self.folder = folder }

    /// What a caller may not have meant: scopes that no operation asks for, or a token where none is needed.
    package func warnings(scopes: Set<String>) -> [Diagnostic] {
        let schemes = folder.plans.map(\.contract).flatMap { contract in
            contract.operations.flatMap(\.security).flatMap(\.scopes)
        }
        guard !schemes.isEmpty else {
            return [
                Diagnostic(
                    code: "token.not-needed",
                    severity: .warning,
                    LocalizedText("no operation of this service asks for a token", zh: "此服务的操作都不要求令牌")
                )
            ]
        }
        let known = Set(schemes.flatMap(\.value)).sorted()
        return scopes.subtracting(known).sorted().map { scope in
            let nearest = EditDistance.nearest(to: scope, among: known)
            return Diagnostic(
                code: "token.unknown-scope",
                severity: .warning,
                LocalizedText("no operation asks for the scope '\(scope)'", zh: "没有操作要求权限范围“\(scope)”"),
                remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
                    ?? LocalizedText(
                        known.isEmpty ? "leave it out" : "there are \(known.joined(separator: ", "))",
                        zh: known.isEmpty ? "请去掉它" : "可用：\(known.joined(separator: "、"))"
                    )
            )
        }
    }

    /// Makes a token with the service's own key.
    ///
    /// - Parameters:
    ///   - subject: Whom the token is for.
    ///   - scopes: What it allows.
    ///   - lifetime: How long it is valid from now.
    /// - Returns: The token.
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
                Self.message(error, folder.dataFolder),
                remedy: LocalizedText("choose another one with --data", zh: "请用 --data 换一个"),
                isOutside: true
            )
        }
        return try ServiceKey.open(inDataFolder: folder.dataFolder)
    }

    private static func message(_ error: FolderError, _ folder: String) -> LocalizedText {
        switch error {
        case .notAFolder: LocalizedText("the data folder '\(folder)' is a file", zh: "数据文件夹“\(folder)”是一个文件")
        case .unwritable(let reason):
            LocalizedText(
                "the data folder '\(folder)' cannot be written (\(reason))",
                zh: "无法写入数据文件夹“\(folder)”（\(reason)）"
            )
        case .locked: LocalizedText("the data folder '\(folder)' is in use", zh: "数据文件夹“\(folder)”正在使用")
        }
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
