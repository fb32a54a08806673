/// Reads the text of a pattern.
///
/// Strict reading follows the grammar of ECMA-262 (2024), section 22.2.1, with the parameters `UnicodeMode` and
/// `NamedCaptureGroups`. Permissive reading follows Annex B.1.2, except that `\p{…}` and `\u{…}` keep their Unicode
/// meaning: nobody who writes them means the letters `p` and `u`.
struct PatternParser {
    let scalars: [UInt32]
    let isPermissive: Bool
    let maximumDepth: Int
    var offset = 0
    var features = PatternFeatures()
    /// The groups counted before parsing, since `\1` may stand before the group it names.
    var census = GroupCensus()
    private var groupIndex = 0

    init(_ pattern: String, isPermissive: Bool, maximumDepth: Int) {
        scalars = pattern.unicodeScalars.map(\.value)
        self.isPermissive = isPermissive
        self.maximumDepth = maximumDepth
    }

    /// The tree of the whole pattern.
    mutating func parse() throws(RegularExpressionError) -> PatternNode {
        census = try GroupCensus(of: self)
        let node = try disjunction(depth: 0)
        if offset < scalars.count { throw RegularExpressionError(.unmatchedParenthesis, at: offset, excerpt: ")") }
        features.groupCount = groupIndex
        return node
    }

    private mutating func disjunction(depth: Int) throws(RegularExpressionError) -> PatternNode {
        var alternatives: [PatternNode] = []
        repeat {
            var terms: [PatternNode] = []
            while let next = peek(), next != "|", next != ")" {
                terms.append(try term(depth: depth))
            }
            alternatives.append(Self.sequence(terms))
        } while take("|")
        return alternatives.count == 1 ? alternatives[0] : .alternation(alternatives)
    }

    private static func sequence(_ terms: [PatternNode]) -> PatternNode {
        switch terms.count {
        case 0: .empty
        case 1: terms[0]
        default: .sequence(terms)
        }
    }

    private mutating func term(depth: Int) throws(RegularExpressionError) -> PatternNode {
        let firstGroup = groupIndex + 1
        var isQuantifiable = true
        let atom: PatternNode
        switch peek() {
        case "^":
            offset += 1
            return .assertion(.start)
        case "$":
            offset += 1
            return .assertion(.end)
        case "(":
            // Annex B lets look-ahead be repeated; `(?:(?=a))` is a group like any other.
            isQuantifiable = !isLookAhead(1) && !isLookBehind(1) || isPermissive && isLookAhead(1)
            atom = try group(depth: depth)
        case ".":
            offset += 1
            atom = .set(.dot)
        case "[":
            atom = .set(try characterClass())
        case "\\":
            atom = try escape()
            if case .assertion = atom { isQuantifiable = false }
        case "*", "+", "?":
            throw RegularExpressionError(.nothingToRepeat, at: offset, excerpt: excerpt(from: offset, count: 1))
        case "{", "}", "]":
            atom = .scalar(try bracket())
        default:
            atom = .scalar(scalars[offset])
            offset += 1
        }
        guard isQuantifiable, let quantifier = try quantifier() else { return Self.simplified(atom) }
        return .repetition(
            PatternNode.Repetition(
                body: Self.simplified(atom),
                minimum: quantifier.minimum,
                maximum: quantifier.maximum,
                isGreedy: quantifier.isGreedy,
                captures: firstGroup..<(groupIndex + 1)
            )
        )
    }

    private func isLookAhead(_ distance: Int) -> Bool {
        peek(distance) == "?" && (peek(distance + 1) == "=" || peek(distance + 1) == "!")
    }

    private func isLookBehind(_ distance: Int) -> Bool {
        peek(distance) == "?" && peek(distance + 1) == "<"
            && (peek(distance + 2) == "=" || peek(distance + 2) == "!")
    }

    private static func simplified(_ node: PatternNode) -> PatternNode {
        if case .set(let set) = node, let only = set.single { return .scalar(only) }
        return node
    }

    private mutating func bracket() throws(RegularExpressionError) -> UInt32 {
        let start = offset
        if peek() == "{", try bracedQuantifier() != nil {
            throw RegularExpressionError(.nothingToRepeat, at: start, excerpt: excerpt(from: start, to: offset))
        }
        guard isPermissive else {
            throw RegularExpressionError(.loneBracket, at: start, excerpt: excerpt(from: start, count: 1))
        }
        offset = start + 1
        return scalars[start]
    }

    private mutating func group(depth: Int) throws(RegularExpressionError) -> PatternNode {
        let start = offset
        if depth >= maximumDepth { throw RegularExpressionError(.tooDeep, at: start) }
        offset += 1
        let node: PatternNode
        if take("?") {
            node = try specialGroup(start: start, depth: depth)
        } else {
            node = try capture(depth: depth)
        }
        guard take(")") else {
            throw RegularExpressionError(.unterminatedGroup, at: start, excerpt: excerpt(from: start, count: 8))
        }
        return node
    }

    private mutating func capture(depth: Int) throws(RegularExpressionError) -> PatternNode {
        groupIndex += 1
        let index = groupIndex
        return .capture(try disjunction(depth: depth + 1), index: index)
    }

    private mutating func specialGroup(start: Int, depth: Int) throws(RegularExpressionError) -> PatternNode {
        if take(":") { return try disjunction(depth: depth + 1) }
        if take("=") { return try look(depth: depth, isBehind: false, isNegated: false) }
        if take("!") { return try look(depth: depth, isBehind: false, isNegated: true) }
        if take("<") {
            if take("=") { return try look(depth: depth, isBehind: true, isNegated: false) }
            if take("!") { return try look(depth: depth, isBehind: true, isNegated: true) }
            // The census has read the name already, and refused a bad one.
            _ = try groupName(from: start)
            return try capture(depth: depth)
        }
        throw RegularExpressionError(.invalidGroup, at: start, excerpt: excerpt(from: start, count: 3))
    }

    private mutating func look(
        depth: Int,
        isBehind: Bool,
        isNegated: Bool
    ) throws(RegularExpressionError) -> PatternNode {
        features.usesLookAround = true
        let body = try disjunction(depth: depth + 1)
        return .look(PatternNode.Look(body: body, isBehind: isBehind, isNegated: isNegated))
    }
}

extension PatternParser {
    struct Quantifier {
        let minimum: Int
        let maximum: Int?
        var isGreedy = true
    }

    private mutating func quantifier() throws(RegularExpressionError) -> Quantifier? {
        var quantifier: Quantifier
        switch peek() {
        case "*": quantifier = Quantifier(minimum: 0, maximum: nil)
        case "+": quantifier = Quantifier(minimum: 1, maximum: nil)
        case "?": quantifier = Quantifier(minimum: 0, maximum: 1)
        case "{":
            let start = offset
            guard let braced = try bracedQuantifier() else {
                if isPermissive { return nil }
                throw RegularExpressionError(.loneBracket, at: start, excerpt: "{")
            }
            quantifier = braced
            // The switch below steps over one scalar.
            offset -= 1
        default: return nil
        }
        offset += 1
        quantifier.isGreedy = !take("?")
        return quantifier
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`; nil, without moving, when the braces hold something else.
    private mutating func bracedQuantifier() throws(RegularExpressionError) -> Quantifier? {
        let start = offset
        offset += 1
        guard let minimum = number() else {
            offset = start
            return nil
        }
        var maximum: Int? = minimum
        if take(",") { maximum = number() }
        guard take("}") else {
            offset = start
            return nil
        }
        if let maximum, maximum < minimum {
            throw RegularExpressionError(.quantifierOutOfOrder, at: start, excerpt: excerpt(from: start, to: offset))
        }
        return Quantifier(minimum: minimum, maximum: maximum)
    }

    /// A decimal number, capped far above any limit.
    mutating func number() -> Int? {
        guard let first = peek(), ("0"..."9").contains(first) else { return nil }
        var value = 0
        while let digit = peek(), ("0"..."9").contains(digit) {
            value = min(value * 10 + Int(digit.value - 0x30), 1 << 52)
            offset += 1
        }
        return value
    }

    /// The scalar ahead; a scalar of a pattern is always one, since patterns come from strings.
    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        offset + distance < scalars.count ? Unicode.Scalar(scalars[offset + distance]) : nil
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        offset += 1
        return true
    }

    /// Part of the pattern, for a message.
    func excerpt(from start: Int, to end: Int) -> String {
        var text = String.UnicodeScalarView()
        for value in scalars[start..<min(end, scalars.count)] {
            if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        }
        return String(text)
    }

    func excerpt(from start: Int, count: Int) -> String {
        excerpt(from: start, to: start + count)
    }
}
