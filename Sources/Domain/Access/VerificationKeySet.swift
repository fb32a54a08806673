/// The keys whose signatures count, each under a name of its own.
public struct VerificationKeySet: Sendable {
    private let keys: [any VerificationKey]

    /// A set of keys.
    ///
    /// - Throws: ``TokenError`` with ``TokenError/Code/duplicateKeyID``: two keys of one name would leave the choice
    ///   between them to the order in which somebody listed them.
    public init(_ keys: [any VerificationKey]) throws(TokenError) {
        var names: Set<[UInt8]> = []
        for key in keys where !names.insert(Array(key.keyID.utf8)).inserted {
            throw TokenError(.duplicateKeyID, key.keyID)
        }
        self.keys = keys
    }

    /// The names of the keys, in the order given.
    public var keyIDs: [String] { keys.map(\.keyID) }

    /// The payload of a token, once one of the keys has vouched for it.
    ///
    /// - Throws: ``TokenError`` when no key fits, or the signature is not the key's.
    package func payload(of token: CompactToken) throws(TokenError) -> [UInt8] {
        let key = try key(for: token)
        guard token.algorithm.utf8.elementsEqual(key.algorithm.rawValue.utf8) else {
            throw TokenError(.algorithmMismatch, token.algorithm)
        }
        guard !token.signature.isEmpty else { throw TokenError(.unsigned) }
        guard key.isValid(signature: token.signature, for: token.signingInput) else {
            throw TokenError(.invalidSignature)
        }
        return token.payload
    }

    private func key(for token: CompactToken) throws(TokenError) -> any VerificationKey {
        guard let keyID = token.keyID else {
            // With one key there is nothing to choose; with several, trying them all would let a token pick.
            guard let only = keys.first, keys.count == 1 else { throw TokenError(.missingKeyID) }
            return only
        }
        guard let key = keys.first(where: { $0.keyID.utf8.elementsEqual(keyID.utf8) }) else {
            throw TokenError(.unknownKey, keyID)
        }
        return key
    }
}
