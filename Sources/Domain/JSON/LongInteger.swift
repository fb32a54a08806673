/// A whole number of any length, with just the arithmetic that exact division of decimals needs.
struct LongInteger {
    /// Base 2^32, least significant first, no leading zeros.
    private var limbs: [UInt32] = []

    /// So many decimal digits fit into one limb.
    private static let chunkDigitCount = 9

    /// From decimal digits, each 0 to 9, most significant first.
    ///
    /// - Complexity: O(*n*²) in the digits, 9 at a time.
    init(digits: [UInt8]) { for chunk in Self.chunks(of: digits) { multiply(by: chunk.factor, adding: chunk.value) } }

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

    /// Whether the number, which is not zero, divides the one that decimal digits write.
    ///
    /// Long division, 9 digits at a time, of which only the remainder is kept.
    ///
    /// - Complexity: O(*nm*) in the digits of both.
    func divides(digits: [UInt8]) -> Bool {
        if limbs.count == 1 {
            let divisor = UInt64(limbs[0])
            return digits.reduce(UInt64(0)) { ($0 * 10 + UInt64($1)) % divisor } == 0
        }
        guard let top = limbs.last else { return false }
        // Both numbers are shifted until the divisor's first bit is set, so that quotients are guessed well.
        let shift = UInt32(top.leadingZeroBitCount)
        let divisor = shifted(by: shift)
        var remainder = LongInteger(digits: [])
        for chunk in Self.chunks(of: digits) {
            remainder.multiply(by: chunk.factor, adding: 0)
            remainder.add(UInt64(chunk.value) << UInt64(shift))
            remainder.reduce(by: divisor)
        }
        return remainder.limbs.isEmpty
    }

    private static func chunks(of digits: [UInt8]) -> [(factor: UInt32, value: UInt32)] {
        var chunks: [(factor: UInt32, value: UInt32)] = []
        chunks.reserveCapacity(digits.count / chunkDigitCount + 1)
        for start in stride(from: 0, to: digits.count, by: chunkDigitCount) {
            var chunk: (factor: UInt32, value: UInt32) = (1, 0)
            for digit in digits[start..<min(start + chunkDigitCount, digits.count)] {
                chunk.factor *= 10
                chunk.value = chunk.value * 10 + UInt32(digit)
            }
            chunks.append(chunk)
        }
        return chunks
    }

    private mutating func multiply(by factor: UInt32, adding addend: UInt32) {
        var carry = UInt64(addend)
        for index in limbs.indices {
            let part = UInt64(limbs[index]) * UInt64(factor) + carry
            limbs[index] = UInt32(truncatingIfNeeded: part)
            carry = part >> 32
        }
        if carry > 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
    }

    private mutating func add(_ addend: UInt64) {
        var carry = addend
        var index = 0
        while carry > 0 {
            if index == limbs.count { limbs.append(0) }
            let part = UInt64(limbs[index]) + (carry & 0xFFFF_FFFF)
            limbs[index] = UInt32(truncatingIfNeeded: part)
            carry = carry >> 32 + part >> 32
            index += 1
        }
    }

    private func shifted(by count: UInt32) -> Self {
        var number = self
        number.multiply(by: 1 << count, adding: 0)
        return number
    }

    /// Leaves the remainder of a division whose quotient is less than 2^32, by a divisor whose first bit is set.
    ///
    /// The quotient is guessed from the first limbs, and never too small or too large by more than two.
    ///
    /// - SeeAlso: Knuth, The Art of Computer Programming, volume 2, section 4.3.1, algorithm D.
    private mutating func reduce(by divisor: Self) {
        let count = divisor.limbs.count
        guard limbs.count >= count, let top = divisor.limbs.last else { return }
        let high = limbs.count > count ? UInt64(limbs[count]) : 0
        let guess = min((high << 32 | UInt64(limbs[count - 1])) / UInt64(top), UInt64(UInt32.max))
        var borrow: UInt64 = 0
        for index in 0..<limbs.count {
            let product = index < count ? UInt64(divisor.limbs[index]) * guess + borrow : borrow
            let low = UInt32(truncatingIfNeeded: product)
            borrow = product >> 32 + (limbs[index] < low ? 1 : 0)
            limbs[index] = limbs[index] &- low
        }
        // What was guessed too much is given back.
        while borrow > 0 {
            var carry: UInt64 = 0
            for index in limbs.indices {
                let part = UInt64(limbs[index]) + (index < count ? UInt64(divisor.limbs[index]) : 0) + carry
                limbs[index] = UInt32(truncatingIfNeeded: part)
                carry = part >> 32
            }
            borrow -= carry
        }
        trim()
    }

    private mutating func trim() { while limbs.last == 0 { limbs.removeLast() } }
}
