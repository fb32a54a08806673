import ArgumentParser
import Cleaning
import DataCleaning
import Diagnostics
import DocumentFiles

/// Options about what `handover clean` writes.
struct CleanOutputOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            Speech.text(
                "File to write: .csv, .tsv, .ndjson, .xlsx, .sqlite or .sqlite:TABLE; - for standard output.",
                zh: "要写入的文件：.csv、.tsv、.ndjson、.xlsx、.sqlite 或 .sqlite:表名；- 表示标准输出。"
            ),
            valueName: Speech.text("file", zh: "文件")
        )
    )
    var output: String?

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

    @Flag(
        help: ArgumentHelp(
            Speech.text(
                "Hide what the step mask hides in the fields of rejected records, too.",
                zh: "在被剔除记录的原始字段中也隐藏 mask 步骤所隐藏的内容。"
            )
        )
    )
    var rejectsMasked = false

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "File for a report of the run, .html or .json; can be given several times.",
                zh: "存放本次清洗报告的文件，.html 或 .json；可多次指定。"
            ),
            valueName: Speech.text("file", zh: "文件")
        )
    )
    var report: [String] = []

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
        name: .customLong("dry-run"),
        defaultAsFlag: DryRunCount.standard,
        parsing: .next,
        help: ArgumentHelp(
            Speech.text(
                "Show what becomes of so many records, and write nothing.",
                zh: "显示前若干条记录的处理结果，不写出任何内容。"
            ),
            valueName: Speech.text("number", zh: "数量")
        )
    )
    var dryRun: DryRunCount?

    @Flag(
        help: ArgumentHelp(
            Speech.text(
                "Propose a recipe by the first 100000 records, and write nothing else.",
                zh: "根据前 100000 条记录建议一份配方，不写出其他内容。"
            )
        )
    )
    var suggest = false

    @Flag(
        help: ArgumentHelp(
            Speech.text(
                "Show which encodings and delimiters were considered, and write nothing.",
                zh: "显示考虑过的编码和分隔符，不写出任何内容。"
            )
        )
    )
    var explain = false

    /// The most rejects as a limit.
    func rejectLimit() throws -> RejectLimit? {
        guard let maximumRejects else { return nil }
        guard let limit = RejectLimit(maximumRejects) else {
            throw CommandMistake.invalidValue(
                "--maximum-rejects",
                maximumRejects,
                LocalizedText("write a number, or a share such as 2%", zh: "请写数字，或“2%”这样的比例")
            )
        }
        return limit
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

/// How many records a dry run shows.
struct DryRunCount: ExpressibleByArgument, CustomStringConvertible {
    /// As many as fit on a screen.
    static let standard = DryRunCount(text: "10")

    let text: String

    private init(text: String) { self.text = text }

    init?(argument: String) { text = argument }

    var description: String { text }

    /// The number.
    ///
    /// - Throws: ``ServiceError`` when it is none from 1 to 100,000.
    func value() throws -> Int {
        guard let count = Int(text), (1...100_000).contains(count) else {
            let remedy = LocalizedText("write 1 to 100000", zh: "请写 1 到 100000")
            throw CommandMistake.invalidValue("--dry-run", text, remedy)
        }
        return count
    }
}
