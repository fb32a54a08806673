import Diagnostics
import Tabular

/// How many records there are in which something stands that could not be read well.
struct FlaggedRecords: Sendable {
    private var undecodableCount = 0
    private var errorValueCount = 0
    private var badDateCount = 0

    /// Counts the records of a batch.
    mutating func add(_ batch: RecordBatch) {
        let flags: RecordEntry.Flags = [.undecodable, .errorValue, .badDate]
        for entry in batch.records where !entry.flags.isDisjoint(with: flags) {
            if entry.flags.contains(.undecodable) { undecodableCount += 1 }
            if entry.flags.contains(.errorValue) { errorValueCount += 1 }
            if entry.flags.contains(.badDate) { badDateCount += 1 }
        }
    }

    /// Adds what was counted elsewhere.
    mutating func merge(_ other: FlaggedRecords) {
        undecodableCount += other.undecodableCount
        errorValueCount += other.errorValueCount
        badDateCount += other.badDateCount
    }

    /// What a person should know about those of the records that were written nevertheless.
    func notes(of kept: RecordEntry.Flags) -> [LocalizedText] {
        var notes: [LocalizedText] = []
        func add(_ flag: RecordEntry.Flags, _ count: Int, _ english: String, _ chinese: String) {
            guard count > 0, kept.contains(flag) else { return }
            let records = count == 1 ? "1 record holds" : "\(count) records hold"
            notes.append(LocalizedText("\(records) \(english)", zh: "\(count) 条记录含有\(chinese)"))
        }
        add(.undecodable, undecodableCount, "bytes that could not be decoded, as U+FFFD", "无法解码的字节，以 U+FFFD 代替")
        add(.errorValue, errorValueCount, "error values of the workbook, such as #DIV/0!", "工作簿的错误值，如 #DIV/0!")
        add(.badDate, badDateCount, "numbers of days that no calendar has", "历法中不存在的日期")
        return notes
    }
}
