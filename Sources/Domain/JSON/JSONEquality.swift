extension JSONNode {
    /// Equality as JSON Schema defines it: numbers by value, objects whatever the order of their members.
    ///
    /// - Complexity: O(*n*) in the smaller value.
    public static func areEqual(_ left: JSONNode, _ right: JSONNode) -> Bool {
        let leftNode = left.tapeNode
        let rightNode = right.tapeNode
        guard leftNode.kind == rightNode.kind else { return false }
        switch leftNode.kind {
        case .null, .true, .false: return true
        case .string:
            return leftNode.length == rightNode.length
                && left.document.content(of: leftNode).elementsEqual(right.document.content(of: rightNode))
        case .number: return areEqualNumbers(left, right)
        case .array:
            guard leftNode.length == rightNode.length else { return false }
            return zip(left.elements, right.elements).allSatisfy { areEqual($0, $1) }
        case .object:
            return leftNode.length == rightNode.length && areEqualObjects(left, right)
        }
    }

    /// Compares objects with equally many members: names are unique, so one direction is enough.
    private static func areEqualObjects(_ left: JSONNode, _ right: JSONNode) -> Bool {
        var twins: [UInt64: Int] = [:]
        for (one, other) in zip(left.memberNodes, right.memberNodes) {
            // The same order is the common case.
            var twin: JSONNode? = haveSameName(one.name, other.name) ? other.value : nil
            if twin == nil, left.count >= manyMembers {
                if twins.isEmpty { twins = namesByHash(of: right) }
                let name = twins[one.name.tapeNode.keyHash].map { right.document.node(at: $0) }
                if let name, haveSameName(one.name, name) { twin = right.document.node(at: name.index + 1) }
            }
            guard let found = twin ?? right[one.name.nameText], areEqual(one.value, found) else { return false }
        }
        return true
    }

    /// From here on names are looked up in a table when the order differs.
    private static let manyMembers = 16

    private static func namesByHash(of object: JSONNode) -> [UInt64: Int] {
        Dictionary(object.memberNodes.map { ($0.name.tapeNode.keyHash, $0.name.index) }) { first, _ in first }
    }

    private static func haveSameName(_ left: JSONNode, _ right: JSONNode) -> Bool {
        let leftNode = left.tapeNode
        let rightNode = right.tapeNode
        return leftNode.keyHash == rightNode.keyHash && leftNode.length == rightNode.length
            && (leftNode.length <= KeyHash.exactByteCount
                || left.document.content(of: leftNode).elementsEqual(right.document.content(of: rightNode)))
    }

    private static func areEqualNumbers(_ left: JSONNode, _ right: JSONNode) -> Bool {
        let leftNode = left.tapeNode
        let rightNode = right.tapeNode
        if leftNode.hasInlineInteger, rightNode.hasInlineInteger {
            return leftNode.inlineInteger == rightNode.inlineInteger
        }
        return left.exactNumber == right.exactNumber
    }

    /// The exact value of a number.
    package var exactNumber: ExactDecimal {
        let node = tapeNode
        let bytes = document.bytes
        return ExactDecimal(bytes.span, from: node.offset, count: node.length)
    }
}
