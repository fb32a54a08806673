package import Contract
import CommandLine
package import ContractSupport
package import Diagnostics
package import JSON

/// What a contract holds, and what a service would not honour of it.
package struct ContractOverview: Sendable {
    /// The contract.
    package let contract: Contract
    /// What a service leaves out.
    package let support: [SupportFinding]
    /// How many findings of each severity reading had.
    package let findingCounts: [Diagnostic.Severity: Int]
    private let fileCount: Int

    /// Of each construct so many places are shown, unless all are wanted.
    private static let shownCount = 5

    /// The overview of what was read.
    ///
    /// - Throws: ``ContractError`` when there is no contract to speak of.
    package init(_ reading: ContractReading) throws(ContractError) {
        guard let contract = reading.contract else { throw ContractError(reading.findings) }
        self.contract = contract
        fileCount = contract.sources.paths.count
        support = SupportReport(contract).findings
        findingCounts = Dictionary(grouping: reading.findings, by: \.severity).mapValues(\.count)
    }

    /// The paths, without extensions.
    private var pathCount: Int { contract.document.root["paths"]?.members.count { !$0.name.hasPrefix("x-") } ?? 0 }
    private var schemaCount: Int { contract.document.root["components"]?["schemas"]?.count ?? 0 }

    // MARK: Text

    /// The overview for a terminal.
    ///
    /// - Parameters:
    ///   - language: The language of the texts.
    ///   - width: The columns that there are.
    ///   - showsAll: Whether every place is shown that is not honoured, rather than five of each construct.
    /// - Returns: Lines without a line feed at the end.
    package func text(in language: Language, width: Int, showsAll: Bool = false) -> String {
        var lines = [headline(in: language), counts(in: language)]
        if let line = upgrades(in: language) { lines.append(line) }
        if let line = findings(in: language) { lines.append(line) }
        if !contract.operations.isEmpty { lines += [""] + operations(in: language, width: width) }
        lines += [""] + supportLines(in: language, limit: showsAll ? .max : Self.shownCount)
        return lines.joined(separator: "\n")
    }

    private func headline(in language: Language) -> String {
        let read = contract.openAPIVersion.split(separator: ".").prefix(2).joined(separator: ".")
        let written = contract.writtenVersion
        let version =
            written.hasPrefix(read)
            ? LocalizedText("OpenAPI \(written)", zh: "OpenAPI \(written)")
            : LocalizedText("OpenAPI \(written), read as \(read)", zh: "OpenAPI \(written)，按 \(read) 读取")
        let files = Self.counted(fileCount, "file", zh: "个文件")
        return "\(contract.title) \(contract.version) · \(version.text(in: language)) · \(files.text(in: language))"
    }

    private func counts(in language: Language) -> String {
        var parts = [
            Self.counted(pathCount, "path", zh: "个路径"),
            Self.counted(contract.operations.count, "operation", zh: "个操作"),
            Self.counted(schemaCount, "schema", zh: "个模式"),
            Self.counted(contract.securitySchemes.count, "security scheme", zh: "个安全方案"),
        ]
        if !contract.webhooks.isEmpty {
            parts.append(Self.counted(contract.webhooks.count, "webhook", zh: "个 webhook"))
        }
        return parts.map { $0.text(in: language) }.joined(separator: language == .english ? ", " : "，")
    }

    private func upgrades(in language: Language) -> String? {
        guard !contract.steps.isEmpty else { return nil }
        let steps = contract.steps.map { "\(DigitGroups.text($0.count)) \($0.kind.rawValue)" }.joined(separator: ", ")
        return LocalizedText("upgraded: \(steps)", zh: "升级：\(steps)").text(in: language)
    }

    private func findings(in language: Language) -> String? {
        let errors = findingCounts[.error] ?? 0
        let warnings = findingCounts[.warning] ?? 0
        guard errors + warnings > 0 else { return nil }
        let counts = [Self.counted(errors, "error", zh: "个错误"), Self.counted(warnings, "warning", zh: "个警告")]
        let text = counts.map { $0.text(in: language) }.joined(separator: language == .english ? ", " : "，")
        let help = LocalizedText(
            "see 'handover contract lint \(contract.file)'",
            zh: "请运行“handover contract lint \(contract.file)”查看"
        )
        return text + (language == .english ? ": " : "：") + help.text(in: language)
    }

    private static func counted(_ count: Int, _ noun: String, zh chinese: String) -> LocalizedText {
        let number = DigitGroups.text(count)
        return LocalizedText("\(number) \(noun)\(count == 1 ? "" : "s")", zh: "\(number) \(chinese)")
    }

    /// A count with a comma before each three digits.
    private func operations(in language: Language, width: Int) -> [String] {
        let headings = [
            LocalizedText("method", zh: "方法"), LocalizedText("path", zh: "路径"), LocalizedText("operation", zh: "操作"),
            LocalizedText("parameters", zh: "参数"), LocalizedText("body", zh: "请求体"),
            LocalizedText("responses", zh: "响应"),
        ]
        var table = TextTable(headings: headings.map { $0.text(in: language) })
        for operation in contract.operations {
            table.append([
                operation.method,
                operation.path.description,
                operation.node["operationId"]?.string ?? "-",
                String(operation.parameters.count),
                bodyTypes(of: operation).joined(separator: " "),
                statuses(of: operation).joined(separator: " "),
            ])
        }
        return table.lines(width: width, keepsLast: true)
    }

    private func bodyTypes(of operation: Operation) -> [String] {
        operation.requestBody?.content.map(\.mediaType.essence) ?? []
    }

    private func statuses(of operation: Operation) -> [String] {
        operation.responses.map { response in
            switch response.status {
            case .code(let code): String(code)
            case .range(let hundred): "\(hundred)XX"
            case .default: "default"
            }
        }
    }

    private func supportLines(in language: Language, limit: Int) -> [String] {
        guard !support.isEmpty else {
            return [LocalizedText("serve honours all of it", zh: "serve 支持全部内容").text(in: language)]
        }
        var lines = [LocalizedText("not honoured by serve", zh: "serve 不完全支持的内容").text(in: language)]
        var order: [SupportConstruct] = []
        var groups: [SupportConstruct: [SupportFinding]] = [:]
        for finding in support {
            if groups[finding.construct] == nil { order.append(finding.construct) }
            groups[finding.construct, default: []].append(finding)
        }
        for construct in order {
            let group = groups[construct] ?? []
            for finding in group.prefix(limit) {
                let message = finding.message.text(in: language)
                let effect = finding.effect.name.text(in: language) + (language == .english ? ": " : "：")
                lines.append("\(finding.location): \(effect)\(message) [\(construct.rawValue)]")
            }
            if group.count > limit {
                let more = group.count - limit
                let text = LocalizedText("  + \(more) more: --all shows them", zh: "  另有 \(more) 处：--all 会全部显示")
                lines.append(text.text(in: language))
            }
        }
        return lines
    }

    // MARK: JSON

    /// The overview for programs; texts are in English.
    package var value: JSONValue {
        [
            "title": .string(contract.title),
            "version": .string(contract.version),
            "openapi": ["written": .string(contract.writtenVersion), "read": .string(contract.openAPIVersion)],
            "files": .integer(fileCount),
            "counts": [
                "paths": .integer(pathCount),
                "operations": .integer(contract.operations.count),
                "webhooks": .integer(contract.webhooks.count),
                "schemas": .integer(schemaCount),
                "securitySchemes": .integer(contract.securitySchemes.count),
                "errors": .integer(findingCounts[.error] ?? 0),
                "warnings": .integer(findingCounts[.warning] ?? 0),
            ],
            "upgraded": .object(contract.steps.map { JSONValue.Member($0.kind.rawValue, .integer($0.count)) }),
            "operations": .array(contract.operations.map(value(of:))),
            "support": .array(support.map(value(of:))),
        ]
    }

    private func value(of operation: Operation) -> JSONValue {
        [
            "method": .string(operation.method),
            "path": .string(operation.path.description),
            "operationId": operation.node["operationId"]?.string.map(JSONValue.string) ?? .null,
            "parameters": .integer(operation.parameters.count),
            "body": .array(bodyTypes(of: operation).map(JSONValue.string)),
            "responses": .array(statuses(of: operation).map(JSONValue.string)),
        ]
    }

    private func value(of finding: SupportFinding) -> JSONValue {
        [
            "construct": .string(finding.construct.rawValue),
            "part": .string(finding.part.rawValue),
            "effect": .string(finding.effect.rawValue),
            "severity": .string(finding.severity.rawValue),
            "message": .string(finding.message.english),
            "file": .string(finding.location.file),
            "line": finding.location.position.map { .integer($0.line) } ?? .null,
            "column": finding.location.position.map { .integer($0.column) } ?? .null,
        ]
    }
}

extension SupportFinding.Effect {
    fileprivate var name: LocalizedText {
        switch self {
        case .ignored: LocalizedText("ignored", zh: "忽略")
        case .partly: LocalizedText("partly", zh: "部分支持")
        case .refused: LocalizedText("refused", zh: "拒绝")
        }
    }
}
