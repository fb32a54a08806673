import ArgumentParser
import Cleaning
import CommandLine
import DataCleaning
import Diagnostics
import DocumentFiles
import Tabular

/// `handover clean`: clean records and explained rejects.
struct Clean: DocumentedCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "clean",
            abstract: Speech.text(
                "Makes clean records of a CSV file, and explains what is rejected.",
                zh: "清洗 CSV 文件，并说明被剔除的记录。"
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
        name: .shortAndLong,
        help: ArgumentHelp(
            Speech.text(
                "File to write, .csv, .tsv or .ndjson; - for standard output.",
                zh: "要写入的文件，.csv、.tsv 或 .ndjson；- 表示标准输出。"
            ),
            valueName: Speech.text("file", zh: "文件")
        )
    )
    var output: String?

    @Option(
        help: ArgumentHelp(Speech.text("The recipe.", zh: "配方。"), valueName: Speech.text("file", zh: "文件"))
    )
    var recipe: String?

    @Option(
        help: ArgumentHelp(
            Speech.text("File for rejected records.", zh: "存放被剔除记录的文件。"),
            valueName: Speech.text("file", zh: "文件")
        )
    )
    var rejects: String?

    @Option(
        help: ArgumentHelp(
            Speech.text("Form of rejected records: full, plain or ndjson.", zh: "被剔除记录的格式：full、plain 或 ndjson。"),
            valueName: Speech.text("format", zh: "格式")
        )
    )
    var rejectsFormat: RejectsFormat?

    @Flag(help: ArgumentHelp(Speech.text("End with 0 although there are rejects.", zh: "即使有记录被剔除，也以状态 0 结束。")))
    var allowRejects = false

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "The most rejects, a number or a share such as 2%; with more nothing is written.",
                zh: "最多允许的剔除数量，可写数字或“2%”这样的比例；超过时不写出任何内容。"
            ),
            valueName: Speech.text("limit", zh: "上限")
        )
    )
    var maximumRejects: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Show what becomes of so many records, and write nothing.",
                zh: "显示前若干条记录的处理结果，不写出任何内容。"
            ),
            valueName: Speech.text("number", zh: "数量")
        )
    )
    var dryRun: Int?

    @OptionGroup var source: CleanSourceOptions
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        guard let output = output ?? dryRun.map({ _ in "-" }) else {
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
        options.rejects = rejects
        options.rejectStyle = rejectsFormat?.style
        options.source = try source.overrides()
        if let workers = source.workers { options.workerCount = workers }
        if let maximumRejects {
            guard let limit = RejectLimit(maximumRejects) else {
                throw CleanSourceOptions.invalid(
                    "--maximum-rejects",
                    maximumRejects,
                    LocalizedText("write a number, or a share such as 2%", zh: "请写数字，或“2%”这样的比例")
                )
            }
            options.maximumRejects = limit
        }
        if let dryRun {
            guard (1...100_000).contains(dryRun) else {
                let remedy = LocalizedText("write 1 to 100000", zh: "请写 1 到 100000")
                throw CleanSourceOptions.invalid("--dry-run", String(dryRun), remedy)
            }
            return try Speech.say(
                CleanRun(options, language: Speech.language).preview(recordCount: dryRun).text(in: Speech.language)
            )
        }
        let result = try await CleanRun(options, language: Speech.language).run()
        try tell(result, isOnOutput: output == "-")
        if result.isOverLimit {
            Speech.note([
                Diagnostic(
                    code: "clean.too-many-rejects",
                    LocalizedText(
                        "\(result.counts.rejected) records were rejected, more than allowed; nothing was written",
                        zh: "剔除了 \(result.counts.rejected) 条记录，超过上限；没有写出任何内容"
                    )
                )
            ])
            throw CommandEnd(status: .no)
        }
        if result.counts.rejected > 0, rejects == nil, !allowRejects { throw CommandEnd(status: .no) }
    }

    private func tell(_ result: CleanResult, isOnOutput: Bool) throws {
        if shared.format == .json {
            let text = result.json(in: Speech.language)
            if isOnOutput { Speech.note(text) } else { try Speech.say(text) }
        } else if !shared.quiet {
            let text = result.text(in: Speech.language)
            if isOnOutput { Speech.note(text) } else { try Speech.say(text) }
        }
    }
}

/// The form of rejected records, as an option says it.
enum RejectsFormat: String, ExpressibleByArgument, CaseIterable {
    case full, plain, ndjson

    var style: RejectStyle {
        switch self {
        case .full: .full
        case .plain: .plain
        case .ndjson: .ndjson
        }
    }
}

/// Options about the source; the same words stand under `source` in a recipe.
struct CleanSourceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            Speech.text("The encoding, such as gb18030; otherwise found out.", zh: "编码，例如 gb18030；未指定时自动识别。"),
            valueName: Speech.text("encoding", zh: "编码")
        )
    )
    var encoding: String?

    @Option(
        help: ArgumentHelp(
            Speech.text("The text between fields, or tab; otherwise found out.", zh: "字段之间的分隔符，或 tab；未指定时自动识别。"),
            valueName: Speech.text("delimiter", zh: "分隔符")
        )
    )
    var delimiter: String?

    @Option(
        help: ArgumentHelp(
            Speech.text("How many records the header has, or none; otherwise found out.", zh: "表头的行数，或 none；未指定时自动识别。"),
            valueName: Speech.text("header", zh: "表头")
        )
    )
    var header: String?

    @Option(
        help: ArgumentHelp(
            Speech.text("How many tasks clean at the same time, 1 to 64; otherwise 2.", zh: "同时清洗的任务数，1 到 64；未指定时为 2。"),
            valueName: Speech.text("number", zh: "数量")
        )
    )
    var workers: Int?

    func overrides() throws -> SourceOverrides {
        var overrides = SourceOverrides()
        overrides.encoding = encoding
        if let delimiter { overrides.delimiter = Array((delimiter == "tab" ? "\t" : delimiter).utf8) }
        switch header {
        case nil, "auto": break
        case "none", "0": overrides.header = SourceOptions.Header.none
        case let text?:
            guard let count = Int(text), (1...100).contains(count) else {
                throw Self.invalid(
                    "--header",
                    text,
                    LocalizedText("write auto, none or the number of header records", zh: "请写 auto、none 或表头行数")
                )
            }
            overrides.header = .records(count: count)
        }
        if let workers, !(1...64).contains(workers) {
            throw Self.invalid("--workers", String(workers), LocalizedText("write 1 to 64", zh: "请写 1 到 64"))
        }
        return overrides
    }

    static func invalid(_ option: String, _ value: String, _ remedy: LocalizedText) -> ServiceError {
        ServiceError(
            "command.invalid-value",
            LocalizedText("'\(option)' cannot be '\(value)'", zh: "“\(option)”不能是“\(value)”"),
            remedy: remedy
        )
    }
}
