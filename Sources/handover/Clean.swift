import ArgumentParser
import Cleaning
import CommandLine
import DataCleaning
import Diagnostics
import DocumentFiles
import HandoverService
import RecordDelivery
import Tabular

/// `handover clean`: clean records and explained rejects.
struct Clean: DocumentedCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "clean",
            abstract: Speech.text(
                "Makes clean records of a CSV or Excel file, and explains what is rejected.",
                zh: "清洗 CSV 或 Excel 文件，并说明被剔除的记录。"
            ),
            discussion: Speech.text(
                """
                Encoding, delimiter, quotes and header are found out, and told. Without a recipe the file is written \
                as it is, as CSV in UTF-8. A recipe says what is done to each column and what holds for records. The \
                command ends with 1 when there are rejects and neither --rejects nor --allow-rejects is given.
                """,
                zh: """
                    自动识别编码、分隔符、引号和表头，并予以说明。没有配方时，将文件原样写成 UTF-8 编码的 CSV；\
                    配方规定各列的处理步骤和记录须满足的规则。有记录被剔除而未指定 --rejects 或 --allow-rejects 时，以状态 1 结束。
                    """
            )
        )
    }

    static var examples: [CommandExample] {
        [
            CommandExample(
                "handover clean orders.csv --output clean.csv",
                LocalizedText(
                    "The file as UTF-8, with commas and quotes as RFC 4180 has them.",
                    zh: "转为 UTF-8，按 RFC 4180 使用逗号和引号。"
                )
            ),
            CommandExample(
                "handover clean orders.csv --recipe orders.yaml --output clean.csv --rejects rejects.csv",
                LocalizedText("Cleaned by a recipe, with a list of what is rejected.", zh: "按配方清洗，并列出被剔除的记录。")
            ),
            CommandExample(
                "handover clean orders.xlsx --sheet 2 --recipe orders.yaml --dry-run=20",
                LocalizedText(
                    "What would become of the first 20 records of the second sheet.",
                    zh: "查看第二个工作表前 20 条记录的处理结果。"
                )
            ),
        ]
    }

    @Argument(
        help: ArgumentHelp(
            Speech.text("The file to clean; - for standard input.", zh: "要清洗的文件；- 表示标准输入。"),
            valueName: Speech.text("input", zh: "输入")
        )
    )
    var input: String

    @Option(
        help: ArgumentHelp(Speech.text("The recipe.", zh: "配方。"), valueName: Speech.text("file", zh: "文件"))
    )
    var recipe: String?

    @OptionGroup var results: CleanOutputOptions
    @OptionGroup var source: CleanSourceOptions
    @OptionGroup var place: CleanCollectionOptions
    @OptionGroup var service: CleanServerOptions

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "How many tasks clean at the same time, 1 to 64; otherwise one for each processor.",
                zh: "同时清洗的任务数，1 到 64；未指定时与处理器数量相同。"
            ),
            valueName: Speech.text("number", zh: "数量")
        )
    )
    var workers: Int?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "The day that the recipe calls today, as YYYY-MM-DD; otherwise the day of the run.",
                zh: "配方中 today 所指的日期，写作 YYYY-MM-DD；未指定时为运行当天。"
            ),
            valueName: Speech.text("date", zh: "日期")
        )
    )
    var today: String?

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        CleanProcess.prepare()
        let delivery = try service.delivery(place, output: results.output)
        try await closing({ await delivery?.close() }, after: { try await run(delivery) })
    }

    private func run(_ delivery: RecordDelivery?) async throws {
        var options = try options(target: delivery?.target)
        options.receiver = delivery
        if results.explain {
            let explanation = try await CleanRun(options, language: Speech.language).explanation()
            let isJSON = shared.format == .json
            return try Speech.say(
                isJSON ? explanation.json(in: Speech.language) : explanation.text(in: Speech.language)
            )
        }
        if results.suggest { return try await suggest(options) }
        if let count = try results.dryRun?.value() {
            let run = try CleanRun(options, language: Speech.language)
            return try await Speech.say(run.preview(recordCount: count).text(in: Speech.language))
        }
        if let delivery {
            if delivery.exposesToken, !shared.quiet { Speech.note([Self.exposedToken]) }
            return try await clean(options)
        }
        guard let collection = try await place.opened(output: results.output) else { return try await clean(options) }
        options.destination = collection.destination
        try await closing({ await collection.close() }, after: { try await clean(options) })
    }

    private func closing(_ close: () async -> Void, after body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            await close()
            throw error
        }
        await close()
    }

    private func clean(_ given: CleanOptions) async throws {
        var options = given
        let bar = shared.quiet ? nil : ProgressBar()
        if let bar { options.progress = { bar.show($0) } }
        let result: CleanResult
        do {
            defer { bar?.erase() }
            result = try await CleanRun(options, language: Speech.language).run()
        } catch let error as ServiceError where error.diagnostics.first?.code == "file.abandoned" {
            throw CommandEnd(status: .abandoned)
        }
        try tell(result, isOnOutput: options.output == "-")
        if result.isOverLimit {
            Speech.note([Self.tooManyRejects(result, isWritten: options.isWrittenDirectly)])
            throw CommandEnd(status: .no)
        }
        if result.counts.rejected > 0, results.rejects == nil, !results.allowRejects {
            throw CommandEnd(status: .no)
        }
    }

    private func options(target: String?) throws -> CleanOptions {
        let output = target ?? results.output ?? place.name ?? results.dryRun.map { _ in "-" }
        guard output != nil || !results.report.isEmpty || results.suggest || results.explain else {
            throw ServiceError(
                "command.missing-argument",
                LocalizedText("'--output' is missing", zh: "缺少“--output”"),
                remedy: LocalizedText(
                    "write --output FILE, or --output - for standard output",
                    zh: "请写“--output 文件”，或用“--output -”写到标准输出"
                )
            )
        }
        var options = CleanOptions(input: input, output: output)
        options.recipe = recipe
        options.rejects = results.rejects
        options.rejectStyle = results.rejectsFormat?.style
        options.reports = results.report
        options.digest = { ContractBundle.digest(of: $0) }
        options.settings = try source.settings()
        options.maximumRejects = try results.rejectLimit()
        if let workers, !(1...64).contains(workers) {
            let remedy = LocalizedText("write 1 to 64", zh: "请写 1 到 64")
            throw CommandMistake.invalidValue("--workers", String(workers), remedy)
        }
        if let today {
            guard let day = RunDay(today) else {
                let remedy = LocalizedText("write a day such as 2024-05-01", zh: "请写日期，例如 2024-05-01")
                throw CommandMistake.invalidValue("--today", today, remedy)
            }
            options.today = day
        }
        options.masksRejects = results.rejectsMasked
        options.workerCount = workers ?? CleanProcess.processorCount
        return options
    }

    /// Writes a recipe where clean records would go.
    private func suggest(_ options: CleanOptions) async throws {
        let recipe = try await CleanRun(options, language: Speech.language).suggestion()
        guard let output = results.output, output != "-" else {
            // Every line ends already.
            return try Speech.say(String(recipe.dropLast()))
        }
        try CleanRun.write(recipe, to: output)
    }

    private static func tooManyRejects(_ result: CleanResult, isWritten: Bool) -> Diagnostic {
        let (rejected, clean) = (result.counts.rejected, result.counts.clean)
        let end =
            if clean > 0, result.unsentCount != nil {
                LocalizedText("\(clean) had been sent by then", zh: "此前已发送 \(clean) 条")
            } else if isWritten {
                LocalizedText("what was written by then is not the whole", zh: "此前写出的内容并不完整")
            } else {
                LocalizedText("nothing was written", zh: "没有写出任何内容")
            }
        return Diagnostic(
            code: "clean.too-many-rejects",
            LocalizedText(
                "\(rejected) records were rejected, more than allowed; \(end.english)",
                zh: "剔除了 \(rejected) 条记录，超过上限；\(end.chinese)"
            )
        )
    }

    private static var exposedToken: Diagnostic {
        Diagnostic(
            code: "delivery.exposed-token",
            severity: .warning,
            LocalizedText(
                "the token goes over the network unencrypted, for everybody on the way to read",
                zh: "令牌以明文在网络上传输，途中任何人都能读取"
            ),
            remedy: LocalizedText("write --server https://…", zh: "请写 --server https://…")
        )
    }

    private func tell(_ result: CleanResult, isOnOutput: Bool) throws {
        guard shared.format == .json || !shared.quiet else { return }
        let text = shared.format == .json ? result.json(in: Speech.language) : result.text(in: Speech.language)
        if isOnOutput { Speech.note(text) } else { try Speech.say(text) }
    }
}
