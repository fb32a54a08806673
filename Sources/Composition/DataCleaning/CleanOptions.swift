package import Cleaning
import Files

/// What a run of `handover clean` is asked for.
package struct CleanOptions: Sendable {
    /// The source; `-` is standard input.
    package var input: String
    /// Where clean records go; `-` is standard output, and nil nowhere.
    package var output: String?
    /// Where clean records go instead of a file; ``output`` then only names it.
    package var destination: (any CleanDestination)?
    /// Who gets clean records one by one instead, and may refuse some; ``output`` then only names it.
    package var receiver: (any RecordReceiver)?
    /// The recipe's file; nil to write the source as it is.
    package var recipe: String?
    /// Where rejected records go; nil for nowhere.
    package var rejects: String?
    /// The form of rejected records; nil: the recipe's.
    package var rejectStyle: RejectStyle?
    /// What is said about the source beside the recipe; the last word counts.
    package var settings: [SourceSetting] = []
    /// Whether the fields of rejected records are masked in columns that are, whatever the recipe says.
    package var masksRejects = false
    /// The day that the recipe calls `today`; nil: the day of the run, in the zone that the recipe names, else in the
    /// time zone of this process.
    package var today: RunDay?
    /// Where reports go, `.html` or `.json`.
    package var reports: [String] = []
    /// The SHA-256 of bytes in hexadecimal digits, by which a report tells the recipe apart from others.
    package var digest: (@Sendable ([UInt8]) -> String)?
    /// The most rejects that are allowed; nil for any number.
    package var maximumRejects: RejectLimit?
    /// How many tasks clean records at the same time.
    package var workerCount = 2
    /// Told after each batch how far the run is.
    package var progress: (@Sendable (CleanProgress) -> Void)?

    /// A run from one file to another.
    package init(input: String, output: String?) {
        self.input = input
        self.output = output
    }

    /// Whether somebody sees records while they are written, since they go to standard output, a pipe or a terminal and
    /// not to a file that takes its place at the end.
    package var isWrittenDirectly: Bool {
        let output = destination == nil && receiver == nil ? output : nil
        return [output, rejects].contains { path in path.map { $0 == "-" || Files.kind(of: $0) == .other } ?? false }
    }
}

/// How far a run is.
package struct CleanProgress: Sendable {
    /// The records that have been cleaned.
    package let recordCount: Int
    /// The bytes that have been read; nil in a workbook.
    package let readByteCount: Int?
    /// All bytes of the source; nil when nobody knows.
    package let byteCount: Int?
    /// All records of the source; nil as long as they have not been counted.
    package var expectedRecordCount: Int?
}
