/// Names of columns of which none is empty and no two are alike, for forms that know a column by its name alone.
package struct DistinctNames: Sendable {
    package private(set) var names: [String] = []
    /// Whether letters of any case are the same.
    private let ignoresCase: Bool
    private var taken: Set<String> = []
    /// Of each name that was wanted twice, the last number that was put behind it.
    private var numbers: [String: Int] = [:]

    /// The names, each made another one where it has to be.
    package init(_ names: [String] = [], ignoresCase: Bool = false) {
        self.ignoresCase = ignoresCase
        for name in names { append(name) }
    }

    /// Adds a column: an empty name becomes one such as `column3`, one that is taken gets a number, such as `id_2`.
    package mutating func append(_ name: String) {
        let wanted = name.allSatisfy(\.isWhitespace) ? "column\(names.count + 1)" : name
        var found = wanted
        while !taken.insert(key(found)).inserted {
            let number = numbers[key(wanted), default: 1] + 1
            numbers[key(wanted)] = number
            found = "\(wanted)_\(number)"
        }
        names.append(found)
    }

    /// The name of a field at a position past the last column, from 0.
    package func name(ofFieldAt position: Int) -> String {
        let wanted = "column\(position + 1)"
        var found = wanted
        var number = 2
        while taken.contains(key(found)) {
            found = "\(wanted)_\(number)"
            number += 1
        }
        return found
    }

    private func key(_ name: String) -> String { ignoresCase ? name.lowercased() : name }
}
