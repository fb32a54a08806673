import Access
import Diagnostics
import JSON

/// The service's own signing key, which it makes on first use and keeps in its data folder.
///
/// The file is `keys/token.jwk`, an Ed25519 key as a JWK; only the service's user may read it.
public enum ServiceKey {
    /// The key of a data folder.
    ///
    /// Services that start at the same time on one folder all get the same key.
    ///
    /// - Parameter folder: The data folder; it must exist.
    /// - Returns: The key with both halves.
    /// - Throws: ``KeyError`` when the file is open to others, damaged, not handed out or cannot be made.
    public static func open(inDataFolder folder: String) throws(KeyError) -> TokenKey {
        let file = KeyFile(folder: "\(folder)/keys", name: "token.jwk")
        if let bytes = try file.read() { return try key(bytes, in: file) }
        let made = Ed25519SigningKey()
        let text = made.privateJSONWebKey.use { $0.text() + "\n" }
        _ = try file.create(Array(text.utf8))
        // Read back in either case: another service may have been faster.
        guard let bytes = try file.read() else { throw missing(file) }
        return try key(bytes, in: file)
    }

    private static func key(_ bytes: [UInt8], in file: KeyFile) throws(KeyError) -> TokenKey {
        let key: TokenKey
        do throws(KeyError) {
            key = try TokenKey(jsonWebKey: bytes, file: file.path)
        } catch {
            throw file.damaged(
                LocalizedText(
                    "the key file '\(file.path)' is damaged: \(error.message.english)",
                    zh: "密钥文件“\(file.path)”已损坏：\(error.message.chinese)"
                )
            )
        }
        guard key.algorithm == .edDSA, key.signing != nil else {
            throw file.damaged(
                LocalizedText(
                    "the key file '\(file.path)' holds no private Ed25519 key",
                    zh: "密钥文件“\(file.path)”中没有 Ed25519 私钥"
                )
            )
        }
        return key
    }

    private static func missing(_ file: KeyFile) -> KeyError {
        file.damaged(
            LocalizedText("the key file '\(file.path)' vanished while it was made", zh: "密钥文件“\(file.path)”在创建过程中消失")
        )
    }
}
