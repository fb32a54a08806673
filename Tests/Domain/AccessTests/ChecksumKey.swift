import Access

/// A key for tests of the rules around signatures: its signature is a keyed checksum, and no secret at all.
struct ChecksumKey: SigningKey, VerificationKey {
    struct Refusal: Error {}

    var keyID = "k1"
    var algorithm = TokenAlgorithm(rawValue: "TEST")
    var salt: UInt64 = 14_695_981_039_346_656_037
    var signs = true

    func signature(for signingInput: [UInt8]) throws -> [UInt8] {
        guard signs else { throw Refusal() }
        return checksum(of: signingInput)
    }

    func isValid(signature: [UInt8], for signingInput: [UInt8]) -> Bool { signature == checksum(of: signingInput) }

    private func checksum(of bytes: [UInt8]) -> [UInt8] {
        let sum = bytes.reduce(salt) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return (0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }
    }

    /// A token with exactly this header and payload.
    func token(header: String, payload: String) -> String {
        let input = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(payload.utf8)))"
        return "\(input).\(Base64URL.encode(checksum(of: Array(input.utf8))))"
    }

    /// A token of the usual header with exactly this payload.
    func token(payload: String) -> String { token(header: #"{"alg":"TEST","kid":"k1"}"#, payload: payload) }
}
