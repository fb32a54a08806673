/// The encoding of labels as letters, digits and hyphens: RFC 3492.
enum Punycode {
    private static let base = 36
    private static let minimumThreshold = 1
    private static let maximumThreshold = 26
    private static let initialBias = 72
    private static let initialScalar = 0x80

    /// Far beyond any label, and small enough that no sum of products overflows.
    private static let maximumDelta = 1 << 40

    /// The scalars that digits stand for; nil when they stand for none.
    static func decode(_ text: [UInt8]) -> [UInt32]? {
        var output: [UInt32] = []
        var offset = 0
        if let delimiter = text.lastIndex(of: UInt8(ascii: "-")), delimiter > 0 {
            output = text[..<delimiter].map(UInt32.init)
            offset = delimiter + 1
        }
        var scalar = initialScalar
        var index = 0
        var bias = initialBias
        while offset < text.count {
            let start = index
            var weight = 1
            var position = base
            while true {
                guard offset < text.count, let digit = digit(text[offset]) else { return nil }
                offset += 1
                index += digit * weight
                guard index < maximumDelta else { return nil }
                let threshold = threshold(position, bias)
                if digit < threshold { break }
                weight *= base - threshold
                guard weight < maximumDelta else { return nil }
                position += base
            }
            let count = output.count + 1
            bias = adapt(index - start, count: count, isFirst: start == 0)
            scalar += index / count
            index %= count
            guard scalar <= 0x10_FFFF, let valid = Unicode.Scalar(UInt32(scalar)) else { return nil }
            output.insert(valid.value, at: index)
            index += 1
        }
        return output
    }

    /// The digits for scalars, without the prefix `xn--`.
    static func encode(_ scalars: [UInt32]) -> [UInt8]? {
        var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
        let basicCount = output.count
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var handled = basicCount
        var scalar = initialScalar
        var delta = 0
        var bias = initialBias
        while handled < scalars.count {
            guard let next = scalars.filter({ $0 >= scalar }).min() else { return nil }
            delta += (Int(next) - scalar) * (handled + 1)
            scalar = Int(next)
            for value in scalars {
                if value < next { delta += 1 }
                guard value == next else { continue }
                append(delta, bias: bias, to: &output)
                bias = adapt(delta, count: handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            scalar += 1
        }
        return output
    }

    private static func append(_ delta: Int, bias: Int, to output: inout [UInt8]) {
        var rest = delta
        var position = base
        while true {
            let threshold = threshold(position, bias)
            if rest < threshold { break }
            output.append(character(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            position += base
        }
        output.append(character(rest))
    }

    private static func threshold(_ position: Int, _ bias: Int) -> Int {
        min(max(position - bias, minimumThreshold), maximumThreshold)
    }

    private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        let damping = 700
        let skew = 38
        var rest = isFirst ? delta / damping : delta / 2
        rest += rest / count
        var position = 0
        while rest > (base - minimumThreshold) * maximumThreshold / 2 {
            rest /= base - minimumThreshold
            position += base
        }
        return position + (base - minimumThreshold + 1) * rest / (rest + skew)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
        default: nil
        }
    }

    private static func character(_ digit: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: digit < 26 ? digit + 0x61 : digit - 26 + 0x30)
    }
}
