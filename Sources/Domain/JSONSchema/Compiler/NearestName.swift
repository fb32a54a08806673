/// Finds the name that somebody probably meant.
enum NearestName {
    /// How many pairs of characters one search may compare.
    private static let maximumWork = 4_000_000

    /// The candidate that is closest to a name; nil when none is close.
    static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        let target = Array(name.lowercased().unicodeScalars.prefix(256))
        var best: (distance: Int, name: String)?
        var work = 0
        for candidate in candidates.prefix(10_000) {
            let scalars = Array(candidate.lowercased().unicodeScalars.prefix(256))
            let most = max(2, target.count / 3)
            guard abs(scalars.count - target.count) <= most else { continue }
            work += target.count * scalars.count
            if work > maximumWork { break }
            let distance = editDistance(target, scalars)
            guard distance <= most, distance < best?.distance ?? Int.max else { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// The Levenshtein distance.
    private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (line, scalar) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in right.indices {
                let change = diagonal + (right[column] == scalar ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
