import JSON

/// Finds an element that an array has twice.
enum UniqueItems {
    enum Finding: Equatable {
        case none
        /// The tape indices of an element and its twin.
        case pair(Int, Int)
        case tooDeep
    }

    /// Few elements are compared one by one, which needs no memory.
    private static let pairwiseCount = 8

    static func firstPair(in document: JSONDocument, _ array: Int, _ depth: Int) -> Finding {
        let count = document.nodes[array].length
        if count < 2 { return .none }
        return count <= pairwiseCount ? pairwise(document, array, depth) : byHash(document, array, depth)
    }

    private static func pairwise(_ document: JSONDocument, _ array: Int, _ depth: Int) -> Finding {
        let end = document.nodes[array].end
        var left = array + 1
        while left < end {
            var right = document.end(of: left)
            while right < end {
                switch ValueComparison.areEqual(document, left, document, right, depth) {
                case true?: return .pair(left, right)
                case false?: break
                case nil: return .tooDeep
                }
                right = document.end(of: right)
            }
            left = document.end(of: left)
        }
        return .none
    }

    private static func byHash(_ document: JSONDocument, _ array: Int, _ depth: Int) -> Finding {
        var elements: [(hash: Int, index: Int)] = []
        elements.reserveCapacity(document.nodes[array].length)
        var cursor = array + 1
        for _ in 0..<document.nodes[array].length {
            elements.append((ValueComparison.hash(of: cursor, in: document), cursor))
            cursor = document.end(of: cursor)
        }
        elements.sort { ($0.hash, $0.index) < ($1.hash, $1.index) }
        for left in elements.indices {
            var right = left + 1
            while right < elements.count, elements[right].hash == elements[left].hash {
                let pair = (elements[left].index, elements[right].index)
                switch ValueComparison.areEqual(document, pair.0, document, pair.1, depth) {
                case true?: return .pair(pair.0, pair.1)
                case false?: break
                case nil: return .tooDeep
                }
                right += 1
            }
        }
        return .none
    }
}
