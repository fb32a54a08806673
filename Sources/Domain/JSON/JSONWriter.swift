/// Writes JSON text piece by piece.
///
/// Commas, colons and indentation are the writer's work; the caller says what comes. Strings are written as UTF-8 with
/// the fewest escapes that RFC 8259 allows.
public struct JSONWriter: Sendable {
    /// The text so far, UTF-8.
    public private(set) var bytes: [UInt8] = []
    private let indentation: Int?
    private var depth = 0
    /// Whether the next value or name stands first in its array or object.
    private var isFirst = true
    private var followsName = false

    /// A writer.
    ///
    /// - Parameter indentation: Spaces per level, each value on a line of its own; nil writes the shortest text.
    public init(indentation: Int? = nil) { self.indentation = indentation }

    /// Opens an object.
    public mutating func beginObject() { open(UInt8(ascii: "{")) }
    /// Closes the object that was opened last.
    public mutating func endObject() { close(UInt8(ascii: "}")) }
    /// Opens an array.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }
    /// Closes the array that was opened last.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes the name of the next member.
    public mutating func name(_ name: String) {
        separate()
        quote(name.utf8.span)
        nameWritten()
    }

    /// Writes the name of the next member, as it stands in a document.
    package mutating func name(_ name: JSONNode) {
        separate()
        let content = name.document.bytes
        let node = name.tapeNode
        quote(content.span.extracting(node.offset..<node.offset + node.length))
        nameWritten()
    }

    /// Writes a string.
    public mutating func string(_ value: String) {
        separate()
        quote(value.utf8.span)
    }

    /// Writes a whole number.
    public mutating func integer(_ value: Int) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Writes true or false.
    public mutating func boolean(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Writes null.
    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes text that is already JSON, as it is.
    public mutating func raw(_ json: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// Writes a made value.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .boolean(let value): boolean(value)
        case .number(let number): raw(number.text.utf8)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                name(member.name)
                self.value(member.value)
            }
            endObject()
        }
    }

    /// Writes a value of a document; numbers keep their text.
    public mutating func value(_ node: JSONNode) {
        let nodes = node.document.nodes
        let content = node.document.bytes
        _ = write(node.index, nodes.span, content.span)
    }

    /// Writes the value at an index of a tape; returns the index after it.
    private mutating func write(_ index: Int, _ nodes: Span<TapeNode>, _ content: Span<UInt8>) -> Int {
        let node = nodes[index]
        switch node.kind {
        case .null: null()
        case .true: boolean(true)
        case .false: boolean(false)
        case .number:
            separate()
            append(content.extracting(node.offset..<node.offset + node.length))
        case .string:
            separate()
            quote(content.extracting(node.offset..<node.offset + node.length))
        case .array:
            var child = index + 1
            beginArray()
            for _ in 0..<node.length { child = write(child, nodes, content) }
            endArray()
            return child
        case .object:
            var child = index + 1
            beginObject()
            for _ in 0..<node.length {
                let name = nodes[child]
                separate()
                quote(content.extracting(name.offset..<name.offset + name.length))
                nameWritten()
                child = write(child + 1, nodes, content)
            }
            endObject()
            return child
        }
        return index + 1
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        depth += 1
        isFirst = true
    }

    private mutating func close(_ bracket: UInt8) {
        depth -= 1
        if !isFirst { breakLine() }
        bytes.append(bracket)
        isFirst = false
    }

    private mutating func separate() {
        if followsName {
            followsName = false
            return
        }
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        if depth > 0 { breakLine() }
        isFirst = false
    }

    private mutating func nameWritten() {
        bytes.append(UInt8(ascii: ":"))
        if indentation != nil { bytes.append(UInt8(ascii: " ")) }
        followsName = true
    }

    private mutating func breakLine() {
        guard let indentation else { return }
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<(depth * indentation) { bytes.append(UInt8(ascii: " ")) }
    }

    /// Writes text in quotes: what needs no escape in one go.
    private mutating func quote(_ text: Span<UInt8>) {
        var end = skipPlain(text, from: 0)
        bytes.append(addingCapacity: text.count + 2) { output in
            output.append(UInt8(ascii: "\""))
            output.append(text, 0..<end)
            if end == text.count { output.append(UInt8(ascii: "\"")) }
        }
        while end < text.count {
            escape(text[end])
            let start = end + 1
            end = skipPlain(text, from: start)
            append(text.extracting(start..<end))
            if end == text.count { bytes.append(UInt8(ascii: "\"")) }
        }
    }

    private mutating func append(_ text: Span<UInt8>) {
        bytes.append(addingCapacity: text.count) { $0.append(text, 0..<text.count) }
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}

extension JSONValue {
    /// The value as JSON text; `indentation` puts each value on a line of its own.
    public func text(indentation: Int? = nil) -> String {
        var writer = JSONWriter(indentation: indentation)
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension JSONNode {
    /// The value as JSON text; `indentation` puts each value on a line of its own.
    public func text(indentation: Int? = nil) -> String {
        var writer = JSONWriter(indentation: indentation)
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
