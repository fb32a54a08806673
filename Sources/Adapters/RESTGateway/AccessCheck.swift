import Access
import Contract
import Diagnostics
import HTTPMessages

/// Decides whether a caller may use an operation.
///
/// Every scheme that a request can carry is proved by a token: `Authorization: Bearer`, an API key, or the password of
/// HTTP basic authentication. What cannot be proved lets nobody in.
struct AccessCheck: Sendable {
    let contract: Contract
    let tokens: VerifiedTokenCache?
    let now: @Sendable () -> Int64

    /// Checks a request against the operation's requirements; any one of them is enough.
    ///
    /// - Throws: ``Problem`` 401 when nobody is proved, 403 when somebody is who lacks a scope.
    func check(_ operation: Operation, _ exchange: Exchange) throws(Problem) {
        if operation.security.isEmpty { return }
        var refusal: Problem?
        for requirement in operation.security {
            do {
                try check(requirement, exchange)
                return
            } catch {
                // Somebody known who may not is closer to being let in than nobody.
                if refusal == nil || error.kind == .forbidden { refusal = error }
            }
        }
        if let refusal { throw refusal }
    }

    private func check(_ requirement: SecurityRequirement, _ exchange: Exchange) throws(Problem) {
        for (name, scopes) in requirement.scopes {
            guard let scheme = contract.securitySchemes[name] else { throw Problem.unauthenticated(nil, error: nil) }
            guard let token = token(for: scheme, exchange) else {
                throw Problem.unauthenticated(challenge(scheme), error: nil)
            }
            guard let tokens else { throw Problem.unauthenticated(challenge(scheme), error: nil) }
            let principal: Principal
            do {
                principal = try tokens.principal(of: token, now: now())
            } catch {
                throw Problem.unauthenticated(challenge(scheme), error: error)
            }
            let missing = scopes.filter { !principal.scopes.contains($0) }
            if !missing.isEmpty { throw Problem.forbidden(missing: missing, needed: scopes) }
        }
    }

    private func token(for scheme: SecurityScheme, _ exchange: Exchange) -> String? {
        switch scheme {
        case .http("basic"):
            guard let text = credentials("basic", exchange), let bytes = Base64.decoded(text),
                let pair = String(validating: bytes, as: UTF8.self), let colon = pair.firstIndex(of: ":")
            else { return nil }
            return String(pair[pair.index(after: colon)...])
        case .http(let name): return name == "bearer" ? credentials("bearer", exchange) : nil
        case .oauth2, .openIDConnect: return credentials("bearer", exchange)
        case .apiKey(let name, .header): return exchange.request.fields[name]
        case .apiKey(let name, .query):
            return exchange.query.values(of: name).first.flatMap { PercentEncoding.decoded($0, plusIsSpace: true) }
        case .apiKey(let name, .cookie): return exchange.cookies.first { $0.name == name }.map { String($0.value) }
        case .apiKey(_, .path), .mutualTLS: return nil
        }
    }

    /// What follows a scheme's name in `Authorization`; scheme names compare without case.
    private func credentials(_ scheme: String, _ exchange: Exchange) -> String? {
        guard let value = exchange.request.fields["authorization"] else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, HTTPFieldList.areEqual(String(parts[0]), scheme) else { return nil }
        return String(parts[1].drop { $0 == " " })
    }

    private func challenge(_ scheme: SecurityScheme) -> String? {
        switch scheme {
        case .http(let name):
            name == "basic" ? #"Basic realm="\#(realm)", charset="UTF-8""# : "Bearer realm=\"\(realm)\""
        case .oauth2, .openIDConnect: "Bearer realm=\"\(realm)\""
        case .apiKey, .mutualTLS: nil
        }
    }

    /// The title, without what would end a quoted string.
    private var realm: String {
        String(contract.title.unicodeScalars.filter { $0.isASCII && $0.value >= 0x20 && $0 != "\"" && $0 != "\\" })
    }
}

/// Base64 with padding.
///
/// - SeeAlso: RFC 4648, section 4.
private enum Base64 {
    static func decoded(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text.utf8 where byte != UInt8(ascii: "=") {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
