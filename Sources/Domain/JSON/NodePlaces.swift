package import Diagnostics

/// Where a node stands in its document.
package struct NodePlace: Hashable, Sendable {
    /// What a node is to the array or object around it.
    package enum Role: Sendable {
        case root
        case element
        case name
        case value
    }

    /// The way from the root; a name has the pointer of its value.
    package let pointer: JSONPointer
    /// What the node is to what stands around it.
    package let role: Role
}

extension JSONDocument {
    /// The places of many nodes, found in one walk over the tape.
    ///
    /// - Complexity: O(*n*) in the nodes before the last one, whatever the number of nodes asked for.
    package func places(of indices: some Sequence<Int>) -> [Int: NodePlace] {
        var places: [Int: NodePlace] = [:]
        var walk = PlaceWalk(self)
        for index in Set(indices).sorted() { places[index] = walk.place(of: index) }
        return places
    }

    /// Where many nodes stand in their author's text, found in one pass over it unless they are few.
    ///
    /// - Complexity: O(*n*) in the bytes before the last one, whatever the number of nodes asked for; for few of them,
    ///   as many times ``position(of:)``.
    package func positions(of indices: some Sequence<Int>) -> [Int: SourcePosition] {
        let wanted = Set(indices)
        var found: [Int: SourcePosition] = [:]
        guard case .text(let byteCount, let decoded) = origin, wanted.count * PositionIndex.step > byteCount else {
            for index in wanted { found[index] = position(of: index) }
            return found
        }
        let sorted = wanted.map { (offset: textOffset(of: $0, decoded), index: $0) }.sorted { $0.offset < $1.offset }
        let content = bytes
        let text = content.span
        var line = 1
        var column = 1
        var offset = 0
        for target in sorted {
            let end = min(target.offset, byteCount)
            while offset < end {
                if SourcePosition.endsLine(offset, in: text, upTo: byteCount) {
                    line &+= 1
                    column = 1
                } else if text[offset] & 0xC0 != 0x80 {
                    column &+= 1
                }
                offset &+= 1
            }
            found[target.index] = SourcePosition(line: line, column: column)
        }
        return found
    }

    /// The offset in the text at which a node begins, quotation mark included.
    func textOffset(of index: Int, _ decoded: [DecodedString]) -> Int {
        let node = nodes[index]
        guard node.isDecoded else { return node.kind == .string ? node.offset - 1 : node.offset }
        var low = 0
        var high = decoded.count
        while low < high {
            let middle = (low + high) / 2
            if decoded[middle].node < index { low = middle + 1 } else { high = middle }
        }
        return low < decoded.count ? decoded[low].offset : 0
    }
}

/// Walks a tape forwards, from one node asked for to the next.
private struct PlaceWalk {
    private struct Level {
        let end: Int
        let isObject: Bool
        /// The child at hand: an element, or a member's name.
        var cursor: Int
        var position = 0
    }

    private let document: JSONDocument
    private var levels: [Level] = []
    /// The tokens that lead into the levels, one fewer than there are.
    private var tokens: [String] = []

    init(_ document: JSONDocument) {
        self.document = document
        enter(0)
    }

    private mutating func enter(_ index: Int) {
        let node = document.nodes[index]
        guard node.kind == .array || node.kind == .object else { return }
        levels.append(Level(end: node.end, isObject: node.kind == .object, cursor: index + 1))
    }

    /// The place of a node that does not stand before the last one asked for.
    mutating func place(of target: Int) -> NodePlace {
        while levels.count > 1, let last = levels.last, last.end <= target {
            levels.removeLast()
            tokens.removeLast()
        }
        while target > 0, let level = levels.indices.last {
            let isObject = levels[level].isObject
            let value = advance(level, to: target)
            let token = isObject ? document.nodeText(at: value - 1) : String(levels[level].position)
            if target <= value {
                let role: NodePlace.Role = isObject ? (target < value ? .name : .value) : .element
                return NodePlace(pointer: JSONPointer(tokens: tokens + [token]), role: role)
            }
            let depth = levels.count
            enter(value)
            if levels.count == depth { break }
            tokens.append(token)
        }
        return NodePlace(pointer: JSONPointer(), role: .root)
    }

    /// Moves on to the child that holds a node; returns the child's value.
    private mutating func advance(_ level: Int, to target: Int) -> Int {
        let step = levels[level].isObject ? 1 : 0
        while true {
            let value = levels[level].cursor + step
            let end = document.end(of: value)
            if target < end || end >= levels[level].end { return value }
            levels[level].cursor = end
            levels[level].position += 1
        }
    }
}

extension JSONDocument {
    fileprivate func nodeText(at index: Int) -> String { String(decoding: content(of: nodes[index]), as: UTF8.self) }
}
