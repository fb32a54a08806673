public import Diagnostics

/// One value of a ``JSONDocument``.
public struct JSONNode: Sendable {
    /// The document that holds the value.
    public let document: JSONDocument
    /// The value's index on the tape.
    public let index: Int

    package init(document: JSONDocument, index: Int) {
        self.document = document
        self.index = index
    }

    /// The raw tape entry.
    public var tapeNode: TapeNode { document.nodes[index] }
    /// What the value is.
    public var kind: JSONKind { tapeNode.kind }
    /// Whether the value is `null`.
    public var isNull: Bool { kind == .null }

    /// The text of a string; nil for anything else.
    public var string: String? {
        kind == .string ? String(decoding: document.content(of: tapeNode), as: UTF8.self) : nil
    }

    /// The value of `true` or `false`; nil for anything else.
    public var boolean: Bool? {
        switch kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// A number, exact; nil for anything else.
    public var number: JSONNumber? {
        kind == .number ? JSONNumber(unchecked: String(decoding: document.content(of: tapeNode), as: UTF8.self)) : nil
    }

    /// A number that is a whole one and fits, whatever its syntax (`1e2` is 100); nil for anything else.
    public var integer: Int? {
        guard kind == .number else { return nil }
        return tapeNode.hasInlineInteger ? tapeNode.inlineInteger : number.flatMap { Int(exactly: $0) }
    }

    /// Where the value stands in its author's text.
    public var position: SourcePosition? { document.position(of: index) }

    /// How many elements or members an array or object has; 0 for anything else.
    public var count: Int { kind == .array || kind == .object ? tapeNode.length : 0 }

    /// The elements of an array; empty for anything else.
    public var elements: some Sequence<JSONNode> {
        JSONChildren(
            document: document,
            index: kind == .array ? index + 1 : 0,
            count: kind == .array ? count : 0,
            step: 0
        )
        .lazy.map(\.value)
    }

    /// The members of an object in their order; empty for anything else.
    public var members: some Sequence<(name: String, value: JSONNode)> {
        memberNodes.lazy.map { (name: $0.name.nameText, value: $0.value) }
    }

    /// The members of an object with their names as nodes, which have positions of their own.
    package var memberNodes: JSONChildren {
        let isObject = kind == .object
        return JSONChildren(document: document, index: index + 1, count: isObject ? count : 0, step: 1)
    }

    /// The text of a member name.
    package var nameText: String { String(decoding: document.content(of: tapeNode), as: UTF8.self) }

    /// The member of that name; nil when there is none, or the value is no object.
    ///
    /// - Complexity: O(*n*) in the members, comparing integers.
    public subscript(name: String) -> JSONNode? {
        guard kind == .object else { return nil }
        let hash = KeyHash.hash(name)
        var cursor = index + 1
        for _ in 0..<count {
            let key = document.nodes[cursor]
            if key.keyHash == hash, key.length == name.utf8.count,
                key.length <= KeyHash.exactByteCount || document.content(of: key).elementsEqual(name.utf8)
            {
                return JSONNode(document: document, index: cursor + 1)
            }
            cursor = document.end(of: cursor + 1)
        }
        return nil
    }

    /// The element at a 0-based position; nil when there is none, or the value is no array.
    public subscript(position: Int) -> JSONNode? {
        guard kind == .array, position >= 0, position < count else { return nil }
        var cursor = index + 1
        for _ in 0..<position { cursor = document.end(of: cursor) }
        return JSONNode(document: document, index: cursor)
    }
}

/// The children of one array or object.
package struct JSONChildren: Sequence, IteratorProtocol {
    let document: JSONDocument
    var index: Int
    var count: Int
    /// 1 when a name stands before each value.
    let step: Int

    package var underestimatedCount: Int { count }

    package mutating func next() -> (name: JSONNode, value: JSONNode)? {
        guard count > 0 else { return nil }
        count -= 1
        let name = JSONNode(document: document, index: index)
        let value = JSONNode(document: document, index: index + step)
        index = document.end(of: value.index)
        return (name, value)
    }
}
