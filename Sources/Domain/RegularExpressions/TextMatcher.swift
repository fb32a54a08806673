/// Answers whether one pattern matches anywhere in a text.
///
/// Classes, and one for each way to answer, so that a match in the middle of a hot loop counts no references.
protocol TextMatcher: AnyObject, Sendable {
    /// Whether the pattern matches anywhere in UTF-8 bytes.
    ///
    /// `work` grows by what that took; a few bytes looked at are one unit, as is one step of an engine.
    func matches(_ text: Span<UInt8>, work: inout Int) throws(RegularExpressionError) -> Bool
    /// How many instructions the pattern has, its repetitions counted out; 0 when it needs no engine.
    var programSize: Int { get }
}

extension TextMatcher {
    var programSize: Int { 0 }

    /// The same, when nobody asks what it took.
    func matches(_ text: Span<UInt8>) throws(RegularExpressionError) -> Bool {
        var work = 0
        return try matches(text, work: &work)
    }
}

/// `.*`, `^` or the empty pattern.
final class AlwaysMatcher: TextMatcher {
    func matches(_ text: Span<UInt8>, work: inout Int) -> Bool { true }
}

/// `^abc$`, `^abc`, `abc$` and `abc`.
final class LiteralMatcher: TextMatcher {
    private let bytes: [UInt8]
    private let isAnchoredAtStart: Bool
    private let isAnchoredAtEnd: Bool

    init(_ bytes: [UInt8], isAnchoredAtStart: Bool, isAnchoredAtEnd: Bool) {
        self.bytes = bytes
        self.isAnchoredAtStart = isAnchoredAtStart
        self.isAnchoredAtEnd = isAnchoredAtEnd
    }

    func matches(_ text: Span<UInt8>, work: inout Int) -> Bool {
        work &+= text.count >> 3
        let spare = text.count - bytes.count
        if spare < 0 { return false }
        if isAnchoredAtStart { return (spare == 0 || !isAnchoredAtEnd) && holds(in: text, at: 0) }
        if isAnchoredAtEnd { return holds(in: text, at: spare) }
        for offset in 0...spare where holds(in: text, at: offset) { return true }
        return false
    }

    @inline(__always)
    private func holds(in text: Span<UInt8>, at start: Int) -> Bool {
        for index in bytes.indices where text[start &+ index] != bytes[index] { return false }
        return true
    }
}

/// `^[a-z]{2,5}$`: nothing but scalars of a set, so many of them.
final class RepeatedSetMatcher: TextMatcher {
    private let test: FastClass.MemberTest
    private let minimum: Int
    private let maximum: Int

    init(_ test: FastClass.MemberTest, minimum: Int, maximum: Int?) {
        self.test = test
        self.minimum = minimum
        self.maximum = maximum ?? .max
    }

    func matches(_ text: Span<UInt8>, work: inout Int) -> Bool {
        work &+= text.count >> 3
        let ascii = test.ascii
        var count = 0
        var offset = 0
        while offset < text.count {
            let byte = text[offset]
            var byteCount = 1
            if byte >= 0x80 {
                byteCount = test.byteCount(in: text, at: offset)
                if byteCount == 0 { return false }
            } else if !ascii.contains(byte) {
                return false
            }
            count &+= 1
            offset &+= byteCount
        }
        return count >= minimum && count <= maximum
    }
}

/// `.+` or `[0-9]`: one scalar of a set, anywhere.
final class AnySetMatcher: TextMatcher {
    private let test: FastClass.MemberTest

    init(_ test: FastClass.MemberTest) { self.test = test }

    func matches(_ text: Span<UInt8>, work: inout Int) -> Bool {
        work &+= text.count >> 3
        var offset = 0
        while offset < text.count {
            if test.byteCount(in: text, at: offset) > 0 { return true }
            offset &+= text.repairedScalar(at: offset).byteCount
        }
        return false
    }
}

/// `^\d{4}-\d{2}$`: one ASCII set for each byte.
final class ByteSetsMatcher: TextMatcher {
    private let sets: [FastClass.ByteSet]

    init(_ sets: [FastClass.ByteSet]) { self.sets = sets }

    func matches(_ text: Span<UInt8>, work: inout Int) -> Bool {
        work &+= text.count >> 3
        guard text.count == sets.count else { return false }
        for offset in text.indices where !sets[offset].contains(text[offset]) { return false }
        return true
    }
}

/// `^(?=…)(?!…)…`: several patterns at the start of a text, each of which must match, or must not.
///
/// Look-ahead that stands first says nothing about what follows it but where both begin, so each part has a matcher
/// of its own, and none of them looks around.
final class ConjunctionMatcher: TextMatcher {
    struct Part: Sendable {
        let matcher: any TextMatcher
        let isNegated: Bool
    }

    private let parts: [Part]

    init(_ parts: [Part]) { self.parts = parts }

    var programSize: Int { parts.reduce(0) { $0 + $1.matcher.programSize } }

    func matches(_ text: Span<UInt8>, work: inout Int) throws(RegularExpressionError) -> Bool {
        for index in parts.indices where try parts[index].matcher.matches(text, work: &work) == parts[index].isNegated {
            return false
        }
        return true
    }

    /// The parts of a pattern that begins with `^` and look-ahead; nil for any other.
    static func parts(of node: PatternNode) -> [(node: PatternNode, isNegated: Bool)]? {
        guard case .sequence(let nodes) = node else { return nil }
        var parts: [(node: PatternNode, isNegated: Bool)] = []
        var isAnchored = false
        var next = 0
        scan: while next < nodes.count {
            switch nodes[next] {
            case .assertion(.start): isAnchored = true
            case .look(let look) where !look.isBehind && !look.body.looksAround:
                parts.append((.sequence([.assertion(.start), look.body]), look.isNegated))
            default: break scan
            }
            next += 1
        }
        let rest = PatternNode.sequence(Array(nodes[next...]))
        guard isAnchored, !parts.isEmpty, !rest.looksAround else { return nil }
        if next < nodes.count { parts.append((.sequence([.assertion(.start), rest]), false)) }
        return parts
    }
}

extension PatternNode {
    /// Whether there is look-around anywhere inside.
    fileprivate var looksAround: Bool {
        switch self {
        case .empty, .scalar, .set, .assertion, .backreference: false
        case .look: true
        case .sequence(let nodes), .alternation(let nodes): nodes.contains(where: \.looksAround)
        case .capture(let body, _): body.looksAround
        case .repetition(let repetition): repetition.body.looksAround
        }
    }
}

extension FastClass {
    /// The matcher for this shape.
    var matcher: any TextMatcher {
        switch self {
        case .always: AlwaysMatcher()
        case .equals(let bytes): LiteralMatcher(bytes, isAnchoredAtStart: true, isAnchoredAtEnd: true)
        case .prefix(let bytes): LiteralMatcher(bytes, isAnchoredAtStart: true, isAnchoredAtEnd: false)
        case .suffix(let bytes): LiteralMatcher(bytes, isAnchoredAtStart: false, isAnchoredAtEnd: true)
        case .contains(let bytes): LiteralMatcher(bytes, isAnchoredAtStart: false, isAnchoredAtEnd: false)
        case .containsAny(let test): AnySetMatcher(test)
        case .only(let test, let minimum, let maximum): RepeatedSetMatcher(test, minimum: minimum, maximum: maximum)
        case .bytes(let sets): ByteSetsMatcher(sets)
        }
    }
}
