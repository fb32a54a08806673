/// A whole number of any length, with just the arithmetic that exact division of decimals needs.
struct LongInteger {
    /// Base 2^32, least significant first, no leading zeros.
    private var limbs: [UInt32] = []

    /// From decimal digits, each 0 to 9, most significant first.
    init(digits: [UInt8]) { for digit in digits { multiply(byTenAdding: digit) } }

    func isMultiple(of divisor: UInt32) -> Bool {
        var remainder: UInt64 = 0
        for limb in limbs.reversed() { remainder = (remainder << 32 | UInt64(limb)) % UInt64(divisor) }
        return remainder == 0
    }

    mutating func divide(by divisor: UInt32) {
        var remainder: UInt64 = 0
        for index in limbs.indices.reversed() {
            let part = remainder << 32 | UInt64(limbs[index])
            limbs[index] = UInt32(truncatingIfNeeded: part / UInt64(divisor))
            remainder = part % UInt64(divisor)
        }
        trim()
    }

    /// Whether the number divides the one that decimal digits write; long division, digit by digit.
    func divides(digits: [UInt8]) -> Bool {
        if limbs.count == 1 {
            let divisor = UInt64(limbs[0])
            return digits.reduce(UInt64(0)) { ($0 * 10 + UInt64($1)) % divisor } == 0
        }
        var remainder = LongInteger(digits: [])
        for digit in digits {
            remainder.multiply(byTenAdding: digit)
            while !remainder.isSmaller(than: self) { remainder.subtract(self) }
        }
        return remainder.limbs.isEmpty
    }

    private mutating func multiply(byTenAdding digit: UInt8) {
        var carry = UInt64(digit)
        for index in limbs.indices {
            let part = UInt64(limbs[index]) * 10 + carry
            limbs[index] = UInt32(truncatingIfNeeded: part)
            carry = part >> 32
        }
        if carry > 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
    }

    private func isSmaller(than other: Self) -> Bool {
        if limbs.count != other.limbs.count { return limbs.count < other.limbs.count }
        return limbs.reversed().lexicographicallyPrecedes(other.limbs.reversed())
    }

    /// Subtracts a number that is not larger.
    private mutating func subtract(_ other: Self) {
        var borrow: Int64 = 0
        for index in limbs.indices {
            let part = Int64(limbs[index]) - (index < other.limbs.count ? Int64(other.limbs[index]) : 0) + borrow
            limbs[index] = UInt32(truncatingIfNeeded: part)
            borrow = part < 0 ? -1 : 0
        }
        trim()
    }

    private mutating func trim() { while limbs.last == 0 { limbs.removeLast() } }
}
