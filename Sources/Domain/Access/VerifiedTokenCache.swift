import Synchronization

/// A verifier that remembers the tokens it believed, so that a busy bearer costs one signature check, not thousands.
///
/// Only a token that passed is remembered: whoever sends invalid ones pays for the check and displaces nothing. An
/// entry counts for the whole text of the token and ends with the token. When the cache is full, an entry goes that has
/// ended or was not asked for since the last round (the clock algorithm).
///
/// Budget: a hit takes under a microsecond, which is one hash of the token's text.
public final class VerifiedTokenCache: Sendable {
    /// How much the cache may hold.
    public struct Settings: Hashable, Sendable {
        /// How many tokens are remembered; 0 remembers none.
        public var maximumCount: Int
        /// How many bytes a remembered token may have; a larger one is checked each time.
        public var maximumTokenByteCount: Int

        /// Settings; the defaults hold at most 4 MiB of tokens.
        public init(maximumCount: Int = 1024, maximumTokenByteCount: Int = 4096) {
            self.maximumCount = maximumCount
            self.maximumTokenByteCount = maximumTokenByteCount
        }
    }

    private struct Entry {
        let text: String
        let token: VerifiedToken
        var wasUsed = false
    }

    private struct State {
        var verifier: TokenVerifier
        /// Counts replaced verifiers, so that a check that began before a replacement leaves nothing behind.
        var generation = 0
        var entries: [Entry] = []
        var positions: [String: Int] = [:]
        /// Where the next search for something to displace begins.
        var hand = 0

        mutating func find(_ text: String) -> VerifiedToken? {
            // Swift takes the Kelvin sign for the letter K; what is equal and as long as ASCII text is the same bytes.
            guard let position = positions[text], entries[position].text.utf8.count == text.utf8.count else {
                return nil
            }
            entries[position].wasUsed = true
            return entries[position].token
        }

        mutating func remember(_ text: String, _ token: VerifiedToken, now: Int64, maximumCount: Int) {
            guard maximumCount > 0, positions[text] == nil else { return }
            let entry = Entry(text: text, token: token)
            if entries.count < maximumCount {
                positions[text] = entries.count
                entries.append(entry)
                return
            }
            while entries[hand].wasUsed, entries[hand].token.validUntil.map({ now < $0 }) ?? true {
                entries[hand].wasUsed = false
                hand = (hand + 1) % entries.count
            }
            positions[entries[hand].text] = nil
            positions[text] = hand
            entries[hand] = entry
            hand = (hand + 1) % entries.count
        }

        mutating func forget(_ text: String) {
            guard let position = positions.removeValue(forKey: text) else { return }
            let last = entries.removeLast()
            if position < entries.count {
                entries[position] = last
                positions[last.text] = position
            }
            if hand >= entries.count { hand = 0 }
        }
    }

    private let settings: Settings
    private let state: Mutex<State>

    /// An empty cache before a verifier.
    public init(verifier: TokenVerifier, settings: Settings = Settings()) {
        self.settings = settings
        state = Mutex(State(verifier: verifier))
    }

    /// How many tokens are remembered.
    public var count: Int { state.withLock { $0.entries.count } }

    /// The bearer of a token, as ``TokenVerifier/principal(of:now:)`` finds it.
    ///
    /// - Parameters:
    ///   - token: The compact serialisation, without `Bearer`.
    ///   - now: Seconds since 1970-01-01T00:00:00Z.
    /// - Returns: Who acts, and what for.
    /// - Throws: ``TokenError`` with the first rule that the token breaks.
    public func principal(of token: String, now: Int64) throws(TokenError) -> Principal {
        let (known, verifier, generation) = state.withLock { state in
            (state.find(token), state.verifier, state.generation)
        }
        if let known {
            do throws(TokenError) {
                try known.checkTime(now)
            } catch {
                if error.code == .expired { state.withLock { $0.forget(token) } }
                throw error
            }
            return known.principal
        }
        let verified = try verifier.verify(token)
        try verified.checkTime(now)
        if token.utf8.count <= settings.maximumTokenByteCount {
            state.withLock { state in
                guard state.generation == generation else { return }
                state.remember(token, verified, now: now, maximumCount: settings.maximumCount)
            }
        }
        return verified.principal
    }

    /// Uses another verifier from now on, and forgets what the old one believed.
    public func replaceVerifier(with verifier: TokenVerifier) {
        state.withLock { $0 = State(verifier: verifier, generation: $0.generation + 1) }
    }

    /// Forgets one token, so that it is checked again.
    public func forget(_ token: String) { state.withLock { $0.forget(token) } }
}
