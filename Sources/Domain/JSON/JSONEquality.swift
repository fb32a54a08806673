extension JSONNode {
    /// Equality as JSON Schema defines it: numbers by value, objects whatever the order of their members.
    ///
    /// - Complexity: O(*n*) in the smaller value, but for objects with many members in different orders.
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
            guard leftNode.length == rightNode.length else { return false }
            // Names are unique, so equal counts and one direction are enough. Same order is the common case.
            return zip(left.memberNodes, right.memberNodes).allSatisfy { one, other in
                let twin = haveSameName(one.name, other.name) ? other.value : right[one.name.nameText]
                return twin.map { areEqual(one.value, $0) } ?? false
            }
        }
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
