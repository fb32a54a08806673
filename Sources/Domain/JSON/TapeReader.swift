/// The state of one reading: the open arrays and objects, and what the tape cannot hold.
///
/// The tape itself is written in pieces, through an `OutputSpan` that checks neither uniqueness nor growth node by node.
struct TapeReader {
    /// An array or object whose end has not been seen.
    private struct Frame: BitwiseCopyable {
        /// Index on the tape; negative outside of everything.
        var node: Int
        var count: Int
        /// Where its names begin in the key set; negative for an array.
        var keyMark: Int

        var isObject: Bool { keyMark >= 0 }
    }

    /// The text and then the content of the strings that had escapes; empty while there are none.
    var decoded: [UInt8] = []
    /// The strings that had escapes, in the order of the text.
    var decodedStrings: [DecodedString] = []
    /// Whether the text is known to be UTF-8; otherwise every string is checked.
    private(set) var isValidUTF8 = true
    private var keys = KeySet()
    private var outer: [Frame] = []
    private var frame = Frame(node: -1, count: 0, keyMark: -1)
    private var isDone = false
    /// How many nodes stand in finished pieces of the tape.
    private var firstNode = 0
    /// Arrays and objects that were opened in one piece and closed in a later one.
    private var lateCloses: [(node: Int, count: Int, end: Int)] = []
    private let maximumDepth: Int
    private let seed = KeyHash.seed

    init(maximumDepth: Int) { self.maximumDepth = maximumDepth }

    /// The tape of a whole text.
    mutating func read(_ text: Span<UInt8>) throws(JSONFailure) -> [TapeNode] {
        if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF {
            throw JSONFailure(code: .byteOrderMark, offset: 0)
        }
        isValidUTF8 = UTF8Sequence.isValid(text)
        var nodes: [TapeNode] = []
        var offset = skipSpace(text, from: 0)
        // The first piece shows how dense the nodes are, so that the tape takes hardly more memory than it needs.
        var pieceCount = text.count / (text.count < 4096 ? 6 : 64) + 8
        while !isDone {
            firstNode = nodes.count
            try nodes.append(addingCapacity: pieceCount) { (tape: inout OutputSpan<TapeNode>) throws(JSONFailure) in
                offset = try readPiece(text, from: offset, onto: &tape)
            }
            for late in lateCloses { nodes[late.node].close(count: late.count, end: late.end) }
            lateCloses.removeAll(keepingCapacity: true)
            let remaining = Double(max(0, text.count - offset))
            pieceCount = Int(remaining * 1.125 * Double(nodes.count) / Double(max(1, offset))) + 8
        }
        offset = skipSpace(text, from: offset)
        if offset < text.count { throw JSONFailure(code: .trailingContent, offset: offset) }
        return nodes
    }

    private mutating func readPiece(
        _ text: Span<UInt8>,
        from start: Int,
        onto tape: inout OutputSpan<TapeNode>
    ) throws(JSONFailure) -> Int {
        var offset = start
        // One step adds a value or an opening, and perhaps a name.
        while tape.freeCapacity >= 2, !isDone {
            offset = try step(text, at: offset, &tape)
        }
        return offset
    }

    /// Reads a value, or the beginning of an array or object, and on to where the next value begins.
    @inline(__always)
    private mutating func step(
        _ text: Span<UInt8>,
        at start: Int,
        _ tape: inout OutputSpan<TapeNode>
    ) throws(JSONFailure) -> Int {
        guard start < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
        var offset: Int
        switch text[start] {
        case UInt8(ascii: "\""):
            let string = try scanString(text, from: start &+ 1, node: firstNode &+ tape.count)
            tape.append(string.node(payload: 0))
            offset = string.end
        case UInt8(ascii: "{"):
            try open(at: start, isObject: true, &tape)
            offset = skipSpace(text, from: start &+ 1)
            guard offset < text.count, text[offset] == UInt8(ascii: "}") else {
                return try name(text, at: offset, &tape)
            }
            offset = try close(text, at: offset, &tape)
        case UInt8(ascii: "["):
            try open(at: start, isObject: false, &tape)
            offset = skipSpace(text, from: start &+ 1)
            guard offset < text.count, text[offset] == UInt8(ascii: "]") else {
                frame.count = 1
                return offset
            }
            offset = try close(text, at: offset, &tape)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let number = try NumberScanner.scan(text, from: start)
            tape.append(number.node)
            offset = number.end
        default:
            let node = try Self.literal(text, at: start)
            tape.append(node)
            offset = start &+ node.length
        }
        return try afterValue(text, at: offset, &tape)
    }

    /// Closes what ends after a value, and reads on to where the next value begins.
    @inline(__always)
    private mutating func afterValue(
        _ text: Span<UInt8>,
        at start: Int,
        _ tape: inout OutputSpan<TapeNode>
    ) throws(JSONFailure) -> Int {
        var offset = start
        while frame.node >= 0 {
            offset = skipSpace(text, from: offset)
            guard offset < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
            let byte = text[offset]
            if byte == UInt8(ascii: ",") {
                let next = skipSpace(text, from: offset &+ 1)
                if frame.isObject { return try name(text, at: next, &tape) }
                frame.count &+= 1
                return next
            }
            guard byte == (frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw JSONFailure(code: .unexpectedByte, offset: offset)
            }
            offset = try close(text, at: offset, &tape)
        }
        isDone = true
        return offset
    }

    @inline(__always)
    private mutating func open(
        at offset: Int,
        isObject: Bool,
        _ tape: inout OutputSpan<TapeNode>
    ) throws(JSONFailure) {
        if outer.count >= maximumDepth { throw JSONFailure(code: .tooDeep, offset: offset) }
        outer.append(frame)
        frame = Frame(node: firstNode &+ tape.count, count: 0, keyMark: isObject ? keys.mark : -1)
        tape.append(TapeNode(kind: isObject ? .object : .array, offset: offset, length: 0))
    }

    @inline(__always)
    private mutating func close(
        _ text: Span<UInt8>,
        at offset: Int,
        _ tape: inout OutputSpan<TapeNode>
    ) throws(JSONFailure) -> Int {
        if frame.isObject, let twice = keys.close(from: frame.keyMark, text: text, decoded: decoded) {
            throw JSONFailure(code: .duplicateKey, offset: sourceOffset(ofContent: twice, text))
        }
        let end = firstNode &+ tape.count
        if frame.node >= firstNode {
            var nodes = tape.mutableSpan
            nodes[frame.node &- firstNode].close(count: frame.count, end: end)
        } else {
            lateCloses.append((frame.node, frame.count, end))
        }
        // The outermost frame was pushed by the first `open`, so there is always one to return to.
        if let next = outer.popLast() { frame = next }
        return offset &+ 1
    }

    /// Reads a member name and the colon after it; returns where the value begins.
    @inline(__always)
    private mutating func name(
        _ text: Span<UInt8>,
        at offset: Int,
        _ tape: inout OutputSpan<TapeNode>
    ) throws(JSONFailure) -> Int {
        guard offset < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
        guard text[offset] == UInt8(ascii: "\"") else { throw JSONFailure(code: .unexpectedByte, offset: offset) }
        let string = try scanString(text, from: offset &+ 1, node: firstNode &+ tape.count)
        let hash =
            string.isDecoded
            ? KeyHash.hash(decoded.span, from: string.start, count: string.count, seed: seed)
            : KeyHash.hash(text, from: string.start, count: string.count, seed: seed)
        keys.add(hash: hash, offset: string.start, length: string.count)
        tape.append(string.node(payload: hash))
        frame.count &+= 1
        let colon = skipSpace(text, from: string.end)
        guard colon < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
        guard text[colon] == UInt8(ascii: ":") else { throw JSONFailure(code: .unexpectedByte, offset: colon) }
        return skipSpace(text, from: colon &+ 1)
    }

    /// The node of `true`, `false` or `null`.
    @inline(__always)
    private static func literal(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> TapeNode {
        if offset &+ 8 <= text.count {
            let word = word(in: text, at: offset)
            switch UInt32(truncatingIfNeeded: word) {
            case 0x6C6C_756E: return TapeNode(kind: .null, offset: offset, length: 4)
            case 0x6575_7274: return TapeNode(kind: .true, offset: offset, length: 4)
            case 0x736C_6166 where UInt8(truncatingIfNeeded: word &>> 32) == UInt8(ascii: "e"):
                return TapeNode(kind: .false, offset: offset, length: 5)
            default: break
            }
        }
        return try lateLiteral(text, at: offset)
    }

    /// The same near the end of the text, byte by byte, and the place of what is wrong.
    private static func lateLiteral(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> TapeNode {
        let (word, kind): (String, JSONKind) =
            switch text[offset] {
            case UInt8(ascii: "t"): ("true", .true)
            case UInt8(ascii: "f"): ("false", .false)
            case UInt8(ascii: "n"): ("null", .null)
            default: throw JSONFailure(code: .unexpectedByte, offset: offset)
            }
        var end = offset
        for letter in word.utf8 {
            guard end < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
            guard text[end] == letter else { throw JSONFailure(code: .unexpectedByte, offset: offset) }
            end += 1
        }
        return TapeNode(kind: kind, offset: offset, length: end - offset)
    }

    /// Where the string with this content begins in the text.
    private func sourceOffset(ofContent start: Int, _ text: Span<UInt8>) -> Int {
        start < text.count ? start - 1 : decodedStrings.first { $0.content == start }?.offset ?? 0
    }
}

/// A string that had escapes.
struct DecodedString: BitwiseCopyable, Sendable {
    let node: Int
    /// Offset of the opening quote in the text.
    let offset: Int
    /// Offset of the unescaped content, past the end of the text.
    let content: Int
}

/// The first offset at or after `start` that is no white space.
@inline(__always)
func skipSpace(_ text: Span<UInt8>, from start: Int) -> Int {
    guard start < text.count, text[start] <= 0x20 else { return start }
    return skipSpaceRun(text, from: start)
}

/// The same, where there is white space: indentation is skipped eight spaces at a time.
@inline(never)
private func skipSpaceRun(_ text: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while offset < text.count {
        let byte = text[offset]
        if byte > 0x20 { return offset }
        guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return offset }
        offset &+= 1
        while offset &+ 8 <= text.count {
            let others = word(in: text, at: offset) ^ 0x2020_2020_2020_2020
            offset &+= others == 0 ? 8 : others.trailingZeroBitCount &>> 3
            if others != 0 { break }
        }
    }
    return offset
}
