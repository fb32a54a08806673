import JSON
import Synchronization

/// Finds children of arrays and objects by position and by name; large ones are read once, when first asked about.
final class ChildLookup: Sendable {
    /// A member name by its hash.
    private struct Entry {
        let hash: UInt64
        let name: Int32
    }

    private struct Known {
        /// The elements of large arrays.
        var elements: [Int: [Int32]] = [:]
        /// The names of large objects, sorted by hash.
        var names: [Int: [Entry]] = [:]
        /// How many children were passed on the way to others.
        var stepCount = 0
    }

    /// Fewer children are looked at one after the other.
    static let minimumCount = 32
    private let document: JSONDocument
    private let known = Mutex(Known())

    init(_ document: JSONDocument) { self.document = document }

    /// How many children were passed so far on the way to others, for those who want to know what a question costs.
    var stepCount: Int { known.withLock { $0.stepCount } }

    /// The 0-based position of an element in its array.
    func position(of element: Int, in array: Int) -> Int {
        known.withLock { known in
            var low = 0
            var high = document.nodes[array].length
            if high < Self.minimumCount {
                var cursor = array + 1
                while cursor < element, low < high {
                    cursor = document.end(of: cursor)
                    low += 1
                }
                known.stepCount += low
                return low
            }
            let elements = elements(of: array, &known)
            while low < high {
                let middle = (low + high) / 2
                if Int(elements[middle]) < element { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    /// The node that a pointer leads to from another; nil when there is none.
    func node(at pointer: JSONPointer, below start: Int) -> Int? {
        var current = start
        for token in pointer.tokens {
            guard let next = child(token, of: current) else { return nil }
            current = next
        }
        return current
    }

    /// The member of that name, or the element at the position that a token is; nil when there is none.
    func child(_ token: String, of parent: Int) -> Int? {
        let node = document.nodes[parent]
        guard node.isContainer, node.length >= Self.minimumCount else {
            return document.node(at: parent)[JSONPointer(tokens: [token])]?.index
        }
        return known.withLock { known in
            if node.kind == .object { return member(token, of: parent, &known) }
            let elements = elements(of: parent, &known)
            return JSONPointer.position(of: token).flatMap { $0 < elements.count ? Int(elements[$0]) : nil }
        }
    }

    private func elements(of array: Int, _ known: inout Known) -> [Int32] {
        if let elements = known.elements[array] { return elements }
        var elements: [Int32] = []
        elements.reserveCapacity(document.nodes[array].length)
        var cursor = array + 1
        for _ in 0..<document.nodes[array].length {
            elements.append(Int32(truncatingIfNeeded: cursor))
            cursor = document.end(of: cursor)
        }
        known.stepCount += elements.count
        known.elements[array] = elements
        return elements
    }

    private func member(_ name: String, of object: Int, _ known: inout Known) -> Int? {
        if known.names[object] == nil { known.names[object] = sortedNames(of: object, &known) }
        let entries = known.names[object] ?? []
        let hash = KeyHash.hash(name)
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
        }
        while low < entries.count, entries[low].hash == hash {
            let index = Int(entries[low].name)
            if document.content(of: document.nodes[index]).elementsEqual(name.utf8) { return index + 1 }
            low += 1
        }
        return nil
    }

    private func sortedNames(of object: Int, _ known: inout Known) -> [Entry] {
        var entries: [Entry] = []
        entries.reserveCapacity(document.nodes[object].length)
        var cursor = object + 1
        for _ in 0..<document.nodes[object].length {
            entries.append(Entry(hash: document.nodes[cursor].keyHash, name: Int32(truncatingIfNeeded: cursor)))
            cursor = document.end(of: cursor + 1)
        }
        known.stepCount += entries.count
        return entries.sorted { ($0.hash, $0.name) < ($1.hash, $1.name) }
    }
}
