import JSON

/// Equality and hashes of JSON values, by value and to a limited depth.
enum ValueComparison {
    /// From here on members in different orders are found by a dictionary.
    private static let dictionaryCount = 16

    /// Whether two values are equal; nil when they nest too deeply to tell.
    static func areEqual(
        _ leftDocument: JSONDocument,
        _ left: Int,
        _ rightDocument: JSONDocument,
        _ right: Int,
        _ depth: Int
    ) -> Bool? {
        let leftNode = leftDocument.nodes[left]
        let rightNode = rightDocument.nodes[right]
        guard leftNode.kind == rightNode.kind else { return false }
        switch leftNode.kind {
        case .null, .true, .false: return true
        case .string: return haveSameContent(leftDocument, leftNode, rightDocument, rightNode)
        case .number:
            if leftNode.hasInlineInteger, rightNode.hasInlineInteger {
                return leftNode.inlineInteger == rightNode.inlineInteger
            }
            return leftDocument.node(at: left).exactNumber == rightDocument.node(at: right).exactNumber
        case .array:
            guard leftNode.length == rightNode.length else { return false }
            guard depth > 0 else { return nil }
            return areEqualArrays(leftDocument, left, rightDocument, right, depth - 1)
        case .object:
            guard leftNode.length == rightNode.length else { return false }
            guard depth > 0 else { return nil }
            return areEqualObjects(leftDocument, left, rightDocument, right, depth - 1)
        }
    }

    private static func haveSameContent(
        _ leftDocument: JSONDocument,
        _ left: TapeNode,
        _ rightDocument: JSONDocument,
        _ right: TapeNode
    ) -> Bool {
        guard left.length == right.length else { return false }
        let leftBytes = leftDocument.bytes
        let rightBytes = rightDocument.bytes
        return ContentComparison.areEqual(
            leftBytes.span,
            left.offset,
            rightBytes.span,
            right.offset,
            count: left.length
        )
    }

    private static func areEqualArrays(
        _ leftDocument: JSONDocument,
        _ left: Int,
        _ rightDocument: JSONDocument,
        _ right: Int,
        _ depth: Int
    ) -> Bool? {
        var leftCursor = left + 1
        var rightCursor = right + 1
        for _ in 0..<leftDocument.nodes[left].length {
            let areEqual = areEqual(leftDocument, leftCursor, rightDocument, rightCursor, depth)
            guard areEqual == true else { return areEqual }
            leftCursor = leftDocument.end(of: leftCursor)
            rightCursor = rightDocument.end(of: rightCursor)
        }
        return true
    }

    private static func areEqualObjects(
        _ leftDocument: JSONDocument,
        _ left: Int,
        _ rightDocument: JSONDocument,
        _ right: Int,
        _ depth: Int
    ) -> Bool? {
        let count = leftDocument.nodes[left].length
        var byKey: [UInt64: Int] = [:]
        var leftCursor = left + 1
        var rightCursor = right + 1
        for position in 0..<count {
            let name = leftDocument.nodes[leftCursor]
            var twin = rightCursor
            // Members mostly stand in the same order; where they do not, they are looked up.
            if !haveSameName(leftDocument, name, rightDocument, rightDocument.nodes[twin]) {
                if count >= dictionaryCount, byKey.isEmpty { byKey = names(of: right, in: rightDocument) }
                twin = byKey[PropertyName.key(of: name)] ?? right + 1
                if !haveSameName(leftDocument, name, rightDocument, rightDocument.nodes[twin]) {
                    twin = find(leftDocument, name, in: rightDocument, right)
                }
            }
            guard twin >= 0 else { return false }
            let areEqual = areEqual(leftDocument, leftCursor + 1, rightDocument, twin + 1, depth)
            guard areEqual == true else { return areEqual }
            leftCursor = leftDocument.end(of: leftCursor + 1)
            rightCursor = position + 1 < count ? rightDocument.end(of: rightCursor + 1) : rightCursor
        }
        return true
    }

    private static func names(of object: Int, in document: JSONDocument) -> [UInt64: Int] {
        var byKey: [UInt64: Int] = [:]
        var cursor = object + 1
        for _ in 0..<document.nodes[object].length {
            byKey[PropertyName.key(of: document.nodes[cursor])] = cursor
            cursor = document.end(of: cursor + 1)
        }
        return byKey
    }

    private static func find(_ home: JSONDocument, _ name: TapeNode, in document: JSONDocument, _ object: Int) -> Int {
        var cursor = object + 1
        for _ in 0..<document.nodes[object].length {
            if haveSameName(home, name, document, document.nodes[cursor]) { return cursor }
            cursor = document.end(of: cursor + 1)
        }
        return -1
    }

    private static func haveSameName(
        _ leftDocument: JSONDocument,
        _ left: TapeNode,
        _ rightDocument: JSONDocument,
        _ right: TapeNode
    ) -> Bool {
        PropertyName.key(of: left) == PropertyName.key(of: right)
            && (left.length <= KeyHash.exactByteCount || haveSameContent(leftDocument, left, rightDocument, right))
    }

    // MARK: Hashes

    /// Equal values have equal hashes; what lies deeper than values are compared does not count.
    static func hash(of index: Int, in document: JSONDocument, depth: Int = 512) -> Int {
        let node = document.nodes[index]
        var hasher = Hasher()
        hasher.combine(node.kind)
        switch node.kind {
        case .null, .true, .false: break
        case .string:
            let bytes = document.bytes
            hasher.combine(KeyHash.hash(of: node, in: bytes.span))
        case .number:
            if node.hasInlineInteger {
                hasher.combine(node.inlineInteger)
            } else {
                let value = document.node(at: index).exactNumber
                if let integer = value.integer { hasher.combine(integer) } else { hasher.combine(value) }
            }
        case .array:
            hasher.combine(node.length)
            if depth > 0 {
                var cursor = index + 1
                for _ in 0..<node.length {
                    hasher.combine(hash(of: cursor, in: document, depth: depth - 1))
                    cursor = document.end(of: cursor)
                }
            }
        case .object:
            hasher.combine(node.length)
            if depth > 0 {
                var sum = 0
                var cursor = index + 1
                for _ in 0..<node.length {
                    var member = Hasher()
                    member.combine(document.nodes[cursor].keyHash)
                    member.combine(hash(of: cursor + 1, in: document, depth: depth - 1))
                    sum &+= member.finalize()
                    cursor = document.end(of: cursor + 1)
                }
                hasher.combine(sum)
            }
        }
        return hasher.finalize()
    }
}
