extension FastClass {
    /// So many scalars of one set.
    private struct Item {
        let set: ScalarSet
        let minimum: Int
        let maximum: Int?
    }

    /// The most bytes that one of these shapes may compare.
    private static let maximumByteCount = 1024

    /// The shape of a pattern, or nil when it needs an engine.
    static func recognize(_ node: PatternNode) -> FastClass? {
        var terms: [PatternNode] = []
        guard flatten(node, into: &terms) else { return nil }
        let isAnchoredAtStart = removeAnchors(.start, from: &terms)
        let isAnchoredAtEnd = removeAnchors(.end, from: &terms)
        var items: [Item] = []
        for term in terms {
            guard let item = item(term) else { return nil }
            items.append(item)
        }
        // Without an anchor, what may be left out at that end is left out.
        if !isAnchoredAtStart {
            trim(&items, at: { $0.first }, remove: { $0.removeFirst() }, put: { $0.insert($1, at: 0) })
        }
        if !isAnchoredAtEnd { trim(&items, at: { $0.last }, remove: { $0.removeLast() }, put: { $0.append($1) }) }
        return shape(items, isAnchoredAtStart: isAnchoredAtStart, isAnchoredAtEnd: isAnchoredAtEnd)
    }

    private static func shape(_ items: [Item], isAnchoredAtStart: Bool, isAnchoredAtEnd: Bool) -> FastClass? {
        if items.isEmpty { return isAnchoredAtStart && isAnchoredAtEnd ? .equals([]) : .always }
        if let bytes = literal(items) {
            return switch (isAnchoredAtStart, isAnchoredAtEnd) {
            case (true, true): .equals(bytes)
            case (true, false): .prefix(bytes)
            case (false, true): .suffix(bytes)
            case (false, false): .contains(bytes)
            }
        }
        if items.count == 1, let item = items.first {
            if isAnchoredAtStart, isAnchoredAtEnd {
                return .only(MemberTest(item.set), minimum: item.minimum, maximum: item.maximum)
            }
            let isUnanchored = !isAnchoredAtStart && !isAnchoredAtEnd
            return isUnanchored && item.minimum == 1 ? .containsAny(MemberTest(item.set)) : nil
        }
        return isAnchoredAtStart && isAnchoredAtEnd ? byteSets(items) : nil
    }

    /// The terms of a pattern that is one sequence; false when it is more than that.
    private static func flatten(_ node: PatternNode, into terms: inout [PatternNode]) -> Bool {
        switch node {
        case .empty: return true
        case .sequence(let nodes):
            for part in nodes where !flatten(part, into: &terms) { return false }
            return true
        case .capture(let body, _): return flatten(body, into: &terms)
        case .scalar, .set, .repetition, .assertion:
            terms.append(node)
            return true
        case .alternation, .look, .backreference: return false
        }
    }

    private enum Anchor {
        case start
        case end
    }

    private static func removeAnchors(_ anchor: Anchor, from terms: inout [PatternNode]) -> Bool {
        var isFound = false
        while true {
            switch (anchor, anchor == .start ? terms.first : terms.last) {
            case (.start, .assertion(.start)): terms.removeFirst()
            case (.end, .assertion(.end)): terms.removeLast()
            default: return isFound
            }
            isFound = true
        }
    }

    private static func item(_ node: PatternNode) -> Item? {
        switch node {
        case .scalar(let value): return Item(set: ScalarSet(scalar: value), minimum: 1, maximum: 1)
        case .set(let set): return Item(set: set, minimum: 1, maximum: 1)
        case .repetition(let repetition):
            var body: [PatternNode] = []
            guard flatten(repetition.body, into: &body), body.count == 1, let only = body.first,
                let inner = item(only), inner.minimum == 1, inner.maximum == 1
            else { return nil }
            return Item(set: inner.set, minimum: repetition.minimum, maximum: repetition.maximum)
        default: return nil
        }
    }

    private static func trim(
        _ items: inout [Item],
        at edge: ([Item]) -> Item?,
        remove: (inout [Item]) -> Void,
        put: (inout [Item], Item) -> Void
    ) {
        while let item = edge(items), item.maximum != item.minimum {
            remove(&items)
            guard item.minimum > 0 else { continue }
            put(&items, Item(set: item.set, minimum: item.minimum, maximum: item.minimum))
        }
    }

    /// The bytes of a pattern that spells out one text.
    private static func literal(_ items: [Item]) -> [UInt8]? {
        var text = String.UnicodeScalarView()
        var byteCount = 0
        for item in items {
            guard let value = item.set.single, let scalar = Unicode.Scalar(value), item.minimum == item.maximum,
                // U+FFFD also stands for any ill-formed byte.
                value != 0xFFFD
            else { return nil }
            byteCount += min(item.minimum, maximumByteCount + 1) * UTF8.width(scalar)
            guard byteCount <= maximumByteCount else { return nil }
            text.append(contentsOf: repeatElement(scalar, count: item.minimum))
        }
        return Array(String(text).utf8)
    }

    private static func byteSets(_ items: [Item]) -> FastClass? {
        var sets: [ByteSet] = []
        for item in items {
            guard item.minimum == item.maximum, item.minimum <= maximumByteCount - sets.count,
                let last = item.set.ranges.last, last.upperBound < 0x80
            else { return nil }
            sets += repeatElement(ByteSet(item.set), count: item.minimum)
        }
        return .bytes(sets)
    }
}
