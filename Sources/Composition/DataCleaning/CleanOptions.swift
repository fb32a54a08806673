package import Cleaning
package import Tabular

/// What a run of `handover clean` is asked for.
package struct CleanOptions: Sendable {
    /// The source; `-` is standard input.
    package var input: String
    /// Where clean records go; `-` is standard output.
    package var output: String
    /// The recipe's file; nil to write the source as it is.
    package var recipe: String?
    /// Where rejected records go; nil for nowhere.
    package var rejects: String?
    /// The form of rejected records; nil: the recipe's.
    package var rejectStyle: RejectStyle?
    /// What is said about the source beside the recipe, and before it.
    package var source = SourceOverrides()
    /// The most rejects that are allowed; nil for any number.
    package var maximumRejects: RejectLimit?
    /// How many tasks clean records at the same time.
    package var workerCount = 2

    /// A run from one file to another.
    package init(input: String, output: String) {
        self.input = input
        self.output = output
    }
}

/// Options about the source that are given with the command.
package struct SourceOverrides: Sendable {
    /// The encoding's name.
    package var encoding: String?
    /// The bytes between fields.
    package var delimiter: [UInt8]?
    /// Where the header is.
    package var header: SourceOptions.Header?

    /// None.
    package init() {}

    func apply(to options: inout SourceOptions) {
        if let encoding { options.encoding = encoding }
        if let delimiter { options.delimiter = delimiter }
        if let header { options.header = header }
    }
}

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
