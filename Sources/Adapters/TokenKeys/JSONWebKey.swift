import Access
public import Diagnostics
public import JSON

extension TokenKey {
    /// Reads a JWK: `oct`, `EC` on P-256 or `OKP` on Ed25519, public or private.
    ///
    /// `kid` names the key, or else its thumbprint does. `alg`, `use` and `key_ops` may narrow what the key is for; one
    /// that is meant for anything but signatures is refused.
    ///
    /// - Parameters:
    ///   - node: The key's object.
    ///   - file: The file it comes from, for messages.
    /// - Throws: ``KeyError`` at the member that cannot be used.
    /// - SeeAlso: RFC 7517, section 4; RFC 7518, section 6; RFC 8037, section 2.
    public init(jsonWebKey node: JSONNode, file: String? = nil) throws(KeyError) {
        do throws(KeyError) {
            self = try JSONWebKeyReader(node).key()
        } catch {
            throw error.located(at: file.map { SourceLocation(file: $0, position: node.position) })
        }
    }

    /// Reads a JWK from JSON text.
    ///
    /// - Parameters:
    ///   - text: UTF-8 of one object.
    ///   - file: The file it comes from, for messages.
    /// - Throws: ``KeyError`` when it is no JSON, or no key for signatures.
    public init(jsonWebKey text: [UInt8], file: String? = nil) throws(KeyError) {
        try self.init(jsonWebKey: JSONWebKeySet.document(text, file: file).root, file: file)
    }
}

/// The keys of a JWK set that can be used, and what there is to say about the others.
public struct JSONWebKeySet: Sendable {
    /// The keys for signatures, in their order.
    public let keys: [TokenKey]
    /// A warning for each key of a kind or use that is not for here, and an error for each that is broken.
    public let findings: [Diagnostic]

    /// Reads a JWK set from JSON text.
    ///
    /// - Parameters:
    ///   - text: UTF-8 of an object with the member `keys`.
    ///   - file: The file it comes from, for messages.
    /// - Throws: ``KeyError`` when it is no such object; a key that cannot be used is a finding instead.
    /// - SeeAlso: RFC 7517, section 5, which asks to ignore keys of unknown kinds.
    public init(_ text: [UInt8], file: String? = nil) throws(KeyError) {
        let root = try Self.document(text, file: file).root
        guard let list = root["keys"], list.kind == .array else {
            throw KeyError(
                .malformed,
                LocalizedText("the key set has no array 'keys'", zh: "密钥集缺少数组“keys”"),
                at: file.map { SourceLocation(file: $0, position: root.position) },
                remedy: LocalizedText("write {\"keys\": […]}", zh: "请写成 {\"keys\": […]}")
            )
        }
        var keys: [TokenKey] = []
        var findings: [Diagnostic] = []
        for node in list.elements {
            do throws(KeyError) {
                keys.append(try TokenKey(jsonWebKey: node, file: file))
            } catch {
                findings.append(error.diagnostic([.unsupported, .wrongUse].contains(error.code) ? .warning : .error))
            }
        }
        self.keys = keys
        self.findings = findings
    }

    /// The key set that a service publishes: the public halves, and no secrets.
    public static func published(_ keys: [TokenKey]) -> JSONValue {
        ["keys": .array(keys.compactMap(\.publicJSONWebKey))]
    }

    fileprivate static func document(_ text: [UInt8], file: String?) throws(KeyError) -> JSONDocument {
        do throws(JSONError) {
            return try JSONParser(limits: JSONLimits(maximumDepth: 32, maximumByteCount: 1 << 20)).parse(text)
        } catch {
            // The excerpt of the JSON error stays out: it may be a part of the key.
            throw KeyError(
                .malformed,
                LocalizedText(
                    "the key is no JSON (\(error.code.rawValue))",
                    zh: "密钥不是有效的 JSON（\(error.code.rawValue)）"
                ),
                at: file.map { SourceLocation(file: $0, position: error.position) },
                remedy: .exportAgain
            )
        }
    }
}

/// Reads the members of one JWK.
private struct JSONWebKeyReader {
    private let node: JSONNode

    init(_ node: JSONNode) throws(KeyError) {
        guard node.kind == .object else {
            throw KeyError(
                .malformed,
                LocalizedText("the key is no JSON object", zh: "密钥不是 JSON 对象"),
                remedy: .exportAgain
            )
        }
        self.node = node
    }

    func key() throws(KeyError) -> TokenKey {
        let kind = try text("kty") ?? ""
        let signs = try checkUse()
        let keyID = try text("kid")
        switch (kind, try text("crv")) {
        case ("oct", _):
            try checkAlgorithm(.hs256)
            return TokenKey(try HS256Key(secret: Secret(bytes("k")), keyID: keyID), signs: signs)
        case ("EC", "P-256"):
            try checkAlgorithm(.es256)
            return try curveKey(keyID: keyID, signs: signs)
        case ("OKP", "Ed25519"):
            try checkAlgorithm(.edDSA)
            return try edwardsKey(keyID: keyID, signs: signs)
        case (_, let curve):
            let name = curve.map { "\(kind) \($0)" } ?? kind
            throw KeyError(
                .unsupported,
                LocalizedText("keys of the kind '\(name)' are not used here", zh: "不支持“\(name)”类型的密钥"),
                remedy: LocalizedText("use EC P-256, OKP Ed25519 or oct", zh: "请使用 EC P-256、OKP Ed25519 或 oct")
            )
        }
    }

    private func curveKey(keyID: String?, signs: Bool) throws(KeyError) -> TokenKey {
        let (x, y) = (try bytes("x"), try bytes("y"))
        guard node["d"] != nil else { return TokenKey(try ES256VerificationKey(x: x, y: y, keyID: keyID)) }
        let key = try ES256SigningKey(d: Secret(bytes("d")), keyID: keyID)
        guard key.verificationKey.isPoint(x: x, y: y) else { throw mismatch }
        return TokenKey(key, signs: signs)
    }

    private func edwardsKey(keyID: String?, signs: Bool) throws(KeyError) -> TokenKey {
        let x = try bytes("x")
        guard node["d"] != nil else { return TokenKey(try Ed25519VerificationKey(x: x, keyID: keyID)) }
        let key = try Ed25519SigningKey(d: Secret(bytes("d")), keyID: keyID)
        guard key.verificationKey.isPoint(x: x) else { throw mismatch }
        return TokenKey(key, signs: signs)
    }

    /// Refuses keys for encryption.
    ///
    /// - Returns: Whether the key may make signatures, and not only check them.
    private func checkUse() throws(KeyError) -> Bool {
        if let use = try text("use"), use != "sig" { throw wrongUse("use", use) }
        guard let operations = node["key_ops"] else { return true }
        guard operations.kind == .array else { throw invalid("key_ops") }
        let names = operations.elements.compactMap(\.string)
        guard names.contains("sign") || names.contains("verify") else {
            throw wrongUse("key_ops", names.joined(separator: ","))
        }
        return names.contains("sign")
    }

    private func checkAlgorithm(_ expected: TokenAlgorithm) throws(KeyError) {
        guard let name = try text("alg"), name != expected.rawValue else { return }
        throw KeyError(
            .unsupported,
            LocalizedText("the key's 'alg' is '\(name)' and not \(expected)", zh: "密钥的“alg”为“\(name)”，而非 \(expected)"),
            remedy: LocalizedText("use a key for \(expected)", zh: "请使用 \(expected) 密钥")
        )
    }

    /// A member that is a string; nil when there is none.
    private func text(_ name: String) throws(KeyError) -> String? {
        guard let member = node[name] else { return nil }
        guard let text = member.string else { throw invalid(name) }
        return text
    }

    /// A required member in base64url.
    private func bytes(_ name: String) throws(KeyError) -> [UInt8] {
        guard let text = try text(name), let bytes = Base64URL.decode(text) else { throw invalid(name) }
        return bytes
    }

    private func invalid(_ name: String) -> KeyError {
        KeyError(
            .invalid,
            LocalizedText("the key's '\(name)' is missing or has an impossible value", zh: "密钥的“\(name)”缺失或无效"),
            remedy: .exportAgain
        )
    }

    private func wrongUse(_ name: String, _ value: String) -> KeyError {
        KeyError(
            .wrongUse,
            LocalizedText("the key is not for signatures: '\(name)' is '\(value)'", zh: "密钥不用于签名：“\(name)”为“\(value)”"),
            remedy: LocalizedText("use a key with \"use\": \"sig\"", zh: "请使用 \"use\": \"sig\" 的密钥")
        )
    }

    private var mismatch: KeyError {
        KeyError(
            .invalid,
            LocalizedText("the private half does not belong to the public one", zh: "私钥与公钥不匹配"),
            remedy: .exportAgain
        )
    }
}
