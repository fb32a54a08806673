import Diagnostics

/// Finds the names that were probably meant, and stops when a contract asks for too many.
struct NameSuggestions {
    /// How many more names are compared, so that a contract in which everything is misspelt costs no more than others.
    private var remaining: Int

    /// The most names that one run compares.
    static let maximumComparisonCount = 50_000

    init(_ remaining: Int = Self.maximumComparisonCount) { self.remaining = remaining }

    /// The name that was probably meant; nil when none is near, or when too many were compared.
    mutating func nearest(to wanted: String, among names: [String]) -> String? {
        guard remaining > 0 else { return nil }
        remaining -= max(1, names.count)
        return remaining < 0 ? nil : EditDistance.nearest(to: wanted, among: names)
    }
}
