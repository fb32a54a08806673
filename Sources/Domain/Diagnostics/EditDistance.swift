/// How many letters must change to turn one word into another.
package enum EditDistance {
    /// The Levenshtein distance; O(*n*·*m*), for names.
    package static func between(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars.prefix(100))
        let right = Array(right.unicodeScalars.prefix(100))
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let substitution = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }

    /// The name that a wrong one was probably meant to be; nil when none is near.
    package static func nearest(to wanted: String, among names: some Sequence<String>) -> String? {
        let nearest = names.map { (name: $0, distance: between($0, wanted)) }.min { $0.distance < $1.distance }
        return nearest.flatMap { $0.distance <= max(2, wanted.count / 3) ? $0.name : nil }
    }
}
