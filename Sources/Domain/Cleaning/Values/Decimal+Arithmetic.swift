/// Exact arithmetic; each operation is nil when the result has more digits than a number can have.
extension Decimal {
    static let zero = Decimal(0)

    prefix static func - (number: Self) -> Self { Decimal(-number.digits, scale: number.scale) }

    /// Whether it is 0, with any number of decimals.
    var isZero: Bool { digits == 0 }

    /// The number when it is whole and an `Int`.
    var integer: Int? {
        let number = withoutZeros
        return number.scale == 0 ? Int(exactly: number.digits) : nil
    }

    /// Whether both are the same number, with any number of decimals.
    func equals(_ other: Decimal) -> Bool { !(self < other) && !(other < self) }

    /// The sum with all decimals, as long as these are not too many: 1.50 and 1.50 are 3.00.
    func plus(_ other: Decimal) -> Decimal? {
        sum(other) ?? withoutZeros.sum(other.withoutZeros)
    }

    private func sum(_ other: Decimal) -> Decimal? {
        guard let (left, right) = Self.aligned(self, other) else { return nil }
        let (sum, overflow) = left.digits.addingReportingOverflow(right.digits)
        return overflow ? nil : Decimal(sum, scale: left.scale).inRange
    }

    /// The same number without zeros at the end of its fraction.
    var withoutZeros: Decimal {
        var number = self
        number.dropZeros()
        return number
    }

    func minus(_ other: Decimal) -> Decimal? { plus(-other) }

    /// The product with all its decimals, as long as these are not too many: 1.50 times 2 is 3.00.
    func product(_ other: Decimal) -> Decimal? {
        let (product, overflow) = digits.multipliedReportingOverflow(by: other.digits)
        let result = Decimal(product, scale: scale + other.scale)
        return !overflow && result.isInRange ? result : withoutZeros.times(other.withoutZeros)
    }

    /// What is left of a division whose quotient is whole, with the sign of the dividend; nil for a divisor of 0.
    func remainder(_ other: Decimal) -> Decimal? {
        guard !other.isZero, let (left, right) = Self.aligned(self, other) else { return nil }
        return Decimal(left.digits % right.digits, scale: left.scale).inRange
    }

    /// The quotient, exact or rounded half up at the 28th digit; nil for a divisor of 0.
    func divided(by other: Decimal) -> Decimal? {
        guard !other.isZero else { return nil }
        let isNegative = (digits < 0) != (other.digits < 0)
        let divisor = other.digits.magnitude
        var (quotient, rest) = digits.magnitude.quotientAndRemainder(dividingBy: divisor)
        var scale = scale - other.scale
        let limit = Self.power(Self.maximumDigitCount - 1).magnitude
        // Digit by digit; the rest is below the divisor, which has 28 digits, so ten times it has 29.
        while rest > 0, quotient < limit, scale < Self.maximumDigitCount {
            let (digit, next) = (rest * 10).quotientAndRemainder(dividingBy: divisor)
            quotient = quotient * 10 + digit
            rest = next
            scale += 1
        }
        if rest * 2 >= divisor { quotient += 1 }
        while scale < 0 {
            let (product, overflow) = quotient.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            quotient = product
            scale += 1
        }
        guard let magnitude = Int128(exactly: quotient) else { return nil }
        var result = Decimal(isNegative ? -magnitude : magnitude, scale: scale)
        result.dropZeros()
        return result.inRange
    }

    private var inRange: Decimal? { isInRange ? self : nil }

    /// Both with as many decimals as the one that has more.
    private static func aligned(_ left: Decimal, _ right: Decimal) -> (Decimal, Decimal)? {
        if left.scale == right.scale { return (left, right) }
        guard left.scale < right.scale else { return aligned(right, left).map { ($1, $0) } }
        let (digits, overflow) = left.digits.multipliedReportingOverflow(by: power(right.scale - left.scale))
        return overflow ? nil : (Decimal(digits, scale: right.scale), right)
    }
}
