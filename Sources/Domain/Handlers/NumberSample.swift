import JSON

/// Numbers that bounds and steps allow.
struct NumberSample {
    private let parts: SchemaParts
    private let isInteger: Bool

    init(_ parts: SchemaParts, isInteger: Bool) {
        self.parts = parts
        self.isInteger = isInteger
    }

    /// A number; another one for another salt.
    func value(salt: Int) -> JSONValue {
        let steps = parts.values("multipleOf").compactMap(\.number).compactMap { DecimalStep($0) } + [finest]
        guard let step = steps.reduce(nil, { DecimalStep.common($0, $1) }) else { return 0 }
        var index = 0.0
        let least = bound("minimum", "exclusiveMinimum", max)
        let greatest = bound("maximum", "exclusiveMaximum", min)
        if let least {
            index = max(index, (least.value / step.double).rounded(.up))
            if least.isExclusive, index * step.double <= least.value { index += 1 }
        }
        if let greatest {
            var highest = (greatest.value / step.double).rounded(.down)
            if greatest.isExclusive, highest * step.double >= greatest.value { highest -= 1 }
            index = index + Double(salt) <= highest ? index + Double(salt) : min(index, highest)
        } else {
            index += Double(salt)
        }
        guard let count = Int(exactly: index), let number = step.multiplied(by: count) else {
            return JSONNumber(index * step.double).map(JSONValue.number) ?? 0
        }
        return .number(number)
    }

    /// The step to use where no `multipleOf` says: 1, or less where the bounds leave no whole number.
    private var finest: DecimalStep {
        if isInteger { return DecimalStep(mantissa: 1, exponent: 0) }
        guard let least = bound("minimum", "exclusiveMinimum", max)?.value,
            let greatest = bound("maximum", "exclusiveMaximum", min)?.value, greatest - least < 2
        else {
            return parts.values("multipleOf").isEmpty
                ? DecimalStep(mantissa: 1, exponent: 0) : DecimalStep(mantissa: 1, exponent: -12)
        }
        var exponent = 0
        var width = greatest - least
        while width < 2, exponent > -15 {
            exponent -= 1
            width *= 10
        }
        return DecimalStep(mantissa: 1, exponent: exponent)
    }

    private func bound(
        _ inclusive: String,
        _ exclusive: String,
        _ choose: (Double, Double) -> Double
    ) -> (value: Double, isExclusive: Bool)? {
        let inner = parts.values(inclusive).compactMap { $0.number?.double }.reduce(nil) { choose($0 ?? $1, $1) }
        let outer = parts.values(exclusive).compactMap { $0.number?.double }.reduce(nil) { choose($0 ?? $1, $1) }
        switch (inner, outer) {
        case (let inner?, let outer?): return choose(inner, outer) == outer ? (outer, true) : (inner, false)
        case (let inner?, nil): return (inner, false)
        case (nil, let outer?): return (outer, true)
        case (nil, nil): return nil
        }
    }
}

/// A step of decimal numbers, exact: 0.05 is 5 · 10⁻².
struct DecimalStep {
    let mantissa: Int
    let exponent: Int

    init(mantissa: Int, exponent: Int) {
        self.mantissa = mantissa
        self.exponent = exponent
    }

    /// From a number; nil when it is not positive, or too long.
    init?(_ number: JSONNumber) {
        guard number.double > 0 else { return nil }
        for exponent in stride(from: 0, through: -15, by: -1) {
            guard let scaled = JSONNumber("\(number.text)\(Self.shift(number.text, -exponent))"),
                let mantissa = Int(exactly: scaled)
            else { continue }
            self.init(mantissa: mantissa, exponent: exponent)
            return
        }
        return nil
    }

    /// The exponent that multiplies a number's text by a power of ten.
    private static func shift(_ text: String, _ places: Int) -> String {
        text.contains { $0 == "e" || $0 == "E" } ? "" : "e\(places)"
    }

    var double: Double { JSONNumber("\(mantissa)e\(exponent)")?.double ?? 1 }

    /// The smallest step that both divide; nil when it is too large.
    static func common(_ left: DecimalStep?, _ right: DecimalStep) -> DecimalStep? {
        guard let left else { return right }
        let exponent = min(left.exponent, right.exponent)
        guard let one = left.scaled(to: exponent), let other = right.scaled(to: exponent) else { return left }
        var (greater, lesser) = (one, other)
        while lesser != 0 { (greater, lesser) = (lesser, greater % lesser) }
        let (product, overflow) = (one / greater).multipliedReportingOverflow(by: other)
        return overflow ? left : DecimalStep(mantissa: product, exponent: exponent)
    }

    private func scaled(to exponent: Int) -> Int? {
        var mantissa = mantissa
        for _ in 0..<(self.exponent - exponent) {
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            mantissa = product
        }
        return mantissa
    }

    /// A multiple, written without exponent.
    func multiplied(by count: Int) -> JSONNumber? {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: count)
        if overflow { return nil }
        if exponent == 0 { return JSONNumber(product) }
        let digits = String(product.magnitude)
        let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
        let fraction = String(padded.suffix(-exponent)).trimmingZeros
        let whole = padded.dropLast(-exponent)
        return JSONNumber((product < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction))
    }
}

extension String {
    fileprivate var trimmingZeros: String {
        var text = self
        while text.hasSuffix("0") { text.removeLast() }
        return text
    }
}
