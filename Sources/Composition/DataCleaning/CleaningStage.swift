import Cleaning
import Diagnostics
import DocumentFiles
import Tabular

/// What is done to cleaned batches, one after the other in the order of the source.
protocol CleaningStage: Sendable {
    /// The records so far.
    var recordCount: Int { get }

    /// Takes the next batch.
    mutating func take(_ batch: RecordBatch, _ clean: CleanBatch) throws
}

/// Decides, counts and writes.
struct CollectingStage: CleaningStage {
    var collector: RecordCollector
    var outputs: CleanOutputs

    var recordCount: Int { collector.counts.records }

    mutating func take(_ batch: RecordBatch, _ clean: CleanBatch) throws {
        do throws(TabularError) {
            try collector.collect(batch, clean)
        } catch {
            throw ServiceError(writing: error)
        }
        try outputs.write(collector)
    }
}

/// Finds the records that later ones repeat, for rules that keep the last one.
struct SurveyingStage: CleaningStage {
    var survey: RepeatSurvey
    var recordCount = 0

    mutating func take(_ batch: RecordBatch, _ clean: CleanBatch) throws {
        recordCount += batch.count
        do throws(TabularError) {
            try survey.add(batch, clean)
        } catch {
            throw ServiceError(writing: error)
        }
    }
}

extension ServiceError {
    /// Why records could not be written; a system that has no room for them is not the user's mistake.
    init(writing error: TabularError) {
        let finding = error.diagnostics[0]
        let outside: [TabularError.Code] = [.noSpace, .unwritableFile, .abandoned]
        self.init(
            finding.code,
            finding.message,
            at: finding.location,
            remedy: finding.remedy,
            isOutside: outside.contains(error.code)
        )
    }
}
