extension KeyHash {
    /// The hash that a member name with the content of this string or name has.
    package static func hash(of node: TapeNode, in bytes: Span<UInt8>) -> UInt64 {
        hash(bytes, from: node.offset, count: node.length, seed: seed)
    }

    /// The hash that a member name with this content has.
    package static func hash(of content: Span<UInt8>) -> UInt64 {
        hash(content, from: 0, count: content.count, seed: seed)
    }
}

extension ExactDecimal: Hashable {
    package func hash(into hasher: inout Hasher) {
        hasher.combine(isNegative)
        hasher.combine(significand)
        hasher.combine(exponent)
        hasher.combine(wideDigits)
    }

    /// -1, 0 or 1.
    package var signum: Int { isZero ? 0 : isNegative ? -1 : 1 }
}
