import Contract
import Diagnostics
import JSON
import Records

/// Reads what a client sorts by: `name`, `-name`, `name:desc`, `name desc`, `name_desc`, `name,desc`; several with commas
/// or as an array.
struct SortOrder {
    /// The most names that one list is sorted by; what comes after them could hardly matter.
    static let maximumCount = 8

    private let properties: [String]
    private let isDescending: Bool
    private(set) var sorts: [RecordSort] = []
    /// The first name that no record has.
    private(set) var unknownName: String?

    /// The order in a parameter's value.
    ///
    /// - Parameters:
    ///   - value: A text, or an array of texts.
    ///   - properties: The names that records have; none when that is not known.
    ///   - isDescending: Whether a name without direction means the greatest first.
    init(_ value: JSONValue, properties: [String], isDescending: Bool) {
        self.properties = properties
        self.isDescending = isDescending
        let texts: [String] =
            if case .array(let elements) = value { elements.compactMap(\.string) } else { [value.string ?? ""] }
        for part in texts.flatMap({ $0.split(separator: ",") }).prefix(2 * Self.maximumCount) { add(part) }
        // A name that comes again changes nothing.
        var seen: Set<FieldPath> = []
        sorts = Array(sorts.filter { seen.insert($0.field).inserted }.prefix(Self.maximumCount))
    }

    private mutating func add(_ part: Substring) {
        let words = part.split { $0 == ":" || $0 == " " }.map(String.init)
        guard var name = words.first else { return }
        if words.count == 1, let descends = Self.direction(name), !sorts.isEmpty, !properties.contains(name) {
            // `name,desc`: the direction of what stands before.
            sorts[sorts.count - 1].isDescending = descends
            return
        }
        var descends = isDescending
        if name.hasPrefix("-") || name.hasPrefix("+") {
            descends = name.hasPrefix("-")
            name.removeFirst()
        }
        if words.count > 1 { descends = Self.direction(words[1]) ?? descends }
        if let field = field(name) {
            sorts.append(RecordSort(field, isDescending: descends))
            return
        }
        for mark in ["_", "-", "."] {
            let pieces = name.split(separator: Character(mark))
            guard pieces.count > 1, let direction = pieces.last.flatMap({ Self.direction(String($0)) }),
                let field = field(pieces.dropLast().joined(separator: mark))
            else { continue }
            sorts.append(RecordSort(field, isDescending: direction))
            return
        }
        unknownName = unknownName ?? name
    }

    private func field(_ name: String) -> FieldPath? {
        if properties.isEmpty { return FieldPath(name) }
        let names = name.split(separator: ".").map(String.init)
        if let match = FoldedName.match(name, in: properties) { return FieldPath(names: [match]) }
        guard names.count > 1, let top = FoldedName.match(names[0], in: properties) else { return nil }
        // `name.desc` is a direction unless there is such a member.
        if names.count == 2, Self.direction(names[1]) != nil { return nil }
        return FieldPath(names: [top] + names.dropFirst())
    }

    /// Whether a word means the greatest first; nil when it is no direction.
    static func direction(_ word: String) -> Bool? {
        switch word.lowercased() {
        case "asc", "ascending": false
        case "desc", "descending": true
        default: nil
        }
    }
}
