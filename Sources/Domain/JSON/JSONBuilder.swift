public import Diagnostics

/// Builds a ``JSONDocument`` from events, for sources that are not JSON text: YAML, form data, parameters.
///
/// Positions are kept for every node when the first value has one.
public struct JSONBuilder: Sendable {
    private struct Frame: Sendable {
        let node: Int
        var count = 0
        let isObject: Bool
        var names = OpenNames()
        /// Whether the last name still waits for its value.
        var isNameOpen = false
    }

    private var bytes: [UInt8] = []
    private var nodes: [TapeNode] = []
    private var positions: [SourcePosition] = []
    private var frames: [Frame] = []
    private let seed = KeyHash.seed

    /// An empty builder.
    public init() {}

    /// A builder whose strings, numbers and names may lie in bytes that are there already.
    ///
    /// - Parameters:
    ///   - content: UTF-8 pieces, which become part of the document.
    ///   - nodeCount: About how many nodes there will be.
    package init(content: consuming [UInt8], nodeCount: Int) {
        bytes = content
        nodes.reserveCapacity(nodeCount)
        positions.reserveCapacity(nodeCount)
    }

    /// How many arrays and objects are open.
    public var depth: Int { frames.count }
    /// How many nodes there are so far, names included.
    public var nodeCount: Int { nodes.count }

    /// Adds null.
    public mutating func null(at position: SourcePosition? = nil) { literal(.null, "null", at: position) }

    /// Adds true or false.
    public mutating func boolean(_ value: Bool, at position: SourcePosition? = nil) {
        literal(value ? .true : .false, value ? "true" : "false", at: position)
    }

    /// Adds a string.
    public mutating func string(_ value: String, at position: SourcePosition? = nil) {
        let offset = append(value.utf8)
        add(TapeNode(kind: .string, offset: offset, length: bytes.count - offset), at: position)
    }

    /// Adds a string that lies in the content.
    package mutating func string(content range: Range<Int>, at position: SourcePosition? = nil) {
        precondition(range.upperBound <= bytes.count, "a string lies in the content")
        add(TapeNode(kind: .string, offset: range.lowerBound, length: range.count), at: position)
    }

    /// Adds a number.
    public mutating func number(_ number: JSONNumber, at position: SourcePosition? = nil) {
        let offset = append(number.text.utf8)
        self.number(content: offset..<bytes.count, at: position)
    }

    /// Adds a number whose text, as RFC 8259 writes it, lies in the content.
    package mutating func number(content range: Range<Int>, at position: SourcePosition? = nil) {
        do {
            // On its own, since the next piece may begin with a digit.
            let number = try NumberScanner.scan(bytes.span.extracting(range), from: 0)
            precondition(number.end == range.count, "a number has nothing after it")
            add(number.node.moved(by: range.lowerBound), at: position)
        } catch {
            preconditionFailure("a number is written as RFC 8259 has it")
        }
    }

    /// Adds a copy of a whole value.
    public mutating func value(_ value: JSONValue, at position: SourcePosition? = nil) {
        switch value {
        case .null: null(at: position)
        case .boolean(let flag): boolean(flag, at: position)
        case .number(let number): self.number(number, at: position)
        case .string(let text): string(text, at: position)
        case .array(let elements):
            beginArray(at: position)
            for element in elements { self.value(element, at: position) }
            end()
        case .object(let members):
            beginObject(at: position)
            for member in members where name(member.name, at: position) { self.value(member.value, at: position) }
            end()
        }
    }

    /// Opens an array.
    public mutating func beginArray(at position: SourcePosition? = nil) { open(.array, at: position) }

    /// Opens an object.
    public mutating func beginObject(at position: SourcePosition? = nil) { open(.object, at: position) }

    /// Adds the name of the next member.
    ///
    /// - Returns: False, and adds nothing, when the open object already has a member of that name.
    public mutating func name(_ name: String, at position: SourcePosition? = nil) -> Bool {
        let offset = append(name.utf8)
        guard self.name(content: offset..<bytes.count, at: position) == nil else {
            bytes.removeLast(bytes.count - offset)
            return false
        }
        return true
    }

    /// Adds the name of the next member; the name lies in the content.
    ///
    /// - Returns: The node of the same name, when the open object has it already; then nothing is added.
    package mutating func name(content range: Range<Int>, at position: SourcePosition? = nil) -> Int? {
        precondition(frames.last?.isObject == true, "a name belongs into an object")
        let last = frames.count - 1
        precondition(!frames[last].isNameOpen, "a name is followed by its value")
        let hash = KeyHash.hash(bytes.span, from: range.lowerBound, count: range.count, seed: seed)
        let earlier = frames[last].names.add(hash: hash, node: nodes.count) { other in
            let node = nodes[other]
            guard node.length == range.count else { return false }
            return range.count <= KeyHash.exactByteCount
                || bytes[node.offset..<node.offset + node.length].elementsEqual(bytes[range])
        }
        if let earlier { return earlier }
        nodes.append(TapeNode(kind: .string, offset: range.lowerBound, length: range.count, payload: hash))
        note(position)
        frames[last].count += 1
        frames[last].isNameOpen = true
        return nil
    }

    /// Closes the array or object that was opened last.
    public mutating func end() {
        guard let frame = frames.popLast() else { preconditionFailure("nothing is open") }
        precondition(!frame.isNameOpen, "a name is followed by its value")
        nodes[frame.node].close(count: frame.count, end: nodes.count)
    }

    /// Where a node that was added stands in its author's text.
    package func position(of node: Int) -> SourcePosition? { node < positions.count ? positions[node] : nil }

    /// The finished document; there must be one value, and nothing open.
    public consuming func finish() -> JSONDocument {
        precondition(frames.isEmpty && !nodes.isEmpty, "a document is one whole value")
        return JSONDocument(
            bytes: bytes,
            nodes: nodes,
            origin: positions.count == nodes.count ? .positions(positions) : .none
        )
    }

    private mutating func open(_ kind: JSONKind, at position: SourcePosition?) {
        add(TapeNode(kind: kind, offset: bytes.count, length: 0), at: position)
        frames.append(Frame(node: nodes.count - 1, isObject: kind == .object))
    }

    private mutating func literal(_ kind: JSONKind, _ text: String, at position: SourcePosition?) {
        let offset = append(text.utf8)
        add(TapeNode(kind: kind, offset: offset, length: text.utf8.count), at: position)
    }

    private mutating func add(_ node: TapeNode, at position: SourcePosition?) {
        if let last = frames.indices.last {
            if frames[last].isObject {
                precondition(frames[last].isNameOpen, "a value in an object follows its name")
                frames[last].isNameOpen = false
            } else {
                frames[last].count += 1
            }
        } else {
            precondition(nodes.isEmpty, "a document is one value")
        }
        nodes.append(node)
        note(position)
    }

    private mutating func note(_ position: SourcePosition?) { if let position { positions.append(position) } }

    private mutating func append(_ text: some Sequence<UInt8>) -> Int {
        let offset = bytes.count
        bytes.append(contentsOf: text)
        return offset
    }
}

extension JSONDocument {
    /// A document from a made value.
    public convenience init(_ value: JSONValue) {
        var builder = JSONBuilder()
        builder.value(value)
        let built = builder.finish()
        self.init(bytes: built.bytes, nodes: built.nodes, origin: built.origin)
    }
}
