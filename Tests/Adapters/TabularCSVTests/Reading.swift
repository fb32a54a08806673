import Foundation
import Tabular
import TabularTesting
import Testing

@testable import TabularCSV

/// All that a source gives, read to its end.
struct Reading {
    var shape: SourceShape
    var records: [[String]] = []
    var places: [RecordPlace] = []
    var flags: [RecordEntry.Flags] = []
    var repairs: [Repair.Kind] = []
    var counts = SourceCounts()

    /// The header, if there is one, and the records.
    var rows: [[String]] { (shape.header.isEmpty ? [] : [shape.header]) + records }

    init(
        _ text: [UInt8],
        options: SourceOptions = SourceOptions(),
        chunkByteCount: Int = 64 << 10
    ) throws(TabularError) {
        var source = CSVSource(InMemoryText(text, chunkByteCount: chunkByteCount), options: options)
        shape = try source.shape()
        var batch = RecordBatch()
        while try source.next(into: &batch) {
            for index in 0..<batch.count {
                records.append(batch.strings(of: index))
                places.append(batch.place(of: index))
                flags.append(batch.records[index].flags)
            }
            repairs += batch.repairs.map(\.kind)
        }
        counts = source.counts
    }

    init(_ text: String, options: SourceOptions = SourceOptions()) throws(TabularError) {
        try self.init(Array(text.utf8), options: options)
    }
}

/// Collections of files that live beside the repository.
enum Corpus {
    /// The folder of one collection; nil where it is not installed.
    static func root(_ name: String) -> URL? {
        var ancestor = URL(filePath: #filePath)
        while ancestor.path().count > 1 {
            ancestor.deleteLastPathComponent()
            let folder = ancestor.appending(path: "shared/corpora/\(name)")
            if FileManager.default.fileExists(atPath: folder.path()) { return folder }
        }
        return nil
    }

    /// Lets a test run only where a collection is installed; elsewhere it counts as skipped, with the reason.
    static func installed(_ name: String) -> ConditionTrait {
        .enabled(if: root(name) != nil, "shared/corpora/\(name) is not beside or above the repository")
    }

    /// The paths of the files in a folder of a collection, `collection/folder/name`, sorted.
    static func paths(_ name: String, _ part: String) throws -> [String] {
        let folder = try #require(root(name)).appending(path: part)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted().map {
            "\(name)/\(part)/\($0)"
        }
    }

    /// The bytes of a file at `collection/…`.
    static func bytes(_ path: String) throws -> [UInt8] {
        let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
        return [UInt8](try Data(contentsOf: #require(root(parts[0])).appending(path: parts[1])))
    }
}
