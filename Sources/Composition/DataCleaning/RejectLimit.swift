import Cleaning

/// The most rejects that a run may have.
package enum RejectLimit: Hashable, Sendable {
    case count(Int)
    /// A share of all records, in hundredths.
    case percent(Double)

    /// Reads `100` or `2.5%`; nil for anything else.
    package init?(_ text: String) {
        if text.hasSuffix("%") {
            guard let share = Double(text.dropLast()), (0...100).contains(share) else { return nil }
            self = .percent(share)
        } else {
            guard let count = Int(text), count >= 0 else { return nil }
            self = .count(count)
        }
    }

    func allows(_ counts: CleaningCounts) -> Bool {
        switch self {
        case .count(let count): counts.rejected <= count
        case .percent(let share): Double(counts.rejected) * 100 <= share * Double(counts.records)
        }
    }
}
