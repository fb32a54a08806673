import Contract

/// A segment of a path as a pattern: signs that stand for themselves, and names that stand for one sign or more.
struct SegmentPattern {
    private enum Sign {
        case scalar(Unicode.Scalar)
        /// Any one sign.
        case any
        /// Any number of signs.
        case anything
    }

    private let signs: [Sign]
    /// What the segment begins and ends with, before the first and behind the last name.
    let start: [UInt8]
    let end: [UInt8]

    /// The most places of two patterns that are compared.
    private static let maximumPlaceCount = 40_000

    /// The pattern of the pieces of a segment.
    init(_ parts: [PathTemplate.Part]) {
        signs = parts.flatMap { part -> [Sign] in
            switch part {
            case .literal(let text): text.unicodeScalars.map { .scalar($0) }
            case .parameter: [.any, .anything]
            }
        }
        if case .literal(let text)? = parts.first { start = Array(text.utf8) } else { start = [] }
        if case .literal(let text)? = parts.last { end = Array(text.utf8) } else { end = [] }
    }

    /// A text that two patterns match; nil when there is none, or when they are too long to tell.
    ///
    /// - Complexity: O(*n* · *m*) in the signs of both.
    static func common(_ left: SegmentPattern, _ right: SegmentPattern) -> String? {
        guard (left.signs.count + 1) * (right.signs.count + 1) <= maximumPlaceCount else { return nil }
        var search = Search(left.signs, right.signs)
        return search.text()
    }

    /// Walks through both patterns at the same time, the shortest ways first.
    private struct Search {
        private let left: [Sign]
        private let right: [Sign]
        private let width: Int
        /// How each place was reached: from where, and by which sign.
        private var origins: [Int: (place: Int, sign: Unicode.Scalar?)] = [:]
        private var waiting: [Int] = [0]

        init(_ left: [Sign], _ right: [Sign]) {
            self.left = left
            self.right = right
            width = right.count + 1
        }

        mutating func text() -> String? {
            var next = 0
            while next < waiting.count {
                let place = waiting[next]
                next += 1
                let (i, j) = (place / width, place % width)
                if i == left.count, j == right.count { return text(to: place) }
                if i < left.count, case .anything = left[i] { visit(i + 1, j, from: place, nil) }
                if j < right.count, case .anything = right[j] { visit(i, j + 1, from: place, nil) }
                guard i < left.count, j < right.count, let sign = Self.shared(left[i], right[j]) else { continue }
                visit(Self.place(after: i, left), Self.place(after: j, right), from: place, sign)
            }
            return nil
        }

        private static func place(after index: Int, _ signs: [Sign]) -> Int {
            if case .anything = signs[index] { index } else { index + 1 }
        }

        private static func shared(_ left: Sign, _ right: Sign) -> Unicode.Scalar? {
            switch (left, right) {
            case (.scalar(let one), .scalar(let other)): one == other ? one : nil
            case (.scalar(let sign), _), (_, .scalar(let sign)): sign
            default: "1"
            }
        }

        private mutating func visit(_ i: Int, _ j: Int, from place: Int, _ sign: Unicode.Scalar?) {
            let next = i * width + j
            guard next != 0, origins[next] == nil else { return }
            origins[next] = (place, sign)
            waiting.append(next)
        }

        private func text(to place: Int) -> String {
            var signs: [Unicode.Scalar] = []
            var place = place
            while let origin = origins[place] {
                if let sign = origin.sign { signs.append(sign) }
                place = origin.place
            }
            var text = ""
            text.unicodeScalars.append(contentsOf: signs.reversed())
            return text
        }
    }
}

/// Finds, among some texts, those that begin with a text or that it begins with.
struct PrefixIndex {
    private let entries: [(text: [UInt8], position: Int)]

    /// The texts by their positions.
    init(_ texts: [[UInt8]]) {
        entries = texts.enumerated().map { (text: $1, position: $0) }
            .sorted { $0.text.lexicographicallyPrecedes($1.text) }
    }

    /// Where the texts stand of which one begins with the other, in order and apart from each other.
    ///
    /// - Complexity: O(*k* log *n*) in the bytes of the text, however many there are.
    func places(near text: [UInt8]) -> [Range<Int>] {
        var places: [Range<Int>] = []
        for count in 0..<text.count {
            let prefix = text.prefix(count)
            let start = first { !$0.lexicographicallyPrecedes(prefix) }
            places.append(start..<first { prefix.lexicographicallyPrecedes($0) })
        }
        let start = first { !$0.lexicographicallyPrecedes(text) }
        places.append(start..<first { text.lexicographicallyPrecedes($0.prefix(text.count)) })
        return places.filter { !$0.isEmpty }
    }

    /// The positions of the texts at some places, in order.
    func positions(at places: [Range<Int>]) -> [Int] {
        places.flatMap { entries[$0].map(\.position) }.sorted()
    }

    /// The first place at which a condition holds that holds from there on.
    private func first(where condition: ([UInt8]) -> Bool) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if condition(entries[middle].text) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
