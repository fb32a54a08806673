import Access
import Synchronization
import Testing

@Suite("The cache of verified tokens")
struct VerifiedTokenCacheTests {
    /// Counts how often it is asked.
    private final class CountingKey: VerificationKey {
        let key = ChecksumKey()
        private let checks = Atomic(0)

        var checkCount: Int { checks.load(ordering: .relaxed) }
        var keyID: String { key.keyID }
        var algorithm: TokenAlgorithm { key.algorithm }

        func isValid(signature: [UInt8], for signingInput: [UInt8]) -> Bool {
            checks.add(1, ordering: .relaxed)
            return key.isValid(signature: signature, for: signingInput)
        }
    }

    private let key = CountingKey()
    private let now: Int64 = 1_800_000_000

    private func token(_ subject: String, expiresAt: Int64 = 1_800_000_100) -> String {
        key.key.token(payload: #"{"sub":"\#(subject)","exp":\#(expiresAt)}"#)
    }

    private func cache(maximumCount: Int = 4, maximumTokenByteCount: Int = 4096) throws -> VerifiedTokenCache {
        VerifiedTokenCache(
            verifier: TokenVerifier(keys: try VerificationKeySet([key]), settings: .init(leeway: .zero)),
            settings: .init(maximumCount: maximumCount, maximumTokenByteCount: maximumTokenByteCount)
        )
    }

    @Test("A token is checked once and believed until it ends")
    func remembers() throws {
        let cache = try cache()
        let token = token("ann")
        for _ in 0..<5 { #expect(try cache.principal(of: token, now: now).subject == "ann") }
        #expect(key.checkCount == 1)
        #expect(try cache.principal(of: token, now: now + 99).subject == "ann")
        let error = #expect(throws: TokenError.self) { try cache.principal(of: token, now: now + 100) }
        #expect(error?.code == .expired)
        #expect(cache.count == 0)
    }

    @Test("A remembered token is not valid before it begins")
    func clockGoesBack() throws {
        let cache = try cache()
        let token = key.key.token(payload: #"{"sub":"ann","exp":1800000100,"nbf":1800000000}"#)
        _ = try cache.principal(of: token, now: now)
        let error = #expect(throws: TokenError.self) { try cache.principal(of: token, now: now - 1) }
        #expect(error?.code == .notYetValid)
        _ = try cache.principal(of: token, now: now)
        #expect(key.checkCount == 1)
    }

    @Test("Invalid tokens displace nothing")
    func invalidTokens() throws {
        let cache = try cache()
        let good = ["a", "b", "c", "d"].map { token($0) }
        for token in good { _ = try cache.principal(of: token, now: now) }
        for index in 0..<100 {
            #expect(throws: TokenError.self) { try cache.principal(of: token("x\(index)") + "A", now: now) }
            #expect(throws: TokenError.self) { try cache.principal(of: token("x\(index)", expiresAt: 5), now: now) }
        }
        let before = key.checkCount
        for token in good { _ = try cache.principal(of: token, now: now) }
        #expect(key.checkCount == before)
        #expect(cache.count == 4)
    }

    @Test("The count is bounded; tokens in use stay, ended and idle ones go")
    func bounded() throws {
        let cache = try cache()
        let used = token("used")
        let short = token("short", expiresAt: now + 1)
        for token in [used, short] { _ = try cache.principal(of: token, now: now) }
        _ = try cache.principal(of: short, now: now)
        for index in 0..<50 {
            _ = try cache.principal(of: used, now: now + 1)
            _ = try cache.principal(of: token("t\(index)"), now: now + 1)
            #expect(cache.count <= 4)
        }
        #expect(key.checkCount == 52)
        #expect(cache.count == 4)
    }

    @Test("A cache of no tokens, and a token too large to keep, are checked each time")
    func uncached() throws {
        let token = token("ann")
        for cache in [
            try cache(maximumCount: 0), try cache(maximumTokenByteCount: token.utf8.count - 1),
        ] {
            let before = key.checkCount
            for _ in 0..<3 { _ = try cache.principal(of: token, now: now) }
            #expect(key.checkCount == before + 3)
            #expect(cache.count == 0)
        }
        let exact = try cache(maximumTokenByteCount: token.utf8.count)
        _ = try exact.principal(of: token, now: now)
        #expect(exact.count == 1)
    }

    @Test("A text that Swift alone takes for the token is not the token")
    func canonicalEquivalents() throws {
        let cache = try cache()
        let candidates = (0..<1000).map { self.token("user\($0)") }
        let token = try #require(candidates.first { text in text.contains("K") })
        _ = try cache.principal(of: token, now: now)
        let twin = token.replacing("K", with: "\u{212A}")
        #expect(twin == token)
        let error = #expect(throws: TokenError.self) { try cache.principal(of: twin, now: now) }
        #expect(error?.code == .invalidEncoding)
    }

    @Test("Another verifier believes nothing that the old one believed")
    func replaces() throws {
        let cache = try cache()
        let token = token("ann")
        _ = try cache.principal(of: token, now: now)
        cache.replaceVerifier(with: TokenVerifier(keys: try VerificationKeySet([ChecksumKey(salt: 3)])))
        #expect(cache.count == 0)
        let error = #expect(throws: TokenError.self) { try cache.principal(of: token, now: now) }
        #expect(error?.code == .invalidSignature)
    }

    @Test("A forgotten token is checked again, and the others are still known")
    func forgets() throws {
        let cache = try cache()
        let tokens = ["a", "b", "c", "d"].map { token($0) }
        for token in tokens { _ = try cache.principal(of: token, now: now) }
        cache.forget(tokens[1])
        cache.forget("never seen")
        for (index, token) in tokens.enumerated() {
            let subject = try cache.principal(of: token, now: now).subject
            #expect(subject == ["a", "b", "c", "d"][index])
        }
        #expect(key.checkCount == 5)
    }

    @Test("Many tasks at once see the right bearers")
    func concurrent() async throws {
        let cache = try cache(maximumCount: 16)
        let tokens = (0..<40).map { token("t\($0)") }
        let now = now
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<400).allSatisfy { step in
                        let index = (step * (task + 3)) % 40
                        do {
                            return try cache.principal(of: tokens[index], now: now).subject == "t\(index)"
                        } catch {
                            return false
                        }
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
        #expect(cache.count == 16)
    }
}
