import Cleaning
import Diagnostics
import Tabular

extension CleanRun {
    /// Proposes a recipe by the first records of the source; nothing is written.
    ///
    /// - Returns: The recipe as YAML, with its evidence in comments.
    /// - Throws: ``ServiceError``, ``TabularError`` and `CancellationError`.
    package func suggestion() async throws -> String {
        try await opening.read { source in
            var records = source.records
            let shape = try records.shape()
            let header = try columns(of: shape)
            let names = header.isEmpty ? Recipe.columnNames(count: shape.columnCount) : header
            var suggestion = RecipeSuggestion(header: names, today: today)
            var batch = RecordBatch()
            while !suggestion.isFull, try records.next(into: &batch) {
                try Task.checkCancellation()
                suggestion.add(batch)
            }
            return suggestion.yaml(source: inputName, in: language)
        }
    }

    /// Writes a text to a file as a whole, or not at all.
    ///
    /// - Throws: ``ServiceError``.
    package static func write(_ text: String, to path: String) throws {
        let file = try OutputDraft(path)
        do {
            try file.write(Array(text.utf8).span)
            try file.prepare()
            try file.finish()
        } catch {
            file.abandon()
            throw error
        }
    }
}
