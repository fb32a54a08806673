/// How many letters must change to turn one word into another.
package enum EditDistance {
    /// The changes of one letter, and exchanges of two neighbours, that lead from one word to the other (optimal string
    /// alignment distance); O(*n*·*m*), for names.
    package static func between(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars.prefix(100))
        let right = Array(right.unicodeScalars.prefix(100))
        var above: [Int] = []
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var next = [index + 1]
            for (column, other) in right.enumerated() {
                var distance = min(row[column] + (letter == other ? 0 : 1), row[column + 1] + 1, next[column] + 1)
                if index > 0, column > 0, letter == right[column - 1], left[index - 1] == other {
                    distance = min(distance, above[column - 1] + 1)
                }
                next.append(distance)
            }
            above = row
            row = next
        }
        return row[right.count]
    }

    /// The name that a wrong one was probably meant to be, whatever the case of its letters; nil when none is near.
    package static func nearest(to wanted: String, among names: some Sequence<String>) -> String? {
        let text = wanted.lowercased()
        let nearest = names.map { (name: $0, distance: between($0.lowercased(), text)) }
            .min { $0.distance < $1.distance }
        return nearest.flatMap { $0.distance <= max(2, wanted.count / 3) ? $0.name : nil }
    }
}
