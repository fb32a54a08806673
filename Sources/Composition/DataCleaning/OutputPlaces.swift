import Diagnostics
import DocumentFiles
import Files
import TabularSQLite

/// The files of a run: no result may overwrite another one, or what the run reads.
struct OutputPlaces {
    private let results: [String]
    private let read: [String]
    /// The one result that may take the place of the source: the clean records.
    private let clean: String?
    private let input: String

    init(_ options: CleanOptions) {
        let isFile = options.destination == nil && options.receiver == nil
        // Of `orders.db:table` the file.
        clean = isFile ? options.output.map { SQLiteTarget($0, input: "")?.path ?? $0 } : nil
        results = [clean, options.rejects].compactMap(\.self) + options.reports
        input = options.input
        read = [options.input, options.recipe].compactMap(\.self)
    }

    /// - Throws: ``ServiceError`` for the first result that is in the way of something else.
    func check() throws(ServiceError) {
        var taken: [String: String] = [:]
        for (index, path) in results.enumerated() {
            guard let place = Self.place(of: path) else { continue }
            if taken.updateValue(path, forKey: place) != nil { throw Self.samePlace(path) }
            for other in read where other != "-" && Self.place(of: other) == place {
                if index == 0, clean != nil, other == input { continue }
                throw Self.isRead(path)
            }
        }
    }

    /// What is the same for all paths of one file; nil for what many can write to, such as a terminal.
    private static func place(of path: String) -> String? {
        if path == "-" { return path }
        return Files.kind(of: path) == .other ? nil : Files.destination(of: path)
    }

    private static func samePlace(_ path: String) -> ServiceError {
        ServiceError(
            "command.invalid-value",
            LocalizedText("two results cannot both go to '\(path)'", zh: "两个结果不能都写到“\(path)”"),
            remedy: LocalizedText("name two files", zh: "请指定两个不同的文件")
        )
    }

    private static func isRead(_ path: String) -> ServiceError {
        ServiceError(
            "command.invalid-value",
            LocalizedText(
                "'\(path)' is read by this run, and would be lost",
                zh: "本次运行要读取“\(path)”，写入会使其丢失"
            ),
            remedy: LocalizedText("name another file", zh: "请指定其他文件")
        )
    }
}
