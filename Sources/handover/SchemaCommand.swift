import ArgumentParser
import CommandLine
import Diagnostics
import DocumentFiles
import JSONSchema
import SchemaValidation

/// `handover schema`: JSON Schemas, and what they describe.
struct SchemaCommand: DocumentedCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "schema",
            abstract: Speech.text("JSON Schemas, and what they describe.", zh: "JSON Schema 及其描述的文档。"),
            subcommands: [Validate.self]
        )
    }

    static var examples: [CommandExample] { Array(Validate.examples.prefix(2)) }

    /// `handover schema validate`: whether instances are what a schema asks for.
    struct Validate: DocumentedCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "validate",
                abstract: Speech.text(
                    "Checks JSON and YAML against a JSON Schema.",
                    zh: "按照 JSON Schema 检查 JSON 和 YAML。"
                ),
                discussion: Speech.text(
                    """
                    Drafts 4, 6, 7, 2019-09 and 2020-12, as $schema says. References to files in the schema's folder \
                    and below are followed; others need --remotes or --allow-remote. Without an instance the schema \
                    itself is checked. A file may be '-', which is standard input.
                    """,
                    zh: """
                        支持 draft 4、6、7、2019-09 和 2020-12，以 $schema 为准。会读取模式所在文件夹及其下级中被引用的文件；\
                        其他引用需要 --remotes 或 --allow-remote。没有实例时检查模式本身。文件可写作“-”，表示标准输入。
                        """
                )
            )
        }

        static var examples: [CommandExample] {
            [
                CommandExample(
                    "handover schema validate order.schema.json order.json",
                    LocalizedText("Checks one document, or several.", zh: "检查一个或多个文档。")
                ),
                CommandExample(
                    "handover schema validate order.schema.json --instances orders.ndjson --format json",
                    LocalizedText("One document a line, one answer a line.", zh: "每行一个文档，每行一个结果。")
                ),
                CommandExample(
                    "handover schema validate order.schema.json --instances orders.ndjson --fast",
                    LocalizedText("Verdicts alone, and how long they take.", zh: "只给出结论和所用时间。")
                ),
                CommandExample(
                    "handover schema validate order.schema.json --remotes https://example.com/schemas/=schemas",
                    LocalizedText("Checks the schema, with documents from a folder.", zh: "检查模式本身，所引用的文档取自文件夹。")
                ),
            ]
        }

        /// How results look.
        enum Format: String, ExpressibleByArgument, CaseIterable {
            case text, json, flag, list, hierarchical, basic

            /// The standard's own format; nil for one of ours.
            var standard: StandardReport? {
                OutputFormat(rawValue: rawValue).map { StandardReport($0, language: Speech.language) }
            }
        }

        @Argument(
            help: ArgumentHelp(
                Speech.text("The schema, JSON or YAML.", zh: "模式文件，JSON 或 YAML。"),
                valueName: Speech.text("schema", zh: "模式")
            )
        )
        var schema: String

        @Argument(
            help: ArgumentHelp(
                Speech.text("Files to check, JSON or YAML.", zh: "要检查的文件，JSON 或 YAML。"),
                valueName: Speech.text("instance", zh: "实例")
            )
        )
        var files: [String] = []

        @Option(
            help: ArgumentHelp(
                Speech.text("A file with one JSON document a line.", zh: "每行一个 JSON 文档的文件。"),
                valueName: Speech.text("file", zh: "文件")
            )
        )
        var instances: String?

        @Flag(help: ArgumentHelp(Speech.text("Verdicts without reasons, and their speed.", zh: "只给出结论和速度，不给出原因。")))
        var fast = false

        @Option(
            help: ArgumentHelp(
                Speech.text(
                    "Form of results: text, json, or the standard's flag, list, hierarchical and basic.",
                    zh: "结果的格式：text、json，或标准定义的 flag、list、hierarchical、basic。"
                ),
                valueName: Speech.text("format", zh: "格式")
            )
        )
        var format: Format = .text

        @OptionGroup var reading: SchemaReadingOptions
        @OptionGroup var limitOptions: InstanceLimitOptions
        @OptionGroup var speech: SpeechOptions

        func run() async throws {
            try checkStandardInput()
            try checkInstances()
            try checkFast()
            let limits = try limitOptions.limits()
            let options = try reading.loading()
            let isQuiet = speech.quiet
            let onFetch: @Sendable (String) -> Void = { url in
                if !isQuiet { Speech.note(Speech.text("fetching \(url)", zh: "正在获取 \(url)")) }
            }
            let loaded: LoadedSchema
            var check: SchemaCheck?
            do {
                loaded = try await SchemaLoader(schema, options: options, onFetch: onFetch).load()
                if files.isEmpty, instances == nil {
                    check = try await SchemaCheck(
                        loaded,
                        options: options,
                        maximumFindingCount: limits.maximumFindingCount,
                        onFetch: onFetch
                    )
                }
            } catch {
                do {
                    try tellUnusable(error)
                } catch let second {
                    Speech.note(error.diagnostics)
                    throw second
                }
                throw error
            }
            if let check { return try tell(check) }
            let reader = try InstanceReader(files: files, lines: instances, limits: limits)
            if fast {
                try measure(FastRun(loaded, reader, limits: limits), loaded)
            } else {
                try report(ValidationRun(loaded, reader, limits: limits))
            }
        }

        /// Standard input can be read once.
        private func checkStandardInput() throws {
            guard ([schema, instances ?? ""] + files).filter({ $0 == "-" }).count > 1 else { return }
            throw ServiceError(
                "command.standard-input-twice",
                LocalizedText("'-' stands for standard input, and is given twice", zh: "“-”表示标准输入，但出现了两次"),
                remedy: LocalizedText("write the name of a file for one of them", zh: "请将其中一个改为文件名")
            )
        }

        /// The argument parser would keep the last of several.
        private func checkInstances() throws {
            guard Speech.invocation.count(of: "--instances") > 1 else { return }
            throw ServiceError(
                "command.repeated-option",
                LocalizedText("'--instances' is given twice", zh: "“--instances”出现了两次"),
                remedy: LocalizedText(
                    "run the command once for each file, or join them: cat a.ndjson b.ndjson | … --instances -",
                    zh: "请对每个文件各运行一次，或先合并：cat a.ndjson b.ndjson | … --instances -"
                )
            )
        }

        /// A measurement needs something to measure, and is no result of the standard.
        private func checkFast() throws {
            guard fast else { return }
            if files.isEmpty, instances == nil {
                throw ServiceError(
                    "command.missing-argument",
                    LocalizedText("'--fast' measures instances, and none is given", zh: "“--fast”用于测量实例，但没有给出实例"),
                    remedy: LocalizedText(
                        "name files after the schema or write '--instances FILE'; without '--fast' the schema is checked",
                        zh: "请在模式之后写文件名，或写“--instances 文件”；不写“--fast”则检查模式本身"
                    )
                )
            }
            guard format.standard != nil else { return }
            throw ServiceError(
                "command.invalid-value",
                LocalizedText(
                    "'--format' cannot be '\(format.rawValue)' together with '--fast'",
                    zh: "与“--fast”一起使用时，“--format”不能是“\(format.rawValue)”"
                ),
                remedy: LocalizedText("write text or json", zh: "请写 text 或 json")
            )
        }

        /// Says what the schema is.
        private func tell(_ check: SchemaCheck) throws {
            var results = ResultStream(isJSON: format != .text)
            let text =
                if let standard = format.standard {
                    check.standard(standard, tell: { Speech.note([$0]) }) ?? #"{"valid":true}"#
                } else if format == .json {
                    check.json(language: Speech.language)
                } else {
                    check.text(language: Speech.language, isColoured: Speech.isColoured)
                }
            results.bytes += (text + "\n").utf8
            try results.flush()
            if !check.isValid { throw CommandEnd(status: .no) }
        }

        /// Says why the schema cannot be used to programs too.
        private func tellUnusable(_ error: ServiceError) throws {
            guard format == .json else { return }
            let isLine = !files.isEmpty || instances != nil
            try Speech.say(
                UnusableSchema.json(schema, error.diagnostics, language: Speech.language, isLine: isLine)
            )
        }

        /// What a result looks like.
        private var instanceReport: InstanceReport {
            if let standard = format.standard { return .standard(standard) }
            let language = Speech.language
            if format == .json { return .json(JSONReport(language: language)) }
            return .text(TextReport(language: language, isColoured: Speech.isColoured, namesValid: !speech.quiet))
        }

        private func report(_ run: consuming ValidationRun) throws {
            var run = run
            var results = ResultStream(isJSON: format != .text)
            let report = instanceReport
            while try run.advance(report, to: &results.bytes, tell: { Speech.note([$0]) }) { try results.flush() }
            if !speech.quiet, format == .text { Speech.note(run.counts.text(in: Speech.language)) }
            try end(run.counts)
        }

        private func measure(_ run: consuming FastRun, _ loaded: LoadedSchema) throws {
            var run = run
            while try run.advance({ Speech.note([$0]) }) {}
            let summary = FastSummary(run, compileTime: loaded.compileTime)
            try Speech.say(format == .json ? summary.json : summary.text(language: Speech.language))
            try end(run.counts)
        }

        private func end(_ counts: VerdictCounts) throws {
            if counts.unusable > 0 { throw CommandEnd(status: .unusable) }
            if counts.invalid > 0 { throw CommandEnd(status: .no) }
        }
    }
}
