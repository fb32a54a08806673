/// Reads JSON text into a ``JSONDocument``.
///
/// Strict: RFC 8259 and nothing beyond it, no byte order mark, no name twice in one object, no half of a surrogate pair.
/// Budget: at least the speed of `orjson.loads` on the same text (`Benchmarks/json`); memory 16 bytes a value.
public struct JSONParser: Sendable {
    /// How much a document may ask for.
    public var limits: JSONLimits

    /// A parser with limits.
    public init(limits: JSONLimits = JSONLimits()) { self.limits = limits }

    /// Parses the text of one document.
    ///
    /// - Parameter text: UTF-8; it becomes part of the document.
    /// - Returns: The document.
    /// - Throws: ``JSONError`` at the first byte that breaks a rule.
    /// - Complexity: O(*n*) in the text.
    public func parse(_ text: consuming [UInt8]) throws(JSONError) -> JSONDocument {
        var reader = TapeReader(maximumDepth: limits.maximumDepth, byteCount: text.count)
        do throws(JSONFailure) {
            guard text.count <= limits.maximumByteCount else {
                throw JSONFailure(code: .tooLarge, offset: limits.maximumByteCount)
            }
            try reader.read(text.span)
        } catch {
            throw JSONError(error, in: text.span)
        }
        let byteCount = text.count
        if !reader.decoded.isEmpty { text.append(contentsOf: reader.decoded) }
        return JSONDocument(
            bytes: text,
            nodes: reader.nodes,
            origin: .text(byteCount: byteCount, decoded: reader.decodedOrigins)
        )
    }

    /// Parses text that is already a string.
    ///
    /// - Throws: ``JSONError`` at the first byte that breaks a rule.
    public func parse(_ text: String) throws(JSONError) -> JSONDocument { try parse(Array(text.utf8)) }
}

/// The state of one reading: the tape so far and the open arrays and objects.
struct TapeReader {
    /// An array or object whose end has not been seen.
    private struct Frame {
        var node: Int
        var count: Int
        /// Where its names begin in the key set; negative for an array.
        var keyMark: Int
    }

    private(set) var nodes: [TapeNode] = []
    var decoded: [UInt8] = []
    var decodedOrigins: [(node: Int, offset: Int)] = []
    private var keys = KeySet()
    private var outer: [Frame] = []
    private var frame = Frame(node: -1, count: 0, keyMark: -1)
    private let maximumDepth: Int
    private let seed = KeyHash.seed

    init(maximumDepth: Int, byteCount: Int) {
        self.maximumDepth = maximumDepth
        nodes.reserveCapacity(min(byteCount / 8 + 4, 1 << 22))
    }

    mutating func read(_ text: Span<UInt8>) throws(JSONFailure) {
        if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF {
            throw JSONFailure(code: .byteOrderMark, offset: 0)
        }
        var offset = try value(text, at: skipSpace(text, from: 0))
        while frame.node >= 0 {
            offset = try afterValue(text, at: skipSpace(text, from: offset))
        }
        offset = skipSpace(text, from: offset)
        if offset < text.count { throw JSONFailure(code: .trailingContent, offset: offset) }
    }

    /// Reads one value, or opens an array or object and reads on to its first value.
    @inline(__always)
    private mutating func value(_ text: Span<UInt8>, at start: Int) throws(JSONFailure) -> Int {
        var offset = start
        while true {
            guard offset < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
            switch text[offset] {
            case UInt8(ascii: "\""):
                let string = try scanString(text, from: offset + 1)
                nodes.append(string.node(payload: 0))
                return string.end
            case UInt8(ascii: "{"):
                try open(at: offset, isObject: true)
                offset = skipSpace(text, from: offset + 1)
                if offset < text.count, text[offset] == UInt8(ascii: "}") {
                    return try close(text, at: offset)
                }
                offset = try name(text, at: offset)
            case UInt8(ascii: "["):
                try open(at: offset, isObject: false)
                offset = skipSpace(text, from: offset + 1)
                if offset < text.count, text[offset] == UInt8(ascii: "]") {
                    return try close(text, at: offset)
                }
                frame.count = 1
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                return try number(text, at: offset)
            default:
                return try literal(text, at: offset)
            }
        }
    }

    /// Reads what follows a value inside an array or object, and the next value if there is one.
    @inline(__always)
    private mutating func afterValue(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> Int {
        guard offset < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
        let isObject = frame.keyMark >= 0
        switch text[offset] {
        case UInt8(ascii: ","):
            let next = skipSpace(text, from: offset + 1)
            if isObject { return try value(text, at: name(text, at: next)) }
            frame.count &+= 1
            return try value(text, at: next)
        case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
            return try close(text, at: offset)
        default:
            throw JSONFailure(code: .unexpectedByte, offset: offset)
        }
    }

    @inline(__always)
    private mutating func open(at offset: Int, isObject: Bool) throws(JSONFailure) {
        if outer.count >= maximumDepth { throw JSONFailure(code: .tooDeep, offset: offset) }
        outer.append(frame)
        frame = Frame(node: nodes.count, count: 0, keyMark: isObject ? keys.mark : -1)
        nodes.append(TapeNode(kind: isObject ? .object : .array, offset: offset, length: 0))
    }

    @inline(__always)
    private mutating func close(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> Int {
        if frame.keyMark >= 0,
            let twice = keys.close(from: frame.keyMark, nodes: nodes, bytes: text, decoded: decoded)
        {
            throw JSONFailure(code: .duplicateKey, offset: sourceOffset(ofString: twice))
        }
        nodes[frame.node].close(count: frame.count, end: nodes.count)
        // The outermost frame was pushed by the first `open`, so there is always one to return to.
        if let next = outer.popLast() { frame = next }
        return offset + 1
    }

    /// Reads a member name and the colon after it; returns where the value begins.
    @inline(__always)
    private mutating func name(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> Int {
        guard offset < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
        guard text[offset] == UInt8(ascii: "\"") else { throw JSONFailure(code: .unexpectedByte, offset: offset) }
        let string = try scanString(text, from: offset + 1)
        let hash =
            string.isDecoded
            ? KeyHash.hash(decoded.span, from: string.start - text.count, count: string.count, seed: seed)
            : KeyHash.hash(text, from: string.start, count: string.count, seed: seed)
        keys.add(hash: hash, node: nodes.count, length: string.count)
        nodes.append(string.node(payload: hash))
        frame.count &+= 1
        let colon = skipSpace(text, from: string.end)
        guard colon < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
        guard text[colon] == UInt8(ascii: ":") else { throw JSONFailure(code: .unexpectedByte, offset: colon) }
        return skipSpace(text, from: colon + 1)
    }

    @inline(__always)
    private mutating func number(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> Int {
        let number = try NumberScanner.scan(text, from: offset)
        nodes.append(number.node)
        return number.end
    }

    private mutating func literal(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> Int {
        let (word, kind): (StaticString, JSONKind) =
            switch text[offset] {
            case UInt8(ascii: "t"): ("true", .true)
            case UInt8(ascii: "f"): ("false", .false)
            case UInt8(ascii: "n"): ("null", .null)
            default: throw JSONFailure(code: .unexpectedByte, offset: offset)
            }
        let count = word.utf8CodeUnitCount
        for index in 0..<count {
            guard offset + index < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
            let expected = word.description.utf8
            guard text[offset + index] == expected[expected.index(expected.startIndex, offsetBy: index)] else {
                throw JSONFailure(code: .unexpectedByte, offset: offset)
            }
        }
        nodes.append(TapeNode(kind: kind, offset: offset, length: count))
        return offset + count
    }

    private func sourceOffset(ofString index: Int) -> Int {
        decodedOrigins.first { $0.node == index }?.offset ?? nodes[index].offset - 1
    }

    /// Notes that the string about to be appended had escapes, and began at a quote.
    mutating func noteDecodedString(at offset: Int) { decodedOrigins.append((nodes.count, offset)) }
}

/// The first offset at or after `start` that is no white space.
@inline(__always)
func skipSpace(_ text: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while offset < text.count {
        let byte = text[offset]
        if byte > 0x20 { return offset }
        guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return offset }
        offset &+= 1
    }
    return offset
}
