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
    /// - Returns: Who is asking; nil when nobody had to be proved.
    /// - Throws: ``Problem`` 401 when nobody is proved, 403 when somebody is who lacks a scope.
    func check(_ operation: Operation, _ exchange: Exchange) throws(Problem) -> Principal? {
        if operation.security.isEmpty { return nil }
        var refusals: [Refusal] = []
        for requirement in operation.security {
            do {
                return try check(requirement, exchange)
            } catch {
                refusals.append(error)
            }
        }
        throw problem(refusals)
    }

    /// Why one requirement is not met.
    private enum Refusal: Error {
        case unproved(SecurityScheme?, TokenError?)
        case forbidden(missing: [String], needed: [String])
    }

    private func problem(_ refusals: [Refusal]) -> Problem {
        var reason: TokenError?
        var challenges: [String] = []
        for refusal in refusals {
            switch refusal {
            // Somebody known who may not is closer to being let in than nobody.
            case .forbidden(let missing, let needed): return Problem.forbidden(missing: missing, needed: needed)
            case .unproved(let scheme, let error):
                // A token that was sent says more than credentials that were not.
                reason = reason ?? error
                guard let challenge = scheme.map({ self.challenge($0, error) }), !challenges.contains(challenge) else {
                    continue
                }
                challenges.append(challenge)
            }
        }
        return Problem.unauthenticated(challenges, error: reason)
    }

    private func check(_ requirement: SecurityRequirement, _ exchange: Exchange) throws(Refusal) -> Principal? {
        var caller: Principal?
        for (name, scopes) in requirement.scopes {
            guard let scheme = contract.securitySchemes[name] else { throw .unproved(nil, nil) }
            guard let token = token(for: scheme, exchange), let tokens else { throw .unproved(scheme, nil) }
            let principal: Principal
            do {
                principal = try tokens.principal(of: token, now: now())
            } catch {
                throw .unproved(scheme, error)
            }
            let missing = scopes.filter { !principal.scopes.contains($0) }
            if !missing.isEmpty { throw .forbidden(missing: missing, needed: scopes) }
            // Whoever proves two identities acts as neither alone.
            if let known = caller, known.subject != principal.subject { throw .unproved(scheme, nil) }
            caller = principal
        }
        return caller
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
        case .apiKey(let name, .cookie):
            return Exchange.cookies(of: exchange.request).first { $0.name == name }.map { String($0.value) }
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

    /// What a client may send instead; RFC 9110 wants one with every 401.
    private func challenge(_ scheme: SecurityScheme, _ error: TokenError?) -> String {
        let bearer = "Bearer realm=\"\(realm)\"" + (error == nil ? "" : ", error=\"invalid_token\"")
        return switch scheme {
        case .http("basic"): "Basic realm=\"\(realm)\", charset=\"UTF-8\""
        case .http, .oauth2, .openIDConnect: bearer
        case .apiKey(let name, let place):
            "ApiKey realm=\"\(realm)\", in=\"\(place.rawValue)\", name=\"\(Self.quotable(name))\""
        case .mutualTLS: "Mutual realm=\"\(realm)\""
        }
    }

    /// The title, without what would end a quoted string.
    private var realm: String { Self.quotable(contract.title) }

    private static func quotable(_ text: String) -> String {
        String(text.unicodeScalars.filter { $0.isASCII && $0.value >= 0x20 && $0 != "\"" && $0 != "\\" })
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
