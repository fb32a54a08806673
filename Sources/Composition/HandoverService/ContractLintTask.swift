import CommandLine
import Contract
package import ContractLint
package import Diagnostics
import DocumentFiles
import FoundationEssentials
import Handlers
import JSON
import LintReports

/// Judges contracts by a rule set, as a whole or by what is new.
package struct ContractLintTask: Sendable {
    private let contracts: [String]
    private let rules: String
    private let earlier: [String]
    private let root: String?
    private let today: CalendarDay

    /// A task.
    ///
    /// - Parameters:
    ///   - contracts: The paths of the contracts.
    ///   - rules: `minimal`, `recommended`, `strict` or the path of a rule file.
    ///   - earlier: The paths of earlier versions; empty to report all findings.
    ///   - root: The folder that files of contracts may come from; nil for that of each contract.
    ///   - today: The day on which ignores are valid or not.
    package init(
        _ contracts: [String],
        rules: String,
        since earlier: [String],
        root: String? = nil,
        today: CalendarDay = .current
    ) {
        self.root = root
        // A file that is named twice is judged once.
        var known: Set<ByteName> = []
        self.contracts = contracts.filter { path in
            known.insert(ByteName(path == "-" ? path : FileAddress.normalized(path))).inserted
        }
        self.rules = rules
        self.earlier = earlier
        self.today = today
    }

    /// Reads and judges.
    ///
    /// - Returns: What was found.
    /// - Throws: An `ExplainedError` when a file cannot be read or the rule file cannot be used.
    package func run() throws -> ContractLintReport {
        let texts = FileTexts()
        var reader = RuleSetReader { path throws(RuleFileError) in try Self.ruleFile(path, keeping: texts) }
        let ruleSet = try reader.ruleSet(rules)
        let linter = Linter(ruleSet, today: today)
        let inputs = try contracts.map { try input($0, keeping: texts) }
        var result = linter.result(for: inputs.map(\.input))
        if !earlier.isEmpty {
            let before = try earlier.map { path in
                let reading = try ContractFiles.reading(path, root: root)
                // Everything would seem new beside what is no contract.
                guard reading.contract != nil else { throw ContractError(reading.findings) }
                return input(reading)
            }
            result = result.since(linter.result(for: before))
        }
        return ContractLintReport(
            result: result,
            entry: contracts[0],
            texts: texts,
            fileCount: inputs.reduce(0) { $0 + $1.fileCount },
            isUnusable: inputs.contains { !$0.isContract }
        )
    }

    private static func ruleFile(_ path: String, keeping texts: FileTexts) throws(RuleFileError) -> JSONDocument {
        let names = RuleSet.all.map(\.name)
        if !path.contains("/"), !path.contains(".") {
            let nearest = EditDistance.nearest(to: path, among: names)
            throw RuleFileError([
                Diagnostic(
                    code: "command.unknown-rule-set",
                    LocalizedText("there is no rule set '\(path)'", zh: "没有规则集“\(path)”"),
                    remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
                        ?? LocalizedText(
                            "write \(names.joined(separator: ", ")), or the path of a file",
                            zh: "请写 \(names.joined(separator: "、")) 或文件路径"
                        )
                )
            ])
        }
        do {
            let text = try DocumentFile.bytes(of: path)
            texts.keep(text, of: path)
            return try DocumentFile.parseIfAny(text, named: path) ?? JSONDocument(JSONValue.object([]))
        } catch {
            throw RuleFileError(error.diagnostics)
        }
    }

    /// A file that cannot be read is a finding, so that those of others are told too.
    private func input(
        _ path: String,
        keeping texts: FileTexts
    ) throws -> (input: LintInput, isContract: Bool, fileCount: Int) {
        do throws(ServiceError) {
            let reading = try ContractFiles.reading(path, root: root, keeping: texts)
            return (input(reading), reading.contract != nil, reading.contract?.sources.paths.count ?? 1)
        } catch {
            if error.isOutside { throw error }
            let findings = error.diagnostics.map { finding in
                Diagnostic(
                    code: finding.code,
                    finding.message,
                    at: finding.location ?? SourceLocation(file: path),
                    remedy: finding.remedy
                )
            }
            return (LintInput(ContractReading(contract: nil, findings: findings)), false, 1)
        }
    }

    /// Instructions to handlers are looked at only in a contract that can be used.
    private func input(_ reading: ContractReading) -> LintInput {
        // What makes a contract unusable is among the findings of reading it.
        let contract = try? reading.usable()
        return LintInput(reading, others: contract.map(HandlerPlanner.findings) ?? [])
    }
}

/// What came of judging contracts.
package struct ContractLintReport: Sendable {
    /// The forms that a report has.
    package enum Format: String, Sendable, CaseIterable {
        case text
        case json
        case junit
        case github
        case sarif
    }

    /// The findings.
    package let result: LintResult
    /// The path of the first contract.
    let entry: String
    /// The files that were read.
    let texts: FileTexts
    let fileCount: Int
    /// Whether one of the files is no contract at all.
    package let isUnusable: Bool

    /// The report as UTF-8.
    ///
    /// - Parameters:
    ///   - format: The form.
    ///   - language: The language of messages.
    ///   - isColoured: Whether a terminal shows it; for text.
    ///   - version: The version of this program.
    ///   - threshold: The least severity that counts as a failure.
    /// - Returns: The text, with a line feed at the end unless it is empty.
    package func bytes(
        _ format: Format,
        language: Language,
        isColoured: Bool,
        version: String,
        failingOn threshold: Diagnostic.Severity
    ) -> [UInt8] {
        let output = written(format, language: language, isColoured: isColoured, version: version, threshold)
        // Excerpts and words for terminals are escaped one by one.
        return format == .text ? output : Self.escaped(output)
    }

    /// Escapes what a terminal obeys, whatever the form; in JSON that is an escape of its own.
    private static func escaped(_ output: [UInt8]) -> [UInt8] {
        let isPlain = output.allSatisfy { byte in
            byte == 0x0A || byte >= 0x20 && byte != 0x7F && byte != 0xC2 && byte != 0xE2
        }
        return isPlain ? output : Array(TerminalText.lines(String(decoding: output, as: UTF8.self)).utf8)
    }

    private func written(
        _ format: Format,
        language: Language,
        isColoured: Bool,
        version: String,
        _ threshold: Diagnostic.Severity
    ) -> [UInt8] {
        switch format {
        case .text:
            TextReport(
                language: language,
                isColoured: isColoured,
                sources: sources(),
                width: { DisplayWidth.of($0) },
                shown: { TerminalText.line($0) }
            )
            .bytes(of: result, fileCount: fileCount)
        case .json: JSONReport(language: language).bytes(of: result)
        case .junit: JUnitReport(language: language, failingOn: threshold).bytes(of: result, entry: entry)
        case .github: GitHubReport(language: language).bytes(of: result)
        case .sarif: SARIFReport(language: language, toolVersion: version).bytes(of: result)
        }
    }

    /// The files that findings stand in, as they were read.
    private func sources() -> SourceLines {
        var sources = SourceLines()
        for file in Set(result.findings.map { ByteName($0.location.file) }) {
            if let text = texts[file.description] { sources.add(text, named: file.description) }
        }
        return sources
    }
}

extension CalendarDay {
    /// Today, at Greenwich, so that two machines agree.
    package static var current: CalendarDay {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        // A clock that is off by thousands of years makes no ignore expire.
        return CalendarDay(year: parts.year ?? 0, month: parts.month ?? 1, day: parts.day ?? 1) ?? .first
    }
}
