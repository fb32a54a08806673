public import Tabular

/// A way to divide a text that was tried, and how well it explains the text.
public struct DialectCandidate: Hashable, Sendable {
    /// The dialect.
    public let dialect: Dialect
    /// The number of fields that most records have, at least 2.
    public let width: Int
    /// The share of records with that many fields.
    public let fit: Double
    /// How much the cells look like values, from 0 to 1.
    public let types: Double
    /// How well quotes fit, from 0 to 1.
    public let quoteFit: Double
    /// All of it together, from 0 to 1.
    public let score: Double
}

extension CSVSource {
    /// The dialects that were tried for the beginning of the text, the best first; asked before any record is read.
    ///
    /// When none of them explains enough, each line is one field.
    ///
    /// - Throws: What ``shape()`` throws when the text cannot be read at all.
    public mutating func dialectCandidates() throws(TabularError) -> [DialectCandidate] {
        let beginning = try beginning()
        var options = options
        if options.delimiter == nil { options.delimiter = beginning.namedDelimiter }
        let text = LeadingLines.withoutComments(beginning.text, options.comment)
        return DialectDetector(options: options).scores(of: text).map { score in
            DialectCandidate(
                dialect: score.dialect,
                width: score.width,
                fit: score.fit,
                types: score.types,
                quoteFit: score.quoteFit,
                score: score.value
            )
        }
    }
}
