/// How many different values a column has, estimated in 4 KiB.
///
/// Off by 1.6 % in the usual case.
///
/// - SeeAlso: Flajolet and others, "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm" (2007).
struct DistinctEstimate: Sendable {
    private static let bitCount = 12
    /// Empty before the first value.
    private var registers: [UInt8] = []

    /// Takes the hash of a value.
    mutating func add(_ hash: UInt64) {
        if registers.isEmpty { registers = [UInt8](repeating: 0, count: 1 << Self.bitCount) }
        let index = Int(hash >> UInt64(64 - Self.bitCount))
        // A one behind the bits of the index ends the count, so that it stays below 53.
        let rest = hash << UInt64(Self.bitCount) | 1 << UInt64(Self.bitCount - 1)
        let rank = UInt8(rest.leadingZeroBitCount + 1)
        if rank > registers[index] { registers[index] = rank }
    }

    /// Takes what another one has seen.
    mutating func merge(_ other: DistinctEstimate) {
        guard !other.registers.isEmpty else { return }
        if registers.isEmpty {
            registers = other.registers
            return
        }
        for index in registers.indices { registers[index] = max(registers[index], other.registers[index]) }
    }

    /// The number of different values.
    var count: Int {
        if registers.isEmpty { return 0 }
        let size = Double(registers.count)
        var sum = 0.0
        var zeroCount = 0
        for register in registers {
            sum += 1 / Double(1 << UInt64(register))
            if register == 0 { zeroCount += 1 }
        }
        let raw = 0.7213 / (1 + 1.079 / size) * size * size / sum
        // Few values are counted by the registers that are still free.
        guard raw <= 2.5 * size, zeroCount > 0 else { return Int(raw.rounded()) }
        return Int((size * Self.logarithm(size / Double(zeroCount))).rounded())
    }

    /// The natural logarithm of a number from 1 on, by the series of artanh; the standard library has none.
    private static func logarithm(_ number: Double) -> Double {
        let reduced = number.significand
        let ratio = (reduced - 1) / (reduced + 1)
        var term = ratio
        var sum = 0.0
        for index in 0..<20 {
            sum += term / Double(2 * index + 1)
            term *= ratio * ratio
        }
        return 2 * sum + Double(number.exponent) * 0.693_147_180_559_945_3
    }
}
