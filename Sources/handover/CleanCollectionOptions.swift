import ArgumentParser
import DataCleaning
import Diagnostics
import DocumentFiles
import FoundationEssentials
import HandoverService

/// Options of `handover clean` about a collection that clean records go to.
struct CleanCollectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Collection that clean records go to, instead of a file; with --service.",
                zh: "存放合格记录的集合，代替文件；与 --service 一起使用。"
            ),
            valueName: Speech.text("name", zh: "名称")
        )
    )
    var collection: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Folder of the service that has the collection; it must not be running, but with --server.",
                zh: "集合所属服务的文件夹；除非使用 --server，该服务不能正在运行。"
            ),
            valueName: Speech.text("folder", zh: "文件夹")
        )
    )
    var service: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Folder of the service's database; otherwise the one that it uses itself.",
                zh: "服务数据库所在文件夹；未指定时为该服务自身的文件夹。"
            ),
            valueName: Speech.text("folder", zh: "文件夹")
        )
    )
    var data: String?

    /// What is told as the place of the records.
    var name: String? { collection.map { "\(service ?? "."):\($0)" } }

    /// A database belongs to one process: without a server it is written by this one.
    static let severalPlaces = ServiceError(
        "command.invalid-value",
        LocalizedText(
            "clean records go to a file or to a collection, not to both",
            zh: "合格记录只能写到文件或集合之一"
        ),
        remedy: LocalizedText(
            "leave out --output, or --collection, --operation and --server",
            zh: "请去掉 --output，或去掉 --collection、--operation 和 --server"
        )
    )

    /// The collection, open; nil when clean records go to a file.
    func opened(output: String?) async throws -> ServiceCollection? {
        guard let collection else {
            guard service == nil, data == nil else { throw Self.mistake("--collection") }
            return nil
        }
        guard let service else { throw Self.mistake("--service") }
        if output != nil { throw Self.severalPlaces }
        var flags: [String: String] = [:]
        if let data {
            let current = FileManager.default.currentDirectoryPath
            flags["storage.folder"] = data.hasPrefix("/") ? data : current + "/" + data
        }
        let environment = ProcessInfo.processInfo.environment
        let folder = try ServiceFolder(service, environment: environment, flags: flags)
        return try await ServiceCollection(collection, of: folder)
    }

    private static func mistake(_ option: String) -> ServiceError {
        ServiceError(
            "command.missing-argument",
            LocalizedText("'\(option)' is missing", zh: "缺少“\(option)”"),
            remedy: LocalizedText(
                "write --collection NAME --service FOLDER",
                zh: "请写“--collection 名称 --service 文件夹”"
            )
        )
    }
}
