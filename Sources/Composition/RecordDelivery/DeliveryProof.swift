package import Access
import Contract
import Diagnostics
package import DocumentFiles
import FoundationEssentials

/// How a sender proves who it is: a header field with a token.
struct DeliveryProof: Sendable {
    /// The field's name.
    let name: String
    let value: Secret<String>

    /// The field by which an operation is shown a token.
    ///
    /// - Throws: ``ServiceError`` when it asks for one and there is none, or asks in a way that no header field answers.
    init?(_ token: Secret<String>?, for route: DeliveryRoute) throws(ServiceError) {
        guard let token else {
            if route.isOpen { return nil }
            throw Self.missing(route)
        }
        guard !route.schemes.isEmpty || route.isOpen else { throw Self.unusable(route) }
        if route.schemes.isEmpty {
            // Nobody asks; what stands in front of the service may.
            self.init(name: "authorization", value: Secret(token.use { "Bearer \($0)" }))
            return
        }
        for scheme in route.schemes {
            if let proof = Self.proof(token, scheme) {
                self = proof
                return
            }
        }
        throw Self.unusable(route)
    }

    private init(name: String, value: Secret<String>) {
        self.name = name
        self.value = value
    }

    private static func proof(_ token: Secret<String>, _ scheme: SecurityScheme) -> DeliveryProof? {
        switch scheme {
        case .http("bearer"), .oauth2, .openIDConnect:
            DeliveryProof(name: "authorization", value: Secret(token.use { "Bearer \($0)" }))
        case .http("basic"):
            DeliveryProof(
                name: "authorization",
                value: Secret(token.use { "Basic " + Data($0.utf8).base64EncodedString() })
            )
        case .apiKey(let name, .header): DeliveryProof(name: name, value: token)
        case .apiKey(let name, .cookie):
            DeliveryProof(name: "cookie", value: Secret(token.use { "\(name)=\($0)" }))
        case .http, .apiKey, .mutualTLS: nil
        }
    }

    private static func missing(_ route: DeliveryRoute) -> ServiceError {
        ServiceError(
            "clean.missing-token",
            LocalizedText(
                "'\(route.operation.operationID)' asks who is calling, and there is no token",
                zh: "操作“\(route.operation.operationID)”要求身份验证，但没有令牌"
            ),
            remedy: LocalizedText(
                "write it into a file for --token-file, or into the environment variable HANDOVER_TOKEN",
                zh: "请写入文件并用 --token-file 指定，或放在环境变量 HANDOVER_TOKEN 中"
            )
        )
    }

    private static func unusable(_ route: DeliveryRoute) -> ServiceError {
        ServiceError(
            "clean.unusable-operation",
            LocalizedText(
                "'\(route.operation.operationID)' asks for a proof that a token in a header field cannot give",
                zh: "操作“\(route.operation.operationID)”要求的身份验证方式无法通过请求头中的令牌满足"
            ),
            at: route.operation.location,
            remedy: LocalizedText(
                "bearer tokens, keys in a header field or a cookie, and names with passwords can be sent",
                zh: "可以发送 Bearer 令牌、请求头或 Cookie 中的密钥，以及用户名和密码"
            )
        )
    }
}

/// Reads tokens.
package enum DeliveryToken {
    /// A longer one would be no token.
    private static let maximumByteCount = 16 << 10

    /// The token of a file, else that of the environment.
    ///
    /// - Parameters:
    ///   - file: The file, if one is named; white space at its ends does not count.
    ///   - environment: The variable `HANDOVER_TOKEN`, if there is one.
    /// - Returns: The token; nil when there is none.
    /// - Throws: ``ServiceError`` when the file cannot be read, or holds no token.
    package static func read(file: String?, environment: String?) throws(ServiceError) -> Secret<String>? {
        if let file {
            let bytes = try DocumentFile.bytes(of: file, maximumByteCount: maximumByteCount)
            return try token(String(decoding: bytes, as: UTF8.self), of: "'\(file)'")
        }
        guard let environment, !environment.isEmpty else { return nil }
        return try token(environment, of: "HANDOVER_TOKEN")
    }

    private static func token(_ text: String, of place: String) throws(ServiceError) -> Secret<String> {
        let isBlank = { (byte: UInt8) in [0x09, 0x0A, 0x0D, 0x20].contains(byte) }
        let bytes = Array(text.utf8)
        let start = bytes.firstIndex { !isBlank($0) } ?? 0
        let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0
        // RFC 9110, 5.5: what is visible, and blanks between.
        guard start < end, bytes[start..<end].allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw ServiceError(
                "clean.unusable-token",
                LocalizedText("\(place) holds no token", zh: "\(place) 中没有可用的令牌"),
                remedy: LocalizedText(
                    "write the token alone, as one line of visible ASCII characters",
                    zh: "请只写令牌本身：一行可见的 ASCII 字符"
                )
            )
        }
        return Secret(String(decoding: bytes[start..<end], as: UTF8.self))
    }
}
