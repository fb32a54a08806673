import ArgumentParser
import Diagnostics
import DocumentFiles
import JSONSchema
import SchemaValidation

/// Options that say how a schema and its references are read.
struct SchemaReadingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Where documents lie: everything under URL is looked for in FOLDER; may be repeated.",
                zh: "文档所在位置：URL 之下的文档都在该文件夹中查找；可重复。"
            ),
            valueName: Speech.text("URL=FOLDER", zh: "URL=文件夹")
        )
    )
    var remotes: [String] = []

    @Flag(
        help: ArgumentHelp(
            Speech.text(
                "Fetch http and https documents that no --remotes covers.",
                zh: "从网络获取 --remotes 未涵盖的 http 和 https 文档。"
            )
        )
    )
    var allowRemote = false

    @Flag(
        help: ArgumentHelp(
            Speech.text("Check 'format', which is an annotation otherwise.", zh: "检查“format”；未加此选项时它只是注解。")
        )
    )
    var assertFormat = false

    @Flag(
        help: ArgumentHelp(
            Speech.text(
                "Check 'contentEncoding' and 'contentMediaType', where base64 and JSON are known.",
                zh: "检查“contentEncoding”和“contentMediaType”（支持 base64 和 JSON）。"
            )
        )
    )
    var assertContent = false

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "For schemas without $schema: draft4, draft6, draft7, 2019-09, 2020-12, openapi or a URI.",
                zh: "用于没有 $schema 的模式：draft4、draft6、draft7、2019-09、2020-12、openapi 或 URI。"
            ),
            valueName: Speech.text("dialect", zh: "方言")
        )
    )
    var dialect: String = "2020-12"

    /// The options as the loader takes them.
    func loading() throws -> SchemaLoadingOptions {
        SchemaLoadingOptions(
            dialect: dialect,
            mappings: try remotes.map { try RemoteMapping($0) },
            allowsNetwork: allowRemote,
            schemaOptions: SchemaOptions(assertsFormat: assertFormat, assertsContent: assertContent)
        )
    }
}

/// Options that say how much instances may ask for.
struct InstanceLimitOptions: ParsableArguments {
    @Option(
        // So that '-1' is refused as a number, not taken for an option.
        parsing: .unconditional,
        help: ArgumentHelp(
            Speech.text("The most findings of one instance.", zh: "每个实例最多报告的问题数。"),
            valueName: Speech.text("count", zh: "个数")
        )
    )
    var maxFindings = "100"

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            Speech.text("How deep arrays and objects of an instance may nest.", zh: "实例中数组和对象的最大嵌套层数。"),
            valueName: Speech.text("levels", zh: "层数")
        )
    )
    var maxDepth = "1024"

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            Speech.text("How long a line of --instances may be, in bytes.", zh: "--instances 每行的最大字节数。"),
            valueName: Speech.text("bytes", zh: "字节数")
        )
    )
    var maxLineBytes = "\(64 << 20)"

    /// The limits, each within what makes sense.
    func limits() throws -> InstanceLimits {
        InstanceLimits(
            maximumLineByteCount: try number(maxLineBytes, "--max-line-bytes", 1...(1 << 30)),
            maximumDepth: try number(maxDepth, "--max-depth", 1...10_000),
            maximumFindingCount: try number(maxFindings, "--max-findings", 1...1_000_000)
        )
    }

    /// The number of a text; one too large for an integer is out of range as any other.
    private func number(_ text: String, _ name: String, _ range: ClosedRange<Int>) throws -> Int {
        if let number = Int(text), range.contains(number) { return number }
        throw ServiceError(
            "command.invalid-value",
            LocalizedText("'\(name)' cannot be '\(text)'", zh: "“\(name)”不能是“\(text)”"),
            remedy: LocalizedText(
                "write a number from \(range.lowerBound) to \(range.upperBound)",
                zh: "请写 \(range.lowerBound) 到 \(range.upperBound) 之间的数"
            )
        )
    }
}
