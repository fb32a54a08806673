import Access
import Crypto
import Diagnostics

extension TokenKey {
    /// Reads a key from PEM: PKCS#8 or SEC 1 for private keys, SubjectPublicKeyInfo for public ones.
    ///
    /// - Parameters:
    ///   - text: A PEM text with one key on P-256 or Ed25519; other text around it is ignored.
    ///   - keyID: The key's name; its thumbprint when nil.
    ///   - file: The file it comes from, for messages.
    /// - Throws: ``KeyError`` when there is no such key in the text.
    /// - SeeAlso: RFC 7468, sections 10 and 13; RFC 8410.
    public init(pem text: String, keyID: String? = nil, file: String? = nil) throws(KeyError) {
        do throws(KeyError) {
            self = try Self.read(text, keyID: keyID)
        } catch {
            throw error.located(at: file.map { SourceLocation(file: $0) })
        }
    }

    private static func read(_ text: String, keyID: String?) throws(KeyError) -> TokenKey {
        // OpenSSL writes the name of the curve into a block before the key.
        guard let blocks = PEMBlock.blocks(of: text)?.filter({ $0.label != "EC PARAMETERS" }) else { throw malformed }
        guard let block = blocks.first, blocks.count == 1 else {
            throw KeyError(
                .malformed,
                LocalizedText(
                    "the text holds \(blocks.count) PEM keys instead of one",
                    zh: "文本含 \(blocks.count) 个 PEM 密钥，应为 1 个"
                ),
                remedy: LocalizedText("keep one key in a file", zh: "请在一个文件中只保留一个密钥")
            )
        }
        switch block.label {
        case _ where block.isEncrypted, "ENCRYPTED PRIVATE KEY":
            throw KeyError(
                .encrypted,
                LocalizedText("the private key is encrypted with a passphrase", zh: "私钥已用口令加密"),
                remedy: LocalizedText(
                    "decrypt it with 'openssl pkcs8 -in FILE -out NEW', and keep that file private",
                    zh: "请用“openssl pkcs8 -in 文件 -out 新文件”解密，并妥善保管"
                )
            )
        case "PRIVATE KEY": return try privateKey(block.bytes, keyID: keyID)
        case "EC PRIVATE KEY": return try curveKey(block.bytes, keyID: keyID)
        case "PUBLIC KEY": return try publicKey(block.bytes, keyID: keyID)
        case "CERTIFICATE":
            throw KeyError(
                .unsupported,
                LocalizedText("the text holds a certificate and no key", zh: "文本中是证书而非密钥"),
                remedy: LocalizedText(
                    "extract its key with 'openssl x509 -pubkey -noout -in FILE'",
                    zh: "请用“openssl x509 -pubkey -noout -in 文件”提取公钥"
                )
            )
        default: throw unsupported(block.label)
        }
    }

    /// PKCS#8, and its successor that may hold the public half as well (RFC 5958).
    private static func privateKey(_ bytes: [UInt8], keyID: String?) throws(KeyError) -> TokenKey {
        var outer = DERReader(bytes[...])
        guard let sequence = outer.element(DERReader.Tag.sequence), outer.isAtEnd else { throw malformed }
        var info = DERReader(sequence)
        guard let version = info.element(DERReader.Tag.integer),
            version.elementsEqual([0]) || version.elementsEqual([1]),
            let identifier = info.element(DERReader.Tag.sequence),
            let envelope = info.element(DERReader.Tag.octetString)
        else { throw malformed }
        switch AlgorithmIdentifier(identifier) {
        case .edwards:
            var inner = DERReader(envelope)
            guard let seed = inner.element(DERReader.Tag.octetString), inner.isAtEnd else { throw malformed }
            return TokenKey(try Ed25519SigningKey(d: Secret(Array(seed)), keyID: keyID))
        case .ellipticCurve: return try curveKey(bytes, keyID: keyID)
        case .other: throw unsupported("PRIVATE KEY")
        }
    }

    private static func publicKey(_ bytes: [UInt8], keyID: String?) throws(KeyError) -> TokenKey {
        var outer = DERReader(bytes[...])
        guard let sequence = outer.element(DERReader.Tag.sequence), outer.isAtEnd else { throw malformed }
        var info = DERReader(sequence)
        guard let identifier = info.element(DERReader.Tag.sequence), let bits = info.element(DERReader.Tag.bitString),
            info.isAtEnd
        else { throw malformed }
        switch AlgorithmIdentifier(identifier) {
        case .edwards:
            // The first byte counts the unused bits of the last one.
            guard bits.first == 0 else { throw malformed }
            return TokenKey(try Ed25519VerificationKey(x: Array(bits.dropFirst()), keyID: keyID))
        case .ellipticCurve:
            do {
                return TokenKey(
                    ES256VerificationKey(try P256.Signing.PublicKey(derRepresentation: bytes), keyID: keyID)
                )
            } catch {
                throw otherCurve
            }
        case .other: throw unsupported("PUBLIC KEY")
        }
    }

    private static func curveKey(_ bytes: [UInt8], keyID: String?) throws(KeyError) -> TokenKey {
        do {
            return TokenKey(ES256SigningKey(try P256.Signing.PrivateKey(derRepresentation: bytes), keyID: keyID))
        } catch {
            throw otherCurve
        }
    }

    /// The algorithm that a key's envelope names.
    private enum AlgorithmIdentifier {
        case edwards, ellipticCurve, other

        init(_ content: ArraySlice<UInt8>) {
            var reader = DERReader(content)
            let name = reader.element(DERReader.Tag.objectIdentifier)
            if name?.elementsEqual([0x2B, 0x65, 0x70]) == true, reader.isAtEnd {
                self = .edwards  // 1.3.101.112, which takes no parameters
            } else if name?.elementsEqual([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]) == true {
                self = .ellipticCurve  // 1.2.840.10045.2.1
            } else {
                self = .other
            }
        }
    }

    private static var malformed: KeyError {
        KeyError(
            .malformed,
            LocalizedText("the text is no PEM key", zh: "文本不是 PEM 密钥"),
            remedy: .exportAgain
        )
    }

    private static var otherCurve: KeyError {
        KeyError(
            .unsupported,
            LocalizedText("the elliptic curve key is none of P-256, or broken", zh: "该椭圆曲线密钥不是 P-256 密钥或已损坏"),
            remedy: newKey
        )
    }

    private static func unsupported(_ label: String) -> KeyError {
        KeyError(
            .unsupported,
            LocalizedText(
                "this '\(label)' is neither on P-256 nor Ed25519",
                zh: "该“\(label)”既不是 P-256 也不是 Ed25519 密钥"
            ),
            remedy: newKey
        )
    }

    private static let newKey = LocalizedText(
        "make one with 'openssl genpkey -algorithm ed25519'",
        zh: "请用“openssl genpkey -algorithm ed25519”生成密钥"
    )
}
