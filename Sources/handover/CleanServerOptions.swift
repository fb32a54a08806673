import Access
import ArgumentParser
import Contract
import DataCleaning
import Diagnostics
import DocumentFiles
import FoundationEssentials
import HandoverService
import RecordDelivery

/// Options of `handover clean` about a running service that clean records go to.
struct CleanServerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Address of a running service that clean records are sent to, instead of a file.",
                zh: "正在运行的服务的地址，合格记录发送到该服务，代替文件。"
            ),
            valueName: "url"
        )
    )
    var server: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Contract that the service follows; with --server.",
                zh: "服务所遵循的契约；与 --server 一起使用。"
            ),
            valueName: Speech.text("file", zh: "文件")
        )
    )
    var contract: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Operation that makes a record, by its operationId, instead of --collection; with --server.",
                zh: "创建记录的操作的 operationId，代替 --collection；与 --server 一起使用。"
            ),
            valueName: "id"
        )
    )
    var operation: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "File with the token that proves the caller; otherwise HANDOVER_TOKEN.",
                zh: "存放调用者令牌的文件；未指定时取自 HANDOVER_TOKEN。"
            ),
            valueName: Speech.text("file", zh: "文件")
        )
    )
    var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "The most requests a second, 1 to 100000; with --server.",
                zh: "每秒最多请求数，1 到 100000；与 --server 一起使用。"
            ),
            valueName: Speech.text("number", zh: "数量")
        )
    )
    var rate: Int?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "How many records are under way at the same time, 1 to 64, otherwise 4; 1 keeps their order.",
                zh: "同时发送的记录数，1 到 64，未指定时为 4；为 1 时保持原有顺序。"
            ),
            valueName: Speech.text("number", zh: "数量")
        )
    )
    var concurrency: Int?

    /// What sends records; nil when they go elsewhere.
    ///
    /// - Parameters:
    ///   - place: The options about a collection.
    ///   - output: The file that was named, if any.
    /// - Returns: The sender; whoever gets it closes it.
    /// - Throws: An `ExplainedError` for options that do not fit together, and for a contract that cannot be used.
    func delivery(_ place: CleanCollectionOptions, output: String?) throws -> RecordDelivery? {
        guard let server else {
            let given: [(name: String, isGiven: Bool)] = [
                ("--contract", contract != nil), ("--operation", operation != nil), ("--token-file", tokenFile != nil),
                ("--rate", rate != nil), ("--concurrency", concurrency != nil),
            ]
            guard let stray = given.first(where: \.isGiven) else { return nil }
            throw Self.missing(
                "--server",
                LocalizedText(
                    "'\(stray.name)' is about a running service: write --server URL",
                    zh: "“\(stray.name)”用于正在运行的服务：请写“--server URL”"
                )
            )
        }
        guard output == nil else { throw CleanCollectionOptions.severalPlaces }
        let choice: DeliveryRoute.Choice
        switch (place.collection, operation) {
        case (let name?, nil): choice = .collection(name)
        case (nil, let id?): choice = .operation(id)
        case (nil, nil), (_?, _?):
            throw Self.missing(
                "--collection",
                LocalizedText(
                    "write either --collection NAME or --operation ID",
                    zh: "请写“--collection 名称”或“--operation ID”"
                )
            )
        }
        let address = try ServiceAddress(server)
        let route = try DeliveryRoute(choice, in: try contracts(place))
        var settings = DeliverySettings()
        settings.language = Speech.language
        settings.rate = try Self.checked(rate, "--rate", 1...100_000)
        settings.concurrency = try Self.checked(concurrency, "--concurrency", 1...64) ?? settings.concurrency
        let environment = ProcessInfo.processInfo.environment["HANDOVER_TOKEN"]
        let token = try DeliveryToken.read(file: tokenFile, environment: environment)
        return try RecordDelivery(route, at: address, token: token, settings: settings)
    }

    private func contracts(_ place: CleanCollectionOptions) throws -> [Contract] {
        switch (contract, place.service) {
        case (let file?, nil): return [try ContractFiles.reading(file).usable()]
        case (nil, let folder?): return try ServiceFolder(folder).contracts
        case (nil, nil), (_?, _?):
            throw Self.missing(
                "--contract",
                LocalizedText(
                    "write either --contract FILE or --service FOLDER, for what the service takes",
                    zh: "请写“--contract 文件”或“--service 文件夹”，以说明服务接受的内容"
                )
            )
        }
    }

    private static func checked(_ value: Int?, _ option: String, _ range: ClosedRange<Int>) throws -> Int? {
        guard let value, !range.contains(value) else { return value }
        throw CommandMistake.invalidValue(
            option,
            String(value),
            LocalizedText(
                "write \(range.lowerBound) to \(range.upperBound)",
                zh: "请写 \(range.lowerBound) 到 \(range.upperBound)"
            )
        )
    }

    private static func missing(_ option: String, _ remedy: LocalizedText) -> ServiceError {
        ServiceError(
            "command.missing-argument",
            LocalizedText("'\(option)' is missing", zh: "缺少“\(option)”"),
            remedy: remedy
        )
    }
}
