/// Chooses a share of records by their numbers; the same ones each time.
struct SampleShare: Sendable, BitwiseCopyable {
    /// Numbers below it are chosen.
    private let limit: UInt64
    private let seed: UInt64

    /// A choice of so many of a thousand million records.
    init(billionths: Int, seed: Int) {
        let (quotient, remainder) = UInt64.max.quotientAndRemainder(dividingBy: 1_000_000_000)
        limit = UInt64(billionths) * quotient + UInt64(billionths) * remainder / 1_000_000_000
        self.seed = UInt64(bitPattern: Int64(seed))
    }

    /// Whether the record of a number is chosen.
    ///
    /// The number is spread by the finaliser of SplitMix64, so that neighbours have nothing to do with one another.
    func contains(_ record: Int) -> Bool {
        var bits = seed &+ UInt64(bitPattern: Int64(record)) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
        return bits <= limit && limit > 0
    }
}
